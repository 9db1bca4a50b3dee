import { type Color, WHITE } from '../text/contrast.ts';
import type { Background, CharacterFormat } from './word-format.ts';

/** Formatting of characters in a .doc; hiding may also be said relative to the style. */
export interface DocFormat extends CharacterFormat {
  /** The index of a character style. */
  styleIndex?: number;
  /** As hidden as the style, or the opposite. */
  relative?: 'same' | 'opposite';
}

/** A stretch of the main stream, by places of bytes, and what is said about it. */
export interface DocRun<T> {
  readonly from: number;
  readonly to: number;
  readonly format: T;
}

/** What a paragraph says about the text in it. */
export interface DocParagraph {
  readonly styleIndex: number;
  readonly behind: Background;
}

/** A style, with what it inherits. */
export interface DocStyle {
  readonly format: DocFormat;
}

// [MS-DOC]: places in the file information block, sizes of what they point to.
const CHARACTER_PAGES = 0xfa;
const PARAGRAPH_PAGES = 0x102;
const STYLES = 0xa2;
const PAGE_BYTES = 512;
const PARAGRAPH_ENTRY_BYTES = 13;
const MAX_PAGES = 20_000;
const MAX_STYLES = 4_000;
const MAX_ANCESTORS = 20;

// [MS-DOC] 2.9.119, Ico.
const COLORS: readonly (Color | null)[] = [
  null,
  [0, 0, 0],
  [0, 0, 255],
  [0, 255, 255],
  [0, 255, 0],
  [255, 0, 255],
  [255, 0, 0],
  [255, 255, 0],
  WHITE,
  [0, 0, 128],
  [0, 128, 128],
  [0, 128, 0],
  [128, 0, 128],
  [128, 0, 0],
  [128, 128, 0],
  [128, 128, 128],
  [192, 192, 192],
];

type Take = (format: DocFormat, operand: Buffer) => void;

// [MS-DOC] 2.6.1: what a property of characters changes.
const CHARACTER_PROPERTIES: ReadonlyMap<number, Take> = new Map<number, Take>([
  [0x083c, takeHidden],
  // Hides even where hidden text is shown; switched off, it has no effect.
  [
    0x0818,
    (format, operand) => (operand.readUInt8(0) === 1 ? takeHidden(format, operand) : undefined),
  ],
  [0x4a30, (format, operand) => void (format.styleIndex = operand.readUInt16LE(0))],
  [0x4a43, (format, operand) => void (format.size = operand.readUInt16LE(0))],
  [0x2a42, (format, operand) => void (format.color = COLORS[operand.readUInt8(0)] ?? null)],
  [0x6870, (format, operand) => void (format.color = colorAt(operand, 0))],
  [0x2a0c, (format, operand) => void (format.background = markerOf(operand.readUInt8(0)))],
  [0x4866, (format, operand) => void (format.background = oldShading(operand.readUInt16LE(0)))],
  [0xca71, (format, operand) => void (format.background = shading(operand))],
]);
const IN_TABLE = 0x2416;
const PARAGRAPH_SHADING = 0xc64d;
const OLD_PARAGRAPH_SHADING = 0x442d;
const TABLE_DEFINITION = 0xd608;

/** The formats of all characters, in the order of the file. */
export function characterRuns(main: Buffer, table: Buffer): readonly DocRun<DocFormat>[] {
  return pagesAt(main, table, CHARACTER_PAGES).flatMap((page) => {
    const count = page.readUInt8(PAGE_BYTES - 1);
    return Array.from({ length: count }, (_, at) => {
      const offset = page.readUInt8((count + 1) * 4 + at) * 2;
      const size = offset === 0 ? 0 : page.readUInt8(offset);
      const format = readFormat(page.subarray(offset + 1, offset + 1 + size));
      return { from: page.readUInt32LE(at * 4), to: page.readUInt32LE(at * 4 + 4), format };
    });
  });
}

/** The paragraphs, in the order of the file. */
export function paragraphRuns(main: Buffer, table: Buffer): readonly DocRun<DocParagraph>[] {
  return pagesAt(main, table, PARAGRAPH_PAGES).flatMap((page) => {
    const count = page.readUInt8(PAGE_BYTES - 1);
    return Array.from({ length: count }, (_, at) => {
      const entry = (count + 1) * 4 + at * PARAGRAPH_ENTRY_BYTES;
      const format = readParagraph(page, page.readUInt8(entry) * 2);
      return { from: page.readUInt32LE(at * 4), to: page.readUInt32LE(at * 4 + 4), format };
    });
  });
}

/** The styles by their index. */
export function docStyles(main: Buffer, table: Buffer): ReadonlyMap<number, DocStyle> {
  const start = main.readUInt32LE(STYLES);
  const sheet = table.subarray(start, start + main.readUInt32LE(STYLES + 4));
  const own = new Map<number, OwnStyle>();
  if (sheet.length < 6) return new Map();
  const count = Math.min(sheet.readUInt16LE(2), MAX_STYLES);
  const baseSize = sheet.readUInt16LE(4);
  let at = 2 + sheet.readUInt16LE(0);
  for (let index = 0; index < count && at + 2 <= sheet.length; index += 1) {
    const size = sheet.readUInt16LE(at);
    const style = readStyle(sheet.subarray(at + 2, at + 2 + size), baseSize);
    if (style !== null) own.set(index, style);
    at += 2 + size;
  }
  return new Map([...own.keys()].map((index) => [index, inherit(own, index)]));
}

interface OwnStyle {
  readonly basedOn: number;
  readonly format: DocFormat;
}

function readStyle(style: Buffer, baseSize: number): OwnStyle | null {
  if (style.length < baseSize + 4) return null;
  const kind = style.readUInt16LE(2) & 0xf;
  if (kind !== 1 && kind !== 2) return null;
  const basedOn = style.readUInt16LE(2) >> 4;
  let at = baseSize + 2 + style.readUInt16LE(baseSize) * 2 + 2;
  // A style of paragraphs says first what it does to them, then what to their characters.
  if (kind === 1 && at + 2 <= style.length)
    at += 2 + style.readUInt16LE(at) + (style.readUInt16LE(at) & 1);
  if (at + 2 > style.length) return { basedOn, format: {} };
  const format = readFormat(style.subarray(at + 2, at + 2 + style.readUInt16LE(at)));
  return { basedOn, format };
}

function inherit(own: ReadonlyMap<number, OwnStyle>, index: number): DocStyle {
  const line: DocFormat[] = [];
  let next = own.get(index);
  while (next !== undefined && line.length < MAX_ANCESTORS) {
    line.push(next.format);
    next = own.get(next.basedOn);
  }
  const format: DocFormat = {};
  for (const each of line.toReversed()) Object.assign(format, each);
  return { format };
}

/** Pages of formats: a table of places, then the numbers of the pages (PlcBteChpx, PlcBtePapx). */
function pagesAt(main: Buffer, table: Buffer, field: number): readonly Buffer[] {
  const start = main.readUInt32LE(field);
  const count = Math.floor((main.readUInt32LE(field + 4) - 4) / 8);
  const pages: Buffer[] = [];
  for (let at = 0; at < Math.min(count, MAX_PAGES); at += 1) {
    const number = table.readUInt32LE(start + (count + 1 + at) * 4) & 0x3f_ffff;
    const page = main.subarray(number * PAGE_BYTES, (number + 1) * PAGE_BYTES);
    if (page.length === PAGE_BYTES) pages.push(page);
  }
  return pages;
}

function readFormat(properties: Buffer): DocFormat {
  const format: DocFormat = {};
  eachProperty(properties, (code, operand) => CHARACTER_PROPERTIES.get(code)?.(format, operand));
  return format;
}

function readParagraph(page: Buffer, offset: number): DocParagraph {
  if (offset === 0) return { styleIndex: 0, behind: null };
  const words = page.readUInt8(offset);
  const start = words === 0 ? offset + 2 : offset + 1;
  const size = words === 0 ? page.readUInt8(offset + 1) * 2 : words * 2 - 1;
  const properties = page.subarray(start, start + size);
  let behind: Background = null;
  eachProperty(properties.subarray(2), (code, operand) => {
    // The colors of cells are not followed up.
    if (code === IN_TABLE && operand.readUInt8(0) !== 0) behind = 'other';
    else if (code === PARAGRAPH_SHADING) behind = shading(operand);
    else if (code === OLD_PARAGRAPH_SHADING) behind = oldShading(operand.readUInt16LE(0));
  });
  return { styleIndex: properties.length < 2 ? 0 : properties.readUInt16LE(0), behind };
}

/** Walks properties: two bytes say which one it is and how long its operand is ([MS-DOC] 2.2.5.1). */
function eachProperty(properties: Buffer, take: (code: number, operand: Buffer) => void): void {
  let at = 0;
  while (at + 2 < properties.length) {
    const code = properties.readUInt16LE(at);
    at += 2;
    let size = [1, 1, 2, 4, 2, 2, 0, 3][code >> 13] ?? 1;
    if (code === TABLE_DEFINITION) size = properties.readUInt16LE(at) + 1;
    else if (size === 0) {
      size = properties.readUInt8(at);
      at += 1;
    }
    const operand = properties.subarray(at, at + size);
    if (operand.length === size && size > 0) take(code, operand);
    at += size;
  }
}

function takeHidden(format: DocFormat, operand: Buffer): void {
  const value = operand.readUInt8(0);
  if (value === 0x80) format.relative = 'same';
  else if (value === 0x81) format.relative = 'opposite';
  else format.isHidden = value === 1;
}

function colorAt(bytes: Buffer, at: number): Color | null {
  const isAutomatic = bytes.readUInt8(at + 3) === 0xff;
  return isAutomatic
    ? null
    : [bytes.readUInt8(at), bytes.readUInt8(at + 1), bytes.readUInt8(at + 2)];
}

function markerOf(index: number): Background {
  if (index === 0) return null;
  return index === 1 || index === 8 ? (COLORS[index] ?? null) : 'other';
}

/** Shd: color of the pattern, color behind it, which pattern. */
function shading(operand: Buffer): Background {
  if (operand.length < 10) return null;
  const pattern = operand.readUInt16LE(8);
  if (pattern === 0) return colorAt(operand, 4);
  if (pattern === 1) return colorAt(operand, 0);
  return pattern === 0xffff ? null : 'other';
}

/** Shd80: the same in two bytes. */
function oldShading(value: number): Background {
  const pattern = value >> 10;
  if (value === 0xffff) return null;
  if (pattern === 0) return COLORS[(value >> 5) & 0x1f] ?? null;
  return pattern === 1 ? (COLORS[value & 0x1f] ?? null) : 'other';
}
