import type { CompiledKeyword } from './compile-keyword.ts';
import { allMatches } from '../text/all-matches.ts';

/**
 * What is named beside the word: homework and training, other things, things unknown; other things that a verb or
 * an 、 separates, so that they do not count; or nothing.
 */
export type Named = 'own' | 'other' | 'unknown' | 'apart' | null;

// What is named is in the same clause, directly before or after the word.
const BEFORE = 24;
const AFTER = 16;
const OTHER_REACH = 12;
const JOINED_REACH = 4;
const CLAUSE_END = /[^，,。；;！？!?：:\n]{0,24}$/u;
const QUOTES_BEFORE = /[“"『「‘《〈\s]{1,3}$/u;
const QUOTES_AFTER = /^[”"』」’》〉\s]{1,3}/u;
// In 减税降费、“双减” two policies are listed: one does not define the other.
const SIDE_BY_SIDE = /[和与及、]$/u;
const EXPLAINED = /^(?:[（(：:—]{1,2}|即|是指)/u;

/** Reads what is named right before and after the word at a place. */
export function nameBeside(
  text: string,
  { at, end }: { readonly at: number; readonly end: number },
  keyword: CompiledKeyword,
): Named {
  if (isLongerWord(text.slice(at, end + JOINED_REACH), keyword)) return 'other';
  const before = nameBefore(text.slice(Math.max(0, at - BEFORE), at), keyword);
  if (before !== null && before !== 'apart') return before;
  return nameAfter(text.slice(end, end + AFTER), keyword) ?? before;
}

function isLongerWord(text: string, { longerWords, notLonger }: CompiledKeyword): boolean {
  const begins = (word: string): boolean => text.startsWith(word);
  return longerWords.some(begins) && !notLonger.some(begins);
}

function nameBefore(text: string, keyword: CompiledKeyword): Named {
  const clause = (CLAUSE_END.exec(text)?.[0] ?? '').replace(QUOTES_BEFORE, '');
  const own = lastEnd(clause, keyword.own);
  const other = lastEnd(clause, keyword.others);
  const rest = clause.slice(other);
  const isApart = SIDE_BY_SIDE.test(clause) || keyword.partings.test(rest);
  if (other > own && isApart) return 'apart';
  if (other > own && rest.length <= OTHER_REACH) return 'other';
  if (SIDE_BY_SIDE.test(clause)) return null;
  if (own > 0) return 'own';
  if (keyword.pairBefore.test(clause)) return 'other';
  return isUnknownPair(clause, keyword) ? 'unknown' : null;
}

/** 车流、车速“双减”: two things of which none has to do with schools, and no verb. */
function isUnknownPair(
  clause: string,
  { anyPairBefore, partings, education }: CompiledKeyword,
): boolean {
  const { one, other } = anyPairBefore.exec(clause)?.groups ?? {};
  if (one === undefined || other === undefined) return false;
  const both = `${one} ${other}`;
  return !partings.test(both) && both.search(education) < 0;
}

function nameAfter(text: string, keyword: CompiledKeyword): Named {
  const clause = text.replace(QUOTES_AFTER, '').split(/[。；！？\n]/u, 1)[0] ?? '';
  if (continuesWord(text, keyword)) return null;
  const isExplained = EXPLAINED.test(clause);
  const own = clause.search(keyword.own);
  const others = [keyword.others, keyword.pairAfter].map((regex) => clause.search(regex));
  const other = Math.min(...others.filter((at) => at >= 0));
  const isFirst = own < 0 || other < own;
  if (isExplained && Number.isFinite(other) && isFirst) return 'other';
  if (isExplained && own >= 0) return 'own';
  return other <= JOINED_REACH && isFirst && !/[，,]/u.test(clause.slice(0, other))
    ? 'other'
    : null;
}

/** Whether the text after the word continues the word itself: “双减”政策, 双减之后. */
export function continuesWord(after: string, { followers }: CompiledKeyword): boolean {
  return followers.test(after.replace(QUOTES_AFTER, ''));
}

/** Where the last match ends; 0 without one. */
function lastEnd(text: string, regex: RegExp): number {
  let end = 0;
  for (const { index, 0: word } of allMatches(text, regex)) end = index + word.length;
  return end;
}
