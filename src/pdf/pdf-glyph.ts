import type { Color } from '../text/contrast.ts';
import { multiply, transformed, type Box } from './pdf-geometry.ts';
import type { Paint, PdfState } from './pdf-state.ts';

/** A glyph as it is drawn, on the page as it is shown: x to the right, y down, in points. */
export interface PlacedGlyph {
  readonly text: string;
  /** The start of its base line. */
  readonly x: number;
  readonly y: number;
  /** Where its middle is. */
  readonly middle: readonly [number, number];
  /** How far its line runs along it. */
  readonly width: number;
  readonly size: number;
  /** The smaller one of its height and its stretched width, in points: what is tiny is not seen. */
  readonly thinness: number;
  /** The direction of its line: 0 to the right, 90 down. */
  readonly degrees: number;
  /** Null for a pattern; `none` for text that is not painted at all. */
  readonly paint: Paint | 'none';
  readonly alpha: number;
  /** Outside of the page or of its clip. */
  readonly isOutside: boolean;
}

// No letter is so much higher than wide.
const MAX_SLIMNESS = 6;

/** A glyph at the place of the state, as wide as given in text space. */
export function drawGlyph(state: PdfState, text: string, width: number): PlacedGlyph {
  const base = multiply(state.ctm, state.textMatrix);
  const along = (state.fontSize < 0 ? -1 : 1) * state.stretch;
  const [x, y] = transformed(base, state.x, state.y + state.rise);
  const [dx, dy]: readonly [number, number] = state.font.isVertical
    ? [0, -1]
    : [Math.sign(along) || 1, 0];
  const direction = [base[0] * dx + base[2] * dy, base[1] * dx + base[3] * dy] as const;
  const [scaleX, scaleY] = [Math.hypot(base[0], base[1]), Math.hypot(base[2], base[3])];
  const shownWidth = Math.abs(width) * (state.font.isVertical ? scaleY : scaleX * Math.abs(along));
  const height = glyphHeight(state, shownWidth / (scaleY || 1)) * scaleY;
  const length = Math.hypot(...direction) || 1;
  const [ux, uy] = [direction[0] / length, direction[1] / length];
  // The middle lies half a width along the line, and a third of the height above it.
  const up = state.font.isVertical ? 0 : height * 0.35;
  const middle = [
    x + (ux * shownWidth) / 2 + uy * up,
    y + (uy * shownWidth) / 2 - ux * up,
  ] as const;
  return {
    text,
    x,
    y,
    middle,
    width: shownWidth,
    size: height,
    thinness: state.font.isDrawn
      ? Math.max(height, shownWidth)
      : Math.min(height, Math.abs(state.fontSize * along) * scaleX),
    degrees: (Math.atan2(uy, ux) * 180) / Math.PI,
    ...paintOf(state),
    isOutside: !isIn(state.clip, middle),
  };
}

/** Drawn fonts may have any size of font, and boxes of any size: their glyphs' own measures are used then. */
function glyphHeight({ font, fontSize }: PdfState, width: number): number {
  const size = Math.abs(fontSize);
  if (!font.isDrawn || size > 1) return size;
  const height = font.height > 0 ? size * font.height : size;
  return height > width * MAX_SLIMNESS ? width : height;
}

function isIn(box: Box, [x, y]: readonly [number, number]): boolean {
  return x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 1 && y <= box.bottom + 1;
}

function paintOf(state: PdfState): Pick<PlacedGlyph, 'paint' | 'alpha'> {
  const mode = state.mode & 3;
  if (mode === 3 || state.mode === 7) return { paint: 'none', alpha: 0 };
  const isStroked = mode === 1 || (mode === 2 && isPale(state.fill));
  const [paint, alpha] = isStroked
    ? [state.stroke, state.strokeAlpha]
    : [state.fill, state.fillAlpha];
  return { paint, alpha: alpha * state.groupAlpha };
}

/** Of a letter that is filled and outlined, the darker part is seen. */
function isPale(color: Paint): boolean {
  return color !== null && (color satisfies Color).every((part) => part > 200);
}
