import type { Article } from '../domain/article.ts';
import { allMatches } from '../text/all-matches.ts';
import { findNumbers } from './find-numbers.ts';
import type { PersonalSpan } from './personal-span.ts';
import { findPersons } from './find-persons.ts';
import { isGroup } from './person-names.ts';
import { personsOf } from './persons-of.ts';
import { isBarePlace } from './place-names.ts';
import { readName } from './read-name.ts';
import { isBetweenWords, isFrequentFamily, isTransliterated } from './family-names.ts';
import { namesInTitle } from './names-in-title.ts';
import { namesIn } from './known-names.ts';
import { splitWords } from './split-words.ts';
import { squeezeBlanks } from './squeeze-blanks.ts';

const HIDDEN = '［已隐去］';
const MEMBER = '(?:委员(?!会|长)|代表(?!队|团|性|大会|作|处|着|了|们?发言)|同志|先生|女士|老师)';
const NAMES = String.raw`[\p{Script=Han}·•・‧、]`;

// 关于某某委员, 对某某代表, 第57号（某某委员）: who stands before the word for a member.
const BEFORE = new RegExp(
  `(?:^|关于|对|致|复|给|就|[（(《“])(${NAMES}{2,40}?)(?:等?(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3})[名位人]|等)?${MEMBER}`,
  'gu',
);
// 政协委员某某第57号提案, 人大代表某某《关于…》: who stands behind it.
const BEHIND = new RegExp(
  String.raw`(?:委员|代表)(?!会|长|队|团|性|大会|关于|对|就)(${NAMES}{2,24}?)(?:同志|先生|女士|等.{0,4}人?)?(?=第?[（(]?\d|提案|建议|议案|[《“（(]|提出|所提|领衔|联名|关于|的|$)`,
  'gu',
);
// 提案的答复（某某）
const IN_BRACKETS =
  /(?<=号|案|建议|复|函|意见|委员会|市委|支部)[（(]([\p{Script=Han}·•・‧、 \u3000]{2,40})[）)]/gu;
// What a name follows inside of what was found: the assembly, the session, a preposition.
const HEAD =
  /^.*(?:会议|政协|人大|全国|[省市县区州届次号案]|界别?|小组|关于|答复|回复|函复|对|给|致|复|就|以及|局|厅|委(?!员)|提出|所提|收到|感谢)(?=.)/u;

/** Takes names out of a title, at the ends of words; the words around stay a title. Numbers are marked as left out. */
export function redactPersonalData(text: string, names: readonly string[] = []): string {
  const { plain, placeOf } = squeezeBlanks(text);
  const shaped = [
    ...between(plain, SALUTATION),
    ...between(plain, BEFORE),
    ...between(plain, BEHIND),
    ...between(plain, IN_BRACKETS),
  ];
  const persons = [
    ...shaped.map(({ start, end }) => ({ start: placeOf(start), end: placeOf(end - 1) + 1 })),
    ...findPersons(text),
    ...namesInTitle(text),
    ...namesIn(text, names),
  ];
  const spans = joined(persons, text).map((span) => ({
    ...span,
    mark: /[：:人]\s?$/u.test(text.slice(0, span.start)) ? HIDDEN : '',
  }));
  const numbers = findNumbers(text).map((span) => ({ ...span, mark: HIDDEN }));
  let result = '';
  let from = 0;
  for (const { start, end, mark } of [...spans, ...numbers].toSorted((a, b) => a.start - b.start)) {
    if (end <= from) continue;
    result += text.slice(from, Math.max(from, start)) + mark;
    from = end;
  }
  return result + text.slice(from);
}

const CLEANED = new WeakMap<Article, Map<string, string>>();

/**
 * `redactPersonalData` with the names of all persons whom an article names anywhere. Its title and subject are used in
 * several places of its summary and card: each text is searched once.
 */
export function cleanerOf(article: Article): (text: string) => string {
  const names = personsOf(article);
  const cleaned = CLEANED.get(article) ?? new Map<string, string>();
  CLEANED.set(article, cleaned);
  return (text) => {
    const known = cleaned.get(text) ?? redactPersonalData(text, names);
    cleaned.set(text, known);
    return known;
  };
}

// 某某、某某和某某委员： on a line of its own: every item of it is a name, unless it is a group.
const SALUTATION =
  /^[\s\u3000]{0,8}(?:尊敬的)?(?!(?:各位|全体|有关|政协|人大|市|省|县|区)(?:政协|人大)?(?:委员|代表))([\p{Script=Han}·•・‧、，,]{2,60}?)(?:等(?:\d{1,3}[名位])?)?(?:政协)?(?:委员|代表|先生|女士|同志)(?=[：:])/gmu;

function between(plain: string, pattern: RegExp): readonly PersonalSpan[] {
  return allMatches(plain, pattern).flatMap((match) => {
    const found = match[1] ?? '';
    const items = found.split(/[、，,]/u);
    // 黄山代表第3号建议 names a person by a town's name; 黄山、温州代表 may be delegations.
    const isOne = items.length === 1 && !/[和与及]/u.test(found);
    const hasName = found.split(/[、，,和与及]/u).some((item) => nameAtEnd(item) !== null);
    const takesTowns = pattern === SALUTATION || isOne || hasName;
    let at = match.index + match[0].indexOf(found);
    return items.flatMap((item) => {
      const start = at;
      at += item.length + 1;
      return namesAtEnd(item, takesTowns).map((span) => ({
        start: start + span.start,
        end: start + span.end,
      }));
    });
  });
}

const MAX_JOINED = 6;

/** The names that end an item of a list, 和 between them. */
function namesAtEnd(item: string, takesTowns: boolean): readonly PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  let rest = item;
  while (spans.length < MAX_JOINED) {
    const start = nameAtEnd(rest) ?? (takesTowns ? townAtEnd(rest) : null);
    if (start === null) break;
    spans.push({ start, end: rest.length });
    if (!/[和与及]/u.test(rest.charAt(start - 1))) break;
    rest = rest.slice(0, start - 1);
  }
  return spans;
}

const NO_NAME_END = /[会委党盟社局厅部组院校处室办府团的类见议案]$/u;

/** Where a name begins that ends an item; null where all of it are words, or it is a group. */
function nameAtEnd(item: string): number | null {
  const from = HEAD.exec(item)?.[0].length ?? 0;
  const text = item.slice(from);
  if (text.length < 2 || /某|委员|代表|同志/u.test(text)) return null;
  if (isGroup(text) || NO_NAME_END.test(text)) return null;
  const tokens = splitWords(text);
  for (const [at, { start }] of tokens.entries()) {
    const name = readName(tokens, at);
    if (name === null || at + name.tokens !== tokens.length) continue;
    const isNext = at === 0 || /[和与及]$/u.test(tokens[at - 1]?.text ?? '');
    if (isNext || name.grade === 'likely' || name.grade === 'sure') return from + start;
  }
  const isUnknown = text.length < 5 && tokens.some((token) => token.text.length === 1);
  const isName = isUnknown && !isBetweenWords(text.charAt(0));
  return isName || Array.from(text).every(isTransliterated) ? from : null;
}

/** Where a town begins that ends an item and is written like a name. */
function townAtEnd(item: string): number | null {
  const from = /^.*[和与及]/u.exec(item)?.[0].length ?? HEAD.exec(item)?.[0].length ?? 0;
  const text = item.slice(from);
  const isTown = text.length === 2 && isBarePlace(text);
  return isTown && isFrequentFamily(text.charAt(0)) ? from : null;
}

/** Neighbors in a list as one, with the brackets around them, their label in these, and 等 behind. */
function joined(spans: readonly PersonalSpan[], text: string): readonly PersonalSpan[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last !== undefined && /^[、和与及并 \u3000]{0,3}$/u.test(text.slice(last.end, start))) {
      last.end = Math.max(last.end, end);
    } else if (last === undefined || start > last.end) merged.push({ start, end });
  }
  return merged.map((span) => withBrackets(span, text));
}

function withBrackets({ start, end }: PersonalSpan, text: string): PersonalSpan {
  const label = /[（(](?:\p{Script=Han}{2,8}[：:]\s?)?[ \u3000]?$/u.exec(text.slice(0, start))?.[0];
  const [rest] = /^[ \u3000]?(?:委员|代表|同志|等|等?\d{1,3}人)?[）)]/u.exec(text.slice(end)) ?? [];
  if (label !== undefined && rest !== undefined) {
    return { start: start - label.length, end: end + rest.length };
  }
  // 等5名代表 without a name before it is 5名代表.
  const [more] = /^[ \u3000]{0,2}等?(?=\d|[一二三四五六七八九十]{1,3}[名位]|委员|代表)/u.exec(
    text.slice(end),
  ) ?? [''];
  // 高校、某某代表 without the name is 高校代表.
  const isLast =
    text.charAt(start - 1) === '、' && /^(?:委员|代表)/u.test(text.slice(end + more.length));
  return { start: isLast ? start - 1 : start, end: end + more.length };
}
