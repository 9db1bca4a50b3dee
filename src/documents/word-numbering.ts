import { attributeOf, scanMarkup, type MarkupToken } from './scan-markup.ts';

/** Which list a paragraph belongs to, and how deep in it. */
export interface ListPlace {
  readonly list: string;
  readonly level: number;
}

interface Level {
  format: string;
  /** `（%1）`: `%1` is the counter of the first level. */
  pattern: string;
  start: number;
}

interface Numbering {
  /** Levels by the id of the abstract list. */
  readonly levels: ReadonlyMap<string, readonly Level[]>;
  /** The abstract list of each list. */
  readonly lists: ReadonlyMap<string, string>;
}

/** Says what Word prints before a paragraph of a list (`一、`, `（二）`, `3.`), counting along. */
export type Numberer = (place: ListPlace) => string;

const MAX_LEVELS = 9;

/** Reads `word/numbering.xml`: the numbers of a letter's headings are often only there. */
export function createNumberer(xml: string): Numberer {
  const numbering = readNumbering(xml);
  const counters = new Map<string, number[]>();
  return ({ list, level }) => {
    const abstract = numbering.lists.get(list);
    const levels = numbering.levels.get(abstract ?? '');
    const own = levels?.[level];
    if (abstract === undefined || levels === undefined || own === undefined) return '';
    const counts = counters.get(abstract) ?? [];
    counts[level] = (counts[level] ?? own.start - 1) + 1;
    counters.set(abstract, counts.slice(0, level + 1));
    if (own.format === 'bullet' || own.format === 'none') return '';
    return own.pattern.replaceAll(/%([1-9])/gu, (_, digit: string) => {
      const index = Number(digit) - 1;
      const each = levels[index];
      return each === undefined ? '' : formatCount(counts[index] ?? each.start, each.format);
    });
  };
}

function readNumbering(xml: string): Numbering {
  const levels = new Map<string, Level[]>();
  const lists = new Map<string, string>();
  let abstract = '';
  let list = '';
  let current: Level | null = null;
  for (const token of scanMarkup(xml)) {
    if (token.kind !== 'open') continue;
    if (token.name === 'abstractNum') {
      abstract = attributeOf(token, 'abstractNumId') ?? '';
      levels.set(abstract, []);
      list = '';
    } else if (token.name === 'num') list = attributeOf(token, 'numId') ?? '';
    else if (token.name === 'abstractNumId') lists.set(list, attributeOf(token, 'val') ?? '');
    else if (token.name === 'lvl') {
      // A level inside `num` overrides one list only; such lists are rare and keep their own look.
      current = list === '' ? { format: 'decimal', pattern: '', start: 1 } : null;
      const index = Math.min(MAX_LEVELS - 1, Number(attributeOf(token, 'ilvl') ?? 0) || 0);
      const own = levels.get(abstract);
      if (current !== null && own !== undefined) own[index] = current;
    } else if (current !== null) fillLevel(current, token);
  }
  return { levels, lists };
}

function fillLevel(level: Level, token: MarkupToken): void {
  if (token.name === 'numFmt') level.format = attributeOf(token, 'val') ?? level.format;
  else if (token.name === 'lvlText') level.pattern = (attributeOf(token, 'val') ?? '').slice(0, 40);
  else if (token.name === 'start') level.start = numberOf(token);
}

function numberOf(token: MarkupToken): number {
  const value = Number(attributeOf(token, 'val') ?? 0);
  return Number.isInteger(value) && value >= 0 && value < 10_000 ? value : 0;
}

/** ST_NumberFormat of ECMA-376 17.18.59, as far as Chinese letters use it. */
function formatCount(count: number, format: string): string {
  if (/chinese|japaneseCounting|taiwanese|ideograph(?:Digital|Traditional)?$/iu.test(format)) {
    return toHan(count);
  }
  if (format === 'decimalEnclosedCircle' || format === 'decimalEnclosedCircleChinese') {
    return count >= 1 && count <= 20 ? String.fromCodePoint(0x245f + count) : String(count);
  }
  if (format === 'lowerLetter') return letterOf(count);
  if (format === 'upperLetter') return letterOf(count).toUpperCase();
  if (format === 'upperRoman') return romanOf(count);
  if (format === 'lowerRoman') return romanOf(count).toLowerCase();
  return String(count);
}

function toHan(count: number): string {
  const digits = '〇一二三四五六七八九';
  if (count < 1 || count > 99) return String(count);
  const [tens, ones] = [Math.floor(count / 10), count % 10];
  const head = tens > 1 ? digits.charAt(tens) : '';
  return `${head}${tens > 0 ? '十' : ''}${ones > 0 ? digits.charAt(ones) : ''}`;
}

function letterOf(count: number): string {
  return count >= 1 && count <= 26 ? String.fromCodePoint(0x60 + count) : String(count);
}

function romanOf(count: number): string {
  const units = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'];
  if (count < 1 || count > 39) return String(count);
  return `${'X'.repeat(Math.floor(count / 10))}${units[count % 10] ?? ''}`;
}
