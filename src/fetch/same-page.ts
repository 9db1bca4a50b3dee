import type { Answer } from './within-limits.ts';

/** Larger pages are the same only where their bytes are. */
const MAX_COMPARED_BYTES = 2_000_000;
/** Bytes of text, about 65 Chinese characters, that two pages must have in common: less may be any server's notice. */
const MIN_TEXT_BYTES = 200;

/** What no reader sees, from its beginning to its end. */
const HIDDEN: readonly { readonly starts: string; readonly ends: string }[] = [
  { starts: '<!--', ends: '-->' },
  { starts: '<script', ends: '</script' },
  { starts: '<style', ends: '</style' },
];

/**
 * Whether two answers are one page: their bytes are equal, or both are HTML whose visible text differs in nothing but digits
 * (a counter, the time of day). Two servers' notices or front pages never pass.
 */
export function isSamePage(one: Answer, other: Answer): boolean {
  if ([one, other].some(({ status, isCut }) => status !== 200 || isCut)) return false;
  if (one.bytes.length === 0) return false;
  if (Buffer.compare(one.bytes, other.bytes) === 0) return true;
  if (![one, other].every(mayBeCompared)) return false;
  const text = visibleText(one.bytes);
  return text.length >= MIN_TEXT_BYTES && text === visibleText(other.bytes);
}

function mayBeCompared({ bytes, header }: Answer): boolean {
  return bytes.length <= MAX_COMPARED_BYTES && /html/iu.test(header('content-type') ?? '');
}

/** What stands between the tags, one character a byte, without digits and blanks. Looks at every byte once. */
function visibleText(bytes: Uint8Array): string {
  const markup = Buffer.from(bytes).toString('latin1').toLowerCase();
  const parts: string[] = [];
  let at = 0;
  while (at < markup.length) {
    const opens = markup.indexOf('<', at);
    parts.push(markup.slice(at, opens === -1 ? markup.length : opens));
    if (opens === -1) break;
    const ends = HIDDEN.find(({ starts }) => markup.startsWith(starts, opens))?.ends ?? '>';
    const closes = markup.indexOf(ends, opens + 1);
    if (closes === -1) break;
    at = closes + (ends === '>' || ends === '-->' ? ends.length : 0);
  }
  return parts.join('').replaceAll(/[\d\t\n\r ]+/gu, '');
}
