import { expect, test } from 'vitest';

import type { CompiledRow } from '../../src/classify/compile-matrix.ts';
import { compileVocabulary } from '../../src/classify/compile-vocabulary.ts';
import { findRowMatches } from '../../src/classify/find-row-matches.ts';
import { deliveredVocabulary } from '../support/composed-articles.ts';

const { matrix } = compileVocabulary(deliveredVocabulary());

function speaks(row: CompiledRow, folded: string, presumed = false): boolean {
  const found = findRowMatches({ folded, hits: matrix.find(folded) }, () => presumed);
  return found.some((sighting) => sighting.row === row);
}

const rows = matrix.rows.map((row) => {
  const [first = ''] = row.nouns;
  const acts = [...(row.acts ?? [''])];
  return { name: `${row.topic}: ${first} × ${acts[0]}`, row, acts };
});

/** All that a row says, before and after its noun, with `mark` in front. */
function sayings({ row, acts }: (typeof rows)[number], mark: string): string[] {
  return [...row.nouns].flatMap((noun) =>
    acts.flatMap((act) => {
      const forwards = `${mark}${noun}${act}`;
      const backwards = `${act}${mark}${noun}`;
      return row.isLed ? [backwards] : [forwards, backwards];
    }),
  );
}

test.each(rows)('matches every noun with every act in both orders: $name', (entry) => {
  const [mark = ''] = entry.row.beside;
  const silent = sayings(entry, mark).filter((text) => !speaks(entry.row, text));
  expect(silent).toEqual([]);
});

test.each(rows.filter(({ row }) => row.unless.size > 0))(
  "keeps silent where another's word is nearer: $name",
  (entry) => {
    const [mark = ''] = entry.row.beside;
    for (const other of entry.row.unless) {
      const texts = sayings(entry, other).map((text) => `${mark}，${text}`);
      expect(texts.filter((text) => speaks(entry.row, text, true))).toEqual([]);
    }
  },
);

test.each(rows.filter(({ row }) => row.acts !== null && !row.isLed))(
  'hears no act beyond the gap or in the next clause: $name',
  (entry) => {
    const { row, acts } = entry;
    const holdsAct = (word: string): boolean => acts.some((act) => word.includes(act));
    const mark = [...row.beside].find((word) => !holdsAct(word)) ?? '';
    for (const noun of row.nouns) {
      for (const act of acts) {
        const far = `${mark}${noun}${'甲'.repeat(row.gap + 1)}${act}`;
        const parted = `${mark}${noun}，${act}`;
        expect([far, parted].filter((text) => speaks(row, text))).toEqual([]);
      }
    }
  },
);
