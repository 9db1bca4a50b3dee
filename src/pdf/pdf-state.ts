import type { Color } from '../text/contrast.ts';
import { boxOf, IDENTITY, intersection, multiply, type Box, type Matrix } from './pdf-geometry.ts';

/** What a font does with the numbers of its glyphs. */
export interface PdfFont {
  readonly isVertical: boolean;
  /** Type 3: its glyphs are small drawings. */
  readonly isDrawn: boolean;
  /** From units of a glyph to units of text. */
  readonly scaleX: number;
  /** How high its glyphs are, in units of text; 0 where unknown. */
  readonly height: number;
}

/** A color to paint with; null for a pattern, whose color is not followed up. */
export type Paint = Color | null;

/** The graphics and text state of a content stream (ISO 32000-2, 8.4 and 9.3), as far as text needs it. */
export interface PdfState {
  readonly ctm: Matrix;
  readonly textMatrix: Matrix;
  /** Where the next glyph goes, and where its line began, in text space. */
  readonly x: number;
  readonly y: number;
  readonly lineX: number;
  readonly lineY: number;
  readonly font: PdfFont;
  readonly fontSize: number;
  readonly charSpacing: number;
  readonly wordSpacing: number;
  /** 1 for 100 %. */
  readonly stretch: number;
  readonly leading: number;
  readonly rise: number;
  /** Text rendering mode: 0 fills, 1 strokes, 2 does both, 3 does nothing, 4 to 7 clip too. */
  readonly mode: number;
  readonly fill: Paint;
  readonly stroke: Paint;
  readonly fillAlpha: number;
  readonly strokeAlpha: number;
  /** Of the groups around. */
  readonly groupAlpha: number;
  /** Colors mix with what is below them (`Multiply` and the like). */
  readonly isBlended: boolean;
  readonly clip: Box;
}

export const SOME_FONT: PdfFont = { isVertical: false, isDrawn: false, scaleX: 0.001, height: 0 };
const BLACK: Color = [0, 0, 0];

/** The state at the start of a page that is shown in this box. */
export function startState(ctm: Matrix, page: Box): PdfState {
  return {
    ctm,
    textMatrix: IDENTITY,
    x: 0,
    y: 0,
    lineX: 0,
    lineY: 0,
    font: SOME_FONT,
    fontSize: 0,
    charSpacing: 0,
    wordSpacing: 0,
    stretch: 1,
    leading: 0,
    rise: 0,
    mode: 0,
    fill: BLACK,
    stroke: BLACK,
    fillAlpha: 1,
    strokeAlpha: 1,
    groupAlpha: 1,
    isBlended: false,
    clip: page,
  };
}

/** The state after a line of text began at an offset from the last one. */
export function moveText(state: PdfState, x: number, y: number): PdfState {
  const [lineX, lineY] = [state.lineX + x, state.lineY + y];
  return { ...state, x: lineX, y: lineY, lineX, lineY };
}

/** The state inside a form: another space, and nothing outside of its box. */
export function enterForm(
  state: PdfState,
  matrix: Matrix | null,
  box: readonly number[] | null,
): PdfState {
  const ctm = matrix === null ? state.ctm : multiply(state.ctm, matrix);
  return { ...state, ctm, clip: box === null ? state.clip : clipped(state.clip, ctm, box) };
}

/** A clip with one more rectangle: left, bottom, right, top. */
export function clipped(clip: Box, ctm: Matrix, box: readonly number[]): Box {
  const [left = 0, bottom = 0, right = 0, top = 0] = box;
  return intersection(clip, boxOf(ctm, [left, bottom, right, top]));
}
