import { chmodSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { openPaths } from '../../src/cli/check-modes.ts';
import { openStore } from '../../src/store/open-store.ts';

test.skipIf(process.platform === 'win32')('nobody else can read the store', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'jianbao-modes-')), 'data');
  const path = join(folder, 'jianbao.sqlite');
  const store = await openStore(`sqlite://${path}`);
  await store.settings.save('one', 1);
  const modeOf = (one: string): number => statSync(one).mode & 0o777;
  expect(modeOf(folder)).toBe(0o700);
  for (const name of readdirSync(folder)) expect(modeOf(join(folder, name))).toBe(0o600);
  expect(openPaths(`sqlite://${path}`, join(folder, '.env'))).toEqual([]);
  writeFileSync(join(folder, '.env'), 'DISCORD_TOKEN=');
  chmodSync(join(folder, '.env'), 0o644);
  expect(openPaths(`sqlite://${path}`, join(folder, '.env')).map(({ mode }) => mode)).toEqual([
    '644',
  ]);
  await store.close();
});
