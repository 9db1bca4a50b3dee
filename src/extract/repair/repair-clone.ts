import { gbkTable } from '../../text/encode-gbk.ts';
import { toSimplified } from '../../text/to-simplified.ts';
import { allMatches } from '../../text/all-matches.ts';

/** What was done to a text that a cloning site had garbled. */
export interface CloneRepair {
  readonly text: string;
  readonly isMirror: boolean;
}

// A syllable with a tone mark right after a Chinese character, in brackets: docs/field-notes.md §6.
const TONED = 'āáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ';
const ANNOTATION = new RegExp(
  `(\\p{Script=Han})[(（]([a-zü]{0,5}[${TONED}][a-zü]{0,4})[)）]`,
  'gu',
);
const SHIFTED = new RegExp(
  `(\\p{Script=Han})((?:[(（][a-zü${TONED}]{1,8}[)）])?)[?\\ufffd][(（]?([a-zü]{0,5}[${TONED}][a-zü]{0,4})[)）]`,
  'gu',
);
// A syllable may have so many letters before the one with the tone mark.
const MAX_ONSET = 5;
const MIN_ANNOTATIONS = 5;
const MIN_SHARE = 0.005;
// A shift that has not ended after this many characters cannot be distinguished from ordinary text.
const MAX_SHIFT = 24;

/** Undoes the cloning sites' garbling: shifted GBK bytes, bracketed pinyin, Traditional characters. */
export function repairClone(text: string): CloneRepair {
  if (!hasTone(text, '(') && !hasTone(text, '（')) return { text, isMirror: false };
  const annotations = allMatches(text, ANNOTATION);
  const han =
    annotations.length < MIN_ANNOTATIONS ? 0 : (text.match(/\p{Script=Han}/gu)?.length ?? 0);
  if (annotations.length < MIN_ANNOTATIONS || annotations.length < han * MIN_SHARE) {
    return { text, isMirror: false };
  }
  const readings = readingsOf(annotations);
  const aligned = realign(text, readings);
  const plain = aligned.replaceAll(ANNOTATION, '$1');
  return { text: toSimplified(plain), isMirror: true };
}

/** Whether a letter with a tone mark (from à to ǜ) comes shortly after a bracket; every annotated text has one. */
function hasTone(text: string, bracket: string): boolean {
  for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
    for (let next = at + 1; next <= at + 1 + MAX_ONSET; next += 1) {
      const code = text.charCodeAt(next);
      if (code >= 0xe0 && code <= 0x1_dc) return true;
    }
  }
  return false;
}

/** Which characters the page annotates with each syllable. */
function readingsOf(
  annotations: readonly RegExpExecArray[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const readings = new Map<string, Set<string>>();
  for (const [, character = '', syllable = ''] of annotations) {
    const characters = readings.get(syllable) ?? new Set();
    characters.add(character);
    readings.set(syllable, characters);
  }
  return readings;
}

/**
 * The clone's byte-wise replacement matched across two characters, so the second one lost its first
 * byte to the annotation and all bytes up to the next single-byte character moved by one. The lost
 * byte is the trail byte of the annotated character whose lead byte is the first one's trail byte.
 */
function realign(text: string, readings: ReadonlyMap<string, ReadonlySet<string>>): string {
  let result = '';
  let from = 0;
  for (const match of allMatches(text, SHIFTED)) {
    if (match.index < from) continue;
    const [whole, before = '', reading = '', syllable = ''] = match;
    const lost = lostByte(before, readings.get(syllable));
    const start = match.index + whole.length;
    const shifted =
      lost === null ? null : decodeShifted(text.slice(start, start + MAX_SHIFT), lost);
    result += text.slice(from, match.index) + before + reading;
    result += shifted?.text ?? '';
    from = start + (shifted?.length ?? 0);
  }
  return result + text.slice(from);
}

function lostByte(before: string, candidates: ReadonlySet<string> | undefined): number | null {
  const table = gbkTable();
  const trail = table.get(before)?.[1];
  for (const candidate of candidates ?? []) {
    const pair = table.get(candidate);
    if (pair !== undefined && pair[0] === trail) return pair[1];
  }
  return null;
}

function decodeShifted(rest: string, lost: number): { text: string; length: number } | null {
  const table = gbkTable();
  const bytes = [lost];
  let length = 0;
  for (const character of rest) {
    length += character.length;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) {
      // The single byte completes the last pair, and the rest of the text is in step again.
      bytes.push(code);
      const text = code < 0x40 ? null : new TextDecoder('gb18030').decode(Uint8Array.from(bytes));
      return text === null || text.includes('\ufffd') ? null : { text, length };
    }
    const pair = table.get(character);
    if (pair === undefined) return null;
    bytes.push(...pair);
  }
  return null;
}
