import { inflateSync } from 'node:zlib';

/** A picture as its pixels, three bytes each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Colors as `rrggbb` with the number of pixels that have them. */
  readonly colors: ReadonlyMap<string, number>;
}

const channelsOf: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}

// PNG, second edition, 9.2: what each filter adds to a byte, from its left, upper and upper left neighbors.
const filters: readonly ((a: number, b: number, c: number) => number)[] = [
  () => 0,
  (a) => a,
  (_a, b) => b,
  (a, b) => (a + b) >> 1,
  paeth,
];

/** Decodes an 8-bit PNG without interlacing, as browsers write them. */
export function decodePng(png: Buffer): Pixels {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(png.subarray(at + 8, at + 8 + length));
    }
    at += length + 12;
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = channelsOf[png.readUInt8(25)];
  if (png.readUInt8(24) !== 8 || channels === undefined) throw new Error('another kind of PNG');
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const colors = new Map<string, number>();
  let above = Buffer.alloc(stride);
  for (let row = 0; row < height; row += 1) {
    const start = row * (stride + 1);
    const filter = filters[raw.readUInt8(start)];
    if (filter === undefined) throw new Error('an unknown filter');
    const line = Buffer.from(raw.subarray(start + 1, start + 1 + stride));
    for (let x = 0; x < stride; x += 1) {
      const isFirst = x < channels;
      const left = isFirst ? 0 : (line[x - channels] ?? 0);
      const corner = isFirst ? 0 : (above[x - channels] ?? 0);
      line[x] = ((line[x] ?? 0) + filter(left, above[x] ?? 0, corner)) & 255;
    }
    for (let x = 0; x < stride; x += channels) {
      const color = line.toString('hex', x, x + 3);
      colors.set(color, (colors.get(color) ?? 0) + 1);
    }
    above = line;
  }
  return { width, height, colors };
}
