import type { Proposal } from '../domain/article.ts';
import { foldWidth } from '../text/han.ts';
import type { Salutation } from './salutation.ts';

/** The texts that tell which proposals a letter answers. */
export interface ProposalHints {
  readonly title: string;
  /** The paragraph that acknowledges the proposal. */
  readonly opening: string;
  /** The lines before the salutation. */
  readonly head: string;
  /** Short lines between the page's title and its text. */
  readonly around: readonly string[];
  readonly salutation: Salutation | null;
  readonly role: Proposal['role'];
  /** What the page's own labels say: 提案编号, 案由. */
  readonly labelledNumber: string | null;
  readonly labelledTitle: string | null;
}

const NUMERAL = '[一二三四五六七八九十百〇零\\d]{1,5}';
// 五届一次会议, 第十四届全国委员会第二次会议, 十三届全国人大四次会议, 十届人大常委会…: docs/field-notes.md §2.2.
const SESSION = new RegExp(
  `第?(${NUMERAL})届(?<level>[^第，。；：《》一二三四五六七八九十\\d]{0,20}?)第?(${NUMERAL})次(?:全体)?(?:会议|全会|会)`,
  'u',
);

// Printed: 0635, K031, 7F031, 39A, B-217, 2024-058, 10-3-045, 一百三十一 (only behind 第).
const LATIN_NUMBER =
  '[A-Za-z]{0,3}[-－]?\\d{1,12}(?:[-—–]{1,2}\\d{1,6}){0,3}[A-Za-z]{0,2}|\\d{1,3}[A-Za-z]{1,2}\\d{1,8}';
const HAN_NUMBER = '(?<=第\\s{0,2})[一二三四五六七八九十百零〇]{1,8}';
// Older lists put the class in between: 第02403（医疗卫生类173）号; some put brackets around the number: 第（K031）号.
const CLASS = '(?:\\s{0,2}[（(][^（()）]{1,20}[)）])?';
// Never the digits of a 发文字号, of a class in brackets or of a phone.
const NUMBERED = `(?<![〕\\]】﹞\\dA-Za-z.-])(?:第\\s{0,2})?[（(]?\\s{0,2}(?<number>${LATIN_NUMBER}|${HAN_NUMBER})\\s{0,2}[)）]?${CLASS}\\s{0,2}号`;
const NUMBER = new RegExp(NUMBERED, 'u');
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

/** Reads the proposals that a letter answers, the first named first; at least one for a letter. */
export function readProposals(hints: ProposalHints): readonly Proposal[] {
  const title = foldWidth(hints.title);
  const opening = foldWidth(hints.opening.slice(0, 900));
  const texts = [title, opening, foldWidth(hints.head.slice(0, 400)), namedAround(hints.around)];
  const session = firstOf(texts, sessionOf)?.session ?? null;
  const first = firstOf(texts, numberOf);
  const shared = {
    body: bodyOf(texts, { noun: first?.noun ?? null, salutation: hints.salutation }),
    session,
    role: hints.role,
  };
  const pairs = pairsIn(opening);
  if (pairs.length > 1) return pairs.map((pair) => ({ ...shared, ...pair }));
  const numbers = [...new Set([...numbersIn(title), ...numbersIn(opening)])];
  if (numbers.length > 1) {
    const titles = titlesIn(opening);
    return numbers.map((number, at) => ({
      ...shared,
      number,
      title: titles.length === numbers.length ? (titles[at] ?? null) : null,
    }));
  }
  return [
    {
      ...shared,
      number: first?.number ?? hints.labelledNumber,
      title: proposalTitle(opening, title) ?? hints.labelledTitle,
    },
  ];
}

/** The line beside the title that says of which meeting and number the proposal is. */
function namedAround(lines: readonly string[]): string {
  const isNamed = (line: string) => line.length <= 60 && SESSION.test(line) && NUMBER.test(line);
  const named = lines.map((line) => foldWidth(line)).filter((line) => isNamed(line));
  return named.length === 1 ? (named[0] ?? '') : '';
}

function firstOf<T>(texts: readonly string[], read: (text: string) => T | null): T | null {
  for (const text of texts) {
    const found = read(text);
    if (found !== null) return found;
  }
  return null;
}

/** The session named in a text, in one spelling (五届一次会议), and where its name ends; null where none is. */
export function sessionOf(text: string): { readonly session: string; readonly end: number } | null {
  const match = SESSION.exec(text);
  if (match === null) return null;
  // The level word in between says nothing that the region does not: 十三届全国人大四次会议 → 十三届四次会议.
  return { session: `${match[1]}届${match[3]}次会议`, end: match.index + match[0].length };
}

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

const HAN_DIGITS = '零一二三四五六七八九';

/** 一百三十一 as 131; others as printed, blanks left out. */
function plainNumber(printed: string): string {
  const text = printed.replaceAll(/\s+/gu, '');
  if (!/^[一二三四五六七八九十百零〇]+$/u.test(text)) return text;
  let [sum, digit] = [0, 0];
  for (const char of text.replaceAll('〇', '零')) {
    const value = HAN_DIGITS.indexOf(char);
    if (value >= 0) digit = value;
    else {
      sum += Math.max(1, digit) * (char === '百' ? 100 : 10);
      digit = 0;
    }
  }
  return String(sum + digit);
}

/** Every number of a list of numbers in a title or opening: 第12号、第35号提案. */
function numbersIn(text: string): readonly string[] {
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

/** People's congress or CPPCC: by who is greeted, by its name, by the noun beside the number, by the noun alone. */
function bodyOf(
  texts: readonly string[],
  found: { readonly noun: string | null; readonly salutation: Salutation | null },
): Proposal['body'] {
  if (found.salutation?.assembly != null) return found.salutation.assembly;
  for (const text of texts) {
    const isCppcc = /政协/u.test(text);
    const isNpc = /人大|人民代表大会/u.test(text);
    if (isCppcc !== isNpc) return isCppcc ? 'CPPCC' : 'NPC';
    const isMember = /委员(?=[^会，。]{0,12}提出)/u.test(text);
    const isDeputy = /代表(?=[^会，。]{0,12}提出)/u.test(text);
    if (isMember !== isDeputy) return isMember ? 'CPPCC' : 'NPC';
  }
  const nouns = found.noun === null ? texts : [found.noun];
  for (const text of nouns) {
    const isProposal = /提案/u.test(text);
    const isSuggestion = /建议|议案/u.test(text);
    if (isProposal !== isSuggestion) return isProposal ? 'CPPCC' : 'NPC';
  }
  return texts.some((text) => /提案/u.test(text)) ? 'CPPCC' : null;
}

// One level of nesting: 《关于落实〈某法〉的提案》 and 《关于落实《某法》的提案》.
const QUOTED = /《((?:[^《》]|《[^《》]{0,60}》){2,120})》/gu;
const UNQUOTED = /提出的?[“"「]?(关于[^，。；《》“”"]{3,80}?(?:提案|建议|议案))/u;
// 你提出的“关于促进“双减”落地的提案”收悉
const IN_QUOTATION_MARKS =
  /(?:提出|提交|转来)的?[“"「](关于[^，。；]{3,90}?(?:提案|建议|议案))[”"」]/u;
// What the name of a law, notice or plan ends in; a proposal is rarely called so.
const CITED =
  /(?:通知|办法|条例|规定|规划|方案|指南|意见|决定|纲要|标准|细则|法|公告|通报)(?:[（(][^（()）]{0,12}[)）])?$/u;

/** The titles of proposals that an opening quotes, in order. */
function titlesIn(opening: string): readonly string[] {
  return [...opening.matchAll(QUOTED)]
    .filter((match) => isOwnTitle(opening, match))
    .map(([, name]) => tidyTitle(name ?? ''));
}

function isOwnTitle(opening: string, match: RegExpExecArray): boolean {
  const name = match[1] ?? '';
  if (/提案|建议|议案|社情民意/u.test(name)) return true;
  const before = opening.slice(Math.max(0, match.index - 14), match.index);
  const end = match.index + match[0].length;
  const after = opening.slice(end, end + 40);
  if (/^[”"]?(?:的)?(?:提案|建议|议案)/u.test(after)) return true;
  if (CITED.test(name)) return false;
  return (
    /提出|您的|你的|提交|贵|转来|交办|办理/u.test(before) ||
    /^[”"]?(?:收悉|已收悉|[（(]\s?(?:第|编号|提案|建议)?\s?[A-Za-z]{0,3}\d{1,12}[A-Za-z]{0,2}\s?号)/u.test(
      after,
    )
  );
}

function tidyTitle(name: string): string {
  return name.replaceAll(/\s+/gu, ' ').trim();
}

function proposalTitle(opening: string, title: string): string | null {
  const inMarks = IN_QUOTATION_MARKS.exec(opening)?.[1];
  if (inMarks !== undefined) return tidyTitle(inMarks);
  const quoted = titlesIn(opening)[0];
  if (quoted !== undefined) return quoted;
  const unquoted = UNQUOTED.exec(opening)?.[1];
  if (unquoted !== undefined) return unquoted.trim();
  return titleInTitle(title);
}

function titleInTitle(title: string): string | null {
  const quoted = [...title.matchAll(QUOTED)].find(([, name]) => !CITED.test(name ?? ''))?.[1];
  if (quoted !== undefined) return quoted.trim();
  const match =
    /(?:提出的?|[“"])(关于[^“”"，。《》]{4,80}?的?(?:提案|建议|议案))[”"]?的?(?:答复|复函|回复|会办|协办)/u.exec(
      title,
    );
  return match?.[1] ?? null;
}

/** Titles with the number right beside each: 《关于甲的提案》（第12号）、《关于乙的提案》（第35号）. */
function pairsIn(
  opening: string,
): readonly { readonly number: string | null; readonly title: string }[] {
  const found = [...opening.matchAll(QUOTED)].filter((match) => isOwnTitle(opening, match));
  if (found.length < 2) return [];
  const pairs = found.map((match) => {
    const end = match.index + match[0].length;
    const after = new RegExp(
      `^[”"]?[（(，,]?\\s?(?:第|编号|提案|建议)?[^（()）《]{0,10}?${NUMBERED}`,
      'u',
    ).exec(opening.slice(end, end + 40));
    const before = new RegExp(`${NUMBERED}[^，。；《》]{0,12}$`, 'u').exec(
      opening.slice(Math.max(0, match.index - 40), match.index),
    );
    const number = after?.groups?.['number'] ?? before?.groups?.['number'];
    return {
      number: number === undefined ? null : plainNumber(number),
      title: tidyTitle(match[1] ?? ''),
    };
  });
  return pairs.filter(({ number }) => number !== null).length > 1 ? pairs : [];
}
