import { isUnseen, parseColor, WHITE, type Color } from '../text/contrast.ts';
import { attributeOf, type MarkupToken } from './scan-markup.ts';

/** What is behind a text: a color; `other` where it is unknown (a picture, a pattern); null for nothing. */
export type Background = Color | 'other' | null;

/** Formatting of characters that decides whether they are seen, as far as one place gives it. */
export interface CharacterFormat {
  /** The id of a character style. */
  style?: string | null;
  isHidden?: boolean;
  /** Null for the automatic color. */
  color?: Color | null;
  /** The fill of Word 2010 and later, which overrides `color`; null for an unknown one. */
  fill?: Color | 'none' | null;
  /** In half points. */
  size?: number;
  background?: Background;
}

// Two points: a full stop of such text is thinner than a hair.
const MAX_UNSEEN_SIZE = 4;
const OFF = /^(?:0|false|off)$/iu;
const SCHEME_COLORS: ReadonlyMap<string | null, Color> = new Map([
  ['bg1', WHITE],
  ['lt1', WHITE],
  ['tx1', [0, 0, 0]],
  ['dk1', [0, 0, 0]],
]);

/** Takes what an element of `w:rPr` says (ECMA-376 part 1, 17.3.2; `w14:textFill` of [MS-DOCX]) into a format. */
export function readCharacterProperty(format: CharacterFormat, token: MarkupToken): void {
  const value = attributeOf(token, 'val');
  switch (token.name) {
    case 'vanish':
      format.isHidden = isOn(token);
      break;
    case 'specVanish':
      // Hides even where hidden text is shown; switched off, it has no effect.
      if (isOn(token)) format.isHidden = true;
      break;
    case 'rStyle':
      format.style = value;
      break;
    case 'color':
      format.color = parseColor(value ?? '') ?? themeColor(token);
      break;
    case 'sz':
      if (/^\d{1,4}$/u.test(value ?? '')) format.size = Number(value);
      break;
    case 'shd':
      format.background = shadingOf(token);
      break;
    case 'highlight':
      format.background = highlightOf(value);
      break;
    default:
  }
}

/** Takes an element inside `w14:textFill` into a format. */
export function readTextFill(format: CharacterFormat, token: MarkupToken): void {
  if (token.name === 'noFill') format.fill = 'none';
  else if (token.name === 'srgbClr') format.fill = parseColor(attributeOf(token, 'val') ?? '');
  else if (token.name === 'schemeClr') {
    format.fill = SCHEME_COLORS.get(attributeOf(token, 'val')) ?? null;
  } else if (token.name === 'gradFill') format.fill = null;
  // Tints and shades of a color of the scheme: some other color.
  else if (/^(?:lum|tint|shade|sat)/u.test(token.name)) format.fill = null;
}

/** The background that `w:shd` gives; null for none. */
export function shadingOf(token: MarkupToken): Background {
  const pattern = attributeOf(token, 'val') ?? 'clear';
  if (pattern === 'nil') return null;
  if (pattern === 'clear') return parseColor(attributeOf(token, 'fill') ?? '');
  return pattern === 'solid' ? parseColor(attributeOf(token, 'color') ?? '') : 'other';
}

/** True for an element like `<w:vanish/>` that is not switched off by its value. */
export function isOn(token: MarkupToken): boolean {
  return !OFF.test(attributeOf(token, 'val') ?? '');
}

/** Formats from the nearest one to the farthest as one. */
export function mergeFormats(formats: readonly CharacterFormat[]): CharacterFormat {
  const merged: CharacterFormat = {};
  for (const format of formats.toReversed()) Object.assign(merged, format);
  return merged;
}

/** Whether characters of this size and color are seen on the first background that there is. */
export function isSeen(format: CharacterFormat, behind: readonly Background[]): boolean {
  if (format.size !== undefined && format.size <= MAX_UNSEEN_SIZE) return false;
  if (format.fill === 'none') return false;
  const color = format.fill === undefined ? format.color : format.fill;
  // The automatic color turns with what is behind it.
  if (color === undefined || color === null) return true;
  const background = [format.background, ...behind].find(
    (each) => each !== null && each !== undefined,
  );
  return background === 'other' || !isUnseen(color, background ?? WHITE);
}

/** Writers that know the theme give the color too; a few give only its name. */
function themeColor(token: MarkupToken): Color | null {
  const name = attributeOf(token, 'themeColor');
  const isWhite =
    (name === 'background1' || name === 'light1') && attributeOf(token, 'themeShade') === null;
  return isWhite ? WHITE : null;
}

function highlightOf(value: string | null): Background {
  if (value === 'white') return WHITE;
  if (value === 'black') return [0, 0, 0];
  return value === null || value === 'none' ? null : 'other';
}
