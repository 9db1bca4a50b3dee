import type { Article } from '../domain/article.ts';
import type { TextChange } from '../domain/correction.ts';
import { furnitureKind } from '../furniture/furniture.ts';
import { letterOfArticle } from '../letter/read-letter.ts';
import { splitClauses, splitSentences } from '../text/sentences.ts';
import { toSimplified } from '../text/to-simplified.ts';
import { mostAlike, pairsOf } from './alike.ts';

/** What one reading of a document says that another does not. */
export interface TextComparison {
  /** In the order of the text, at most eight; empty where both say the same. */
  readonly changes: readonly TextChange[];
  /** How many more there are. */
  readonly more: number;
  /** Nothing is new, something is missing. */
  readonly isOnlyMissing: boolean;
  /** Nothing is missing, something is new. */
  readonly isOnlyAdded: boolean;
}

const MAX_CHANGES = 8;
const MAX_READ = 60_000;
const MAX_SENTENCES = 2000;
const MAX_SOUGHT = 300;
const MAX_HITS = 100;
/** More changed sentences than this are a rewritten text; the rest of them is counted without being paired. */
const MAX_PAIRED = 60;
const MAX_SHOWN = 240;
/** So much of a sentence tells which other one it was. */
const MAX_COMPARED = 400;
/** A shorter piece says nothing by itself: 一、 */
const MIN_WORDS = 2;

// What is no word, but for the signs inside a number: 41.7, 18:00, 2024-2025, 3、5. Commas inside numbers are a matter of taste.
const NO_WORD = /(?<!\d)[.:/、-]|[.:/、-](?!\d)|[^\p{L}\p{N}%‰.:/、-]+/gu;
const DASH = /(?<=\d)[~～–—](?=\d)/gu;

interface Sentence {
  readonly text: string;
  readonly words: string;
}

/** A sentence with its pairs of neighbouring characters. */
interface Paired extends Sentence {
  readonly pairs: ReadonlySet<string>;
}

/**
 * Compares two readings of one document by their sentences: the letter's own text between its opening and its signature, the whole
 * text of what is no letter. Line breaks, blanks, widths, punctuation, the form of characters, the order of sentences and a page's furniture do
 * not count.
 */
export function compareTexts(before: Article, after: Article): TextComparison {
  const [gone, fresh] = [missingFrom(after, before), missingFrom(before, after)];
  const [olds, news] = [gone, fresh].map((all) => all.slice(0, MAX_PAIRED).map(withPairs));
  const paired = pairUp(olds ?? [], news ?? []);
  const unpaired = Math.max(0, gone.length - MAX_PAIRED, fresh.length - MAX_PAIRED);
  return {
    changes: paired.slice(0, MAX_CHANGES),
    more: Math.max(0, paired.length - MAX_CHANGES) + unpaired,
    isOnlyMissing: gone.length > 0 && fresh.length === 0,
    isOnlyAdded: gone.length === 0 && fresh.length > 0,
  };
}

/** Letters and digits of a text, with the signs that belong to its numbers; for comparing alone. */
export function wordsOf(text: string): string {
  return toSimplified(text).normalize('NFKC').replaceAll(DASH, '-').replaceAll(NO_WORD, '');
}

/** The sentences of `other` that are nowhere in `article`, however it is cut into lines. */
function missingFrom(article: Article, other: Article): readonly Sentence[] {
  const alike = new Set(sentencesOf(article).map(({ words }) => words));
  const others = sentencesOf(other).filter(({ words }) => !alike.has(words));
  if (others.length === 0) return others;
  const whole = wordsOf(article.body.slice(0, MAX_READ));
  // Looking for a sentence wherever it may be takes up to 0.1 ms; of a text that is wholly another nobody needs it.
  return others.filter(({ words }, at) => at >= MAX_SOUGHT || !holds(whole, words));
}

function sentencesOf(article: Article): readonly Sentence[] {
  return ownText(article)
    .split('\n')
    .filter((line) => furnitureKind(line) === null)
    .flatMap(splitSentences)
    .slice(0, MAX_SENTENCES)
    .map((text) => ({ text, words: wordsOf(text) }))
    .filter(({ words }) => words.length >= MIN_WORDS);
}

/** A page's own lines may slip in above the opening or below the signature, never between them. */
function ownText(article: Article): string {
  const body = article.body.slice(0, MAX_READ);
  const { shape, opening, answer } = letterOfArticle({ ...article, body });
  return shape === 'other' ? body : body.slice(opening.start, answer.end);
}

/** Whether a text holds these words, and not as a part of a longer number. */
function holds(whole: string, words: string): boolean {
  const [begins, ends] = [isDigit(words, 0), isDigit(words, words.length - 1)];
  let at = whole.indexOf(words);
  for (let hit = 0; at >= 0 && hit < MAX_HITS; hit += 1) {
    const end = at + words.length;
    const isCut = (begins && isInNumber(whole, at - 1)) || (ends && isInNumber(whole, end));
    if (!isCut) return true;
    at = whole.indexOf(words, at + 1);
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

function isInNumber(text: string, at: number): boolean {
  return isDigit(text, at) || text.charAt(at) === '.';
}

/** Each sentence that is gone with the one that took its place; in order, those without a partner where they were. */
function pairUp(gone: readonly Paired[], fresh: readonly Paired[]): readonly TextChange[] {
  const left = new Set(fresh);
  const changed = gone.map((one): TextChange => {
    const best = mostAlike(one.pairs, left, ({ pairs }) => pairs);
    if (best === null) return { before: clipped(one.text), after: null };
    left.delete(best);
    return shortened(one.text, best.text);
  });
  return [...changed, ...Array.from(left, ({ text }) => ({ before: null, after: clipped(text) }))];
}

function withPairs(sentence: Sentence): Paired {
  return { ...sentence, pairs: pairsOf(sentence.words.slice(0, MAX_COMPARED)) };
}

/** Two long sentences without the clauses that they begin and end with alike. */
function shortened(before: string, after: string): TextChange {
  if (Math.max(before.length, after.length) <= MAX_SHOWN) return { before, after };
  const [old, now] = [splitClauses(before), splitClauses(after)];
  const isSame = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && wordsOf(a) === wordsOf(b);
  let start = 0;
  while (isSame(old[start], now[start])) start += 1;
  let end = 0;
  const shortest = Math.min(old.length, now.length) - start;
  while (end < shortest && isSame(old.at(-1 - end), now.at(-1 - end))) end += 1;
  const middle = (clauses: readonly string[]): string =>
    clipped(
      [
        start > 0 ? '…' : '',
        ...clauses.slice(start, clauses.length - end),
        end > 0 ? '…' : '',
      ].join(''),
    );
  return { before: middle(old), after: middle(now) };
}

function clipped(text: string): string {
  if (text.length <= MAX_SHOWN) return text;
  const end = /[\ud800-\udbff]$/u.test(text.slice(0, MAX_SHOWN)) ? MAX_SHOWN - 1 : MAX_SHOWN;
  return `${text.slice(0, end)}…`;
}
