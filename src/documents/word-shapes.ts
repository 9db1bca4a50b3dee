import { attributeOf, type MarkupToken } from './scan-markup.ts';

/** Follows the drawings of a document: text in a watermark, or in a drawing that is not shown, is none of its text. */
export interface Shapes {
  /** Takes the start of a drawing or of a shape in it. */
  open(token: MarkupToken): void;
  /** Takes any other element, which may describe the shape around it. */
  see(token: MarkupToken): void;
  close(): void;
  /** Inside a watermark or a hidden drawing. */
  isMark(): boolean;
}

// Drawings of today and VML of before 2010.
const SHAPES: ReadonlySet<string> = new Set(['drawing', 'pict', 'wsp', 'shape', 'rect']);
// Word names its own watermarks PowerPlusWaterMarkObject and a number.
const MARK_NAME = /watermark|水印/iu;
const HIDDEN = /^(?:1|true|on)$/iu;
const VML_HIDDEN = /visibility\s?:\s?hidden|display\s?:\s?none/iu;
const VML_ROTATION = /rotation\s?:\s?(-?\d{1,6})(fd)?/iu;
// A quarter turn is a heading at the side of a table; a few degrees off it are an unsteady hand.
const SLANT = 10;

/** True for the name of an element that is a drawing or a shape. */
export function isShape(name: string): boolean {
  return SHAPES.has(name);
}

/** Starts outside of any drawing. */
export function createShapes(): Shapes {
  const open: boolean[] = [];
  let marks = 0;
  return {
    open(token) {
      if (token.isEmpty) return;
      const isMark =
        isNamedMark(token) || isSlanted(vmlRotation(token)) || VML_HIDDEN.test(styleOf(token));
      open.push(isMark);
      if (isMark) marks += 1;
    },
    see(token) {
      if (open.at(-1) !== false) return;
      const isName = token.name === 'docPr' || token.name === 'cNvPr';
      const isMark =
        (isName && (isNamedMark(token) || HIDDEN.test(attributeOf(token, 'hidden') ?? ''))) ||
        (token.name === 'xfrm' && isSlanted(rotation(token)));
      if (!isMark) return;
      open[open.length - 1] = true;
      marks += 1;
    },
    close() {
      if (open.pop() === true) marks -= 1;
    },
    isMark: () => marks > 0,
  };
}

function isNamedMark(token: MarkupToken): boolean {
  return ['name', 'id', 'alt', 'descr', 'title'].some((name) =>
    isMarkName(attributeOf(token, name)?.slice(0, 200) ?? ''),
  );
}

/** In degrees; DrawingML counts in 60,000ths of one. */
function rotation(token: MarkupToken): number {
  return Number(attributeOf(token, 'rot') ?? 0) / 60_000;
}

/** In degrees; VML counts in degrees, or in 65,536ths of one (`fd`). */
function vmlRotation(token: MarkupToken): number {
  const match = VML_ROTATION.exec(styleOf(token));
  return match === null ? 0 : Number(match[1]) / (match[2] === undefined ? 1 : 65_536);
}

function styleOf(token: MarkupToken): string {
  return attributeOf(token, 'style')?.slice(0, 2000) ?? '';
}

/** Whether a shape's name says that it is a watermark. */
export function isMarkName(name: string): boolean {
  return MARK_NAME.test(name);
}

/** Whether something that is turned by so many degrees is slanted. */
export function isSlanted(degrees: number): boolean {
  const off = Math.abs(degrees) % 90;
  return Number.isFinite(degrees) && off > SLANT && off < 90 - SLANT;
}
