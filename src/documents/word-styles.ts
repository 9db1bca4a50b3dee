import { attributeOf, scanMarkup, type MarkupToken } from './scan-markup.ts';
import {
  mergeFormats,
  readCharacterProperty,
  readTextFill,
  shadingOf,
  type Background,
  type CharacterFormat,
} from './word-format.ts';
import type { ListPlace } from './word-numbering.ts';

/** What a style says, with what it inherits. */
interface WordStyle {
  readonly format: CharacterFormat;
  /** The list that a paragraph of this style belongs to. */
  readonly list: ListPlace | null;
  /** What lies behind a paragraph of this style. */
  readonly behind: Background;
  /** A table style that colors cells: which of them is not followed up. */
  readonly isColored: boolean;
}

/** The styles of a document, by id; null for the default one of its kind. */
export interface WordStyles {
  readonly defaults: CharacterFormat;
  paragraph(id: string | null): WordStyle;
  character(id: string | null): WordStyle;
  table(id: string | null): WordStyle;
}

interface OwnStyle {
  readonly format: CharacterFormat;
  basedOn: string | null;
  list: string | null;
  level: number;
  behind: Background | undefined;
  isColored: boolean;
}

const NO_STYLE: WordStyle = { format: {}, list: null, behind: null, isColored: false };
// Word itself takes no more than eleven levels.
const MAX_ANCESTORS = 20;

/** Reads `word/styles.xml` or the `w:styles` of Word 2003. */
export function readWordStyles(xml: string): WordStyles {
  const defaults: CharacterFormat = {};
  const styles = new Map<string, OwnStyle>();
  const defaultIds = new Map<string, string>();
  let style: OwnStyle | null = null;
  const place = new Set<string>();
  for (const token of scanMarkup(xml)) {
    if (token.kind === 'text') continue;
    if (PLACES.has(token.name) && !token.isEmpty) {
      if (token.kind === 'open') place.add(token.name);
      else place.delete(token.name);
    }
    if (token.kind === 'close') {
      if (token.name === 'style') style = null;
    } else if (token.name === 'style') {
      style = {
        format: {},
        basedOn: null,
        list: null,
        level: 0,
        behind: undefined,
        isColored: false,
      };
      const id = attributeOf(token, 'styleId') ?? '';
      styles.set(id, style);
      if (/^(?:1|true|on)$/u.test(attributeOf(token, 'default') ?? '')) {
        defaultIds.set(attributeOf(token, 'type') ?? 'paragraph', id);
      }
    } else if (style !== null) readStyleElement(style, token, place);
    else if (place.has('rPrDefault')) readFormatElement(defaults, token, place);
  }
  const known = new Map<string, WordStyle>();
  const styleOf = (kind: string, id: string | null): WordStyle => {
    const name = id ?? defaultIds.get(kind) ?? '';
    const found = known.get(name) ?? resolve(styles, name);
    known.set(name, found);
    return found;
  };
  return {
    defaults,
    paragraph: (id) => styleOf('paragraph', id),
    character: (id) => styleOf('character', id),
    table: (id) => styleOf('table', id),
  };
}

// Elements whose inside means something else than their outside.
const PLACES: ReadonlySet<string> = new Set([
  'rPr',
  'rPrDefault',
  'tblStylePr',
  'textFill',
  'tcPr',
]);

function readStyleElement(style: OwnStyle, token: MarkupToken, place: ReadonlySet<string>): void {
  const value = attributeOf(token, 'val');
  if (token.name === 'basedOn') style.basedOn = value;
  else if (place.has('tblStylePr') || place.has('tcPr')) {
    if (token.name === 'shd' && shadingOf(token) !== null) style.isColored = true;
  } else if (place.has('rPr')) readFormatElement(style.format, token, place);
  else if (token.name === 'shd') style.behind = shadingOf(token);
  else if (token.name === 'ilvl') style.level = Number(value ?? 0) || 0;
  else if (token.name === 'numId') style.list = value;
}

function readFormatElement(
  format: CharacterFormat,
  token: MarkupToken,
  place: ReadonlySet<string>,
): void {
  if (place.has('textFill')) readTextFill(format, token);
  else readCharacterProperty(format, token);
}

/** A style over the ones it is based on, nearest first. */
function resolve(styles: ReadonlyMap<string, OwnStyle>, id: string): WordStyle {
  const line: OwnStyle[] = [];
  let next: string | null = id;
  while (next !== null && line.length < MAX_ANCESTORS) {
    const style: OwnStyle | undefined = styles.get(next);
    if (style === undefined) break;
    line.push(style);
    next = style.basedOn;
  }
  if (line.length === 0) return NO_STYLE;
  return {
    format: mergeFormats(line.map(({ format }) => format)),
    list: listOf(line),
    behind: line.find(({ behind }) => behind !== undefined)?.behind ?? null,
    isColored: line.some(({ isColored }) => isColored),
  };
}

function listOf(line: readonly OwnStyle[]): ListPlace | null {
  const style = line.find(({ list }) => list !== null);
  const list = style?.list ?? null;
  return style === undefined || list === null || list === '0' ? null : { list, level: style.level };
}
