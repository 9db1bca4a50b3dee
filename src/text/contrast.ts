/** Red, green and blue, 0 to 255 each. */
export type Color = readonly [number, number, number];

export const WHITE: Color = [255, 255, 255];

// Contrast after WCAG 2.2. White on white has 1, #F0F0F0 on white 1.14, the lightest gray of office palettes
// (#D9D9D9) 1.4: what is below is not visible.
const HIDDEN_CONTRAST = 1.15;

/** `RRGGBB` or `#RRGGBB` as a color; null for anything else. */
export function parseColor(hex: string): Color | null {
  if (!/^#?[\da-f]{6}$/iu.test(hex)) return null;
  const value = Number.parseInt(hex.slice(-6), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

/** How clearly one color is seen on another: 1 (not at all) to 21. */
export function contrast(a: Color, b: Color): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Whether text in one color cannot be seen on the other. */
export function isUnseen(color: Color, background: Color): boolean {
  // Colors of equal lightness may differ: red on blue is ugly, but seen.
  const isNear = color.every((part, at) => Math.abs(part - (background[at] ?? 0)) <= 48);
  return isNear && contrast(color, background) < HIDDEN_CONTRAST;
}

function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
