import { parseJsonAnswer } from './json-answer.ts';

const MAX_CODE = 1_500_000;
const MAX_LITERALS = 20;

/** Array literals of objects that inline scripts hold as JSON (Huzhou `dataList`, government-sites.md §2.8). */
export function jsonInScripts(scripts: readonly string[]): readonly unknown[] {
  const found: unknown[] = [];
  for (const code of scripts) {
    if (code.length > MAX_CODE) continue;
    for (const start of code.matchAll(/[[{]\s*\{?\s*"\w{1,60}"\s*:/gu)) {
      if (found.length >= MAX_LITERALS) return found;
      const literal = balanced(code, start.index);
      const value = literal === null ? undefined : parseJsonAnswer(literal);
      if (value !== undefined) found.push(value);
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
  const end = Math.min(code.length, start + 400_000);
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
