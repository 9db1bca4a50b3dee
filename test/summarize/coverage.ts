/** Han, digits, Latin letters, points and percent signs: what coverage is counted on. */
export function comparable(text: string): string {
  return text.normalize('NFKC').replaceAll(/[^\p{Script=Han}0-9a-zA-Z.%]/gu, '');
}

/** Share of a span's character pairs that stand in a text; 0.6 and more counts as said. */
export function coverage(span: string, text: string): number {
  const wanted = pairs(comparable(span));
  const given = pairs(comparable(text));
  let hit = 0;
  let all = 0;
  for (const [pair, count] of wanted) {
    all += count;
    hit += Math.min(count, given.get(pair) ?? 0);
  }
  return all === 0 ? 0 : hit / all;
}

/** Whether every piece between omission marks stands in the body. */
export function isVerbatim(text: string, body: string): boolean {
  const solid = (part: string): string => part.normalize('NFKC').replaceAll(/\s+/gu, '');
  return text
    .split(/…+/u)
    .map(solid)
    .filter((part) => part.length > 1)
    .every((part) => solid(body).includes(part));
}

function pairs(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let index = 0; index + 2 <= text.length; index += 1) {
    const pair = text.slice(index, index + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}
