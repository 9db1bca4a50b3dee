import type { Difference, FigurePair } from '../domain/card.ts';
import { furnitureKind } from '../furniture/furniture.ts';
import { figureValue, numeralsIn, powerLength } from '../quantities/figure-value.ts';
import { findFigures } from '../quantities/find-figures.ts';
import { allMatches } from '../text/all-matches.ts';
import { bareText } from '../text/han.ts';
import { splitClauses, splitSentences } from '../text/sentences.ts';
import { toSimplified } from '../text/to-simplified.ts';
import { mostAlike, pairsOf } from './alike.ts';

const NUMBER = /\d{1,12}(?:[.,]\d{1,6}){0,3}/gu;
/** A list's own numbering, which some pages leave to the browser. */
const MARK = /^[（(]?\d{1,2}[)）.、．](?!\d)\s{0,4}/u;
/** A shorter clause says too little to be known again without its figures, unless it counts something. */
const MIN_LENGTH = 6;
/** What counts the page's readers, not what the document is about. */
const COUNTER = /浏览|阅读|点击|访问|次数|字数|发布|更新|来源|打印/u;
/** Signs in place of characters that a copy lost, and words after which one may be cut. */
const LOST = /[囗□■\ufffd]/u;
const ENDS = /[，。；！？,;!?：:”’」』）)】》]$/u;
const MAX_READ = 60_000;
const MAX_CLAUSES = 3000;
/** Clauses between two that both copies have alike; the rest of a longer piece is another text. */
const MAX_BETWEEN = 40;
const MAX_SHOWN = 60;
const MAX_KEPT = 3;

/** A clause with what its figures are worth. */
interface Clause {
  readonly text: string;
  /** The clause with `#` in place of each figure. */
  readonly words: string;
  readonly values: readonly string[];
  /** Those that count something. */
  readonly counted: readonly string[];
  /** Words and figures: equal where two copies say the same. */
  readonly all: string;
}

/**
 * Where two copies of one document print other figures: clauses with the same words, or between the same clauses and much alike, of
 * which one has another figure, another power of ten, or none. 12% and 百分之十二 are one figure. Null where their figures agree as far as
 * their clauses can be told apart; a clause that only one of them has, or that is cut or damaged, says nothing.
 */
export function differingFigures(ours: string, theirs: string): Difference | null {
  const pairs = figurePairs(clausesOf(ours), clausesOf(theirs));
  const [first, ...others] = pairs;
  if (first === undefined) return null;
  const also = others.slice(0, MAX_KEPT - 1);
  const more = others.length - also.length;
  return { ...first, ...(also.length === 0 ? {} : { also }), ...(more === 0 ? {} : { more }) };
}

/** What is left of a copy's known differences where the document's text is another one now. */
export function stillDiffering(ours: string, { theirs, also = [] }: Difference): Difference | null {
  return differingFigures(ours, [theirs, ...also.map((pair) => pair.theirs)].join('\n'));
}

function clausesOf(text: string): readonly Clause[] {
  // A single clause of a Traditional text may not show that it is one.
  return toSimplified(text.slice(0, MAX_READ))
    .split('\n')
    .filter((line) => furnitureKind(line) === null)
    .flatMap(splitSentences)
    .flatMap(splitClauses)
    .slice(0, MAX_CLAUSES)
    .map(readClause)
    .filter(({ words }) => words !== '');
}

function readClause(raw: string): Clause {
  const text = raw.trim();
  const plain = text.normalize('NFKC').replace(MARK, '');
  const figures = findFigures(plain).map(({ value, unit, index }) => {
    const after = plain.slice(index + value.length);
    const gap = after.startsWith(' ') ? 1 : 0;
    const end = index + value.length + (powerLength(unit) === 0 ? 0 : gap + powerLength(unit));
    return { index, end, value: figureValue(value, unit), isCounted: true };
  });
  const numbers = [...allMatches(plain, NUMBER)]
    .map((match) => ({
      index: match.index,
      end: match.index + match[0].length,
      value: match[0].replaceAll(',', ''),
      isCounted: false,
    }))
    .filter(({ index, end }) => !figures.some((one) => one.index < end && index < one.end));
  const all = [...figures, ...numbers].toSorted((a, b) => a.index - b.index);
  let words = '';
  let from = 0;
  for (const { index, end } of all) {
    if (index < from) continue;
    words += `${bareText(plain.slice(from, index))}#`;
    from = end;
  }
  words += bareText(plain.slice(from));
  const values = all.map(({ value }) => value);
  const counted = all.filter(({ isCounted }) => isCounted).map(({ value }) => value);
  return { text, words, values, counted, all: `${words} ${values.join(' ')}` };
}

function figurePairs(ours: readonly Clause[], theirs: readonly Clause[]): readonly FigurePair[] {
  const [mine, others] = [
    new Set(ours.map(({ all }) => all)),
    new Set(theirs.map(({ all }) => all)),
  ];
  const pairs: FigurePair[] = [];
  for (const [left, right] of between(ours, theirs)) {
    const gone = left.filter(({ all }) => !others.has(all)).slice(0, MAX_BETWEEN);
    const fresh = right.filter(({ all }) => !mine.has(all)).slice(0, MAX_BETWEEN);
    pairs.push(...pairUp(gone, fresh));
  }
  return pairs;
}

/** The pieces of two texts between the clauses that both have once, in one order. */
function between(
  ours: readonly Clause[],
  theirs: readonly Clause[],
): readonly (readonly [readonly Clause[], readonly Clause[]])[] {
  const [mine, others] = [onlyOnes(ours), onlyOnes(theirs)];
  const shared = [...mine].flatMap(([all, at]) => {
    const other = others.get(all);
    return other === undefined ? [] : [[at, other] as const];
  });
  const pieces: [readonly Clause[], readonly Clause[]][] = [];
  let [a, b] = [0, 0];
  for (const [at, other] of longestRising(shared)) {
    pieces.push([ours.slice(a, at), theirs.slice(b, other)]);
    [a, b] = [at + 1, other + 1];
  }
  pieces.push([ours.slice(a), theirs.slice(b)]);
  return pieces.filter(([left, right]) => left.length > 0 && right.length > 0);
}

function onlyOnes(clauses: readonly Clause[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [at, { all }] of clauses.entries()) found.set(all, found.has(all) ? -1 : at);
  return new Map([...found].filter(([, at]) => at >= 0));
}

/** The longest part of pairs, sorted by their first number, in which the second rises, too. */
function longestRising(
  pairs: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const ends: number[] = [];
  const before: number[] = [];
  for (const [at, [, value]] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const end = pairs[ends[middle] ?? 0]?.[1] ?? 0;
      if (end < value) low = middle + 1;
      else high = middle;
    }
    before.push(low === 0 ? -1 : (ends[low - 1] ?? -1));
    ends[low] = at;
  }
  const rising: (readonly [number, number])[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) rising.unshift(pair);
  }
  return rising;
}

/** The clauses of one piece: first those with the same words, in order, then those that are much alike. */
function pairUp(gone: readonly Clause[], fresh: readonly Clause[]): readonly FigurePair[] {
  const left = new Set(fresh);
  const pairs: FigurePair[] = [];
  const unpaired: Clause[] = [];
  for (const one of gone) {
    const same = [...left].find(({ words }) => words === one.words);
    if (same === undefined) {
      unpaired.push(one);
      continue;
    }
    left.delete(same);
    if (isTelling(one) && !isDamaged(one, same)) pairs.push(shownPair(one.text, same.text));
  }
  const [mine, theirs] = [unpaired.map(worth), [...left].map(worth)].map(
    (all) => new Set(all.flat()),
  );
  for (const one of unpaired) {
    const own = pairsOfWords(one);
    const other = own.size < MIN_LENGTH - 2 ? null : mostAlike(own, left, pairsOfWords);
    if (other === null) continue;
    left.delete(other);
    const isChanged =
      one.counted.some((value) => theirs?.has(value) !== true) ||
      other.counted.some((value) => mine?.has(value) !== true);
    if (isChanged && !isDamaged(one, other)) pairs.push(shownPair(one.text, other.text));
  }
  return pairs;
}

function isTelling({ text, words, counted }: Clause): boolean {
  if (COUNTER.test(text) && words.length < 2 * MIN_LENGTH) return false;
  return words.length >= MIN_LENGTH || counted.length > 0;
}

/** One lost characters, or ends within a figure or as the beginning of the other: a copy that is cut there. */
function isDamaged(one: Clause, other: Clause): boolean {
  if (LOST.test(one.text) || LOST.test(other.text)) return true;
  if (/\d$/u.test(one.text) !== /\d$/u.test(other.text)) return true;
  const [short = '', long = ''] = [one.text, other.text].toSorted((a, b) => a.length - b.length);
  return !ENDS.test(short) && long.startsWith(short);
}

/** Everything that a clause may be read to count, numerals among its words included: 5家 and 五家 are one. */
function worth({ values, text }: Clause): readonly string[] {
  return [...values, ...numeralsIn(text).flatMap((one) => [String(one), `${one}%`])];
}

const MAX_COMPARED = 300;

function pairsOfWords({ words }: Clause): ReadonlySet<string> {
  return pairsOf(words.replaceAll('#', '').slice(0, MAX_COMPARED));
}

/** Two clauses as they are shown: long ones around where they differ. */
function shownPair(ours: string, theirs: string): FigurePair {
  let at = 0;
  while (at < ours.length && ours.charAt(at) === theirs.charAt(at)) at += 1;
  return { ours: around(ours, at), theirs: around(theirs, at) };
}

function around(text: string, at: number): string {
  if (text.length <= MAX_SHOWN) return text;
  const start = Math.max(0, Math.min(at - MAX_SHOWN / 2, text.length - MAX_SHOWN));
  const end = Math.min(text.length, start + MAX_SHOWN);
  const piece = text.slice(start, end).replaceAll(/^[\udc00-\udfff]|[\ud800-\udbff]$/gu, '');
  return `${start > 0 ? '…' : ''}${piece}${end < text.length ? '…' : ''}`;
}
