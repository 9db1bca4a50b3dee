import { allMatches } from '../text/all-matches.ts';
import {
  findSureFamily,
  isBetweenWords,
  isFrequentFamily,
  isSureFamily,
  MAY_BE_NAME,
} from './family-names.ts';
import { findInPlaces } from './find-in-places.ts';
import { isGroup } from './person-names.ts';
import { isBarePlace } from './place-names.ts';
import {
  BEFORE_NAME,
  BEHIND_NAME,
  LABELS,
  PERSON_ACTS,
  PUBLIC_FIGURES,
  PUBLIC_HEAD,
  PUBLIC_HEAD_BEHIND,
} from './private-roles.ts';
import { type Grade, mayEndWithName, readClearName, type ReadName, readName } from './read-name.ts';
import { splitWords, type Token } from './split-words.ts';
import { squeezeBlanks } from './squeeze-blanks.ts';
import { possibleNames } from './words-like-names.ts';

/** A private person's name in a text; `start` and `end` are places in it. */
export interface PersonMention {
  readonly start: number;
  readonly end: number;
  /** Without blanks. */
  readonly name: string;
  readonly grade: Grade;
}

const WINDOW = 24;
const MAX_LIST = 12;
const SEPARATOR = /^(?:[、和与及并，,／/]|以及)$/u;
const RANK: Readonly<Record<Grade, number>> = { guess: 0, maybe: 1, likely: 2, sure: 3 };

/** Every place where a text names a private person, or seems to. Heads of governments, groups and places are none. */
export function findPersons(text: string): readonly PersonMention[] {
  const { plain, placeOf } = squeezeBlanks(text);
  const found = [
    ...behindLabels(plain),
    ...behindWords(plain),
    ...beforeWords(plain),
    ...sureNames(plain),
    ...findInPlaces(plain),
  ];
  return found
    .filter((span) => isPrivate(plain, span))
    .map(({ start, end, grade }) => ({
      start: placeOf(start),
      end: placeOf(end - 1) + 1,
      name: plain.slice(start, end),
      grade,
    }));
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly grade: Grade;
}

function isPrivate(text: string, { start, end }: Span): boolean {
  const name = text.slice(start, end);
  return (
    !PUBLIC_HEAD.test(text.slice(Math.max(0, start - 8), start)) &&
    !PUBLIC_HEAD_BEHIND.test(text.slice(end, end + 4)) &&
    !PUBLIC_FIGURES.test(name)
  );
}

/** 提案人：某某、某某. Behind a colon stands a name, unless it is a group or an office. */
function behindLabels(text: string): readonly Span[] {
  return LABELS.patterns().flatMap(({ pattern }) =>
    allMatches(text, pattern).flatMap((match) => {
      const end = match.index + match[0].length;
      const [mark = ''] =
        /^[ \n\u3000]{0,2}[：:|｜（(【]?[ \n\u3000：:]{0,3}/u.exec(text.slice(end)) ?? [];
      const start = end + mark.length;
      const isStrict = /[：:|｜（(\n]|[ \u3000]{2}/u.test(mark);
      return namesFrom(
        text,
        start,
        ({ grade }, rest) =>
          isStrict || isLikely(grade) || (grade === 'maybe' && ENDS_NAME.test(rest)),
      );
    }),
  );
}

/** 学生某某, 人大代表某某, 副局长某某. */
function behindWords(text: string): readonly Span[] {
  return BEFORE_NAME.patterns().flatMap(({ pattern }) =>
    allMatches(text, pattern).flatMap((match) => {
      const start = match.index + match[0].length;
      const [mark = ''] = /^[（(：:“]?/u.exec(text.slice(start)) ?? [];
      return namesFrom(
        text,
        start + mark.length,
        ({ grade }, rest) =>
          isLikely(grade) || (grade === 'maybe' && isActing(rest)) || IS_PERSON.test(rest),
      );
    }),
  );
}

/** Behind this, anything that may be a name is one. */
const IS_PERSON = /^(?:同志|先生|女士|第\s?[（(]?\d|提案|议案|所提|领衔)/u;

/** What may stand behind the name of a label. */
const ENDS_NAME = new RegExp(`^(?:$|[，。；、）)])|${PERSON_ACTS.source}`, 'u');

/** Whether somebody acts, is greeted, or is named with others. */
function isActing(rest: string): boolean {
  if (/^[：:]/u.test(rest)) return true;
  if (!rest.startsWith('、')) return PERSON_ACTS.test(rest) && !rest.startsWith('的');
  const next = readName(splitWords(rest.slice(1)), 0);
  return next !== null && RANK[next.grade] >= RANK.maybe;
}

/** Characters of a name without and with a dot. */
const SHORT = 6;
const LONGEST = 16;

/** One look at the characters, as words are costly to find: `near` is where a name would be, `far` how far one with a dot reaches. */
function mayHoldName(near: string, far: string): boolean {
  return MAY_BE_NAME.test(near) || /[·•・‧.．]/u.test(far);
}

/** A word for a person beside it makes a name more sure. */
function confirmed(grade: Grade): Grade {
  return grade === 'maybe' ? 'likely' : grade;
}

function isLikely(grade: Grade): boolean {
  return RANK[grade] >= RANK.likely;
}

type Accepts = (name: ReadName, rest: string) => boolean;

/** The names of a list that begins at a place of a text. */
function namesFrom(text: string, start: number, accepts: Accepts): readonly Span[] {
  if (!mayHoldName(text.slice(start, start + 2), text.slice(start, start + LONGEST))) return [];
  const line = text.slice(start, start + WINDOW * 4).split('\n', 1)[0] ?? '';
  const tokens: Token[] = [];
  const spans: Span[] = [];
  for (let at = 0; spans.length < MAX_LIST;) {
    // Words are costly to find: of the next clause only where a list goes on in it.
    if (at === tokens.length) tokens.push(...clauseWords(line, tokens.at(-1)?.end ?? 0));
    const name = readName(tokens, at);
    if (name === null) break;
    const from = tokens[at]?.start ?? 0;
    const to = tokens[at + name.tokens - 1]?.end ?? from;
    if (spans.length === 0 && !accepts(name, line.slice(to, to + 8))) break;
    if (isGroup(line.slice(from, to))) break;
    spans.push({ start: start + from, end: start + to, grade: confirmed(name.grade) });
    at += name.tokens;
    if (!SEPARATOR.test(tokens[at]?.text ?? '')) break;
    at += 1;
  }
  return spans;
}

/** The words of the clause that begins at a place of a line, its mark among them. */
function clauseWords(line: string, start: number): readonly Token[] {
  const [, end] = clauseAround(line, start);
  return splitWords(line.slice(start, end + 1), start);
}

function textOf(tokens: readonly Token[], at: number, count: number): string {
  return tokens
    .slice(at, at + count)
    .map((token) => token.text)
    .join('');
}

/** 某某、某某委员, 某某等3名代表, 某某的母亲. */
function beforeWords(text: string): readonly Span[] {
  return BEHIND_NAME.patterns().flatMap(({ row, pattern }) => {
    if (row.needs?.test(text) === false) return [];
    return allMatches(text, pattern).flatMap((match) => {
      const takesTowns = row.id === 'address' || match[0].includes('委员');
      const isSaying = SAYING.test(text.slice(match.index + match[0].length));
      const least = LEAST[row.id] ?? (isSaying ? 1 : 2);
      const spans = namesBefore(text, match.index, { least, takesTowns });
      if (spans.length === 0 && row.id === 'offices') {
        // Whom a letter greets stands at the beginning of a line.
        const greeted = namesBefore(text, match.index, { least: 1, takesTowns });
        return greeted.filter(({ start }) => start === 0 || text.charAt(start - 1) === '\n');
      }
      if (row.id !== 'contacting') return spans;
      return spans.filter(({ start }) => /[与找和向请]/u.test(text.charAt(start - 1)));
    });
  });
}

/** How sure a name must be before these words: 委员 and 代表 hardly ever follow anything but a name or a group. */
const LEAST: Readonly<Record<string, number>> = {
  members: 0,
  'of-a-person': 1,
  address: 1,
  contacting: 0,
};

/** The names of a list that ends at a place of a text. */
function namesBefore(
  text: string,
  end: number,
  { least, takesTowns }: { readonly least: number; readonly takesTowns: boolean },
): readonly Span[] {
  const last = text.slice(Math.max(0, end - LONGEST), end);
  if (!mayHoldName(last.slice(-SHORT), last)) return [];
  if (!takesTowns && !mayEndWithName(last)) return [];
  const options = { least, takesTowns };
  // Hardly any of these words follows a name: the last clause tells, before a list is looked for.
  if (listBefore(text, { end, width: WINDOW, mark: CLAUSE }, options).length === 0) return [];
  return listBefore(text, { end, width: WINDOW * 3, mark: SENTENCE }, options);
}

const SENTENCE = /[^\n。；：:！？《》“”]*$/u;
const CLAUSE = /[^\n，。；：:！？《》“”]*$/u;

interface Place {
  readonly end: number;
  /** Characters that are read. */
  readonly width: number;
  /** What of them is looked at. */
  readonly mark: RegExp;
}

function listBefore(
  text: string,
  { end, width, mark }: Place,
  { least, takesTowns }: { readonly least: number; readonly takesTowns: boolean },
): readonly Span[] {
  const from = Math.max(0, end - width);
  const before = text.slice(from, end);
  const cut = before.search(mark);
  const tokens = splitWords(before.slice(cut));
  const spans: Span[] = [];
  for (let last = tokens.length; last > 0 && spans.length < MAX_LIST;) {
    const found =
      nameEndingAt(tokens, last, spans.length > 0 ? 0 : least) ??
      (spans.length > 0 || takesTowns ? townEndingAt(tokens, last) : null);
    if (found === null) break;
    const { start, grade } = found;
    const first = tokens[start]?.start ?? 0;
    const behind = tokens[last - 1]?.end ?? first;
    if (isGroup(textOf(tokens, start, last - start))) break;
    spans.push({ start: from + cut + first, end: from + cut + behind, grade: confirmed(grade) });
    if (!SEPARATOR.test(tokens[start - 1]?.text ?? '')) break;
    last = start - 1;
  }
  return spans;
}

const MAX_TOKENS = 12;

interface NameStart {
  readonly start: number;
  readonly grade: Grade;
}

/** Where the longest name begins that ends before a token. */
function nameEndingAt(tokens: readonly Token[], last: number, least: number): NameStart | null {
  const first = Math.max(0, last - MAX_TOKENS);
  const near = tokens.slice(0, last);
  for (let at = first; at < last; at += 1) {
    const name = readName(near, at);
    if (name === null || at + name.tokens !== last || RANK[name.grade] < least) continue;
    return { start: at, grade: name.grade };
  }
  // 张代表: a family name alone.
  const alone = tokens[last - 1]?.text ?? '';
  return isSureFamily(alone) ? { start: last - 1, grade: 'guess' } : null;
}

/** 黄平 is a county; before 委员, or in a list with a person, it is one: delegations are called 代表. */
function townEndingAt(tokens: readonly Token[], last: number): NameStart | null {
  for (const count of [1, 2]) {
    const text = textOf(tokens, last - count, count);
    if (last < count || text.length !== 2 || !isFrequentFamily(text.charAt(0))) continue;
    const isTown = isBarePlace(text) && !possibleNames().has(text);
    return isTown ? { start: last - count, grade: 'guess' } : null;
  }
  return null;
}

/** Names that are sure wherever they stand. */
function sureNames(text: string): readonly Span[] {
  const spans: Span[] = [];
  let at = findSureFamily(text, 0);
  // No word reaches over a mark, and most clauses hold no such family name: they are not parted into words.
  while (at >= 0) {
    const [start, end] = clauseAround(text, at);
    spans.push(...sureIn(text.slice(start, end), start));
    at = findSureFamily(text, end);
  }
  return spans;
}

const CLAUSE_ENDS = '，。；：！？、\n';

/** Where the clause begins and ends that holds a place of a text. */
function clauseAround(text: string, at: number): readonly [start: number, end: number] {
  let start = at;
  let end = at;
  while (start > 0 && !CLAUSE_ENDS.includes(text.charAt(start - 1))) start -= 1;
  while (end < text.length && !CLAUSE_ENDS.includes(text.charAt(end))) end += 1;
  return [start, end];
}

/** The sure names of a clause that begins at `offset`. */
function sureIn(clause: string, offset: number): readonly Span[] {
  const tokens = splitWords(clause, offset);
  const spans: Span[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const name = readClearName(tokens, at);
    if (name === null || !isSureHere(tokens, at, name)) continue;
    const start = tokens[at]?.start ?? 0;
    const end = tokens[at + name.tokens - 1]?.end ?? start;
    spans.push({ start, end, grade: name.grade });
    at += name.tokens - 1;
  }
  return spans;
}

const PLACE_BEHIND =
  /^(?:小学|中学|学校|大学|幼儿园|学院|书院|实验|第[一二三四五六七八九十]|路|街|街道|社区|镇|村|乡|县|区|市|省|河|湖|山|桥|庄|屯|坪|湾|新区|大道|公园|高中|初中|职|教育局|人民|牌|号|度|[〔\\[【（(]\\s?20)/u;

/** What somebody says: 周斌表示. */
const SAYING = /^(?:表示|认为|指出|强调|介绍|要求|来电|来信|反映|(?:还|也)?说)/u;

function isSureHere(tokens: readonly Token[], at: number, name: ReadName): boolean {
  const text = textOf(tokens, at, name.tokens);
  if (text.length === 2) {
    const rest = textOf(tokens, at + name.tokens, 3);
    return name.grade === 'likely' && isFirst(tokens, at) && SAYING.test(rest);
  }
  if (isBarePlace(text) || isBarePlace(text.slice(0, 2))) return false;
  const before = tokens[at - 1]?.text ?? '';
  // 14张 counts sheets.
  if (/[\d几每半第]$/u.test(before)) return false;
  // 卷钱跑路: one character alone before it is a part of what it seems to begin.
  if (
    /^\p{Script=Han}$/u.test(before) &&
    !isBetweenWords(before) &&
    !/[致复邀赴经即]/u.test(before)
  ) {
    return false;
  }
  const behind = textOf(tokens, at + name.tokens, 2);
  if (PLACE_BEHIND.test(behind) || text.endsWith('公网')) return false;
  if (name.grade === 'sure') return name.tokens > 2 || isEnd(tokens, at + name.tokens);
  return name.grade === 'likely' && PERSON_ACTS.test(behind) && isFirst(tokens, at);
}

/** Whether a word ends before a token: 岳北山 is no name in 岳北山歌. */
function isEnd(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at]?.text ?? '';
  if (!/^\p{Script=Han}$/u.test(next) || isBetweenWords(next)) return true;
  // 附议 is no word of the dictionary.
  return PERSON_ACTS.test(textOf(tokens, at, 3));
}

/** At the beginning of a clause. */
function isFirst(tokens: readonly Token[], at: number): boolean {
  return at === 0 || /^[，。；、：:（(“]$/u.test(tokens[at - 1]?.text ?? '');
}
