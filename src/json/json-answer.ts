const MAX_STRINGS = 20_000;

/** HTML in the strings of an answer (`data.html`, arrays of rows), joined for the HTML detector. */
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
