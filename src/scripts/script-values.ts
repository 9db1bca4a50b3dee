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
  /\[\s{0,20}\[\s{0,20}["']|(?:\[\s{0,20})?\{\s{0,20}(?:["'][^"'\n]{1,60}["']|[\w$]{1,60})\s{0,5}:|["'](?=\s{0,9}(?:\[\s{0,9})?\{\s{0,9}\\?["'])/gu;
// `window.__NUXT__=(function(a,b){return {…}}("x",1))`: values given by name.
const CALLED =
  /\(function\s?\(([\w$,\s]{0,20000})\)\s?\{(?:[^{}]{0,2000};)?\s{0,9}return\s{0,9}(?=\{)/gu;
// What may come before the value that a file of code gives: a name, or the call that takes it.
const GIVEN =
  /^(?:\/\*[^*]{0,500}\*\/\s*)?(?:(?:var|let|const)\s+)?(?:[\w$.]{1,80}(?:\["[^"\n]{1,80}"\])?\s*[=(]\s*)?(?=[[{])/u;

/** Parses an answer that is JSON, JSONP, or one value in code; undefined for anything else. */
export function parseAnswer(text: string): unknown {
  const code = text.slice(0, MAX_ANSWER).replace(/^[\ufeff\s]+/u, '');
  const before = GIVEN.exec(code)?.[0];
  if (before === undefined) return undefined;
  const body = code.slice(before.length);
  try {
    const value: unknown = JSON.parse(body.replace(/[\s;)]+$/u, ''));
    return value;
  } catch {
    const literal = readLiteral(body, 0);
    const isAll = literal !== null && /^[\s;)]*$/u.test(body.slice(literal.end, literal.end + 99));
    if (isAll) return literal.value;
    const values = before === '' ? [] : valuesIn([code]);
    return values.length > 0 ? values : undefined;
  }
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

/** JSON inside a string as what it says; any other value as it is. */
export function unquoted(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s{0,9}(?:\[\s{0,9}[[{]|\{\s{0,9}["'])/u.test(value))
    return value;
  return parseAnswer(value) ?? value;
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
