import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

import { parseColor } from '../text/contrast.ts';
import { boxOf, multiply, type Box, type Matrix } from './pdf-geometry.ts';
import { drawGlyph, type PlacedGlyph } from './pdf-glyph.ts';
import { rectanglesOf } from './pdf-path.ts';
import {
  clipped,
  enterForm,
  moveText,
  startState,
  type Paint,
  type PdfFont,
  type PdfState,
} from './pdf-state.ts';

/** A glyph in the order of painting. */
export interface PdfGlyph extends PlacedGlyph {
  /** How many areas were painted before it. */
  readonly order: number;
}

/** An area that was painted: what is below it is covered, what is above it has it for a background. */
export interface PdfArea {
  readonly box: Box;
  /** Null for a picture, a pattern or a shading. */
  readonly color: Paint;
  readonly alpha: number;
  /** Exactly its box, and painted over what is below. */
  readonly isCover: boolean;
  readonly isImage: boolean;
}

/** What a page draws. */
export interface PdfDrawing {
  readonly glyphs: readonly PdfGlyph[];
  readonly areas: readonly PdfArea[];
}

/** A page's operators as pdf.js lists them. */
export interface PdfOperators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** What the walk must know of the page. */
export interface PdfPageContext {
  /** From the page's own space to the page as it is shown. */
  readonly matrix: Matrix;
  readonly box: Box;
  readonly fontOf: (name: string) => PdfFont;
  readonly isLayerShown: (layer: unknown) => boolean;
}

interface Walk {
  readonly context: PdfPageContext;
  readonly glyphs: PdfGlyph[];
  readonly areas: PdfArea[];
  readonly stack: PdfState[];
  state: PdfState;
  /** For each open piece of marked content, whether it hides what is in it. */
  readonly marks: boolean[];
  hiddenMarks: number;
  /** Open soft masks: what they draw is a stencil. */
  masks: number;
  willClip: boolean;
  /** A transformation that nothing was drawn in yet: pdf.js leaves out pictures, which are not decoded. */
  hasEmptyTransform: boolean;
}

type Handler = (walk: Walk, args: readonly unknown[]) => void;

// A page has some thousand glyphs; a map that is drawn of glyphs is not a letter.
const MAX_GLYPHS = 50_000;
const MAX_AREAS = 2_000;
const MAX_STATES = 500;
// Lines of tables are painted as thin areas, and are not the background of a text.
const MIN_AREA_SIDE = 3;
const FILLS: ReadonlySet<number> = new Set([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);

/** Follows a page's operators and says what text they draw, where and how. */
export function walkOperators(operators: PdfOperators, context: PdfPageContext): PdfDrawing {
  const walk: Walk = {
    context,
    glyphs: [],
    areas: [],
    stack: [],
    state: startState(context.matrix, context.box),
    marks: [],
    hiddenMarks: 0,
    masks: 0,
    willClip: false,
    hasEmptyTransform: false,
  };
  operators.fnArray.forEach((operator, at) => {
    const args = operators.argsArray[at];
    HANDLERS.get(operator)?.(walk, Array.isArray(args) ? args : []);
  });
  return { glyphs: walk.glyphs, areas: walk.areas };
}

function change(walk: Walk, part: Partial<PdfState>): void {
  walk.state = { ...walk.state, ...part };
}

function save(walk: Walk): void {
  if (walk.stack.length < MAX_STATES) walk.stack.push(walk.state);
}

function restore(walk: Walk): void {
  noteLeftOutPicture(walk);
  walk.state = walk.stack.pop() ?? walk.state;
}

/** Pictures fill the unit square of their space. */
function noteLeftOutPicture(walk: Walk): void {
  if (walk.hasEmptyTransform) noteImage(walk);
  walk.hasEmptyTransform = false;
}

function noteImage(walk: Walk): void {
  walk.hasEmptyTransform = false;
  const box = boxOf(walk.state.ctm, [0, 0, 1, 1]);
  addArea(walk, { box, color: null, alpha: 1, isCover: false, isImage: true });
}

function addArea(walk: Walk, area: PdfArea): void {
  const { left, top, right, bottom } = area.box;
  const isLine = right - left < MIN_AREA_SIDE || bottom - top < MIN_AREA_SIDE;
  if (!isLine && walk.areas.length < MAX_AREAS && walk.masks === 0) walk.areas.push(area);
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Numbers of an array or a typed array; null for anything else. */
function numbers(value: unknown): number[] | null {
  if (Array.isArray(value)) return value.map(number);
  return value instanceof Float32Array ? Array.from(value) : null;
}

function matrixOf(values: readonly number[] | null): Matrix | null {
  if (values === null || values.length < 6) return null;
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = values;
  return [a, b, c, d, e, f];
}

const set =
  (key: 'charSpacing' | 'wordSpacing' | 'rise' | 'mode'): Handler =>
  (walk, [value]) =>
    change(walk, { [key]: number(value) });

const setPaint =
  (key: 'fill' | 'stroke', isPattern = false): Handler =>
  (walk, [value]) =>
    change(walk, { [key]: isPattern ? null : parseColor(typeof value === 'string' ? value : '') });

const HANDLERS: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [OPS.save, save],
  [OPS.restore, restore],
  [OPS.transform, takeTransform],
  [OPS.setGState, takeGraphicsState],
  [OPS.setCharSpacing, set('charSpacing')],
  [OPS.setWordSpacing, set('wordSpacing')],
  [OPS.setTextRise, set('rise')],
  [OPS.setTextRenderingMode, set('mode')],
  [OPS.setHScale, (walk, [value]) => change(walk, { stretch: number(value) / 100 })],
  [OPS.setLeading, (walk, [value]) => change(walk, { leading: -number(value) })],
  [OPS.setFont, takeFont],
  [OPS.setFillRGBColor, setPaint('fill')],
  [OPS.setStrokeRGBColor, setPaint('stroke')],
  [OPS.setFillColorN, setPaint('fill', true)],
  [OPS.setStrokeColorN, setPaint('stroke', true)],
  [OPS.beginText, (walk) => takeTextMatrix(walk, [[1, 0, 0, 1, 0, 0]])],
  [OPS.setTextMatrix, takeTextMatrix],
  [OPS.moveText, (walk, [x, y]) => void (walk.state = moveText(walk.state, number(x), number(y)))],
  [OPS.setLeadingMoveText, takeLeadingMove],
  [OPS.nextLine, (walk) => void (walk.state = moveText(walk.state, 0, walk.state.leading))],
  [OPS.showText, showText],
  [OPS.clip, (walk) => void (walk.willClip = true)],
  [OPS.eoClip, (walk) => void (walk.willClip = true)],
  [OPS.constructPath, takePath],
  [OPS.shadingFill, takeShading],
  ...[
    OPS.paintImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintInlineImageXObject,
    OPS.paintSolidColorImageMask,
  ].map((operator): [number, Handler] => [operator, noteImage]),
  [OPS.paintFormXObjectBegin, beginForm],
  [OPS.paintFormXObjectEnd, restore],
  [OPS.beginGroup, beginGroup],
  [OPS.endGroup, endGroup],
  [OPS.beginMarkedContent, (walk) => void walk.marks.push(false)],
  [OPS.beginMarkedContentProps, beginMark],
  [OPS.endMarkedContent, endMark],
]);

function takeTransform(walk: Walk, args: readonly unknown[]): void {
  const matrix = matrixOf(numbers(args));
  if (matrix === null) return;
  noteLeftOutPicture(walk);
  change(walk, { ctm: multiply(walk.state.ctm, matrix) });
  walk.hasEmptyTransform = true;
}

function takeGraphicsState(walk: Walk, [states]: readonly unknown[]): void {
  for (const pair of Array.isArray(states) ? states : []) {
    const [key, value]: readonly unknown[] = Array.isArray(pair) ? pair : [];
    if (key === 'ca') change(walk, { fillAlpha: number(value) });
    else if (key === 'CA') change(walk, { strokeAlpha: number(value) });
    else if (key === 'BM') change(walk, { isBlended: value !== 'source-over' });
    else if (key === 'Font' && Array.isArray(value)) takeFont(walk, value);
  }
}

function takeFont(walk: Walk, [name, size]: readonly unknown[]): void {
  const font = walk.context.fontOf(typeof name === 'string' ? name : '');
  change(walk, { font, fontSize: number(size) });
}

function takeTextMatrix(walk: Walk, args: readonly unknown[]): void {
  const matrix = matrixOf(numbers(args[0]) ?? numbers(args));
  if (matrix !== null) change(walk, { textMatrix: matrix, x: 0, y: 0, lineX: 0, lineY: 0 });
}

function takeLeadingMove(walk: Walk, [x, y]: readonly unknown[]): void {
  change(walk, { leading: number(y) });
  walk.state = moveText(walk.state, number(x), number(y));
}

function takePath(walk: Walk, [operator, data, minMax]: readonly unknown[]): void {
  const { state } = walk;
  const corners = numbers(minMax);
  walk.hasEmptyTransform = false;
  if (FILLS.has(number(operator))) fillPath(walk, data, corners);
  if (walk.willClip && corners !== null) {
    change(walk, { clip: clipped(state.clip, state.ctm, corners) });
  }
  walk.willClip = false;
}

function fillPath(walk: Walk, data: unknown, corners: readonly number[] | null): void {
  const { state } = walk;
  const [first]: readonly unknown[] = Array.isArray(data) ? data : [];
  const rectangles = rectanglesOf(numbers(first) ?? []);
  const alpha = state.fillAlpha * state.groupAlpha;
  // Of several rectangles one may be a hole in another, and other shapes do not fill their box.
  const isExact = rectangles?.length === 1;
  for (const [left = 0, bottom = 0, right = 0, top = 0] of rectangles ?? [corners ?? []]) {
    addArea(walk, {
      box: boxOf(state.ctm, [left, bottom, right, top]),
      color: isExact ? state.fill : null,
      alpha,
      isCover: isExact && alpha === 1 && !state.isBlended,
      isImage: false,
    });
  }
}

function takeShading(walk: Walk): void {
  addArea(walk, { box: walk.state.clip, color: null, alpha: 1, isCover: false, isImage: false });
}

function beginForm(walk: Walk, [matrix, box]: readonly unknown[]): void {
  walk.hasEmptyTransform = false;
  save(walk);
  walk.state = enterForm(walk.state, matrixOf(numbers(matrix)), numbers(box));
}

function beginGroup(walk: Walk, [options]: readonly unknown[]): void {
  const { matrix, bbox, smask } = asRecord(options);
  save(walk);
  if (smask !== undefined && smask !== null) walk.masks += 1;
  const { ctm } = walk.state;
  walk.state = enterForm(walk.state, matrixOf(numbers(matrix)), numbers(bbox));
  const groupAlpha = walk.state.groupAlpha * walk.state.fillAlpha;
  change(walk, { ctm, groupAlpha, fillAlpha: 1, strokeAlpha: 1, isBlended: false });
}

function endGroup(walk: Walk, [options]: readonly unknown[]): void {
  const { smask } = asRecord(options);
  if (smask !== undefined && smask !== null) walk.masks -= 1;
  restore(walk);
}

function beginMark(walk: Walk, [tag, layer]: readonly unknown[]): void {
  const isHidden = tag === 'OC' && !walk.context.isLayerShown(layer);
  walk.marks.push(isHidden);
  if (isHidden) walk.hiddenMarks += 1;
}

function endMark(walk: Walk): void {
  if (walk.marks.pop() === true) walk.hiddenMarks -= 1;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function showText(walk: Walk, [glyphs]: readonly unknown[]): void {
  walk.hasEmptyTransform = false;
  if (!Array.isArray(glyphs)) return;
  for (const glyph of glyphs as readonly unknown[]) {
    if (typeof glyph === 'number') advance(walk, (-glyph / 1000) * Math.abs(walk.state.fontSize));
    else showGlyph(walk, asRecord(glyph));
  }
}

/** Moves on along the line by a length in text space, before stretching. */
function advance(walk: Walk, length: number): void {
  const { x, y, font, stretch, fontSize } = walk.state;
  if (font.isVertical) change(walk, { y: y - length });
  else change(walk, { x: x + length * stretch * (fontSize < 0 ? -1 : 1) });
}

function showGlyph(walk: Walk, glyph: Readonly<Record<string, unknown>>): void {
  const { state } = walk;
  const size = Math.abs(state.fontSize);
  const vertical = numbers(glyph['vmetric']);
  const units = state.font.isVertical ? -(vertical?.[0] ?? -1000) : number(glyph['width']);
  const width = units * state.font.scaleX * size;
  const isText = typeof glyph['unicode'] === 'string' && glyph['unicode'] !== '';
  if (isText && walk.masks === 0 && walk.glyphs.length < MAX_GLYPHS) {
    const drawn = drawGlyph(state, String(glyph['unicode']), width);
    const isOutside = drawn.isOutside || walk.hiddenMarks > 0;
    walk.glyphs.push({ ...drawn, isOutside, order: walk.areas.length });
  }
  const spacing = state.charSpacing + (glyph['isSpace'] === true ? state.wordSpacing : 0);
  advance(walk, width + spacing * (state.fontSize < 0 ? -1 : 1));
}
