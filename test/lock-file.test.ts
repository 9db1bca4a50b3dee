import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const LOCK = z.object({
  packages: z.record(z.string(), z.object({ integrity: z.string().optional() })),
});

// npm leaves it out for packages of other systems that it did not download when the file was made.
test('the lock file names what every package must be, those of other systems too', () => {
  const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
  const { packages } = LOCK.parse(JSON.parse(text));
  const unnamed = Object.entries(packages).filter(([at, one]) => at !== '' && !one.integrity);
  expect(unnamed.map(([at]) => at)).toEqual([]);
});
