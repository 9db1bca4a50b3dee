import { contrast, isUnseen, WHITE, type Color } from '../text/contrast.ts';
import { areaOf, holds, intersection, type Box } from './pdf-geometry.ts';
import type { PdfArea, PdfDrawing, PdfGlyph } from './pdf-walk.ts';

/** A glyph that is seen. */
export interface ShownGlyph {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  /** Quarter turns to the right that its line takes. */
  readonly turn: 0 | 1 | 2 | 3;
  /** Contrast to what is behind it, 1 to 21. */
  readonly tone: number;
  /** Identifies a color. */
  readonly ink: string;
}

/** What a reader sees of a page; points, y down. */
export interface ShownPage {
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly ShownGlyph[];
}

// Two points on paper of A4: a full stop of such text is thinner than a hair.
const MAX_UNSEEN_SIZE = 2;
const PAPER_HEIGHT = 842;
// An unsteady scanner turns a page by less; a watermark is turned by thirty degrees and more.
const MAX_SKEW = 5;
// A picture that is paper, not an ornament; recognised text lies below it, unpainted.
const SCAN_SHARE = 0.5;
// The walk notes no more shapes of a page than twice as many.
const MAX_SHAPES = 1_000;
const MAX_TONE = 21;
// In points; and how many of one character in such a row are compared.
const ROW_HEIGHT = 8;
const MAX_NEAR = 100;

type Judged = ShownGlyph & { readonly isUnpainted: boolean };

/** Leaves out what is not seen: slanted, tiny, outside, covered or unpainted text, and every second copy of a glyph. */
export function shownGlyphs(
  { glyphs, areas }: PdfDrawing,
  page: { readonly width: number; readonly height: number },
): ShownPage {
  const tiny = MAX_UNSEEN_SIZE * Math.min(1, Math.max(page.width, page.height) / PAPER_HEIGHT);
  const lookOf = createLooks();
  const judged = glyphs.flatMap((glyph) => {
    if (glyph.isOutside || isSlanted(glyph) || glyph.thinness <= tiny) return [];
    const seen = judge(glyph, areas, lookOf);
    return seen === null ? [] : [seen];
  });
  const painted = judged.filter(({ isUnpainted }) => !isUnpainted);
  const unpainted = judged.length - painted.length;
  // The text that a scanner recognised is not painted, but the picture above it shows it; so do outlines of letters.
  const isShown = isScanned(areas, page) || isOutlined(areas, unpainted);
  const all = isShown && painted.length * 3 < unpainted ? judged : painted;
  return { ...page, glyphs: drawnOnce(all) };
}

function isSlanted({ degrees }: PdfGlyph): boolean {
  const off = Math.abs(degrees) % 90;
  return off > MAX_SKEW && off < 90 - MAX_SKEW;
}

function judge(glyph: PdfGlyph, areas: readonly PdfArea[], lookOf: LookOf): Judged | null {
  const { text, x, y, width, size, paint, alpha, degrees } = glyph;
  const turn = turnOf(degrees);
  const isUnpainted = paint === 'none';
  const shown = { text, x, y, width, size, turn, isUnpainted, tone: MAX_TONE, ink: '' };
  if (isUnpainted) return shown;
  if (isCovered(glyph, areas)) return null;
  const behind = backgroundOf(glyph, areas);
  if (paint === null || behind === 'other') return alpha < 0.05 ? null : shown;
  const look = lookOf(paint, behind, alpha);
  return look === null ? null : { ...shown, ...look };
}

/** How a color looks on another one; null where it is not seen. */
type LookOf = (
  paint: Color,
  behind: Color,
  alpha: number,
) => Pick<ShownGlyph, 'tone' | 'ink'> | null;

/** Most glyphs look like the one before. */
function createLooks(): LookOf {
  let last: {
    readonly of: readonly [Color, Color, number];
    readonly look: ReturnType<LookOf>;
  } | null = null;
  return (paint, behind, alpha) => {
    if (last?.of[0] === paint && last.of[1] === behind && last.of[2] === alpha) return last.look;
    const color = mix(paint, behind, alpha);
    const look = isUnseen(color, behind)
      ? null
      : { tone: contrast(color, behind), ink: color.map((part) => part >> 4).join() };
    last = { of: [paint, behind, alpha], look };
    return look;
  };
}

function turnOf(degrees: number): 0 | 1 | 2 | 3 {
  const turn = ((Math.round(degrees / 90) % 4) + 4) % 4;
  return turn === 1 || turn === 2 || turn === 3 ? turn : 0;
}

/** What was painted last below a glyph; white paper where nothing was. */
function backgroundOf({ middle, order }: PdfGlyph, areas: readonly PdfArea[]): Color | 'other' {
  const [x, y] = middle;
  for (let at = order - 1; at >= 0; at -= 1) {
    const area = areas[at];
    if (area === undefined || area.alpha < 0.5 || !holds(area.box, x, y)) continue;
    if (area.color === null) return 'other';
    return area.alpha === 1 ? area.color : mix(area.color, WHITE, area.alpha);
  }
  return WHITE;
}

function isCovered({ middle, order }: PdfGlyph, areas: readonly PdfArea[]): boolean {
  const [x, y] = middle;
  for (let at = order; at < areas.length; at += 1) {
    const area = areas[at];
    if (area !== undefined && area.isCover && area.color !== null && holds(area.box, x, y))
      return true;
  }
  return false;
}

function mix(above: Color, below: Color, alpha: number): Color {
  const share = Math.min(1, Math.max(0, alpha));
  const part = (at: 0 | 1 | 2): number => Math.round(above[at] * share + below[at] * (1 - share));
  return [part(0), part(1), part(2)];
}

function isScanned(
  areas: readonly PdfArea[],
  { width, height }: { width: number; height: number },
): boolean {
  const page: Box = { left: 0, top: 0, right: width, bottom: height };
  // A scan may be cut into strips.
  const covered = areas
    .filter(({ isImage }) => isImage)
    .reduce((sum, { box }) => sum + areaOf(intersection(box, page)), 0);
  return covered >= areaOf(page) * SCAN_SHARE;
}

/** Some printers draw letters as shapes, and add their text for searching. */
function isOutlined(areas: readonly PdfArea[], unpainted: number): boolean {
  const shapes = areas.filter(({ isImage, color }) => !isImage && color === null).length;
  return unpainted > 0 && shapes * 2 >= Math.min(unpainted, MAX_SHAPES);
}

/** Bold that a font lacks is faked by drawing a glyph twice or more, a hair aside. */
function drawnOnce(glyphs: readonly ShownGlyph[]): readonly ShownGlyph[] {
  const places = new Map<string, Map<number, ShownGlyph[]>>();
  return glyphs.filter((glyph) => {
    if (glyph.text.trim() === '') return true;
    const rows = places.get(glyph.text) ?? new Map<number, ShownGlyph[]>();
    places.set(glyph.text, rows);
    const row = Math.round(glyph.y / ROW_HEIGHT);
    const near = [row - 1, row, row + 1].flatMap((each) => rows.get(each)?.slice(-MAX_NEAR) ?? []);
    if (near.some((other) => isCopy(glyph, other))) return false;
    const own = rows.get(row) ?? [];
    own.push(glyph);
    rows.set(row, own);
    return true;
  });
}

function isCopy(a: ShownGlyph, b: ShownGlyph): boolean {
  const aside = Math.hypot(a.x - b.x, a.y - b.y);
  const isSize = Math.abs(a.size - b.size) <= a.size * 0.15;
  return isSize && a.turn === b.turn && aside <= Math.min(a.size * 0.15, a.width * 0.4);
}
