import { parseJsonAnswer } from '../json/json-answer.ts';

const MAX_CODE = 1_500_000;
const MAX_LITERALS = 20;
const MAX_STARTS = 400;
const MAX_LITERAL = 400_000;
// Over all starts of one page, so that a script full of brackets costs no more than a long one.
const MAX_SCANNED = 3_000_000;

/** Array literals of objects that inline scripts hold as JSON (Huzhou `dataList`, docs/field-notes.md §1.7). */
export function jsonInScripts(scripts: readonly string[]): readonly unknown[] {
  const found: unknown[] = [];
  let scanned = 0;
  let starts = 0;
  for (const code of scripts) {
    if (code.length > MAX_CODE) continue;
    let after = 0;
    for (const start of code.matchAll(/[[{]\s{0,20}(?:\{\s{0,20})?"\w{1,60}"\s{0,5}:/gu)) {
      if (start.index < after) continue;
      starts += 1;
      if (found.length >= MAX_LITERALS || scanned > MAX_SCANNED || starts > MAX_STARTS)
        return found;
      const literal = balanced(code, start.index);
      scanned += literal?.length ?? MAX_LITERAL;
      const value = literal === null ? undefined : parseJsonAnswer(literal);
      if (literal === null || value === undefined) continue;
      found.push(value);
      after = start.index + literal.length;
    }
  }
  return found;
}

/** Rows that inline scripts write: the HTML inside `document.write('…')` and string variables. */
export function htmlInScripts(scripts: readonly string[]): string {
  const parts: string[] = [];
  for (const code of scripts) {
    if (code.length > MAX_CODE || !/<a\s/iu.test(code)) continue;
    for (const match of code.matchAll(
      /'((?:[^'\\\n]|\\.){8,4000})'|"((?:[^"\\\n]|\\.){8,4000})"/gu,
    )) {
      const text = match[1] ?? match[2] ?? '';
      // Pieces of a string that code completes with variables are no rows.
      if (/<a\s[^>]{0,400}href=\\?["'][^"'\\]{2,}/iu.test(text) && /<\/a>/iu.test(text)) {
        parts.push(text.replaceAll(/\\(["'/])/gu, '$1').replaceAll(/\\[nrt]/gu, ' '));
      }
    }
  }
  return parts.join('\n');
}

/** The bracketed literal that starts here, or null when it is not closed within reach. */
function balanced(code: string, start: number): string | null {
  let depth = 0;
  let isQuoted = false;
  const end = Math.min(code.length, start + MAX_LITERAL);
  for (let index = start; index < end; index += 1) {
    const char = code[index];
    if (isQuoted) {
      if (char === '\\') index += 1;
      else if (char === '"') isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') {
      depth -= 1;
      if (depth === 0) return code.slice(start, index + 1);
    }
  }
  return null;
}
