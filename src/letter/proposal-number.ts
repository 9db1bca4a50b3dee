import { numeralValue } from '../text/numerals.ts';
import { sessionOf } from './session.ts';
import { allMatches } from '../text/all-matches.ts';

// Printed: 0635, K031, 7F031, 39A, B-217, 2024-058, 2024-B07, 10-3-045, 一百三十一 (only behind 第).
const LATIN_NUMBER =
  '[A-Za-z]{0,5}[-－]?\\d{1,12}(?:[-—–]{1,2}[A-Za-z]{0,2}\\d{1,6}){0,3}[A-Za-z]{0,2}|\\d{1,3}[A-Za-z]{1,2}\\d{1,8}';
const HAN_NUMBER = '(?<=第\\s{0,2})[一二三四五六七八九十百零〇]{1,8}';
// Older lists put the class in between: 第02403（医疗卫生类173）号; some put brackets around the number: 第（K031）号.
const CLASS = '(?:\\s{0,2}[（(][^（()）]{1,20}[)）])?';
// Never the digits of a 发文字号, of a class in brackets or of a phone.
export const NUMBERED = `(?<![〕\\]】﹞\\dA-Za-z.-])(?:第\\s{0,2})?[（(]?\\s{0,2}(?<number>${LATIN_NUMBER}|${HAN_NUMBER})\\s{0,2}[)）]?${CLASS}\\s{0,2}号`;
export const NUMBER = new RegExp(NUMBERED, 'u');
const BETWEEN =
  '(?:[（(][^（()）]{0,24}[)）])?(?:的|重点|委员|党派|集体|联名|界别|代表|政协|人大|民生|个人|督办|一号|平时|会后)*';
const NUMBER_AND_NOUN = new RegExp(`${NUMBERED}${BETWEEN}(?<noun>提案|建议|议案|意见)`, 'u');
const NOUN_AND_NUMBER = new RegExp(
  `(?<noun>提案|建议|议案)(?:编号|案号|号)?[（(:：]{0,2}\\s?${NUMBERED}`,
  'u',
);
// 第12号、第35号提案; 第12、35号
const MORE_NUMBERS = new RegExp(
  `^(?:[（(][^（()）]{0,24}[)）])?(?:、|和|及|与|，|,)(?:第\\s{0,2})?(${LATIN_NUMBER})(?=\\s{0,2}号|[、和及与,，])`,
  'u',
);
const LISTED_NUMBERS = new RegExp(
  `第\\s{0,2}((?:(?:${LATIN_NUMBER})\\s?[、，,和及]\\s?){1,8}(?:${LATIN_NUMBER}))\\s{0,2}号`,
  'u',
);

/** A proposal's number as printed, and the noun beside it. */
export interface FoundNumber {
  readonly number: string;
  readonly noun: string | null;
}

/** The proposal's number in a text: behind the session, beside 提案 or 建议, or in brackets behind a title. */
export function numberOf(text: string): FoundNumber | null {
  const session = sessionOf(text);
  // Right after the session is the number, whatever brackets are between.
  const after = session === null ? null : NUMBER.exec(text.slice(session.end, session.end + 40));
  if (after?.groups?.['number'] !== undefined && after.index <= 16) {
    const rest = text.slice((session?.end ?? 0) + after.index + after[0].length);
    const noun = /^.{0,40}?(提案|建议|议案)/u.exec(rest)?.[1] ?? null;
    return { number: plainNumber(after.groups['number']), noun };
  }
  const match = NUMBER_AND_NOUN.exec(text) ?? NOUN_AND_NUMBER.exec(text);
  if (match?.groups?.['number'] !== undefined) {
    return { number: plainNumber(match.groups['number']), noun: match.groups['noun'] ?? null };
  }
  // 《关于…的提案》（第0635号）收悉
  const number = BEHIND_TITLE.exec(text)?.groups?.['number'];
  return number === undefined ? null : { number: plainNumber(number), noun: null };
}

const BEHIND_TITLE = new RegExp(
  `(?:提案|建议|议案)[^《》]{0,4}》[”"]?[（(]\\s?(?:第|编号|提案|建议)?[^（()）]{0,12}?${NUMBERED}`,
  'u',
);

/** 一百三十一 as 131; others as printed, blanks left out. */
export function plainNumber(printed: string): string {
  const text = printed.replaceAll(/\s+/gu, '');
  return /^[一二三四五六七八九十百零〇]+$/u.test(text) ? String(numeralValue(text)) : text;
}

/** Every number of a list of numbers in a title or opening: 第12号、第35号提案. */
export function numbersIn(text: string): readonly string[] {
  const listed = LISTED_NUMBERS.exec(text)?.[1];
  if (listed !== undefined) return listed.split(/\s?[、，,和及]\s?/u);
  const first = new RegExp(NUMBERED, 'u').exec(text);
  if (first?.groups?.['number'] === undefined) return [];
  const numbers = [plainNumber(first.groups['number'])];
  let rest = text.slice(first.index + first[0].length);
  for (
    let match = MORE_NUMBERS.exec(rest);
    match?.[1] !== undefined;
    match = MORE_NUMBERS.exec(rest)
  ) {
    numbers.push(match[1]);
    rest = rest.slice(match[0].length).replace(/^\s{0,2}号/u, '');
  }
  return numbers.length > 1 ? numbers : [];
}

const ALL_NUMBERS = [NUMBER_AND_NOUN, NOUN_AND_NUMBER, BEHIND_TITLE].map(
  ({ source }) => new RegExp(source, 'gu'),
);

/** Every number that a text names beside a proposal or behind a session. */
export function numbersNamed(text: string): readonly string[] {
  const beside = ALL_NUMBERS.flatMap((pattern) =>
    Array.from(allMatches(text, pattern), ({ groups }) => groups?.['number'] ?? ''),
  );
  const first = numberOf(text)?.number;
  return [...beside.map(plainNumber), ...(first === undefined ? [] : [first])];
}
