import type { Article } from '../domain/article.ts';
import type { AnswerKind } from '../domain/page.ts';
import { matterOfTitle } from '../letter/matter-of-title.ts';
import type { Letter } from '../letter/letter.ts';
import { bareText, countHan } from '../text/han.ts';
import { hasFile, MIN_SUBJECT, showsDocumentWords, subjectOf } from './judge-page.ts';
import type { PageReading } from './read-page.ts';

// 正文正在整理，稍后发布 under the letter's own title; the shortest real reply met has 90 Chinese characters.
const MAX_STUB_HAN = 60;
/** A list shortens and decorates titles: so much of one must stand on its page. */
const TITLE_SHARE = 0.6;
/** A block that is its links' text is a menu or a list of other pages. */
const LINKED_SHARE = 0.8;

/**
 * Whether what was read is the document that its entry leads to. A site may answer with another article, its home page or a
 * promise of the text. `entryTitle` is the row's title, or null where none is known.
 */
export function judgeAnswer(
  found: {
    readonly reading: PageReading;
    readonly letter: Letter;
    readonly article: Pick<Article, 'title' | 'body' | 'attachments'>;
  },
  entryTitle: string | null,
): AnswerKind {
  const { reading, letter, article } = found;
  if (isOtherMatter(letter, entryTitle, reading)) return 'other-page';
  const { shape, salutation, signature } = letter;
  const isSigned = signature.signer !== null && signature.date !== null;
  // A notice is greeted and signed, too: where it is no letter, the row's title must be on it.
  const isLetter = shape !== 'other' || entryTitle === null || isTitledLike(reading, entryTitle);
  if ((salutation !== null || isSigned) && isLetter) return 'document';
  if (article.attachments.length > 0 || hasFile(reading)) return 'document';
  if (isStub(article, reading)) return 'stub';
  // A title alone may give the shape.
  if (shape !== 'other') return 'document';
  return entryTitle === null || isTitledLike(reading, entryTitle) ? 'document' : 'other-page';
}

/** The row names one proposal, the letter answers others, and nothing on the page has the row's title. */
function isOtherMatter(letter: Letter, entryTitle: string | null, reading: PageReading): boolean {
  const matter = entryTitle === null ? null : matterOfTitle(entryTitle);
  const number = matter?.split(' ').at(-1) ?? null;
  if (number === null || entryTitle === null) return false;
  const numbers = letter.proposals.flatMap((proposal) => proposal.number ?? []).map(bareNumber);
  if (numbers.length === 0 || numbers.includes(bareNumber(number))) return false;
  return !ownWords(reading).includes(bareText(entryTitle));
}

function bareNumber(number: string): string {
  return number.replace(/^0+(?=\d)/u, '');
}

function isStub({ title, body }: Pick<Article, 'title' | 'body'>, reading: PageReading): boolean {
  const own = body.replace(title, '');
  return countHan(own) < MAX_STUB_HAN && !showsDocumentWords(reading);
}

/** Whether most of a row's title, or the matter in it, stands on the page outside of links to other pages. */
function isTitledLike(reading: PageReading, entryTitle: string): boolean {
  const { tree, title } = reading;
  const wanted = bareText(entryTitle).replace(/…$/u, '');
  // 第12号 or 答复 says nothing of the page.
  if (wanted.length < MIN_SUBJECT) return true;
  const words = ownWords(reading);
  const subject = bareText(subjectOf(entryTitle));
  if (words.includes(wanted) || (subject.length >= MIN_SUBJECT && words.includes(subject)))
    return true;
  const heads = bareText(`${tree.title} ${title} ${tree.meta.get('articletitle') ?? ''}`);
  return shareOfPairs(wanted, heads) >= TITLE_SHARE;
}

/** Title and text of a page without what only leads to other pages. */
function ownWords({ tree, title }: PageReading): string {
  const own = tree.blocks.filter(({ text, links }) => {
    const linked = links.reduce((sum, link) => sum + link.text.length, 0);
    return linked < text.length * LINKED_SHARE;
  });
  return bareText(`${tree.title} ${title} ${own.map(({ text }) => text).join('')}`);
}

/** The share of a text's pairs of neighbouring characters that another text has. */
function shareOfPairs(text: string, other: string): number {
  const pairs = Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));
  return pairs.filter((pair) => other.includes(pair)).length / pairs.length;
}
