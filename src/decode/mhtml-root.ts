/** The page inside a web archive, with the type that its part declares. */
export interface MhtmlRoot {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** The archive ends inside of it. */
  readonly isCut: boolean;
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly start: number;
  readonly end: number;
}

/** The archive's bytes, and the same as characters, one for each byte. */
interface Archive {
  readonly bytes: Uint8Array;
  readonly text: string;
}

const HEAD_BYTES = 8192;
// The mark of UTF-8 as windows-1252 shows it, blank lines, the name of a first header.
const START = /^((?:ï»¿)?\s{0,64})[\w-]{1,60}:/u;
const HEADER = /^([\w-]{1,60}):[ \t]*(.*)$/u;
const MAX_PARTS = 500;
// Mail programs put one multipart into another.
const MAX_LEVELS = 3;

/**
 * The root page of an MHTML archive (RFC 2557), which Word saves as "single file web page", under the name .doc too;
 * null for anything else. Its transfer encoding is undone; its charset is judged later like any page's.
 */
export function mhtmlRoot(bytes: Uint8Array): MhtmlRoot | null {
  // The first characters distinguish most pages from an archive.
  const start = START.exec(charactersOf(bytes.subarray(0, 256)))?.[1];
  if (start === undefined) return null;
  const head = charactersOf(bytes.subarray(0, HEAD_BYTES));
  if (!/^mime-version:/imu.test(head)) return null;
  const archive = { bytes, text: charactersOf(bytes) };
  const whole = partAt(archive, start.length, bytes.length);
  const root = whole === null ? null : rootOf(archive, whole, MAX_LEVELS);
  if (root === null) return null;
  return {
    bytes: contentOf(archive, root),
    contentType: root.headers.get('content-type') ?? null,
    // What a closing line of its archive follows ends before.
    isCut: root !== whole && root.end === bytes.length,
  };
}

/** In windows-1252 each byte is one character, so places in the text are places in the bytes. */
function charactersOf(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes);
}

function rootOf(archive: Archive, part: Part, levels: number): Part | null {
  const type = part.headers.get('content-type') ?? '';
  if (/^\s*text\/(?:html|plain)\b|^\s*application\/xhtml/iu.test(type)) return part;
  const boundary = parameterOf(type, 'boundary');
  if (!/^\s*multipart\//iu.test(type) || boundary === null || levels === 0) return null;
  const parts = partsOf(archive, part, boundary);
  const start = bareId(parameterOf(type, 'start'));
  const named = parts.filter(
    ({ headers }) => start !== '' && bareId(headers.get('content-id')) === start,
  );
  const pages = parts.filter(({ headers }) => /html/iu.test(headers.get('content-type') ?? ''));
  for (const each of [...named, ...pages, ...parts]) {
    const root = rootOf(archive, each, levels - 1);
    if (root !== null) return root;
  }
  return null;
}

/** Some writers put `<…>` around an id in one place only. */
function bareId(id: string | null | undefined): string {
  return (id ?? '').replaceAll(/^\s*<|>\s*$/gu, '').trim();
}

function partsOf(archive: Archive, { start, end }: Part, boundary: string): readonly Part[] {
  const parts: Part[] = [];
  const mark = `--${boundary}`;
  const markAt = (from: number): number => {
    let at = archive.text.indexOf(mark, from);
    while (at > 0 && archive.text.charAt(at - 1) !== '\n') at = archive.text.indexOf(mark, at + 1);
    return at < 0 || at >= end ? end : at;
  };
  let at = markAt(start);
  while (at < end && parts.length < MAX_PARTS) {
    const line = archive.text.indexOf('\n', at);
    if (line < 0 || archive.text.startsWith('--', at + mark.length)) break;
    const next = markAt(line);
    const part = partAt(archive, line + 1, next);
    if (part !== null) parts.push(part);
    at = next;
  }
  return parts;
}

/** The part between two places: its headers end at the first empty line. */
function partAt({ text }: Archive, start: number, end: number): Part | null {
  const headers = new Map<string, string>();
  let name = '';
  let at = start;
  while (at < end) {
    const lineEnd = text.indexOf('\n', at);
    const line = text.slice(at, lineEnd < 0 ? end : lineEnd).replace(/\r$/u, '');
    at = lineEnd < 0 ? end : lineEnd + 1;
    if (line === '') return headers.size === 0 ? null : { headers, start: at, end };
    const match = HEADER.exec(line.slice(0, 4000));
    if (/^[ \t]/u.test(line)) headers.set(name, `${headers.get(name) ?? ''} ${line.trim()}`);
    else if (match === null) return null;
    else {
      name = (match[1] ?? '').toLowerCase();
      headers.set(name, match[2] ?? '');
    }
    if (headers.size > 60) return null;
  }
  return null;
}

function parameterOf(value: string, name: string): string | null {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]{1,200})"|([^\\s;"]{1,200}))`, 'iu').exec(
    value.slice(0, 4000),
  );
  return match?.[1] ?? match?.[2] ?? null;
}

function contentOf({ bytes, text }: Archive, { headers, start, end }: Part): Uint8Array {
  const encoding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  if (encoding === 'quoted-printable') return fromQuotedPrintable(bytes.subarray(start, end));
  if (encoding === 'base64') return fromBase64(text.slice(start, end));
  return bytes.subarray(start, end);
}

function fromQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const value = byte === 0x3d ? hexValue(bytes, at + 1) : null;
    if (byte !== 0x3d) plain[length] = byte;
    else if (value !== null) plain[length] = value;
    else {
      // A line that the next one continues, perhaps with blanks after its sign; any other `=` is literal.
      let end = at + 1;
      while (bytes[end] === 0x20 || bytes[end] === 0x09 || bytes[end] === 0x0d) end += 1;
      if (bytes[end] === 0x0a || end >= bytes.length) {
        at = end;
        continue;
      }
      plain[length] = byte;
    }
    if (value !== null) at += 2;
    length += 1;
  }
  return plain.subarray(0, length);
}

function hexValue(bytes: Uint8Array, at: number): number | null {
  const pair = String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0);
  return /^[\da-f]{2}$/iu.test(pair) ? Number.parseInt(pair, 16) : null;
}

function fromBase64(text: string): Uint8Array {
  const letters = text.replaceAll(/[^A-Za-z\d+/]+/gu, '');
  const whole = atob(letters.slice(0, letters.length - (letters.length % 4 === 1 ? 1 : 0)));
  return Uint8Array.from(whole, (char) => char.charCodeAt(0));
}
