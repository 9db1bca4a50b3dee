/** A literal of JavaScript, and where the code continues after it. */
interface Literal {
  readonly value: unknown;
  readonly end: number;
}

interface Reader {
  readonly code: string;
  /** The values of identifiers; others are null. */
  readonly names: ReadonlyMap<string, unknown>;
  /** Values that may still be read. */
  left: number;
}

const MAX_DEPTH = 40;
const MAX_VALUES = 300_000;
const NO_NAMES: ReadonlyMap<string, unknown> = new Map();
const BLANK = /(?:\s+|\/\/[^\n]*|\/\*[^]{0,300}?\*\/)*/uy;
const NUMBER = /[-+]?(?:0x[\da-f]+|\d+\.?\d*(?:e[-+]?\d+)?|\.\d+)/iuy;
const IDENTIFIER = /[\p{L}_$][\p{L}\d_$]*/uy;
const PARSE_CALL = /JSON\s*\.\s*parse\s*\(\s*/uy;
const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
]);
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};
const HEX_DIGITS: Readonly<Record<string, number>> = { u: 4, x: 2 };

/**
 * Reads the object, array or string that begins at an index, as JSON or as JavaScript writes it: bare and
 * single-quoted keys, trailing commas, comments, joined strings, raw line breaks, `JSON.parse("…")`. What is no
 * literal (a call, a function) counts as null. Null when there is no whole literal. Takes time in proportion to
 * the code.
 */
export function readLiteral(
  code: string,
  start: number,
  names: ReadonlyMap<string, unknown> = NO_NAMES,
): Literal | null {
  return readValue({ code, names, left: MAX_VALUES }, start, 0);
}

/** Reads the arguments of a call from its opening bracket on; none where they do not end. */
export function readArguments(code: string, start: number): readonly unknown[] {
  const list = readList({ code, names: NO_NAMES, left: MAX_VALUES }, start, 0)?.value;
  return Array.isArray(list) ? list : [];
}

/** The string that begins with a quote at an index; null when it does not end. */
export function readString(code: string, start: number): { value: string; end: number } | null {
  const quote = code.charAt(start);
  let value = '';
  let from = start + 1;
  for (let at = from; at < code.length; at += 1) {
    const char = code.charAt(at);
    if (char === quote) return { value: value + code.slice(from, at), end: at + 1 };
    if (char !== '\\') continue;
    const escape = escapeAt(code, at + 1);
    value += code.slice(from, at) + escape.text;
    at += escape.length;
    from = at + 1;
  }
  return null;
}

function escapeAt(code: string, at: number): { readonly text: string; readonly length: number } {
  const char = code.charAt(at);
  const digits = HEX_DIGITS[char] ?? 0;
  const hex = code.slice(at + 1, at + 1 + digits);
  if (digits > 0 && hex.length === digits && /^[\da-f]+$/iu.test(hex)) {
    return { text: String.fromCharCode(Number.parseInt(hex, 16)), length: digits + 1 };
  }
  return { text: ESCAPES[char] ?? char, length: 1 };
}

function readValue(reader: Reader, start: number, depth: number): Literal | null {
  const { code } = reader;
  const at = skipBlanks(code, start);
  const char = code.charAt(at);
  if (depth > MAX_DEPTH || reader.left < 0) return null;
  if (char === '{' || char === '[') return readList(reader, at, depth);
  return /["'`]/u.test(char) ? readStrings(reader, at) : readWord(reader, at);
}

/** Joined strings `"…" + "…"` are one. */
function readStrings(reader: Reader, start: number): Literal | null {
  const first = readString(reader.code, start);
  if (first === null) return null;
  let { value, end } = first;
  for (;;) {
    const plus = skipBlanks(reader.code, end);
    const next = reader.code.charAt(plus) === '+' ? skipBlanks(reader.code, plus + 1) : -1;
    if (next < 0 || !/["'`]/u.test(reader.code.charAt(next))) return { value, end };
    const more = readString(reader.code, next);
    if (more === null) return { value, end };
    value += more.value;
    end = more.end;
  }
}

/** A number, a constant, a name, or an expression of which only the end is of interest. */
function readWord(reader: Reader, at: number): Literal | null {
  const { code, names } = reader;
  const number = matchAt(NUMBER, code, at);
  if (number !== null && endsValue(code, at + number.length)) {
    return { value: Number(number), end: at + number.length };
  }
  const call = matchAt(PARSE_CALL, code, at);
  const text = call === null ? null : readStrings(reader, at + call.length);
  if (typeof text?.value === 'string') {
    const inner = readLiteral(text.value, 0);
    return { value: inner?.value ?? null, end: skipExpression(code, at) };
  }
  const word = matchAt(IDENTIFIER, code, at);
  const end = skipExpression(code, at);
  const isWord = word !== null && endsValue(code, at + word.length);
  const value = isWord ? (CONSTANTS.get(word) ?? names.get(word) ?? null) : null;
  return end === at ? null : { value, end };
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

function readList(reader: Reader, start: number, depth: number): Literal | null {
  const { code } = reader;
  const open = code.charAt(start);
  const isArray = open !== '{';
  const close = CLOSING[open] ?? ']';
  const items: unknown[] = [];
  const fields: [string, unknown][] = [];
  let at = skipBlanks(code, start + 1);
  while (code.charAt(at) !== close) {
    const key = isArray ? null : readKey(code, at);
    if (at >= code.length || reader.left < 0 || (!isArray && key === null)) return null;
    const item = readValue(reader, key?.end ?? at, depth + 1);
    if (item === null) return null;
    if (key === null) items.push(item.value);
    else fields.push([key.name, item.value]);
    reader.left -= 1;
    at = skipBlanks(code, item.end);
    if (code.charAt(at) === ',') at = skipBlanks(code, at + 1);
    else if (code.charAt(at) !== close) return null;
  }
  return { value: isArray ? items : Object.fromEntries(fields), end: at + 1 };
}

function readKey(code: string, at: number): { readonly name: string; readonly end: number } | null {
  const quoted = /["']/u.test(code.charAt(at)) ? readString(code, at) : null;
  const bare =
    quoted === null ? (matchAt(IDENTIFIER, code, at) ?? matchAt(NUMBER, code, at)) : null;
  const name = quoted?.value ?? bare;
  if (name === null) return null;
  const colon = skipBlanks(code, quoted?.end ?? at + name.length);
  return code.charAt(colon) === ':' ? { name, end: colon + 1 } : null;
}

/** The end of an expression: the comma or bracket that follows it. */
function skipExpression(code: string, start: number): number {
  let depth = 0;
  for (let at = start; at < code.length; at += 1) {
    const char = code.charAt(at);
    if (char === '"' || char === "'" || char === '`')
      at = (readString(code, at)?.end ?? at + 1) - 1;
    else if (char === '(' || char === '[' || char === '{') depth += 1;
    else if (char === ')' || char === ']' || char === '}') {
      if (depth === 0) return at;
      depth -= 1;
    } else if ((char === ',' || char === ';') && depth === 0) return at;
  }
  return start;
}

function endsValue(code: string, at: number): boolean {
  const next = code.charAt(skipBlanks(code, at));
  return next === '' || /[,;)\]}]/u.test(next);
}

function skipBlanks(code: string, at: number): number {
  BLANK.lastIndex = at;
  BLANK.test(code);
  return BLANK.lastIndex;
}

function matchAt(pattern: RegExp, code: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0] ?? null;
}
