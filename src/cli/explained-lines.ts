import type { Explained } from '../reading/explain-reading.ts';

/** What `read --explain` prints: which rows decided, as lines for people. */
export function explainedLines(explained: readonly Explained[]): readonly string[] {
  return [
    'explain',
    ...explained.flatMap(({ decided, value, rows, acts = [] }) => [
      `  ${decided}: ${value ?? '–'}${acts.length > 0 ? ` (${acts.join(', ')})` : ''}`,
      ...rows.map(({ row, words, weight }) => {
        const added = weight === undefined ? '' : ` ${weight >= 0 ? '+' : ''}${weight}`;
        return `    ${row}${added}: ${words}`;
      }),
    ]),
  ];
}
