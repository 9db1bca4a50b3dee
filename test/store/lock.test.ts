import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, expect, onTestFinished, test } from 'vitest';

import { guardStore } from '../../src/app/guard-store.ts';
import { StoreError } from '../../src/domain/errors.ts';
import { openStore, storeFolder, type Store } from '../../src/store/open-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const at = (name: string): string => join(folder, name);
const open = async (name: string): Promise<Store> => {
  const store = await openStore(`sqlite://${at(name)}`);
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
};
const isWindows = process.platform === 'win32';

test.skipIf(isWindows)('the same store under the name of a link is refused', async () => {
  const store = await open('store.sqlite');
  await store.settings.save('one', 1);
  symlinkSync(at('store.sqlite'), at('current.sqlite'));
  await expect(open('current.sqlite')).rejects.toThrow(
    /Another Jianbao is using .*store\.sqlite\./u,
  );
  mkdirSync(at('elsewhere'));
  symlinkSync(folder, at('elsewhere/folder'));
  await expect(open('elsewhere/folder/store.sqlite')).rejects.toThrow(/Another Jianbao is using/u);
});

test.skipIf(isWindows)('a link to a store leads to its records and its folder', async () => {
  mkdirSync(at('real'));
  symlinkSync(at('real/store.sqlite'), at('store.sqlite'));
  const linked = await open('store.sqlite');
  await linked.settings.save('one', 1);
  expect(linked.folder).toBe(at('real'));
  expect(storeFolder(`sqlite://${at('store.sqlite')}`)).toBe(at('real'));
  await expect(open('real/store.sqlite')).rejects.toThrow(/Another Jianbao is using/u);
  await linked.close();
  const real = await open('real/store.sqlite');
  expect(await real.settings.load('one')).toBe(1);
});

test('a store that nobody touches stays held, also when it is rewritten', async () => {
  const store = await open('store.sqlite');
  await store.settings.save('one', 'x'.repeat(100_000));
  await store.scrub();
  expect(() => store.assertHeld()).not.toThrow();
});

test.skipIf(isWindows).each<readonly [string, () => void]>([
  ['the lock file is removed', () => rmSync(at('store.sqlite.lock'))],
  [
    'the lock file is replaced',
    () => {
      copyFileSync(at('store.sqlite.lock'), at('copy'));
      renameSync(at('copy'), at('store.sqlite.lock'));
    },
  ],
  ['the store is removed', () => rmSync(at('store.sqlite'))],
  [
    'a copy of the store is put in its place',
    () => {
      copyFileSync(at('store.sqlite'), at('copy'));
      renameSync(at('copy'), at('store.sqlite'));
    },
  ],
  [
    'the folder is moved away',
    () => {
      mkdirSync(at('away'));
      for (const name of ['store.sqlite', 'store.sqlite.lock'])
        renameSync(at(name), at(`away/${name}`));
    },
  ],
])('it is noticed when %s', async (_what, change) => {
  const store = await open('store.sqlite');
  const logged: string[] = [];
  const logger = { error: (_facts: object, message: string) => void logged.push(message) };
  const guard = guardStore(store, logger);
  expect(guard.isHeld()).toBe(true);
  change();
  expect(() => store.assertHeld()).toThrow(StoreError);
  expect(guard.isHeld()).toBe(false);
  expect(guard.isHeld()).toBe(false);
  await guard.lost;
  expect(String(guard.failure())).toMatch(/was removed or replaced while Jianbao ran/u);
  expect(logged).toEqual(['store lost: nothing is posted any more']);
});

test.skipIf(isWindows)(
  'after the lock file was removed a second process can start: the first one knows',
  async () => {
    const first = await open('store.sqlite');
    rmSync(at('store.sqlite.lock'));
    const second = await open('store.sqlite');
    expect(() => first.assertHeld()).toThrow(/ends/u);
    second.assertHeld();
    linkSync(at('store.sqlite.lock'), at('another-name'));
    second.assertHeld();
  },
);
