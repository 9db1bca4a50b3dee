/** The known key that was most likely meant, or null when none is near. */
export function nearestKey(key: string, known: readonly string[]): string | null {
  const wanted = bare(key);
  if (wanted === '') return null;
  const partly = known.filter((name) => isPart(wanted, bare(name)));
  if (partly.length === 1) return partly[0] ?? null;
  const ranked = known
    .map((name) => ({ name, steps: editDistance(wanted, bare(name)) }))
    .sort((a, b) => a.steps - b.steps);
  const best = ranked[0];
  if (best === undefined) return null;
  return best.steps <= Math.max(1, Math.floor(wanted.length / 3)) ? best.name : null;
}

function bare(key: string): string {
  return key
    .slice(0, 60)
    .toLowerCase()
    .replaceAll(/[^\p{L}\d]/gu, '');
}

/** `minGap` and `gapSeconds` match `minGapSeconds`; two letters match nothing. */
function isPart(wanted: string, name: string): boolean {
  return wanted.length >= 3 && (name.includes(wanted) || wanted.includes(name));
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Number.POSITIVE_INFINITY;
}
