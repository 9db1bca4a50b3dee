import type { Block } from './blocks.ts';
import { type Field, LABELS } from './label-rules.ts';
import { allMatches } from '../text/all-matches.ts';

/** What the labels are looked for by. */
const known = LABELS.derive((rows) => {
  const fields = new Map<string, Field>(
    rows.flatMap(({ field, match }) => match.map((word) => [word, field] as const)),
  );
  const names = [...fields.keys()];
  return {
    fields,
    // Most colons end no label, and most lines begin with none: a look at one character saves 2 % of extraction.
    starts: new Set(names.map((word) => word.charAt(0))),
    ends: new Set(names.map((word) => word.slice(-1))),
    longest: Math.max(0, ...names.map((word) => word.length)),
  };
});
const DECORATION = /[\s:：∶【】[\]［］|｜()（）*＊·•]+/gu;

/** The field that a whole small cell names, or null when it is not a label. */
export function fieldOfLabel(cell: string): Field | null {
  if (cell.length > 24) return null;
  const direct = known().fields.get(cell);
  if (direct !== undefined) return direct;
  const word = cell.replaceAll(DECORATION, '');
  return word.length > known().longest ? null : (known().fields.get(word) ?? null);
}

/** A label found in a line: where it begins, where its value begins. */
export interface FoundLabel {
  readonly field: Field;
  readonly start: number;
  readonly end: number;
}

const COLON = /[:：∶]/gu;
const HAN = /[\u4e00-\u9fff]/u;
// Justified labels have blanks between their characters: `文       号`.
const MAX_LABEL_SPAN = 40;
// Shorter ones are parts of other words: 项目名称 is not 名称. These are certain enough to be found
// glued to the value before: `张某发布时间：`.
const SURE_LENGTH = 4;

// 要求答复时间, 拟公开时间: a day that was set, not one on which it happened.
const NOT_YET = /(?:要求|计划|预计|最迟|承诺|规定|截止|[应须拟限])$/u;

/** Labels that a colon ends, in order. */
export function labelsWithColon(text: string): readonly FoundLabel[] {
  const found: FoundLabel[] = [];
  for (const colon of allMatches(text, COLON)) {
    const label = labelBefore(text, colon.index);
    if (label !== null) found.push(label);
  }
  return found;
}

/** The longest label that ends right before an index. */
function labelBefore(text: string, end: number): FoundLabel | null {
  let word = '';
  let best: FoundLabel | null = null;
  for (let at = end - 1; at >= Math.max(0, end - MAX_LABEL_SPAN); at -= 1) {
    const char = text.charAt(at);
    if (isBlank(char)) continue;
    if (word === '' && !known().ends.has(char)) return null;
    word = char + word;
    if (word.length > known().longest) break;
    const field = known().fields.get(word);
    if (field === undefined) continue;
    const isGlued = at > 0 && HAN.test(text.charAt(at - 1));
    if (isGlued && NOT_YET.test(text.slice(Math.max(0, at - 2), at))) continue;
    if (!isGlued || word.length >= SURE_LENGTH) best = { field, start: at, end: end + 1 };
  }
  return best;
}

/** Labels between blanks, with or without a colon: `索 引 号 640400005/2022-00124 发文时间 2022-10-21`. */
export function labelsBetweenBlanks(text: string): readonly FoundLabel[] {
  const tokens = allMatches(text, /[^\s:：∶]+(?:\s*[:：∶])?/gu);
  const found: FoundLabel[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const label = labelFrom(tokens, at);
    if (label === null) continue;
    found.push(label.label);
    at += label.tokens - 1;
  }
  return found;
}

function labelFrom(
  tokens: readonly RegExpExecArray[],
  from: number,
): { readonly label: FoundLabel; readonly tokens: number } | null {
  let word = '';
  let best: { label: FoundLabel; tokens: number } | null = null;
  for (let count = 1; from + count <= tokens.length; count += 1) {
    const token = tokens[from + count - 1];
    if (token === undefined) break;
    word += token[0].replaceAll(/[\s:：∶]/gu, '');
    if (word.length > known().longest) break;
    const field = known().fields.get(word);
    const start = tokens[from]?.index ?? 0;
    const end = token.index + token[0].length;
    if (field !== undefined) best = { label: { field, start, end }, tokens: count };
  }
  return best;
}

/** Whether a line begins with a character that labels begin with. */
export function mayStartLabel(text: string): boolean {
  return known().starts.has(text.charAt(0));
}

/** The labels of a line that begins with one in brackets: `【索引号】S0005-1300-2024-00418`. */
export function labelsInBrackets(text: string): readonly FoundLabel[] {
  if (!/^[【[［]/u.test(text)) return [];
  const found: FoundLabel[] = [];
  for (const match of allMatches(text, /[【[［]([^【】[\]［］]{2,24})[】\]］]/gu)) {
    const field = fieldOfLabel(match[1] ?? '');
    if (field === null) continue;
    found.push({ field, start: match.index, end: match.index + match[0].length });
  }
  return found[0]?.start === 0 ? found : [];
}

/** The label that a line begins with when nothing parts it from its value, or null. */
export function labelAtStart(text: string): FoundLabel | null {
  if (!mayStartLabel(text)) return null;
  for (let length = Math.min(known().longest, text.length); length >= 2; length -= 1) {
    const field = known().fields.get(text.slice(0, length));
    if (field !== undefined) return { field, start: 0, end: length };
  }
  return null;
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\u3000' || char === '\u00a0' || char === '\t';
}

/** Whether a table row is of label and value pairs; the heading row of a table of data is none. */
export function isLabelRow(block: Block): boolean {
  const { cells } = block;
  if (cells.length < 2) return false;
  let labels = 0;
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? '';
    if (cell.length > 160) return false;
    const colon = cell.search(/[:：]/u);
    if (colon > 0 && fieldOfLabel(cell.slice(0, colon)) !== null) return true;
    if (fieldOfLabel(cell) === null) continue;
    if (at % 2 === 1) return false;
    labels += 1;
  }
  return labels > 0 && (labels >= 2 || cells.length <= 3);
}
