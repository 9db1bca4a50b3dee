import { readArguments, readLiteral, readString } from './read-literal.ts';

const MAX_CODE = 1_500_000;
const MAX_LITERAL = 400_000;
const MAX_VALUES = 120;
const MAX_STARTS = 400;
// Over all starts of one page, so that a script full of brackets costs no more than a long one.
const MAX_SCANNED = 3_000_000;
const MAX_ANSWER = 8_000_000;

// `[{"a":` and `{a:` (rows, page state), `[["…"` (rows without names), and the first two inside a string.
const START =
  /\[\s{0,20}\[\s{0,20}["']|(?:\[\s{0,20})?\{\s{0,20}(?:["'][^"'\n]{1,60}["']|[\w$]{1,60})\s{0,5}:|["'](?=\s{0,9}(?:\[\s{0,9})?\{\s{0,9}(?:\\?["']|\\u0022|\\x22))/gu;
// `window.__NUXT__=(function(a,b){return {…}}("x",1))`: values given by name.
const CALLED =
  /\(function\s?\(([\w$,\s]{0,20000})\)\s?\{(?:[^{}]{0,2000};)?\s{0,9}return\s{0,9}(?=\{)/gu;
// What keeps an answer from being run as a script.
const GUARD = /^(?:\)\]\}'?,?|while\s?\(1\);|for\s?\(;;\);|&&&START&&&|throw 1;)\s*/u;
const COMMENTS = /^(?:\/\*[^]{0,2000}?\*\/|\/\/[^\n]{0,500}\n|<!--[^]{0,2000}?-->|[\ufeff\s]+)*/u;
// Where the value of a file of code may begin: `var rows = […]`, `cb({…})`, `typeof cb === "function" && cb({…})`.
const VALUE_START = /(?:^|[=(]|\b(?:return|default)\b)\s{0,99}(?=[[{"'])/gu;
const MAX_HEAD = 2_000;
const MAX_VALUE_STARTS = 12;
const MAX_TAIL = 600;
// What may follow it: closing marks, comments, further short arguments, `catch (e) {}`.
const TAIL =
  /^(?:[\s;)}]|,\s{0,9}(?:"[^"\n]{0,60}"|'[^'\n]{0,60}'|[\w.$]{1,40})|catch\s?\(\w{1,20}\)\s?\{|\/\*[^]{0,300}?\*\/|<!--[^]{0,300}?-->|\/\/[^\n]{0,300})*$/u;

/** Parses an answer that is JSON, JSON by lines, JSONP, or one value in code; undefined for anything else. */
export function parseAnswer(text: string): unknown {
  const code = bareCode(text);
  const head = code.slice(0, MAX_HEAD);
  let tried = 0;
  let isCode = false;
  for (const match of head.matchAll(VALUE_START)) {
    const start = match.index + match[0].length;
    // What stands before a value in code is neither Chinese nor markup.
    if (tried >= MAX_VALUE_STARTS || /[<\u3000-\u9fff]/u.test(code.slice(0, start))) break;
    tried += 1;
    const found = valueFrom(code, start);
    if (found?.isAll === true) return found.value;
    isCode ||= start > 0 || hasLines(code);
    // One value among several.
    if (found !== null) break;
  }
  const values = isCode ? valuesIn([code]) : [];
  return values.length > 0 ? values : undefined;
}

/** An answer without what stands in front of it for safety or for readers of the code. */
function bareCode(text: string): string {
  const code = text.slice(0, MAX_ANSWER).replace(COMMENTS, '');
  const open = code.replace(GUARD, '');
  return open.length < code.length ? open.replace(COMMENTS, '') : code;
}

/** One object a line. */
function hasLines(code: string): boolean {
  return code.startsWith('{') && /\}\s{0,9}\n\s{0,9}\{/u.test(code);
}

/** The object or array that begins at an index, and whether it is all that the code gives; null where none begins. */
function valueFrom(
  code: string,
  start: number,
): { readonly value: unknown; readonly isAll: boolean } | null {
  const body = start === 0 ? code : code.slice(start);
  const isString = /^["']/u.test(body);
  if (!isString) {
    try {
      const value: unknown = JSON.parse(body.replace(/[\s;)]{1,99}$/u, ''));
      return { value, isAll: true };
    } catch {
      // Not JSON to the end: read as code does.
    }
  }
  const literal = readLiteral(body, 0);
  if (literal === null) return null;
  const value = isString ? unquoted(literal.value) : literal.value;
  if (typeof value !== 'object') return null;
  const tail = body.slice(literal.end, literal.end + MAX_TAIL + 1);
  return { value, isAll: tail.length <= MAX_TAIL && TAIL.test(tail) };
}

/** The objects and arrays that inline code holds as literals: page state, rows. */
export function valuesIn(scripts: readonly string[]): readonly unknown[] {
  const codes = scripts.filter((code) => code.length <= MAX_CODE);
  const found = codes.flatMap(calledIn);
  let scanned = 0;
  let starts = 0;
  for (const code of codes) {
    let after = 0;
    for (const start of code.matchAll(START)) {
      if (start.index < after) continue;
      starts += 1;
      if (starts > MAX_STARTS || scanned > MAX_SCANNED || found.length >= MAX_VALUES) return found;
      const window = code.slice(start.index, start.index + MAX_LITERAL);
      const literal = readLiteral(window, 0);
      scanned += literal?.end ?? window.length;
      const value = unquoted(literal?.value);
      if (literal === null || typeof value !== 'object' || value === null) continue;
      found.push(value);
      after = start.index + literal.end;
    }
  }
  return found;
}

const JSON_START = /^\s{0,9}(?:\[\s{0,9}[[{]|\{\s{0,9}["']|"\s{0,9}[[{])/u;
const ENCODED_START = /^(?:%5B)?%7B%22/iu;
const ESCAPED_START = /^\s{0,9}\[?\s{0,9}\{\s{0,9}&(?:quot|#34);/u;

/** JSON inside a string as what it says, also percent-encoded or with its quotes as references; other values as they are. */
export function unquoted(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = plainJson(value);
  return JSON_START.test(text) ? (parseAnswer(text) ?? value) : value;
}

function plainJson(text: string): string {
  if (ESCAPED_START.test(text)) {
    return text.replaceAll(/&(?:quot|#34);/gu, '"').replaceAll('&amp;', '&');
  }
  if (!ENCODED_START.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a function that is called at once returns, its arguments put in. */
function calledIn(code: string): readonly unknown[] {
  return [...code.matchAll(CALLED)].slice(0, MAX_VALUES).flatMap((match) => {
    const start = match.index + match[0].length;
    const window = code.slice(start, start + MAX_LITERAL);
    const end = readLiteral(window, 0)?.end;
    const call = end === undefined ? -1 : window.indexOf('(', end);
    if (call < 0) return [];
    const given = readArguments(window, call);
    const names = (match[1] ?? '').split(',').map((name, at) => [name.trim(), given[at]] as const);
    return [readLiteral(window, 0, new Map(names))?.value];
  });
}

const ROW_CALL = /\b((?:new\s)?[\w$.]{2,40})\s{0,3}(?=\(\s{0,9}["'])/gu;
const MAX_CALLS = 2_000;
const MIN_CALLS = 3;

/** `addRow("…", "…")`, `new Array("…", "…")`: what calls of one name with several strings are given, a row each. */
export function callRows(scripts: readonly string[]): readonly (readonly unknown[][])[] {
  const byName = new Map<string, unknown[][]>();
  let calls = 0;
  for (const code of scripts) {
    if (code.length > MAX_CODE) continue;
    for (const match of code.matchAll(ROW_CALL)) {
      calls += 1;
      if (calls > MAX_CALLS) break;
      const start = match.index + match[0].length;
      const given = readArguments(code.slice(start, start + MAX_ROW_CODE), 0);
      if (given.filter((one) => typeof one === 'string').length < 2) continue;
      const name = `${match[1] ?? ''}/${given.length}`;
      const rows = byName.get(name);
      if (rows === undefined) byName.set(name, [[...given]]);
      else rows.push([...given]);
    }
  }
  return [...byName.values()].filter((rows) => rows.length >= MIN_CALLS);
}

const MAX_ROW_CODE = 2_000;

/** The strings of a script that are at least so long, unescaped; what a script reads from elsewhere is none. */
export function stringsIn(scripts: readonly string[], minLength: number): readonly string[] {
  const found: string[] = [];
  let scanned = 0;
  for (const code of scripts) {
    if (code.length > MAX_CODE) continue;
    for (let at = nextQuote(code, 0); at >= 0 && scanned < MAX_SCANNED;) {
      const string = readString(code, at);
      scanned += (string?.end ?? code.length) - at;
      // A quote in a comment or a pattern begins no string: strings end in their line.
      const isString =
        string !== null && (code.charAt(at) === '`' || !code.slice(at, string.end).includes('\n'));
      if (isString && string.value.length >= minLength) found.push(string.value);
      at = nextQuote(code, isString ? string.end : at + 1);
    }
  }
  return found;
}

function nextQuote(code: string, from: number): number {
  QUOTE.lastIndex = from;
  return QUOTE.exec(code)?.index ?? -1;
}

const QUOTE = /["'`]/gu;
