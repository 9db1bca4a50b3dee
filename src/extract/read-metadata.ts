import type { Field } from '../markup/label-rules.ts';
import {
  fieldOfLabel,
  isLabelRow,
  labelAtStart,
  labelsInBrackets,
  labelsBetweenBlanks,
  labelsWithColon,
  mayStartLabel,
  type FoundLabel,
} from '../markup/metadata-labels.ts';
import type { Block } from '../markup/blocks.ts';

/** A value with the field its label names, and the block that held it. */
export interface MetadataValue {
  readonly field: Field;
  readonly value: string;
  readonly index: number;
}

const MAX_LINE = 500;
const MAX_VALUE = 200;
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
    if (block.links.length > 2 && block.linkLength > block.text.length * 0.6) return;
    if (block.linkLength >= block.text.length) return;
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
      pairs.push(...splitLabels(cell, labelsWithColon(cell)));
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
  const bracketed = labelsInBrackets(text);
  if (bracketed.length > 0) return splitLabels(text, bracketed);
  const bare = bareLabels(text);
  if (/[:：∶]/u.test(text)) {
    const pairs = splitLabels(text, bare.length > 0 ? bare : labelsWithColon(text));
    if (pairs.length > 0) return endsWithLabel(text) ? [...pairs, ...lastPair(text, next)] : pairs;
  }
  if (bare.length > 0) return splitLabels(text, bare);
  const label = text.length < 60 ? labelAtStart(text) : null;
  // `<b>索引号</b><span>…</span>`: nothing between label and value. Short words begin sentences, too.
  const isTight = label !== null && label.end >= 3 && label.field !== 'other';
  return isTight ? [{ field: label.field, value: text.slice(label.end) }] : [];
}

function endsWithLabel(text: string): boolean {
  return /[:：∶]\s{0,3}$/u.test(text);
}

/** `发布日期：` at the end of one line and its value in the next. */
function lastPair(text: string, next: Block | null): Pair[] {
  const label = labelsWithColon(text).at(-1);
  if (label === undefined || text.slice(label.end).trim() !== '') return [];
  return next === null || !isValue(next) ? [] : [{ field: label.field, value: next.text }];
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

/** The labels of a line that begins with one that a blank, not a colon, ends; none for other lines. */
function bareLabels(text: string): readonly FoundLabel[] {
  if (text.length > 160 || !mayStartLabel(text) || !/\s/u.test(text)) return [];
  const labels = labelsBetweenBlanks(text);
  const first = labels[0];
  // A colon after the first label: the others have one, too, and are found by it.
  if (first?.start !== 0 || /[:：∶]\s{0,3}$/u.test(text.slice(0, first.end))) return [];
  const isBare = labels.length >= 2 || !/[:：∶，。]/u.test(text);
  return isBare ? labels : [];
}

function splitLabels(text: string, labels: readonly FoundLabel[]): Pair[] {
  return labels.map((label, order) => {
    const end = labels[order + 1]?.start ?? text.length;
    return { field: label.field, value: text.slice(label.end, end) };
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
