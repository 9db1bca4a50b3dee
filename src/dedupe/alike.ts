/** Two texts that share so much of their pairs of characters are one, changed. */
const ALIKE = 0.5;

/** Every run of two characters, each once. */
export function pairsOf(text: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 2 <= text.length; at += 1) pairs.add(text.slice(at, at + 2));
  return pairs;
}

/** Dice's coefficient over the pairs of two texts, 0 to 1; 0 where neither has one. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of b) if (a.has(pair)) shared += 1;
  return (2 * shared) / Math.max(1, a.size + b.size);
}

/** The one of these whose pairs are most like the given ones, if they are much alike; else null. */
export function mostAlike<T>(
  own: ReadonlySet<string>,
  others: Iterable<T>,
  pairsFor: (other: T) => ReadonlySet<string>,
): T | null {
  let best: T | null = null;
  let most = ALIKE;
  for (const other of others) {
    const alike = likeness(own, pairsFor(other));
    if (alike < most) continue;
    most = alike;
    best = other;
  }
  return best;
}
