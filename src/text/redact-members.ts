import { ANY_NAME_PATTERN, isGroup, MINORITY_PATTERN, withoutName } from './person-names.ts';
import { allMatches } from './all-matches.ts';

// 某某、某某委员： on a line of its own: every item of it is a name, unless it is a group.
const SALUTES = /[员表生士志][\s\u3000]{0,4}[：:]/u;
const SALUTATION =
  /^([\s\u3000]{0,8}(?:尊敬的)?)(?!(?:各位|全体|有关|政协|人大|市|省|县|区)(?:政协|人大)?(?:委员|代表))([\p{Script=Han}·•・‧ \u3000、，,和]{2,60}?)(等(?:\d{1,3}[名位])?)?((?:政协)?(?:委员|代表|先生|女士|同志))(?=[\s\u3000]{0,4}[：:])/gmu;

const PROPOSED = '的《[^《》]{2,80}(?:提案|建议|议案)》';
const MEMBERS = new RegExp(
  `委员|代表|主席|主任|局长|书记|[科股处校园厅院会秘]长|常委|督学|${PROPOSED}`,
  'u',
);
const MEMBER =
  '(?:委员(?!会|长)|代表(?!队|团|性|大会|作|处|着|了|们?发言|建议|意见|所|省|市|县|区|党|全|我|本|教育|国|民|该|学|大家))';
const COUNT =
  '(?:等(?:[0-9一二三四五六七八九十]{1,3}[名位人])?|[0-9一二两三四五六七八九十]{1,3}[名位])';
const ITEM = `(?:${MINORITY_PATTERN}|${ANY_NAME_PATTERN})`;
const ITEMS = `(?:${ITEM}[、和]){0,5}${ITEM}`;
// What a name may follow inside a sentence; after any other character a name would begin in the middle of a word.
const LEAD =
  '[对给向致由请复予与和及等的经据了过同被把让《、“]|答复|关于|针对|根据|感谢|收到|走访|拜访|约见|联系|听取|征求|政协|人大|组织';

// Names, then 委员 or 代表.
const BEFORE_MEMBER = new RegExp(
  String.raw`(?<!\p{Script=Han}(?<!${LEAD}))(${ITEMS})(${COUNT})?(?=${MEMBER})`,
  'gu',
);
// 政协委员 or 人大代表, then names and what they did.
const AFTER_MEMBER = new RegExp(
  `(?<=政协委员|人大代表)(?![向于关常成方任高易余])(${ITEMS})(${COUNT})?(?=提出|领衔|联名|提交|所提|的提案|的建议|的议案|说|表示|认为)`,
  'gu',
);

// 对某某的《关于…的建议》: whose proposal it is.
const BEFORE_PROPOSAL = new RegExp(
  String.raw`(?<!\p{Script=Han}(?<!${LEAD}))(${ITEMS})(${COUNT})?(?=${PROPOSED})`,
  'gu',
);

// Officials in passing; heads of governments and ministers act in public.
const OFFICE =
  '(?:副?主席|副?主任|副?局长|副?书记|副?科长|副?股长|副?处长|副?校长|副?园长|副?厅长|副?院长|副?秘书长|副?会长|常委|党组成员|督学)';
const BEHIND_OFFICE = new RegExp(
  `(?<=${OFFICE})(${ITEMS})(${COUNT})?(?=带队|出席|主持|到会|率队|牵头|同志|一行|带领|等|到|在|与|对|带|率|亲自|作|为|参加|[，。、）)]|$)`,
  'gu',
);

// Next to these words 委员 hardly ever follows anything but a name.
const EXPECTED_BEFORE = /(?:关于|针对|对|答复|回复|函复|尊敬的|收到|感谢|复|致)$/u;
const EXPECTED_AFTER =
  /^(?:委员|代表)(?:提出|所提|提交|提案|领衔|联名|反映|建议|[（(]?第?\d|关于|的?[《“]|的(?:提案|建议|议案|来信)|在[^，。]{0,24}会|[ ，,]{0,2}您|[：:！!])/u;
// What a minority name's pattern may have run into.
const LEADS =
  /^.{0,6}(?:关于|针对|根据|感谢|收到|答复|回复|走访|听取|邀请|政协|人大|[由对请致向与])(?=.)/u;

/** Whether a text may name a member at all: one cheap look, as most texts do not. */
export function mayNameMembers(text: string): boolean {
  return MEMBERS.test(text) || SALUTES.test(text);
}

// What shows that a known name is meant, and not a word that is written like one: 文明委员, 文明校园.
const AS_NAME =
  '(?=(?:等(?:[0-9一二三四五六七八九十]{1,3}[名位人])?)?(?:委员|代表|同志|先生|女士|老师)|等[人，。]|的[《“]|的?(?:提案|建议)|所提|提出|反映|表示|认为|[、和]\\p{Script=Han}{2,3}(?:委员|代表|等))';

/** Whether a text names one of these persons. */
export function namesOneOf(text: string, names: readonly string[]): boolean {
  if (!names.some((name) => text.includes(name))) return false;
  return new RegExp(`(?:${names.join('|')})${AS_NAME}`, 'u').test(text);
}

/** Takes out the names of who signed a proposal; groups and places stay, and the words around stay a sentence. */
export function redactMembers(text: string): string {
  const saluted = replaceEach(text, SALUTATION, salutationOf);
  const cleaned = replaceEach(saluted, BEFORE_MEMBER, (match) => {
    const end = match.index + match[0].length;
    const isExpected =
      EXPECTED_BEFORE.test(match.input.slice(Math.max(0, match.index - 4), match.index)) ||
      EXPECTED_AFTER.test(match.input.slice(end, end + 40));
    return remainder(match, isExpected);
  });
  const named = replaceEach(cleaned, AFTER_MEMBER, (match) => remainder(match, true));
  const owned = replaceEach(named, BEFORE_PROPOSAL, (match) => remainder(match, true));
  return replaceEach(owned, BEHIND_OFFICE, (match) => remainder(match, true));
}

function replaceEach(
  text: string,
  pattern: RegExp,
  write: (match: RegExpExecArray) => string,
): string {
  let result = '';
  let end = 0;
  for (const match of allMatches(text, pattern)) {
    result += text.slice(end, match.index) + write(match);
    end = match.index + match[0].length;
  }
  return result + text.slice(end);
}

const AROUND_NAME = /^\s*(?:尊敬的)?|(?:政协|人大)?(?:委员|代表)?\s*$/gu;

function salutationOf([found, start = '', names = '', count, title = '']: RegExpExecArray): string {
  const items = names.split(/[、，,和]/u).map((item) => item.replaceAll(AROUND_NAME, ''));
  const isAllGroups = items.every((item) => item === '' || isGroup(item));
  return isAllGroups ? found : `${start}${countOf(count)}${title}`;
}

/** `等5名` without a name before it is `5名`. */
function countOf(count: string | undefined): string {
  return (count ?? '').replace(/^等/u, '');
}

/** What is left of a list in which some may be persons. */
function remainder([found, names = '', count]: RegExpExecArray, isExpected: boolean): string {
  const items = itemsOf(names);
  const left = items.map((item) => withoutAnyName(item, isExpected) ?? item);
  if (left.every((item, at) => item === items[at])) return found;
  const kept = left.filter((item) => item !== '');
  return kept.length === 0 ? countOf(count) : `${kept.join('、')}${count ?? ''}`;
}

const WHOLE_ITEM = new RegExp(`^${ITEM}$`, 'u');

const JOINED = new RegExp(`^(${ITEM})和(${ITEM})(?:和(${ITEM}))?$`, 'u');

/** 和 separates names, and is part of some (王和平). */
function itemsOf(names: string): readonly string[] {
  return names.split('、').flatMap((item) => {
    if (WHOLE_ITEM.test(item)) return [item];
    const [, ...joined] = JOINED.exec(item) ?? [];
    return joined.length === 0 ? item.split('和') : joined.filter((name) => name !== undefined);
  });
}

function withoutAnyName(item: string, isExpected: boolean): string | null {
  if (/[·•・‧]/u.test(item)) return LEADS.exec(item)?.[0] ?? '';
  return withoutName(item, isExpected);
}
