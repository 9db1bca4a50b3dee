import { agencyOfTitle } from '../../text/agency-name.ts';
import { bareText } from '../../text/han.ts';
import { type Candidate, type TitlePoint, titlePoints, titleSupport } from './evidence.ts';
import { LETTER_END, TITLE_START } from './join-lines.ts';

const LETTER_SHAPE = /^(?:.{0,30}关于|对).{4,}(?:答复|复函|回复|函|意见|通知)$/u;
// A page with more lines that look like its title is made to look so.
const MAX_CANDIDATES = 40;
const SHORT = 7;
// Shorter spellings are parts of anything.
const MIN_PART = 8;

/** A title, and the evidence for this spelling of it. */
export interface ChosenTitle {
  readonly text: string;
  readonly because: readonly TitlePoint[];
}

/** Chooses the title with most evidence; of its spellings the whole one. */
export function chooseTitle(
  found: readonly Candidate[],
  documentTitle: string,
  entryTitle: string | null,
): ChosenTitle {
  const document = bareText(documentTitle);
  const entry = bareText(entryTitle ?? '').replace(/…$/u, '');
  const candidates = found
    .slice(0, MAX_CANDIDATES)
    .map(({ text, points, from }) => ({ text, points, from, bare: bareText(text) }));
  let best: { readonly text: string; readonly points: number } | null = null;
  for (const candidate of candidates) {
    const { bare } = candidate;
    const support = candidates.reduce((sum, other) => {
      return other === candidate ? sum : sum + other.points * agreement(bare, other.bare);
    }, 0);
    let points = candidate.points + support;
    if (document !== bare && document.includes(bare)) points += titlePoints('in-document-title');
    if (LETTER_SHAPE.test(bare)) points += titlePoints('letter-shape');
    if (entry.length >= 6 && bare.startsWith(entry.slice(0, 12)))
      points += titlePoints('as-listed');
    if (isCut(candidate.text)) points += titlePoints('cut-off');
    if (bare.length < SHORT) points += titlePoints('short');
    if (best === null || points > best.points) best = { text: candidate.text, points };
  }
  const text = best === null ? '' : wholeTitle(best.text, candidates);
  const chosen = bareText(text);
  const because = candidates.filter(({ bare }) => bare === chosen).map(({ from }) => from);
  return { text, because: [...new Set(because)] };
}

/** How much of the other spelling's points counts for the one. */
function agreement(one: string, other: string): number {
  if (one === other) return titleSupport('equal');
  if (one.length < MIN_PART || other.length < MIN_PART) return 0;
  if (one.includes(other)) return titleSupport('part-for-whole');
  return other.includes(one) ? titleSupport('whole-for-part') : 0;
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
      return agencyOfTitle(other.text) !== null && other.points >= titlePoints('first-line');
    return TITLE_START.test(spelling);
  };
  if (!isCut(text) && !LETTER_END.test(text)) return text;
  return candidates.find((other) => isWhole(other))?.text ?? text;
}
