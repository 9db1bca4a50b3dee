import type { Proposal } from '../domain/article.ts';
import { foldWidth } from '../text/han.ts';

const NUMERAL = '[一二三四五六七八九十百〇零\\d]{1,5}';
// 五届一次会议, 第十四届全国委员会第二次会议, 十三届全国人大四次会议, 十届人大常委会…: docs/field-notes.md §2.2.
const SESSION = new RegExp(
  `第?(${NUMERAL})届(?<level>[^第，。；：《》一二三四五六七八九十\\d]{0,20}?)第?(${NUMERAL})次(?:全体)?(?:会议|全会|会)`,
  'u',
);
// Never the digits of a 发文字号, of a class in brackets or of a phone.
const DIGITS =
  '(?<![〕\\]】﹞\\d-])(?:第\\s{0,2})?(?<number>[A-Za-z]{0,3}-?\\d{1,12}(?:[-—–]{1,2}\\d{1,6}){0,3})' +
  // Older lists put the class in between: 第02403（医疗卫生类173）号.
  '(?:\\s{0,2}[（(][^（()）]{1,20}[)）])?\\s{0,2}号';
const NUMBER = new RegExp(DIGITS, 'u');
const NUMBER_AND_NOUN = new RegExp(
  `${DIGITS}(?:[（(][^（()）]{0,24}[)）])?(?:的|重点|委员|党派|集体|联名|界别|代表|政协|人大|民生|个人|督办|一号)*(?<noun>提案|建议|议案|意见)`,
  'u',
);
const NOUN_AND_NUMBER = new RegExp(
  `(?<noun>提案|建议|议案)(?:编号|案号|号)?[（(:：]{0,2}\\s?${DIGITS}`,
  'u',
);
const ANSWERS =
  /答复|复函|回复|函复|办复|会办|协办|复文|答函|的函$|办理(?:意见|情况|结果)的?(?:答复|函|复函|报告)?$/u;
// Lists, plans, meetings and reports about the handling of proposals answer none of them.
const ABOUT_HANDLING =
  /一览表|汇总|目录|清单|统计|总结|通报|计划|方案|会议|召开|座谈|总体情况|办理工作|满意度|交办会|推进会|培训/u;
const MATTER = /提案|建议|议案/u;
// 会办 in a title says what the document is; in the text the main reply, too, speaks of others' opinions.
const CO_TITLE = /(?:会办|协办)(?!单位)/u;
const CO_TEXT =
  /(?:会办|协办)意见(?:如下|函告|反馈|函复|答复|回复|报|提)|(?:现|提出|出具|我[局厅委部院办]).{0,12}(?:会办|协办)意见|作为.{0,6}(?:会办|协办)单位|我[局厅委部院办](?:会办|协办)的/u;
const OTHERS_OPINIONS =
  /(?:结合|综合|根据|汇总|征求|参考|吸收|吸纳|听取|会商|经|与).{0,24}(?:会办|协办)(?:单位)?.{0,6}意见/u;

/** The texts that tell which proposal a letter answers. */
export interface ProposalHints {
  readonly title: string;
  /** The first paragraph after the salutation. */
  readonly opening: string;
  /** The lines before the salutation. */
  readonly head: string;
  /** Short lines between the page's title and its text. */
  readonly around: readonly string[];
  readonly isAddressed: boolean;
  /** What the page's own labels say: 提案编号, 案由. */
  readonly labelledNumber: string | null;
  readonly labelledTitle: string | null;
}

/** Reads the proposal that a letter answers, or null when the text answers none. */
export function readProposal(hints: ProposalHints): Proposal | null {
  const opening = foldWidth(hints.opening.slice(0, 500));
  const title = foldWidth(hints.title);
  const isTitled =
    ANSWERS.test(title) &&
    MATTER.test(title) &&
    !ABOUT_HANDLING.test(withoutQuotes(title).replace(/次会议/gu, ''));
  const isAnnounced =
    hints.isAddressed && /(?:答复|函复|回复|反馈|函告|意见).{0,6}如下/u.test(opening);
  const isOpened = MATTER.test(opening) && (/收悉/u.test(opening) || isAnnounced);
  if (!isTitled && !isOpened) return null;
  const texts = [title, opening, foldWidth(hints.head.slice(0, 400)), namedAround(hints.around)];
  const session = firstOf(texts, sessionOf);
  const number = firstOf(texts, numberOf);
  return {
    body: bodyOf(texts, number?.noun ?? null),
    session: session === null ? null : session.session,
    number: number?.number ?? hints.labelledNumber,
    title: proposalTitle(opening, title) ?? hints.labelledTitle,
    role: isCoHandling(title, opening) ? 'co-handling' : 'main',
  };
}

/** The line beside the title that says of which meeting and number the proposal is. */
function namedAround(lines: readonly string[]): string {
  const isNamed = (line: string) => line.length <= 60 && SESSION.test(line) && NUMBER.test(line);
  const named = lines.map((line) => foldWidth(line)).filter((line) => isNamed(line));
  return named.length === 1 ? (named[0] ?? '') : '';
}

function isCoHandling(title: string, opening: string): boolean {
  if (CO_TITLE.test(title)) return true;
  return CO_TEXT.test(opening) && !OTHERS_OPINIONS.test(opening);
}

function withoutQuotes(title: string): string {
  return title.replaceAll(
    /《[^《》]{0,120}》|“[^“”]{0,120}”|关于.{0,80}?的(?:提案|建议|议案)/gu,
    '',
  );
}

function firstOf<T>(texts: readonly string[], read: (text: string) => T | null): T | null {
  for (const text of texts) {
    const found = read(text);
    if (found !== null) return found;
  }
  return null;
}

function sessionOf(text: string): { readonly session: string; readonly end: number } | null {
  const match = SESSION.exec(text);
  if (match === null) return null;
  // The level word in between says nothing that the region does not: 十三届全国人大四次会议 → 十三届四次会议.
  return { session: `${match[1]}届${match[3]}次会议`, end: match.index + match[0].length };
}

interface FoundNumber {
  readonly number: string;
  readonly noun: string | null;
}

function numberOf(text: string): FoundNumber | null {
  const session = sessionOf(text);
  // Right after the session stands the number, whatever brackets are between.
  const after = session === null ? null : NUMBER.exec(text.slice(session.end, session.end + 40));
  if (after?.groups?.['number'] !== undefined && after.index <= 16) {
    const rest = text.slice((session?.end ?? 0) + after.index + after[0].length);
    const noun = /^.{0,40}?(提案|建议|议案)/u.exec(rest)?.[1] ?? null;
    return { number: after.groups['number'], noun };
  }
  const match = NUMBER_AND_NOUN.exec(text) ?? NOUN_AND_NUMBER.exec(text);
  if (match?.groups?.['number'] !== undefined) {
    return { number: match.groups['number'], noun: match.groups['noun'] ?? null };
  }
  // 《关于…的提案》（第0635号）收悉
  const quoted = new RegExp(`》[（(]\\s?(?:第|编号|提案|建议)?[^（()）]{0,12}?${DIGITS}`, 'u').exec(
    text,
  );
  const number = quoted?.groups?.['number'];
  return number === undefined ? null : { number, noun: null };
}

/** People's congress or CPPCC: by its name, by the noun after the number, by the noun alone. */
function bodyOf(texts: readonly string[], noun: string | null): Proposal['body'] {
  for (const text of texts) {
    const isCppcc = /政协/u.test(text);
    const isNpc = /人大|人民代表大会/u.test(text);
    if (isCppcc !== isNpc) return isCppcc ? 'CPPCC' : 'NPC';
    if (noun === null && text === texts[0]) {
      const isProposal = /提案/u.test(text);
      const isSuggestion = /建议|议案/u.test(text);
      if (isProposal !== isSuggestion) return isProposal ? 'CPPCC' : 'NPC';
    }
  }
  if (noun !== null) return noun === '提案' ? 'CPPCC' : 'NPC';
  return texts.some((text) => /提案/u.test(text)) ? 'CPPCC' : 'NPC';
}

// One level of nesting: 《关于落实〈某法〉的提案》 and 《关于落实《某法》的提案》.
const QUOTED = /《((?:[^《》]|《[^《》]{0,60}》){2,120})》/gu;
const UNQUOTED = /提出的?[“"「]?(关于[^，。；《》“”"]{3,80}?(?:提案|建议|议案))/u;

// 你提出的“关于促进“双减”落地的提案”收悉
const IN_QUOTATION_MARKS =
  /(?:提出|提交|转来)的?[“"「](关于[^，。；]{3,90}?(?:提案|建议|议案))[”"」]/u;

function proposalTitle(opening: string, title: string): string | null {
  const inMarks = IN_QUOTATION_MARKS.exec(opening)?.[1];
  if (inMarks !== undefined) return inMarks.trim();
  for (const match of opening.matchAll(QUOTED)) {
    const name = match[1] ?? '';
    const around = opening.slice(Math.max(0, match.index - 14), match.index);
    const after = opening.slice(match.index + match[0].length, match.index + match[0].length + 40);
    const isOwn =
      /提案|建议|议案/u.test(name) ||
      /提出|您的|你的|提交|贵|转来|交办|办理/u.test(around) ||
      /^[”"]?(?:的)?(?:提案|建议|议案|[（(][^（()）]{0,30}号|收悉|已收悉)/u.test(after);
    if (isOwn) return name.replaceAll(/\s+/gu, ' ').trim();
  }
  const unquoted = UNQUOTED.exec(opening)?.[1];
  if (unquoted !== undefined) return unquoted.trim();
  return titleInTitle(title);
}

function titleInTitle(title: string): string | null {
  const quoted = [...title.matchAll(QUOTED)][0]?.[1];
  if (quoted !== undefined) return quoted.trim();
  const match =
    /(?:提出的?|[“"])(关于[^“”"，。《》]{4,80}?的?(?:提案|建议|议案))[”"]?的?(?:答复|复函|回复|会办|协办)/u.exec(
      title,
    );
  return match?.[1] ?? null;
}
