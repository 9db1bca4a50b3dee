/** What a text must hold before a pattern can match: in one of the alternatives all pairs, and each group's needs. */
export type Needs = readonly Alternative[];

interface Alternative {
  /** Keys of characters that stand side by side, or of one alone. */
  readonly pairs: readonly number[];
  readonly groups: readonly Needs[];
}

/** The characters of a text and their pairs, as a table of marks; a few marks too many do no harm. */
export type TextPairs = Uint8Array;

// Sixteen places a character: one wrong mark in sixteen at most, and a word of four characters needs three.
const PLACES = 16;
// Stands before a character of which no neighbor is known.
const ALONE = 0;
const MIN_SIZE = 1 << 12;
const MAX_SIZE = 1 << 18;

/** Marks the characters and pairs of neighbors of some texts in one pass over each. */
export function textPairs(texts: readonly string[]): TextPairs {
  let length = 0;
  for (const text of texts) length += text.length;
  let size = MIN_SIZE;
  while (size < length * PLACES && size < MAX_SIZE) size *= 2;
  const marks = new Uint8Array(size);
  for (const text of texts) {
    let last = ALONE;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      marks[keyOf(last, code) & (size - 1)] = 1;
      marks[keyOf(ALONE, code) & (size - 1)] = 1;
      last = code;
    }
  }
  return marks;
}

function keyOf(one: number, other: number): number {
  const mixed = Math.imul(one, 0x9e_37_79_b1) ^ Math.imul(other, 0x85_eb_ca_6b);
  return mixed ^ (mixed >>> 15);
}

/** Whether a pattern with these needs can match a text with these pairs; null needs nothing. */
export function mayMatch(needs: Needs | null, pairs: TextPairs): boolean {
  if (needs === null) return true;
  for (const alternative of needs) if (isMet(alternative, pairs)) return true;
  return false;
}

function isMet(alternative: Alternative, pairs: TextPairs): boolean {
  for (const key of alternative.pairs) if (pairs[key & (pairs.length - 1)] === 0) return false;
  for (const group of alternative.groups) if (!mayMatch(group, pairs)) return false;
  return true;
}

/** Reads the needs of a regular expression; null where it may match without any known character. */
export function needsOf(pattern: string): Needs | null {
  return readNeeds({ pattern, at: 0 });
}

interface Cursor {
  readonly pattern: string;
  at: number;
}

const LOOKAROUND = /^\(\?<?[=!]/u;
const PLAIN_GROUP = /^\((?:\?:|\?<(?![=!])[^>]{1,40}>|(?!\?))/u;
// What may match nothing at all.
const OPTIONAL = /^(?:[?*]|\{0)/u;
const QUANTIFIER = /^(?:[?*+]|\{\d{1,6}(?:,\d{0,6})?\})\??/u;

/** Reads alternatives up to the end of their group; what is not understood needs nothing. */
function readNeeds(cursor: Cursor): Needs | null {
  const alternatives: Alternative[] = [];
  let isOpen = false;
  for (;;) {
    const alternative = readAlternative(cursor);
    alternatives.push(alternative);
    if (alternative.pairs.length === 0 && alternative.groups.length === 0) isOpen = true;
    if (cursor.pattern.charAt(cursor.at) !== '|') break;
    cursor.at += 1;
  }
  return isOpen ? null : alternatives;
}

function readAlternative(cursor: Cursor): Alternative {
  const { pattern } = cursor;
  const pairs: number[] = [];
  const groups: Needs[] = [];
  let last = ALONE;
  while (cursor.at < pattern.length && !'|)'.includes(pattern.charAt(cursor.at))) {
    const rest = pattern.slice(cursor.at, cursor.at + 60);
    if (rest.startsWith('(')) {
      const needs = readGroup(cursor, rest);
      const isOptional = skipQuantifier(cursor);
      if (needs !== null && !isOptional) groups.push(needs);
      // What a lookaround finds is not consumed: its neighbors are neighbors of each other.
      if (!LOOKAROUND.test(rest)) last = ALONE;
      continue;
    }
    const code = readAtom(cursor);
    const isOptional = skipQuantifier(cursor);
    if (code !== null && !isOptional) pairs.push(keyOf(last, code));
    last = isOptional || code === null ? ALONE : code;
  }
  return { pairs, groups };
}

/** Reads past a group; lookarounds and groups with flags of their own need nothing. */
function readGroup(cursor: Cursor, rest: string): Needs | null {
  const plain = PLAIN_GROUP.exec(rest)?.[0];
  cursor.at += plain?.length ?? Math.max(1, rest.search(/[=!:]/u) + 1);
  const needs = readNeeds(cursor);
  cursor.at += 1;
  return plain === undefined ? null : needs;
}

function skipQuantifier(cursor: Cursor): boolean {
  const rest = cursor.pattern.slice(cursor.at, cursor.at + 20);
  cursor.at += QUANTIFIER.exec(rest)?.[0].length ?? 0;
  return OPTIONAL.test(rest);
}

const ESCAPE =
  /^\\(?:[pPu]\{[^}]{0,60}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|k<[^>]{0,40}>|c[A-Za-z]|.)/su;
const CLASS = /^\[(?:\\.|[^\]\\])*\]/su;

/** Reads one atom past; its character where it is a plain one. */
function readAtom(cursor: Cursor): number | null {
  const code = cursor.pattern.charCodeAt(cursor.at);
  const char = cursor.pattern.charAt(cursor.at);
  const rest = cursor.pattern.slice(cursor.at);
  if (char === '\\' || char === '[') {
    cursor.at += (char === '[' ? CLASS : ESCAPE).exec(rest)?.[0].length ?? rest.length;
    return null;
  }
  // Half a character may share its quantifier with the other half.
  const isHalf = code >= 0xd8_00 && code <= 0xdf_ff;
  cursor.at += 1;
  return isHalf || '.^$'.includes(char) ? null : code;
}
