import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { KeyvSqlite } from '@keyv/sqlite';
import { beforeEach, expect, onTestFinished, test } from 'vitest';

import { createKeyValue } from '../../src/store/key-value.ts';
import { openStore } from '../../src/store/open-store.ts';
import { composeSubscription } from '../support/compose.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-tables-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const at = (name: string): string => join(folder, name);
const address = (): string => `sqlite://${at('store.sqlite')}`;

/** Writes one namespace as every program before version 7 did: into the table of all. */
async function writeOld(namespace: string, version: number, records: object): Promise<void> {
  const adapter = new KeyvSqlite({ uri: address(), wal: true, driver: 'node:sqlite' });
  const store = createKeyValue(adapter, { namespace, version });
  await store.setMany(Object.entries(records));
  await store.close();
}

async function writeOldStore(): Promise<void> {
  await writeOld('store', 6, { format: 'jianbao' });
  await writeOld('subscriptions', 1, { '1': composeSubscription({ channelId: '1' }) });
  await writeOld('settings', 2, { one: { text: '减负' }, two: 2 });
  await writeOld('entries', 3, {
    'www.example.gov.cn#关于提案的答复': { outcome: 'irrelevant', reason: null },
  });
}

function tablesIn(path: string): Readonly<Record<string, number>> {
  const database = new DatabaseSync(path);
  const names = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const counts = names.map(({ name }): readonly [string, number] => [
    String(name),
    Number(database.prepare(`SELECT count(*) AS count FROM "${String(name)}"`).get()?.['count']),
  ]);
  database.close();
  return Object.fromEntries(counts);
}

async function readsAsBefore(): Promise<void> {
  const store = await openStore(address());
  expect(await store.subscriptions.all()).toHaveLength(1);
  expect(await store.settings.load('one')).toEqual({ text: '减负' });
  expect([...(await store.settings.all()).keys()]).toEqual(['one', 'two']);
  const known = await store.entries.getMany(['www.example.gov.cn#关于提案的答复']);
  expect([...known.values()]).toEqual([{ outcome: 'irrelevant', reason: null }]);
  await store.close();
}

test('the one table of an older file becomes a table for each namespace', async () => {
  await writeOldStore();
  await readsAsBefore();
  expect(tablesIn(at('store.sqlite'))).toMatchObject({
    keyv: 1,
    jb_entries: 1,
    jb_settings: 2,
    jb_subscriptions: 1,
    jb_articles: 0,
  });
  // The second start finds nothing to do.
  await readsAsBefore();
});

test('a copy of the older file stays until something is to be erased, and an older program can go on with it', async () => {
  await writeOldStore();
  const store = await openStore(address());
  const copy = at('store.sqlite.before-7');
  const uri = `sqlite://${copy}`;
  const older = createKeyValue(new KeyvSqlite({ uri, driver: 'node:sqlite' }), {
    namespace: 'settings',
    version: 2,
  });
  expect(await older.get('one')).toEqual({ text: '减负' });
  await older.close();
  expect(readFileSync(copy).length).toBeGreaterThan(0);
  await store.scrub();
  expect(existsSync(copy)).toBe(false);
  await store.close();
});

test.each(['an older file', 'a new one'])(
  'a program before version 7 does not begin afresh with %s',
  async (which) => {
    if (which === 'an older file') await writeOldStore();
    await (await openStore(address())).close();
    const older = createKeyValue(new KeyvSqlite({ uri: address(), driver: 'node:sqlite' }), {
      namespace: 'store',
      version: 6,
    });
    await expect(older.get('format')).rejects.toThrow(
      /has version \d+; this program reads up to 6/u,
    );
    await older.close();
  },
);

test('a move that is cut short leaves the older file usable', async () => {
  await writeOldStore();
  // A table that is in the way and refuses what is copied into it.
  const database = new DatabaseSync(at('store.sqlite'));
  database.exec('CREATE TABLE jb_subscriptions (key TEXT, value TEXT, other TEXT)');
  database.close();
  await expect(openStore(address())).rejects.toThrow(/cannot be read/u);
  expect(tablesIn(at('store.sqlite'))).toMatchObject({ keyv: 5 });
  const mended = new DatabaseSync(at('store.sqlite'));
  mended.exec('DROP TABLE jb_subscriptions');
  mended.close();
  await readsAsBefore();
});
