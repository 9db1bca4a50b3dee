import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { beforeEach, expect, onTestFinished, test } from 'vitest';

import { putInPlace } from '../../src/backends/sqlite/put-in-place.ts';
import { ConfigError, StoreError } from '../../src/domain/errors.ts';
import { openStore } from '../../src/store/open-store.ts';
import { backUp } from '../../src/transfer/back-up.ts';
import { restore, type RestoreReport } from '../../src/transfer/restore.ts';
import { composeSubscription } from '../support/compose.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-in-place-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const at = (name: string): string => join(folder, name);
const common = { program: '0.1.0', now: new Date('2026-11-25T08:00:00Z') };
const KEPT = 'store.sqlite.before-restore-20261125T080000Z';

/** A file as a program that was killed leaves it: `old` is in the file itself, `late` beside it. */
function leaveKilled(name: string): void {
  const database = new DatabaseSync(at('living'));
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE notes (text)');
  database.exec("INSERT INTO notes VALUES ('old'); PRAGMA wal_checkpoint(TRUNCATE)");
  database.exec("INSERT INTO notes VALUES ('late')");
  for (const suffix of ['', '-wal', '-shm']) copyFileSync(at(`living${suffix}`), at(name + suffix));
  database.close();
  rmSync(at('living'));
}

function makeClosed(name: string, text: string): void {
  const database = new DatabaseSync(at(name));
  database.exec('CREATE TABLE notes (text)');
  database.prepare('INSERT INTO notes VALUES (?)').run(text);
  database.close();
}

function notesIn(name: string): readonly unknown[] {
  const database = new DatabaseSync(at(name));
  try {
    return database
      .prepare('SELECT text FROM notes')
      .all()
      .map(({ text }) => text);
  } finally {
    database.close();
  }
}

/** With this channel alone, closed. */
async function makeStore(name: string, channelId: string): Promise<void> {
  const store = await openStore(`sqlite://${at(name)}`);
  await store.subscriptions.save(composeSubscription({ channelId }));
  await store.close();
}

async function channelsIn(name: string): Promise<readonly string[]> {
  const store = await openStore(`sqlite://${at(name)}`);
  try {
    return (await store.subscriptions.all()).map(({ channelId }) => channelId);
  } finally {
    await store.close();
  }
}

test('the file that was there is kept with what stood beside it', () => {
  leaveKilled('store.sqlite');
  makeClosed('fresh', 'new');
  expect(putInPlace(at('fresh'), at('store.sqlite'), () => at('kept'))).toBe(at('kept'));
  expect(notesIn('store.sqlite')).toEqual(['new']);
  expect(notesIn('kept')).toEqual(['old', 'late']);
  expect(existsSync(at('store.sqlite-wal'))).toBe(false);
});

test('a file that cannot be given its other name stays with all that stands beside it', () => {
  leaveKilled('store.sqlite');
  makeClosed('fresh', 'new');
  mkdirSync(at('kept'));
  expect(() => putInPlace(at('fresh'), at('store.sqlite'), () => at('kept'))).toThrow(/kept/u);
  expect(notesIn('store.sqlite')).toEqual(['old', 'late']);
});

test('cut before the last step, the file that was there is whole under its other name', () => {
  leaveKilled('store.sqlite');
  expect(() => putInPlace(at('nowhere'), at('store.sqlite'), () => at('kept'))).toThrow(/ENOENT/u);
  expect(notesIn('kept')).toEqual(['old', 'late']);
});

test('a new file of which a part stands beside it is refused, and nothing is changed', () => {
  leaveKilled('store.sqlite');
  leaveKilled('fresh');
  expect(() => putInPlace(at('fresh'), at('store.sqlite'), () => at('kept'))).toThrow(StoreError);
  expect(notesIn('store.sqlite')).toEqual(['old', 'late']);
  expect(existsSync(at('kept'))).toBe(false);
});

/** Puts a backup with channel 1 in the place of an empty store, into which a bot writes channel 2 meanwhile. */
async function restoreMeanwhile(replace: boolean): Promise<RestoreReport> {
  await makeStore('one.sqlite', '1');
  await makeStore('two.sqlite', '2');
  await backUp(`sqlite://${at('one.sqlite')}`, at('one.backup'), common);
  return restore(`sqlite://${at('store.sqlite')}`, at('one.backup'), {
    ...common,
    replace,
    onProgress: () => copyFileSync(at('two.sqlite'), at('store.sqlite')),
  });
}

test('what a bot wrote while the backup was read is kept', async () => {
  expect(await restoreMeanwhile(true)).toMatchObject({ kept: at(KEPT) });
  expect(await channelsIn(KEPT)).toEqual(['2']);
  expect(await channelsIn('store.sqlite')).toEqual(['1']);
});

test('what a bot wrote while the backup was read is not replaced unasked', async () => {
  await expect(restoreMeanwhile(false)).rejects.toThrow(ConfigError);
  expect(await channelsIn('store.sqlite')).toEqual(['2']);
});

test('an empty store is replaced and not kept', async () => {
  await makeStore('one.sqlite', '1');
  await backUp(`sqlite://${at('one.sqlite')}`, at('one.backup'), common);
  writeFileSync(at('store.sqlite'), '');
  const { kept } = await restore(`sqlite://${at('store.sqlite')}`, at('one.backup'), {
    ...common,
    replace: false,
  });
  expect(kept).toBeNull();
  expect(await channelsIn('store.sqlite')).toEqual(['1']);
});
