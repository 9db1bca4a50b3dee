import type { Article } from '../domain/article.ts';
import type { Pattern, Zone } from '../domain/vocabulary.ts';
import type { Compiled, CompiledVocabulary } from './compile-vocabulary.ts';
import { cutSentences } from './cut-sentences.ts';
import { foldText, joinFolded, sliceFolded, type Folded } from './fold-text.ts';

/** An article cut into the places where evidence is looked for. */
export interface ArticleParts {
  readonly zones: Readonly<Record<Zone, Folded>>;
  /** What the text says it is about: title, the proposal's title and a letter's opening. */
  readonly subject: Folded;
  /** Everything after the subject, in pieces that end with a full stop or a line. */
  readonly sentences: () => readonly Folded[];
  readonly agency: string;
}

// The longest reply met has 9,000 characters; a work report that decides nothing may have 100,000.
const BODY_LIMIT = 40_000;
const TITLE_LIMIT = 300;
const HEAD_LIMIT = 1200;
const TAIL_LIMIT = 700;
// A letter's opening stands behind title, letter code and salutation, and on some platforms behind
// the proposal's own text, never further down.
const OPENING_LIMIT = 4000;
const OPENING_REACH = 200;
const QUOTED_PROPOSAL = /《[^》\n]{2,100}(?:提案|建议|议案)》/gu;
const SENTENCE_END = /。|\n|(?<=如下)[:：]/u;
// A title shorter than this names nothing; the first words of the text stand in for it.
const SHORT_TITLE = 8;
const LEAD_LENGTH = 120;

/** Cuts an article into title, head, opening, tail and body, each as written and as compared. */
export function articleParts(article: Article, vocabulary: CompiledVocabulary): ArticleParts {
  const title = foldText(article.title.slice(0, TITLE_LIMIT));
  const body = foldText(article.body.slice(0, BODY_LIMIT));
  const number = foldText(article.documentNumber ?? '');
  const proposal = foldText(article.proposal?.title ?? '');
  const { start, subjectEnd, end } = findOpening(body, vocabulary.openings);
  const isNameless = end === 0 && title.text.length < SHORT_TITLE;
  // Most texts hold no word of the vocabulary: theirs need no cutting.
  let sentences: readonly Folded[] | null = null;
  const lead = sliceFolded(body, start, isNameless ? LEAD_LENGTH : subjectEnd);
  return {
    zones: {
      title,
      body,
      opening: sliceFolded(body, start, end),
      head: sliceFolded(body, 0, HEAD_LIMIT),
      tail: sliceFolded(body, Math.max(0, body.text.length - TAIL_LIMIT)),
      number,
    },
    subject: joinFolded([
      title,
      proposal,
      lead,
      ...quotedProposals(sliceFolded(body, start + lead.text.length, end)),
    ]),
    sentences: () => (sentences ??= cutSentences(sliceFolded(body, subjectEnd))),
    agency: foldText(article.agency ?? '').folded,
  };
}

/** Titles of proposals that an opening names after its first sentence. */
function quotedProposals(opening: Folded): Folded[] {
  return [...opening.folded.matchAll(QUOTED_PROPOSAL)].map(({ index, 0: title }) =>
    sliceFolded(opening, index, index + title.length),
  );
}

interface Opening {
  readonly start: number;
  /** Where the sentence ends that names the proposal. */
  readonly subjectEnd: number;
  readonly end: number;
}

const NO_OPENING: Opening = { start: 0, subjectEnd: 0, end: 0 };

/**
 * The paragraph that acknowledges or announces, and the line after it; all 0 when there is none. An earlier
 * pattern of the vocabulary is surer than a later one: the proposal's own text may stand before the letter.
 */
function findOpening(body: Folded, openings: readonly Compiled<Pattern>[]): Opening {
  const lines = [...body.folded.slice(0, OPENING_LIMIT).matchAll(/[^\n]+/gu)].filter(
    ({ 0: line }) => !isQuotation(line),
  );
  for (const { regex } of openings) {
    for (const { index: lineStart, 0: line } of lines) {
      const at = line.search(regex);
      if (at >= 0) return around(body.folded, lineStart, lineStart + at);
    }
  }
  return NO_OPENING;
}

function around(folded: string, lineStart: number, at: number): Opening {
  const after = folded.slice(at, at + OPENING_REACH);
  const sentence = after.search(SENTENCE_END);
  const nextLine = folded.indexOf('\n', at);
  const lineAfter = nextLine < 0 ? -1 : folded.indexOf('\n', nextLine + 1);
  return {
    start: Math.max(lineStart, at - OPENING_REACH),
    subjectEnd: at + (sentence < 0 ? after.length : sentence + 1),
    end: Math.min(lineAfter < 0 ? folded.length : lineAfter, at + OPENING_REACH),
  };
}

/** A letter that is quoted in somebody else's text opens with a quotation mark. */
function isQuotation(line: string): boolean {
  return /^\s{0,8}[“"「『‘]/u.test(line);
}
