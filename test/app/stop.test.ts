import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import type { ReadingAttempt } from '../../src/store/attempts.ts';
import { openStore } from '../../src/store/open-store.ts';
import { startApp } from './running-app.ts';

test('what waited a moment to be written is so before the store is closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jianbao-'));
  const address = `sqlite://${join(folder, 'store.sqlite')}`;
  const { store, stop } = await startApp({ store: address });
  const attempt = (name: string): ReadingAttempt => ({
    address: `https://www.example.gov.cn/${name}`,
    tries: 1,
    reason: 'read-crash',
    at: '2026-11-28T02:00:00.000Z',
  });
  const [read, begun] = [attempt('read'), attempt('begun')];
  await store.attempts.save(read);
  await store.attempts.save(begun);
  store.attempts.settle(read.address);
  await stop();
  const later = await openStore(address);
  onTestFinished(async () => {
    await later.close();
    rmSync(folder, { recursive: true, force: true });
  });
  expect(await later.attempts.load(read.address)).toBeNull();
  expect(await later.attempts.load(begun.address)).toEqual(begun);
});
