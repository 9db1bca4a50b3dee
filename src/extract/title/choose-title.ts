import { agencyOfTitle } from '../../text/agency-name.ts';
import { bareText } from '../../text/han.ts';
import { POINTS, SUPPORT, type Candidate } from './evidence.ts';
import { LETTER_END, TITLE_START } from './join-lines.ts';

const LETTER_SHAPE = /^(?:.{0,30}关于|对).{4,}(?:答复|复函|回复|函|意见|通知)$/u;
// A page with more lines that look like its title is made to look so.
const MAX_CANDIDATES = 40;
const SHORT = 7;
// Shorter spellings are parts of anything.
const MIN_PART = 8;

/** Takes the title that most evidence stands behind; of its spellings the whole one. */
export function chooseTitle(
  found: readonly Candidate[],
  documentTitle: string,
  entryTitle: string | null,
): string {
  const document = bareText(documentTitle);
  const entry = bareText(entryTitle ?? '').replace(/…$/u, '');
  const candidates = found
    .slice(0, MAX_CANDIDATES)
    .map(({ text, points }) => ({ text, points, bare: bareText(text) }));
  let best: { readonly text: string; readonly points: number } | null = null;
  for (const candidate of candidates) {
    const { bare } = candidate;
    const support = candidates.reduce((sum, other) => {
      return other === candidate ? sum : sum + other.points * agreement(bare, other.bare);
    }, 0);
    let points = candidate.points + support;
    if (document !== bare && document.includes(bare)) points += POINTS.inDocumentTitle;
    if (LETTER_SHAPE.test(bare)) points += POINTS.letterShape;
    if (entry.length >= 6 && bare.startsWith(entry.slice(0, 12))) points += POINTS.asListed;
    if (isCut(candidate.text)) points += POINTS.cutOff;
    if (bare.length < SHORT) points += POINTS.short;
    if (best === null || points > best.points) best = { text: candidate.text, points };
  }
  return best === null ? '' : wholeTitle(best.text, candidates);
}

/** How much the other spelling speaks for the one. */
function agreement(one: string, other: string): number {
  if (one === other) return SUPPORT.equal;
  if (one.length < MIN_PART || other.length < MIN_PART) return 0;
  if (one.includes(other)) return SUPPORT.partForWhole;
  return other.includes(one) ? SUPPORT.wholeForPart : 0;
}

function isCut(text: string): boolean {
  return text.endsWith('…') || text.endsWith('...') || text.endsWith('。。。');
}

/** The whole of a title that a list cut at its end, or that a broken line cut at its beginning. */
function wholeTitle(text: string, candidates: readonly Candidate[]): string {
  const bare = bareText(text);
  if (bare.length < 6) return text;
  const isWhole = (other: Candidate): boolean => {
    const spelling = bareText(other.text);
    if (isCut(other.text) || spelling.length <= bare.length) return false;
    if (isCut(text)) return spelling.startsWith(bare);
    if (!spelling.endsWith(bare)) return false;
    // A letter's own heading leaves out the agency that the page's title names.
    if (agencyOfTitle(text) !== null) return false;
    if (TITLE_START.test(text))
      return agencyOfTitle(other.text) !== null && other.points >= POINTS.firstLine;
    return TITLE_START.test(spelling);
  };
  if (!isCut(text) && !LETTER_END.test(text)) return text;
  return candidates.find((other) => isWhole(other))?.text ?? text;
}
