import type { Article } from '../domain/article.ts';
import type { Zone } from '../domain/vocabulary.ts';
import type { Compiled, CompiledVocabulary } from './compile-vocabulary.ts';
import { foldText, sliceFolded } from './fold-text.ts';
import type { Folded } from './fold-text.ts';
import type { Pattern } from '../domain/vocabulary.ts';

/** An article cut into the places where evidence is looked for. */
export interface ArticleParts {
  readonly zones: Readonly<Record<Zone, Folded>>;
  /** What the text says it is about: title, the proposal's title and the opening. */
  readonly subject: Folded;
  readonly agency: string;
}

// The longest reply met has 9,000 characters; a work report that decides nothing may have 100,000.
const BODY_LIMIT = 40_000;
const TITLE_LIMIT = 300;
const HEAD_LIMIT = 1200;
const TAIL_LIMIT = 700;
// A letter's opening stands behind title, letter code and salutation, never further down.
const OPENING_LIMIT = 2000;
const OPENING_LENGTH = 400;
const LEAD_LENGTH = 160;

/** Cuts an article into title, head, opening, tail and body, each as written and as compared. */
export function articleParts(article: Article, vocabulary: CompiledVocabulary): ArticleParts {
  const title = foldText(article.title.slice(0, TITLE_LIMIT));
  const body = foldText(article.body.slice(0, BODY_LIMIT));
  const opening = findOpening(body, vocabulary.openings);
  const lead = opening.text === '' ? sliceFolded(body, 0, LEAD_LENGTH) : opening;
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
    agency: foldText(article.agency ?? '').folded,
  };
}

/** The first paragraph near the top that acknowledges or announces, around its formula; empty when there is none. */
function findOpening(body: Folded, openings: readonly Compiled<Pattern>[]): Folded {
  let start = 0;
  for (const line of body.folded.slice(0, OPENING_LIMIT).split('\n')) {
    const at = isQuotation(line) ? -1 : firstMatch(line, openings);
    if (at >= 0) {
      const from = start + Math.max(0, at - OPENING_LENGTH / 2);
      const to = start + Math.min(line.length, at + OPENING_LENGTH / 2);
      return sliceFolded(body, from, to);
    }
    start += line.length + 1;
  }
  return { text: '', folded: '' };
}

/** A letter that is quoted in somebody else's text opens with a quotation mark. */
function isQuotation(line: string): boolean {
  return /^\s{0,8}[“"「『‘]/u.test(line);
}

function firstMatch(line: string, patterns: readonly Compiled<Pattern>[]): number {
  const found = patterns.map(({ regex }) => line.search(regex)).filter((index) => index >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}

function joinFolded(parts: readonly Folded[]): Folded {
  return {
    text: parts.map(({ text }) => text).join('\n'),
    folded: parts.map(({ folded }) => folded).join('\n'),
  };
}
