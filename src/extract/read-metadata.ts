import { fieldOfLabel, isLabelRow, labelPattern, type Field } from './metadata-labels.ts';
import type { Block } from './page-tree.ts';

/** A value with the field its label names, and the block it stood in. */
export interface MetadataValue {
  readonly field: Field;
  readonly value: string;
  readonly index: number;
}

const MAX_LINE = 500;
const MAX_VALUE = 200;
const LABEL = labelPattern();
const LONG_LABEL = labelPattern(4);
// A label with its colon. The guard keeps 项目名称 from being read as 名称; only labels of four
// characters and more are sure enough to be found glued to the value before: `张某发布时间：`.
const WITH_COLON = new RegExp(
  `(?<![\\u4e00-\\u9fff])(?:${LABEL})[\\s\\u3000]{0,6}[:：∶]|(?:${LONG_LABEL})[:：∶]`,
  'gu',
);
// Sample 002 prints `索 引 号 640400005/2022-00124 发文时间 2022-10-21`: labels between blanks, no colon.
const WITH_BLANK = new RegExp(
  `(?:^|(?<=\\s))(?:${LABEL})(?:[\\s\\u3000]{0,6}[:：∶]|(?=\\s|$))`,
  'gu',
);
const AT_START = new RegExp(`^(?:${LABEL})`, 'u');
const EMPTY_VALUE = /^[\s\-—–_/|无空暂*.。:：;；,，]{0,12}$/u;

/** Reads label and value pairs of every shape: table cells, lists, lines with several labels. */
export function readMetadata(
  blocks: readonly Block[],
  indexes: readonly number[],
): MetadataValue[] {
  const values: MetadataValue[] = [];
  indexes.forEach((index, order) => {
    const block = blocks[index];
    if (block === undefined || block.text.length > MAX_LINE) return;
    const nextIndex = indexes[order + 1];
    const next = nextIndex === index + 1 ? (blocks[nextIndex] ?? null) : null;
    for (const pair of block.cells.length > 0 ? readCells(block) : readLine(block, next)) {
      const value = cleanValue(pair.value);
      if (value !== '') values.push({ field: pair.field, value, index });
    }
  });
  return values;
}

interface Pair {
  readonly field: Field;
  readonly value: string;
}

function readCells(block: Block): Pair[] {
  const pairs: Pair[] = [];
  const { cells } = block;
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? '';
    const field = fieldOfLabel(cell);
    const next = cells[at + 1];
    if (field === null) {
      pairs.push(...splitLabels(cell, WITH_COLON));
    } else if (next !== undefined && fieldOfLabel(next) === null) {
      pairs.push({ field, value: next });
      at += 1;
    }
  }
  return pairs;
}

function readLine(block: Block, next: Block | null): Pair[] {
  const { text } = block;
  const own = fieldOfLabel(text);
  if (own !== null) return readNext(own, block, next);
  if (/[:：∶]/u.test(text)) {
    const pairs = splitLabels(text, hasBareLabels(text) ? WITH_BLANK : WITH_COLON);
    if (pairs.length > 0) return endsWithLabel(text) ? [...pairs, ...lastPair(text, next)] : pairs;
  }
  if (hasBareLabels(text)) return splitLabels(text, WITH_BLANK);
  const label = AT_START.exec(text)?.[0] ?? '';
  const field = label === '' ? null : fieldOfLabel(label);
  // `<b>索引号</b><span>…</span>`: nothing between label and value. Short words begin sentences, too.
  const isTight = field !== null && label.length >= 3 && field !== 'other' && text.length < 60;
  return isTight ? [{ field, value: text.slice(label.length) }] : [];
}

function endsWithLabel(text: string): boolean {
  return /[:：∶]\s{0,3}$/u.test(text);
}

/** `发布日期：` at the end of one line and its value in the next. */
function lastPair(text: string, next: Block | null): Pair[] {
  const label = /([^\s:：∶]{1,8})[:：∶]\s{0,3}$/u.exec(text)?.[1] ?? '';
  const field = fieldOfLabel(label);
  return field === null || next === null || !isValue(next) ? [] : [{ field, value: next.text }];
}

function readNext(field: Field, block: Block, next: Block | null): Pair[] {
  if (next === null || !isValue(next)) return [];
  const isNear = next.box === block.box || next.box.parent === block.box.parent;
  const isNested = next.box.parent === block.box || block.box.parent === next.box;
  return isNear || isNested ? [{ field, value: next.text }] : [];
}

function isValue(block: Block): boolean {
  if (block.cells.length > 0 || block.text.length > MAX_VALUE || isLabelRow(block)) return false;
  const colon = block.text.search(/[:：∶]/u);
  if (fieldOfLabel(block.text) !== null) return false;
  return colon < 0 || fieldOfLabel(block.text.slice(0, colon)) === null;
}

/** Whether a line begins with a label that a blank, not a colon, ends, and holds another label. */
function hasBareLabels(text: string): boolean {
  if (text.length > 160 || !AT_START.test(text)) return false;
  const labels = [...text.matchAll(WITH_BLANK)];
  return labels[0]?.index === 0 && (labels.length >= 2 || !/[:：∶，。]/u.test(text));
}

function splitLabels(text: string, pattern: RegExp): Pair[] {
  const labels = [...text.matchAll(pattern)];
  return labels.flatMap((label, order) => {
    const field = fieldOfLabel(label[0]);
    const end = labels[order + 1]?.index ?? text.length;
    const value = text.slice(label.index + label[0].length, end);
    return field === null ? [] : [{ field, value }];
  });
}

function cleanValue(raw: string): string {
  const value = raw
    .slice(0, MAX_VALUE)
    .replace(/^[\s:：∶|｜>]{1,20}/u, '')
    .replace(/[\s|｜【（([]{1,20}$/u, '')
    .replace(/^\[([^[\]]{1,100})\]$/u, '$1')
    .trim();
  return EMPTY_VALUE.test(value) ? '' : value;
}

/** The first value of a field, or null. */
export function firstValue(values: readonly MetadataValue[], field: Field): string | null {
  return values.find((value) => value.field === field)?.value ?? null;
}
