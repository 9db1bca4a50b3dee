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
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import { beforeEach, expect, onTestFinished, test } from 'vitest';

import { guardStore } from '../../src/app/guard-store.ts';
import { StoreError } from '../../src/domain/errors.ts';
import type { LeaseTimes } from '../../src/backends/lease.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { storeFolder } from '../../src/backends/store-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const at = (name: string): string => join(folder, name);
const open = async (name: string, times?: LeaseTimes): Promise<Store> => {
  const store = await openStore(`sqlite://${at(name)}`, times === undefined ? {} : { times });
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
  await expect(store.settings.save('one', 1)).rejects.toThrow(StoreError);
  await expect(store.confirmHeld()).rejects.toThrow(StoreError);
  expect(guard.isHeld()).toBe(false);
  expect(guard.isHeld()).toBe(false);
  await guard.lost;
  expect(String(guard.failure())).toMatch(/was removed or replaced while Jianbao ran/u);
  expect(logged).toEqual(['store lost: nothing is posted any more']);
});

/** Others learn soon that a holder lives. */
const LIVELY: LeaseTimes = { beatMs: 20, patienceMs: 4000 };
/** Others soon believe that a holder is gone. */
const BRIEF: LeaseTimes = { beatMs: 100_000, patienceMs: 500 };

test.skipIf(isWindows).each<readonly [string, string, () => void]>([
  ['its lock file was removed', 'store.sqlite', () => rmSync(at('store.sqlite.lock'))],
  [
    'its lock file was replaced',
    'store.sqlite',
    () => {
      copyFileSync(at('store.sqlite.lock'), at('copy'));
      renameSync(at('copy'), at('store.sqlite.lock'));
    },
  ],
  [
    'it has a second name',
    'another.sqlite',
    () => {
      // With its log, as where one folder is mounted at two places.
      for (const end of ['', '-wal', '-shm'])
        linkSync(at(`store.sqlite${end}`), at(`another.sqlite${end}`));
    },
  ],
])('a second process does not start although %s', async (_what, name, change) => {
  const first = await open('store.sqlite', LIVELY);
  await first.settings.save('one', 1);
  change();
  await expect(open(name, LIVELY)).rejects.toThrow(/Another Jianbao is using/u);
  first.assertHeld();
  await first.confirmHeld();
  await first.settings.save('one', 2);
});

test('a holder without a sign is gone, and knows it before it sends or writes', async () => {
  const first = await open('store.sqlite', BRIEF);
  await first.settings.save('one', 'first');
  rmSync(at('store.sqlite.lock'));
  const second = await open('store.sqlite', BRIEF);
  await second.settings.save('one', 'second');
  await expect(first.settings.save('one', 'late')).rejects.toThrow(StoreError);
  expect(await second.settings.load('one')).toBe('second');
  await expect(first.confirmHeld()).rejects.toThrow(/taken over .* posts nothing more/u);
  expect(() => first.assertHeld()).toThrow(StoreError);
  await second.confirmHeld();
  await first.close();
  await second.confirmHeld();
});

test('after a process died the next one starts at once', async () => {
  const first = await open('store.sqlite');
  await first.settings.save('one', 1);
  const database = new DatabaseSync(at('store.sqlite'));
  const lease = database.prepare('SELECT * FROM jb_lease').get();
  await first.close();
  // As the process left it that had no time to give it back.
  const left = lease ?? {};
  database
    .prepare('INSERT INTO jb_lease VALUES (1, ?, ?, ?)')
    .run(String(left['holder']), Number(left['beat']), String(left['lock']));
  database.close();
  const times = { beatMs: 100_000, patienceMs: 10_000_000 };
  const second = await open('store.sqlite', times);
  expect(await second.settings.load('one')).toBe(1);
});

test('while another program has the file locked, the loop goes on and the write succeeds', async () => {
  const store = await open('store.sqlite');
  const other = new DatabaseSync(at('store.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  let isWritten = false;
  const write = store.settings.save('one', 1).then(() => (isWritten = true));
  let turns = 0;
  while (turns < 20) {
    await sleep(10);
    turns += 1;
  }
  expect(isWritten).toBe(false);
  other.exec('ROLLBACK');
  other.close();
  await write;
  expect(await store.settings.load('one')).toBe(1);
});

test('a file that another program has locked is said to be locked, not damaged', async () => {
  await (await open('store.sqlite')).close();
  const other = new DatabaseSync(at('store.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  await expect(open('store.sqlite')).rejects.toThrow(/Another program has its file locked/u);
  other.close();
});
