import type { Article } from '../domain/article.ts';
import type { Pattern, Zone } from '../domain/vocabulary.ts';
import type { Compiled, CompiledVocabulary } from './compile-vocabulary.ts';
import { foldText, joinFolded, sliceFolded } from './fold-text.ts';
import type { Folded } from './fold-text.ts';

/** An article cut into the places where evidence is looked for. */
export interface ArticleParts {
  readonly zones: Readonly<Record<Zone, Folded>>;
  /** What the text says it is about: title, the proposal's title and a letter's opening. */
  readonly subject: Folded;
  /** Everything after the subject, in pieces that end with a full stop or a line. */
  readonly sentences: readonly Folded[];
  readonly agency: string;
}

// The longest reply met has 9,000 characters; a work report that decides nothing may have 100,000.
const BODY_LIMIT = 40_000;
const TITLE_LIMIT = 300;
const HEAD_LIMIT = 1200;
const TAIL_LIMIT = 700;
// A letter's opening stands behind title, letter code and salutation, never further down.
const OPENING_LIMIT = 2000;
const OPENING_REACH = 200;
// A title shorter than this names nothing; the first words of the text stand in for it.
const SHORT_TITLE = 8;
const LEAD_LENGTH = 120;

/** Cuts an article into title, head, opening, tail and body, each as written and as compared. */
export function articleParts(article: Article, vocabulary: CompiledVocabulary): ArticleParts {
  const title = foldText(article.title.slice(0, TITLE_LIMIT));
  const body = foldText(article.body.slice(0, BODY_LIMIT));
  const { start, end } = findOpening(body, vocabulary.openings);
  const opening = sliceFolded(body, start, end);
  const isNameless = end === 0 && title.text.length < SHORT_TITLE;
  const lead = isNameless ? sliceFolded(body, 0, LEAD_LENGTH) : opening;
  return {
    zones: {
      title,
      body,
      opening,
      head: sliceFolded(body, 0, HEAD_LIMIT),
      tail: sliceFolded(body, Math.max(0, body.text.length - TAIL_LIMIT)),
      number: foldText(article.documentNumber ?? ''),
    },
    subject: joinFolded([title, foldText(article.proposal?.title ?? ''), lead]),
    sentences: splitFolded(sliceFolded(body, end)),
    agency: foldText(article.agency ?? '').folded,
  };
}

/** The first paragraph near the top that acknowledges or announces, around its formula; `0, 0` when there is none. */
function findOpening(
  body: Folded,
  openings: readonly Compiled<Pattern>[],
): { readonly start: number; readonly end: number } {
  let lineStart = 0;
  for (const line of body.folded.slice(0, OPENING_LIMIT).split('\n')) {
    const at = isQuotation(line) ? -1 : firstMatch(line, openings);
    if (at >= 0) {
      return {
        start: lineStart + Math.max(0, at - OPENING_REACH),
        end: lineStart + Math.min(line.length, at + OPENING_REACH),
      };
    }
    lineStart += line.length + 1;
  }
  return { start: 0, end: 0 };
}

/** A letter that is quoted in somebody else's text opens with a quotation mark. */
function isQuotation(line: string): boolean {
  return /^\s{0,8}[“"「『‘]/u.test(line);
}

function firstMatch(line: string, patterns: readonly Compiled<Pattern>[]): number {
  const found = patterns.map(({ regex }) => line.search(regex)).filter((index) => index >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}

function splitFolded(whole: Folded): Folded[] {
  return [...whole.folded.matchAll(/[^。；！？\n]+/gu)]
    .map(({ index, 0: piece }) => sliceFolded(whole, index, index + piece.length))
    .filter(({ text }) => text.trim() !== '');
}
