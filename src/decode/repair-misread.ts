import { charTable } from '../text/char-table.ts';
import { gbkTable } from '../text/encode-gbk.ts';
import { decodeLossy, type LossyText } from './decode-lossy.ts';

// What the most frequent characters of official pages become when their UTF-8 is read as GBK: one in five of such
// text, one in 30,000 of proper text (counted on 55 government pages).
const GBK_SIGNS = charTable(
  '涓锛浜鍏鍖甯鏈鍔垮紝鍥銆灞瀹鍙鏂鏀浠佸藉骞浼搴鏃澶缁璁殑缃傚鍒戝寰斂姟屽浣姘鐢鈥鐨',
);
const SAMPLE_STEP = 5;
// A page that is misread in one of its parts only still has this share.
const MIN_SHARE = 0.02;
const BROKEN_SHARE = 0.1;
const MIN_BROKEN = 10;
// A text may have been misread and saved again and again.
const MAX_ROUNDS = 3;
const LOST = 0xff;
const ALIEN = 0xfe;

const gb18030 = new TextDecoder('gb18030');

/** How windows-1252 shows the bytes 0x80 to 0xff. */
const LATIN_BYTES: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 128 }, (_, at) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(0x80 + at)),
    0x80 + at,
  ]),
);
const LATIN_RUN =
  /[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]+/gu;
const HAN_ONLY = /^[\p{Script=Han}\u2010-\u2040\u3000-\u301f\uff00-\uff65\u00b7]+$/u;
// Where a lost byte took the `<` of a closing tag along.
const SWALLOWED_TAG = /\ufffd(?=\/(?:p|div|span|td|th|li|a|b|strong|font|h[1-6]|title|em)>)/giu;

/** A text after its repair. */
export interface Repaired {
  readonly text: string;
  /** Much of it was misread and cannot be repaired. */
  readonly isBroken: boolean;
}

/**
 * Repairs a text that was read in the wrong charset and saved: UTF-8 as GBK (鐨勫伐浣), UTF-8 as
 * windows-1252 (çš„å·¥ä½œ), GBK as windows-1252 (µÄ¹¤×÷). A piece is changed only if its bytes read well in the right
 * charset; a character that lost a byte on the way becomes U+FFFD.
 */
export function repairMisread(text: string): Repaired {
  let repaired = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const signs = countSigns(repaired);
    if (!isSuspect(signs)) return { text: repaired, isBroken: false };
    const next = isGbk(signs) ? repairGbk(repaired) : repairLatin(repaired);
    if (next === null) return { text: repaired, isBroken: isBroken(repaired, signs) };
    repaired = next;
  }
  return { text: repaired, isBroken: isBroken(repaired, countSigns(repaired)) };
}

interface Signs {
  readonly gbk: number;
  readonly latin: number;
  readonly han: number;
}

function isGbk({ gbk, han }: Signs): boolean {
  return gbk >= 2 && gbk > han * MIN_SHARE;
}

function isSuspect(signs: Signs): boolean {
  return isGbk(signs) || (signs.latin >= 4 && signs.latin > signs.han * MIN_SHARE);
}

function isBroken(text: string, { gbk, han }: Signs): boolean {
  if (gbk >= MIN_BROKEN && gbk > (gbk + han) * BROKEN_SHARE) return true;
  // No language writes three accented letters in a row, again and again.
  let [long, all] = [0, 0];
  for (const [run] of text.matchAll(LATIN_RUN)) {
    all += run.length;
    if (run.length >= 3) long += run.length;
  }
  return long >= MIN_BROKEN * 3 && long * 2 > all;
}

/** Signs of a wrong charset among every fifth character: a text in which they are fewer is hardly worth a repair. */
function countSigns(text: string): Signs {
  const signs = { gbk: 0, latin: 0, han: 0 };
  for (let at = 0; at < text.length; at += SAMPLE_STEP) {
    const code = text.charCodeAt(at);
    if (code < 0xc2) continue;
    if (code <= 0xef) signs.latin += 1;
    else if (GBK_SIGNS[code] === 1) signs.gbk += 1;
    else if (code >= 0x4e00 && code <= 0x9fff) signs.han += 1;
  }
  return signs;
}

/** Piece by piece between tags, quotes and line breaks, which no charset changes. */
function repairGbk(text: string): string | null {
  const pieces = text.split(/(?=[<>"\r\n])|(?<=[<>"\r\n])/u);
  const readings = pieces.map((piece) => readGbkPiece(piece));
  let [good, bad] = [0, 0];
  for (const reading of readings) {
    if (reading === null) continue;
    if (isSure(reading)) good += reading.wide;
    else bad += reading.wide + reading.lost + reading.invalid;
  }
  if (good === 0) return null;
  // Of a text that is misread throughout, what lost its only character is misread too.
  const isWhole = good > bad * 4;
  const repaired = pieces.map((piece, at) => {
    const reading = readings[at] ?? null;
    if (reading === null) return piece;
    return isSure(reading) || (isWhole && reading.invalid === 0) ? reading.text : piece;
  });
  return repaired.join('').replaceAll(SWALLOWED_TAG, '\ufffd<');
}

function isSure({ wide, lost, invalid }: LossyText): boolean {
  return wide > 0 && lost <= wide && invalid * 4 <= wide;
}

function readGbkPiece(piece: string): LossyText | null {
  if (!/[^\u0000-\u007f]/u.test(piece)) return null;
  const pairs = gbkTable();
  const bytes: number[] = [];
  for (const char of piece) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    // Readers of GBK show a lone 0x80 as the euro sign.
    else if (char === '€') bytes.push(0x80);
    else if (char === '\ufffd') bytes.push(LOST);
    else bytes.push(...(pairs.get(char) ?? [ALIEN]));
  }
  return decodeLossy(bytes);
}

function repairLatin(text: string): string | null {
  return repairRuns(text, readLatinAsUtf8) ?? repairRuns(text, readLatinAsGbk);
}

/** A text whose runs of accented letters read as Chinese, most of them; null for any other. */
function repairRuns(text: string, read: (bytes: number[]) => string | null): string | null {
  let [good, bad] = [0, 0];
  const repaired = text.replaceAll(LATIN_RUN, (run) => {
    // A lone accented letter is one, or a sign.
    if (run.length === 1) {
      bad += 1;
      return run;
    }
    const reading = read(Array.from(run, (char) => LATIN_BYTES.get(char) ?? LOST));
    if (reading === null) bad += run.length;
    else good += run.length;
    return reading ?? run;
  });
  return good > bad * 4 ? repaired : null;
}

function readLatinAsUtf8(bytes: number[]): string | null {
  const reading = decodeLossy(bytes);
  const isGood = reading.invalid === 0 && reading.lost * 8 <= reading.wide + reading.narrow;
  return isGood && reading.wide + reading.narrow > 0 ? reading.text : null;
}

/** Two accented letters may be some rare character; frequent ones have a first byte of 0xB0 to 0xD7 (GB 2312). */
function readLatinAsGbk(bytes: number[]): string | null {
  const text = gb18030.decode(Uint8Array.from(bytes));
  const frequent = bytes.filter((byte, at) => at % 2 === 0 && byte >= 0xa1 && byte <= 0xd7).length;
  return HAN_ONLY.test(text) && frequent * 4 >= bytes.length ? text : null;
}
