import { MalformedError } from './wire-errors.ts';

/** How the end of a body is told. */
export type Framing =
  | { readonly kind: 'none' | 'chunked' | 'until-close' }
  | { readonly kind: 'length'; readonly bytes: number };

/** The head of an answer. */
export interface Head {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly framing: Framing;
}

// RFC 9112 4, in any case and with any minor version, as browsers take it.
const STATUS_LINE = /^HTTP\/\d(?:\.\d)?[ \t]{1,20}(\d{3})(?!\d)/iu;
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/u;
const DIGITS = /^\d{1,15}$/u;
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 304]);
const SWITCHING = 101;

/**
 * Reads a head as browsers and curl do (RFC 9112 2.2, 5): lines may end in LF alone, be folded, or be no header at all,
 * which is skipped. Throws `MalformedError` where two readers could understand different answers.
 */
export function parseHead(text: string): Head {
  // No reader agrees with another on what a null byte means.
  if (text.includes('\u0000')) throw new MalformedError('a null byte in its head');
  const [first = '', ...lines] = text.split(/\r?\n/u);
  const status = Number(STATUS_LINE.exec(first)?.[1] ?? Number.NaN);
  if (!(status >= 100)) throw new MalformedError('it does not begin as HTTP does');
  if (status === SWITCHING) throw new MalformedError('another protocol in place of an answer');
  const fields = fieldsOf(lines);
  const header = (name: string): string | null => fields.get(name)?.join(', ') ?? null;
  return { status, header, framing: framingOf(status, fields) };
}

type Fields = ReadonlyMap<string, readonly string[]>;

function fieldsOf(lines: readonly string[]): Fields {
  const fields = new Map<string, string[]>();
  for (const line of unfold(lines)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trimEnd().toLowerCase();
    if (!NAME.test(name)) continue;
    const value = line.slice(colon + 1).replaceAll(/[\u0001-\u001f\u007f]/gu, ' ');
    fields.set(name, [...(fields.get(name) ?? []), value.trim()]);
  }
  return fields;
}

/** RFC 9112 5.2: a line that begins with a blank goes on with the one before. */
function unfold(lines: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (const line of lines) {
    if (!/^[ \t]/u.test(line)) whole.push(line);
    else if (whole.length === 0) throw new MalformedError('its first header is a continuation');
    else whole.push(`${whole.pop() ?? ''} ${line.trim()}`);
  }
  return whole;
}

/** RFC 9112 6.3: chunks before a length; equal lengths are one. */
function framingOf(status: number, fields: Fields): Framing {
  const lengths = new Set(listOf(fields, 'content-length'));
  if (lengths.size > 1) throw new MalformedError('two different lengths');
  const [length] = lengths;
  if (length !== undefined && !DIGITS.test(length)) throw new MalformedError('no length');
  const codings = new Set(listOf(fields, 'transfer-encoding').map((each) => each.toLowerCase()));
  codings.delete('identity');
  const isChunked = codings.delete('chunked');
  if (codings.size > 0) throw new MalformedError('an unknown transfer coding');
  if (status < 200 || WITHOUT_BODY.has(status)) return { kind: 'none' };
  if (isChunked) return { kind: 'chunked' };
  return length === undefined ? { kind: 'until-close' } : { kind: 'length', bytes: Number(length) };
}

function listOf(fields: Fields, name: string): readonly string[] {
  return (fields.get(name) ?? []).flatMap((value) => value.split(',').map((each) => each.trim()));
}
