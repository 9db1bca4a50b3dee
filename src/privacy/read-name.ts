import { isGroup, namesPeople } from './person-names.ts';
import {
  beginsTransliterated,
  isBetweenWords,
  isCompoundFamily,
  isFamily,
  isFrequentFamily,
  isSureFamily,
  isTransliterated,
  isTransliteratedName,
} from './family-names.ts';
import { PERSON_ACTS } from './private-roles.ts';
import { isBarePlace } from './place-names.ts';
import type { Token } from './split-words.ts';
import { knownWords, possibleNames } from './words-like-names.ts';

/**
 * How sure it is that characters are a name by themselves: `sure` anywhere; `likely` beside a word for a person;
 * `maybe` where a person's act follows, too; `guess` only where nothing but a name is expected, as behind 提案人：.
 */
export type Grade = 'sure' | 'likely' | 'maybe' | 'guess';

/** A name among tokens: how many of them it takes. */
export interface ReadName {
  readonly tokens: number;
  readonly grade: Grade;
}

const HAN = /^\p{Script=Han}+$/u;
const DOT = /^[·•・‧.．]$/u;
const LATIN = /^[A-Z][a-z]{1,15}$/u;
const MAX_PARTS = 12;

/** The longest name that begins at a token, or null. Masked names (李某, 王某某) are none. */
export function readName(tokens: readonly Token[], at: number): ReadName | null {
  return readClearName(tokens, at) ?? wordLikeName(tokens, at);
}

/** What `readName` gives, where that is no word as well: every name that is `likely` or `sure`. */
export function readClearName(tokens: readonly Token[], at: number): ReadName | null {
  const first = tokens[at]?.text ?? '';
  if (LATIN.test(first)) return latinName(tokens, at);
  if (!HAN.test(first)) return null;
  return dottedName(tokens, at) ?? transliterated(tokens, at) ?? familyName(tokens, at);
}

function latinName(tokens: readonly Token[], at: number): ReadName | null {
  const isNext = tokens[at + 1]?.text === ' ' && LATIN.test(tokens[at + 2]?.text ?? '');
  return isNext ? { tokens: 3, grade: 'likely' } : null;
}

/** 艾力·吐尔逊: as far as its characters are those of such names. */
function dottedName(tokens: readonly Token[], at: number): ReadName | null {
  const first = tokens[at]?.text ?? '';
  if (isBetweenWords(first) || !isSound(first)) return null;
  let dots = 0;
  let end = at;
  for (let next = at; next < Math.min(tokens.length, at + MAX_PARTS); next += 1) {
    const text = tokens[next]?.text ?? '';
    if (DOT.test(text) && next > at) dots += 1;
    else if (
      !HAN.test(text) ||
      /[和与及]/u.test(text) ||
      (dots > 0 && end > at && !isTransliterated(text))
    )
      break;
    else if (dots === 0 && !isSound(text)) return null;
    if (dots > 0 && !DOT.test(text)) end = next;
  }
  return dots > 0 && end > at ? { tokens: end - at + 1, grade: 'sure' } : null;
}

/** 万古 in 热孜万古丽 is a word by chance. */
function isAllSounds(text: string): boolean {
  for (const char of text) if (!isTransliterated(char)) return false;
  return true;
}

/** What may stand before the dot: characters that are one each, and no grammar. */
function isSound(text: string): boolean {
  if (isTransliterated(text)) return !/[和与及]/u.test(text);
  return text.length === 1 && !isBetweenWords(text);
}

/** 阿不都热依木, 次仁旺堆: characters that sounds of other languages are written with. */
function transliterated(tokens: readonly Token[], at: number): ReadName | null {
  let text = '';
  let count = isBetweenWords(tokens[at]?.text ?? '') ? MAX_PARTS : 0;
  while (count < MAX_PARTS) {
    const next = tokens[at + count]?.text ?? '';
    const isSounds =
      isTransliterated(next) ||
      (isAllSounds(next) && (text.length > 1 || beginsTransliterated(next)));
    if (next === '' || !isSounds) break;
    text += next;
    count += 1;
  }
  if (isTransliteratedName(text)) return { tokens: count, grade: 'likely' };
  if (text.length < 3 || knownWords().has(text.slice(0, 2))) return null;
  return { tokens: count, grade: text.length > 3 ? 'likely' : 'guess' };
}

/** A family name that is a word of its own, then one or two characters that are one each, or a word of two. */
function familyName(tokens: readonly Token[], at: number): ReadName | null {
  const first = tokens[at]?.text ?? '';
  const second = tokens[at + 1]?.text ?? '';
  const isSplitCompound = first.length === 1 && isCompoundFamily(first + second);
  const family = isSplitCompound ? first + second : first;
  const isCompound = isCompoundFamily(family);
  if (!isCompound && !isFamily(family)) return null;
  const used = isSplitCompound ? 2 : 1;
  const given = tokens[at + used]?.text ?? '';
  const more = tokens[at + used + 1]?.text ?? '';
  const last = tokens[at + used + 2]?.text ?? '';
  if (!isGiven(given)) {
    // 苗又青, 王为民: grammar inside a name, behind a family name that is hardly ever anything else.
    const isName = isSureFamily(family) && INSIDE_NAME.test(given) && more.length === 1;
    return isName && isGiven(more) ? { tokens: used + 2, grade: 'maybe' } : null;
  }
  // 向张伟代表汇报, 李娜和王伟.
  if (isBetweenWords(family) && isFrequentFamily(given.charAt(0))) return null;
  const weight = isCompound ? 2 : weightOf(family);
  // 常态化, 高质量: a word, then something else.
  const begins = family + given;
  if (knownWords().has(begins) || (weight < 2 && possibleNames().has(begins))) return null;
  if (given.length === 2) {
    if (isPlaceNoun(given) || isBetweenWords(family)) return null;
    if (weight === 2 ? namesPeople(given) : isGroup(given)) return null;
    return { tokens: used + 1, grade: weight === 2 ? 'sure' : 'maybe' };
  }
  if (!isGiven(more) || more.length > 1) {
    if (isBarePlace(begins)) return null;
    return { tokens: used + 1, grade: SHORT[weight] };
  }
  // Two family names and a given name of two characters.
  if (weight === 2 && isSureFamily(given) && isGiven(last) && last.length === 1) {
    return { tokens: used + 3, grade: 'sure' };
  }
  return { tokens: used + 2, grade: isBetweenWords(family) ? 'guess' : LONG[weight] };
}

function weightOf(family: string): 0 | 1 | 2 {
  if (isSureFamily(family)) return 2;
  return isFrequentFamily(family) ? 1 : 0;
}

/** By how much a family name is one and no other word: for names with one given character, and with two. */
const SHORT = ['guess', 'maybe', 'likely'] as const;
const LONG = ['maybe', 'likely', 'sure'] as const;

/** A word that begins like a name: 白露, 江山; three characters of which none is a word: 佴明远. */
function wordLikeName(tokens: readonly Token[], at: number): ReadName | null {
  const first = tokens[at]?.text ?? '';
  if (!HAN.test(first)) return null;
  if (first.length > 1) return splitAcross(tokens, at);
  const given = tokens[at + 1]?.text ?? '';
  const more = tokens[at + 2]?.text ?? '';
  if (isBetweenWords(first) || !isGiven(given) || given.length > 1) return null;
  return isGiven(more) && more.length === 1 ? { tokens: 3, grade: 'guess' } : null;
}

/** 白露 and 江山 are words, too; in 厉声远 the dictionary's word reaches from the family name into the given one. */
function splitAcross(tokens: readonly Token[], at: number): ReadName | null {
  const first = tokens[at]?.text ?? '';
  const family = first.charAt(0);
  const isWord = knownWords().has(first) || isGroup(first);
  if (first.length > 3 || isWord || !isFamily(family) || !isGivenEnd(first)) return null;
  const next = tokens[at + 1]?.text ?? '';
  // 宁静说: not 宁静 and a third character.
  const isNext = next.length === 1 && isGiven(next) && !PERSON_ACTS.test(next);
  if (first.length === 2 && isNext) return { tokens: 2, grade: 'maybe' };
  return isFrequentFamily(family) && !isBarePlace(first) ? { tokens: 1, grade: 'maybe' } : null;
}

/** Whether a token may be a given name or a part of one. */
function isGiven(text: string): boolean {
  return text.length < 3 && HAN.test(text) && isGivenEnd(text);
}

// Never at the end of a given name: grammar, and what ends the name of an institution, a place or a division.
const NOT_GIVEN =
  /[房室馆店厂第两的了们个员名位余多版式型类级率化局厅部组所县区市省镇乡您你她它这那哪些很把被课股某由让给对及或并是为在以将请使供且需能均都也还再又更最等因称系与之其该各每至从向]$/u;

// Grammar that also begins given names of two characters.
const INSIDE_NAME = /^[又为以其之更再均由与及并让多名至从向使能可]$/u;

/** Whether a text may end with a name: one look before its words are found. */
export function mayEndWithName(text: string): boolean {
  if (isGivenEnd(text)) return true;
  return isTransliterated(text.slice(-1)) || isTransliterated(text.slice(-2));
}

function isGivenEnd(text: string): boolean {
  return !NOT_GIVEN.test(text);
}

function isPlaceNoun(text: string): boolean {
  return /^(?:小学|中学|学校|大学|书院|学院|社区|街道|公园|广场|小区|新区|大道)$/u.test(text);
}
