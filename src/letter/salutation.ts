import { mayBeName } from '../privacy/find-in-places.ts';
import { isGroup, withoutName } from '../privacy/person-names.ts';
import { squeezeName } from '../text/agency-name.ts';
import { ruleTable } from '../text/rule-table.ts';

/** Who a letter greets. */
export interface Salutation {
  /** As printed, without the colon. */
  readonly text: string;
  /** Names of persons, without their titles: personal data, never shown. */
  readonly persons: readonly string[];
  /** Branches of parties, agencies and the like, as printed. */
  readonly bodies: readonly string[];
  /** A 委员 sits in the CPPCC, a 代表 in the people's congress; null where the greeting names neither, or both. */
  readonly assembly: 'CPPCC' | 'NPC' | null;
}

/** A salutation and what follows it in its line. */
export interface FoundSalutation {
  readonly salutation: Salutation;
  /** Index of its line. */
  readonly line: number;
  /** The rest of the line, behind the colon; empty for most. */
  readonly rest: string;
}

// A deputy, a member, a party branch, an agency: whoever a letter may greet (docs/field-notes.md §2.3).
const GREETED = ruleTable(
  'greeted',
  [
    {
      id: 'words',
      match: [
        '委员',
        '代表',
        '先生',
        '女士',
        '同志',
        '委员会',
        '市委会?',
        '县委会?',
        '区委会?',
        '省委会?',
        '委会',
        '总支',
        '支部',
        '工委',
        '民[进建革盟]',
        '农工党',
        '九三学社',
        '致公党',
        '台盟',
        '工商联',
        '联合会',
        '党派',
        '小组',
        '界别',
        '局',
        '厅',
        '委',
        '办',
        '部',
        '府',
        '院',
        '校',
        '处',
        '中心',
        '办公室',
        '代表团',
        '各位',
        '您好',
      ],
      source: 'docs/field-notes.md §2.3: how letters of reply begin and end',
    },
  ],
  { shape: '(?:$)(?:（[^（）]{0,40}）|\\([^()]{0,40}\\))?(?:等)?$' },
);
// Labels of a page or form that end in a colon, and headings.
const LABEL = ruleTable(
  'no-greeting',
  [
    {
      id: 'words',
      match: [
        '[“"「『‘]',
        '来源',
        '作者',
        '答复',
        '承办',
        '主办',
        '联系',
        '发布',
        '签发',
        '一',
        '二',
        '附',
        '领衔',
        '分管',
        '提案人',
        '提出人',
        '建议人',
      ],
      source: 'labels of pages and forms that a colon ends: docs/field-notes.md §1.9',
    },
  ],
  { shape: '^(?:$)' },
);
const SALUTATION_LINES = 14;
const MAX_LENGTH = 90;

/** Whether a whole line greets those whom a letter answers. */
export function isSalutation(line: string): boolean {
  const match = /^([^：:。；《]{2,90})[:：]$/u.exec(line.trim());
  return match?.[1] !== undefined && isGreeted(match[1]);
}

/** Whether a line begins with a greeting that a colon ends. */
export function beginsWithSalutation(line: string): boolean {
  return greetingOf(line) !== null;
}

/** The salutation among the first lines of a letter, or null. */
export function findSalutation(lines: readonly string[]): FoundSalutation | null {
  let bare: FoundSalutation | null = null;
  for (let at = 0; at < Math.min(lines.length, SALUTATION_LINES); at += 1) {
    const line = lines[at] ?? '';
    const greeting = greetingOf(line);
    if (greeting !== null) {
      return { salutation: readSalutation(greeting.name), line: at, rest: greeting.rest };
    }
    bare ??= bareName(line, at);
    // A paragraph of sentences: the letter has begun without a greeting.
    if (line.length > 60 && line.includes('。')) return bare;
  }
  return bare;
}

/** A line with nothing but a name and a colon, where no other greeting follows. */
function bareName(line: string, at: number): FoundSalutation | null {
  const name = /^(\p{Script=Han}(?:[ \u3000]{0,3}\p{Script=Han}){1,3})\s?[：:]$/u.exec(
    line.trim(),
  )?.[1];
  const bare = squeezeName(name ?? '');
  if (bare === '' || LABEL.test(bare) || !mayBeName(bare)) return null;
  const salutation = { text: bare, persons: [bare], bodies: [], assembly: null };
  return { salutation, line: at, rest: '' };
}

function greetingOf(line: string): { readonly name: string; readonly rest: string } | null {
  const colon = line.search(/[:：]/u);
  const name = colon <= 0 ? '' : line.slice(0, colon).trim();
  if (name === '' || name.length > MAX_LENGTH || /[。；《]/u.test(name) || !isGreeted(name)) {
    return null;
  }
  return { name, rest: line.slice(colon + 1).trim() };
}

function isGreeted(name: string): boolean {
  const bare = name.replaceAll(/\s+/gu, '').replace(/^尊敬的/u, '');
  return GREETED.test(bare) && !LABEL.test(bare);
}

const TITLE =
  /(?:等)?(?:\d{1,3}[名位])?(?:(?:省|市|县|区|全国)?(?:政协|人大))?(?:委员|代表|先生|女士|同志)(?:们)?$/u;
const PERSON = /^(?:\p{Script=Han}{2,4}|\p{Script=Han}{1,8}[·•・‧]\p{Script=Han}{1,8})$/u;
// The last character of what is a body and no person's given name.
const BODY_END = /[会委党盟社局厅部组院校处室司联支办府团心]$/u;

const BETWEEN_PERSONS = /[、，,;；]|\s+|(?<=\p{Script=Han}{2})和(?=\p{Script=Han}{2})/u;
// 发展和改革委员会 is one body: 和 parts what is whole before it.
const BETWEEN_BODIES =
  /[、，,;；]|\s+|(?<=[会委党盟社局厅部组院校处室司办府员表])和(?=\p{Script=Han}{2})/u;

/** Tells persons from bodies in a greeting: 林知远、何秋 委员; 民进某市委会. */
export function readSalutation(text: string): Salutation {
  const bare = squeezeName(text).replace(/^尊敬的/u, '');
  const persons: string[] = [];
  const bodies: string[] = [];
  for (const part of bare.split(BODY_END.test(bare) ? BETWEEN_BODIES : BETWEEN_PERSONS)) {
    const item = part.replaceAll(/[（(][^（()）]{0,40}[)）]/gu, '').trim();
    const name = item.replace(TITLE, '');
    const isTitled = name !== item;
    if (name === '') continue;
    if (PERSON.test(name) && !isGroup(name) && (isTitled || isName(name))) persons.push(name);
    else if (!isTitled) bodies.push(item);
  }
  return { text: squeezeName(text), persons, bodies, assembly: assemblyOf(bare) };
}

/** Whether this is a name without a title: in 林知远、何秋委员 the first. */
function isName(text: string): boolean {
  return !BODY_END.test(text) && (text.includes('·') || withoutName(text, true) === '');
}

function assemblyOf(greeting: string): Salutation['assembly'] {
  const isMember = /委员(?!会)/u.test(greeting);
  const isDeputy = /代表/u.test(greeting);
  if (isMember === isDeputy) return null;
  return isMember ? 'CPPCC' : 'NPC';
}
