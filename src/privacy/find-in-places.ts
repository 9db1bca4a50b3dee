import { allMatches } from '../text/all-matches.ts';
import {
  isBetweenWords,
  isCompoundFamily,
  isFamily,
  isFrequentFamily,
  isSureFamily,
  isTransliterated,
  isTransliteratedName,
  mayBeginName,
} from './family-names.ts';
import { ordinaryWords } from './ordinary-words.ts';
import {
  BRACKET_RIGHT,
  CLAUSE_END,
  CLAUSE_LEFT,
  DONE_LEFT,
  LABEL_END,
  labelLeft,
  MEMBER_END,
  MEMBER_LEFT,
  MEMBER_RIGHT,
  OBJECT_LEFT,
  OBJECT_RIGHT,
  PERSON_LEFT,
  PERSONAL_RIGHT,
  WORK_RIGHT,
} from './person-places.ts';
import { isGroup } from './person-names.ts';
import { isBarePlace } from './place-names.ts';
import type { Grade } from './read-name.ts';
import { splitWords } from './split-words.ts';
import { knownWords } from './words-like-names.ts';

interface Span {
  readonly start: number;
  readonly end: number;
  readonly grade: Grade;
}

/** Characters of a name without a dot, and of one that the sounds of other languages are written with. */
const LENGTHS = [4, 3, 2] as const;
const SOUND_LENGTHS = [8, 7, 6, 5] as const;
const LEFT = 6;

/**
 * Names that nothing but their place tells: between 据 and 反映, between 教师 and 给予, before a bracket with a profession.
 * Only a person, a group or a body can be there, so that a word like 高峰 is a name. Simplified text without blanks.
 */
export function findInPlaces(text: string): readonly Span[] {
  const last = endingBefore(text, [{ pattern: CLAUSE_END }], [PERSON_LEFT, DONE_LEFT]);
  return [
    // 教师关爱 and 学生全员 end clauses, too.
    ...last.filter(({ start }) => isSureFamily(text.charAt(start))),
    ...endingBefore(text, PERSONAL_RIGHT.patterns(), [CLAUSE_LEFT, OBJECT_LEFT, PERSON_LEFT]),
    ...endingBefore(text, [{ pattern: WORK_RIGHT }], [PERSON_LEFT, OBJECT_LEFT]).filter(
      ({ start, end }) => isSureFamily(text.charAt(start)) || isLoose(text.slice(start, end)),
    ),
    ...endingBefore(text, OBJECT_RIGHT.patterns(), [PERSON_LEFT, OBJECT_LEFT]),
    ...endingBefore(text, [{ pattern: BRACKET_RIGHT }], [CLAUSE_LEFT, OBJECT_LEFT, PERSON_LEFT]),
    // 石家庄委员 are of that place.
    ...endingBefore(text, MEMBER_RIGHT.patterns(), [CLAUSE_LEFT, OBJECT_LEFT]).filter(
      ({ start, end }) => !isBarePlace(text.slice(start, end)),
    ),
    // 供答复委员时参考.
    ...endingBefore(text, [{ pattern: MEMBER_END }], [MEMBER_LEFT]).filter(
      ({ start }) => text.charAt(start) !== '时',
    ),
    ...endingBefore(text, [{ pattern: LABEL_END }], [labelLeft()]),
  ];
}

function endingBefore(
  text: string,
  rights: readonly { readonly pattern: RegExp }[],
  lefts: readonly RegExp[],
): readonly Span[] {
  return rights.flatMap(({ pattern }) =>
    allMatches(text, pattern).flatMap(({ index }) => {
      const span = nameBefore(text, index, lefts);
      return span === null ? [] : [span];
    }),
  );
}

/** The longest name that ends at a place of a text and begins where one may. */
function nameBefore(text: string, end: number, lefts: readonly RegExp[]): Span | null {
  if (!/\p{Script=Han}/u.test(text.charAt(end - 1))) return null;
  const isSounds = isTransliterated(text.charAt(end - 1));
  for (const length of isSounds ? [...SOUND_LENGTHS, ...LENGTHS] : LENGTHS) {
    const start = end - length;
    if (start < 0) continue;
    const first = text.charAt(start);
    if (!mayBeginName(first) && !PLAIN_WORDS.test(first)) continue;
    const name = text.slice(start, end);
    if (!mayBeName(name)) continue;
    const before = text.slice(Math.max(0, start - LEFT), start);
    if (lefts.some((left) => left.test(before))) return { start, end, grade: gradeOf(name) };
  }
  return null;
}

// Family names that everywhere else are words: 时光华, 员建华.
const PLAIN_WORDS = /[楼时支员解过米]/u;
const HAN = /^\p{Script=Han}+$/u;
const BODY_END =
  /[会委党盟社局厅部组院校处室司联支办府团心学园所站队班店厂第等们员者的了着过业类型式性化区市县省镇乡村街道科股级家界户方量率数费额人内外中上下前后在]$/u;
// 诸葛代表 is a name with a title.
const TITLED = /(?:代表|委员|同志|先生|女士|老师|教师|家长|学生)$/u;
// 王学, 李园 and 周方 are persons all the same: a sure family name and one such character more.
const SOFT_END = /[学园联支心方数家业化道科人中]$/u;

/** Whether characters may be a name where nothing but a person, a group or a body is expected. */
export function mayBeName(text: string): boolean {
  if (!HAN.test(text) || /某/u.test(text) || TITLED.test(text) || isWord(text)) return false;
  const family = text.slice(0, 2);
  if (isCompoundFamily(family)) {
    return text.length > 2 && text.length < 5 && !BODY_END.test(text);
  }
  if (text.length < 5 && isTransliteratedName(text)) return true;
  if (text.length > 2 && Array.from(text).every(isTransliterated)) return true;
  const first = text.charAt(0);
  if (text.length > 4 || !(isFamily(first) || PLAIN_WORDS.test(first))) return false;
  const isSoft = isSureFamily(first) && text.length < 4 && SOFT_END.test(text);
  if (BODY_END.test(text) && !isSoft) return false;
  // 王李思远: two family names.
  if (text.length === 4) return isSureFamily(first) && isSureFamily(text.charAt(1));
  const given = text.slice(1);
  if (isBetweenWords(first)) return isFrequentFamily(first) && !isGroup(given) && isLoose(given);
  if (isFrequentFamily(first)) return true;
  // 司机 and 宿舍 begin with family names that are rarely borne.
  return isLoose(text);
}

/** Groups, agencies, and what is done to persons. */
function isWord(text: string): boolean {
  const begins = text.slice(0, 2);
  const isKnown = (word: string): boolean => knownWords().has(word) || ordinaryWords().has(word);
  if (isKnown(text) || isGroup(text)) return true;
  return isKnown(begins) && !(text.length === 3 && isSureFamily(text.charAt(0)));
}

/** Whether the dictionary has no word of all these characters. */
export function isLoose(text: string): boolean {
  return text.length === 1 || splitWords(text).length > 1;
}

function gradeOf(name: string): Grade {
  return name.length > 2 && isLoose(name) ? 'likely' : 'maybe';
}
