const MAX_CHARACTERS = 8_000_000;
const MAX_STRINGS = 20_000;

/** Parses a JSON or JSONP answer; undefined when it is neither. */
export function parseJsonAnswer(text: string): unknown {
  const body = text
    .slice(0, MAX_CHARACTERS)
    .replace(/^[\ufeff\s]+/u, '')
    .trimEnd();
  const inner = /^[\w$.]{1,80}\(\s*(?=[[{])/u.exec(body);
  const code = inner === null ? body : body.slice(inner[0].length).replace(/\)\s*;?$/u, '');
  if (!/^[[{]/u.test(code)) return undefined;
  try {
    const value: unknown = JSON.parse(code);
    return value;
  } catch {
    return undefined;
  }
}

/** HTML that stands in the strings of an answer (`data.html`, arrays of rows), joined for the HTML detector. */
export function htmlWithin(value: unknown): string {
  const parts: string[] = [];
  const queue: unknown[] = [value];
  for (let index = 0; index < queue.length && index < MAX_STRINGS; index += 1) {
    const next = queue[index];
    if (typeof next === 'string') {
      if (/<a\s[^>]{0,1000}href|<datastore/iu.test(next)) parts.push(next);
    } else if (typeof next === 'object' && next !== null) {
      for (const child of Object.values(next).slice(0, MAX_STRINGS)) queue.push(child);
    }
  }
  return parts.length < 2
    ? parts.join('')
    : parts.map((part) => `<div class="row">${part}</div>`).join('\n');
}
