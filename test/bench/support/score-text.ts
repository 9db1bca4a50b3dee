/** F1 over multisets of three characters, white space left out. */
export function bodyF1(got: string, wanted: string): number {
  const [a, b] = [trigrams(got), trigrams(wanted)];
  let shared = 0;
  for (const [gram, count] of a) shared += Math.min(count, b.get(gram) ?? 0);
  const total = sum(a) + sum(b);
  return total === 0 ? 0 : (2 * shared) / total;
}

/** Equal but for punctuation and blanks. */
export function isSameTitle(got: string, wanted: string): boolean {
  const bare = (text: string): string =>
    normalize(text).replaceAll(/[^\p{Script=Han}0-9a-zA-Z]/gu, '');
  return bare(got) === bare(wanted);
}

/** One name holds the other. */
export function isSameAgency(got: string, wanted: string): boolean {
  const [a, b] = [normalize(got), normalize(wanted)];
  return a !== '' && (a.includes(b) || b.includes(a));
}

function trigrams(text: string): ReadonlyMap<string, number> {
  const normal = normalize(text);
  const counts = new Map<string, number>();
  for (let at = 0; at + 3 <= normal.length; at += 1) {
    const gram = normal.slice(at, at + 3);
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

function normalize(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s\u200b\ufeff]+/gu, '');
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
