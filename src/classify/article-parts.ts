import type { Article } from '../domain/article.ts';
import type { Zone } from '../domain/vocabulary.ts';
import type { Letter } from '../letter/letter.ts';
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
// A title shorter than this names nothing; the first words of the text are used in its place.
// An opening with more words than this names its subject in the last of them.
const OPENING_REACH = 200;
const SHORT_TITLE = 8;
const LEAD_LENGTH = 120;

/** Cuts an article into title, head, opening, tail and body, each as written and as compared. */
export function articleParts(article: Article, letter: Letter): ArticleParts {
  const title = foldText(article.title.slice(0, TITLE_LIMIT));
  const body = foldText(article.body.slice(0, BODY_LIMIT));
  const number = foldText(article.documentNumber ?? '');
  const proposal = foldText(article.proposal?.title ?? '');
  const { start, end } = letter.opening;
  const isOpened = end > start;
  const isNameless = !isOpened && title.text.length < SHORT_TITLE;
  // Other texts than letters are opened by one line; the lines before it may be about anything.
  const first = letter.shape === 'other' ? body.text.lastIndexOf('\n', end - 1) + 1 : start;
  const lead = isNameless
    ? sliceFolded(body, 0, LEAD_LENGTH)
    : sliceFolded(body, isOpened ? Math.max(first, end - OPENING_REACH) : 0, isOpened ? end : 0);
  // Most texts hold no word of the vocabulary: theirs need no cutting.
  let sentences: readonly Folded[] | null = null;
  return {
    zones: {
      title,
      body,
      opening: sliceFolded(body, start, end),
      head: sliceFolded(body, 0, HEAD_LIMIT),
      tail: sliceFolded(body, Math.max(0, body.text.length - TAIL_LIMIT)),
      number,
    },
    subject: joinFolded([title, proposal, lead]),
    sentences: () => (sentences ??= cutSentences(told(body, letter, isOpened ? end : 0))),
    agency: foldText(article.agency ?? '').folded,
  };
}

/** The text to be judged: of a letter only its answer, without thanks, signature and contacts. */
function told(body: Folded, letter: Letter, start: number): Folded {
  const end = letter.shape === 'other' ? undefined : Math.max(start, letter.answer.end);
  return sliceFolded(body, start, end);
}
