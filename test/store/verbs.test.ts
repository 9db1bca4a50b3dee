import { EventEmitter } from 'node:events';
import { mkdtempSync, openSync, statSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import type { KeyvStorageAdapter } from 'keyv';
import { describe, expect, onTestFinished, test } from 'vitest';

import { StoreError } from '../../src/domain/errors.ts';
import { createKeyValue } from '../../src/store/key-value.ts';
import { openStore } from '../../src/store/open-store.ts';
import { eachOnce } from '../../src/backends/servers/open-redis.ts';
import { openSqlite } from '../../src/backends/sqlite/open-sqlite.ts';
import { listOf, recordsContract, type Broken } from './contract.ts';

const inFolder = (): string => join(mkdtempSync(join(tmpdir(), 'jianbao-verbs-')), 'store.sqlite');
const options = { namespace: 'settings', version: 1 };

function inMemory(): Promise<Broken> {
  let isBroken = false;
  const adapter = new Proxy(new Map<string, unknown>(), {
    get(kept, key) {
      const value: unknown = Reflect.get(kept, key, kept);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        if (isBroken) throw new Error('connection lost');
        return value.apply(kept, args);
      };
    },
  });
  const breakIt = (): void => void (isBroken = true);
  return Promise.resolve({ records: createKeyValue<number>(adapter, options), breakIt });
}

async function inSqlite(): Promise<Broken> {
  const path = inFolder();
  const backend = await openSqlite(`sqlite://${path}`, {
    namespaces: [],
    small: new Set(),
    leading: new Set(),
    version: 1,
  });
  onTestFinished(() => backend.close());
  await backend.lease?.read();
  await backend.lease?.replace(null, { holder: 'test', beat: 1, lock: '' });
  const adapter = backend.adapter('settings');
  const breakIt = (): void => {
    const other = new DatabaseSync(path);
    other.exec('DROP TABLE jb_settings');
    other.close();
  };
  return { records: createKeyValue<number>(adapter, options), breakIt };
}

test('a key that Redis lists twice is one record', async () => {
  async function* twice(): AsyncGenerator<readonly [string, number]> {
    yield* [['a', 1] as const, ['b', 2] as const, ['a', 1] as const];
  }
  expect(await listOf(eachOnce(twice()))).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});

const backends = [
  ['memory', inMemory],
  ['sqlite', inSqlite],
] as const;

describe.each(backends)('records in %s', (_name, open) => {
  recordsContract(open);

  test('two failures and a success at once are each told what they are', async () => {
    const { records, breakIt } = await open();
    const other = await open();
    await records.set('a', 1);
    await other.records.set('a', 1);
    await breakIt();
    const all = await Promise.allSettled([
      records.get('a'),
      other.records.get('a'),
      records.get('b'),
      other.records.set('c', 3),
    ]);
    expect(all.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});

/** An adapter of a server: its connection may fail between two calls. */
function serverAdapter(): { readonly adapter: KeyvStorageAdapter; readonly events: EventEmitter } {
  const events = new EventEmitter();
  const kept = new Map<string, unknown>();
  const adapter = Object.assign(events, {
    namespace: undefined,
    get: (key: string) => Promise.resolve(kept.get(key)),
    set: (key: string, value: unknown) => Promise.resolve(kept.set(key, value) === kept),
    delete: (key: string) => Promise.resolve(kept.delete(key)),
    clear: () => Promise.resolve(kept.clear()),
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of an adapter as is called here
  return { adapter: adapter as unknown as KeyvStorageAdapter, events };
}

test('a connection that is lost between two calls ends nothing, and fails no call', async () => {
  const { adapter, events } = serverAdapter();
  const records = createKeyValue<number>(adapter, options);
  await records.set('a', 1);
  expect(() => events.emit('error', new Error('read ECONNRESET'))).not.toThrow();
  expect(await records.get('a')).toBe(1);
});

test('records of older versions are written as their later selves, once', async () => {
  const kept = new Map<string, unknown>();
  const first = createKeyValue<number>(kept, options);
  await first.setMany([
    ['a', 1],
    ['b', 2],
  ]);
  const upgrades = { 1: (record: unknown) => ({ value: record }) };
  const second = createKeyValue<object>(kept, { ...options, version: 2, upgrades });
  await second.set('b', { value: 3 });
  expect(await second.upgradeAll()).toBe(1);
  expect(await second.upgradeAll()).toBe(0);
  const third = createKeyValue<object>(kept, { ...options, version: 2 });
  expect(await listOf(third.entries())).toEqual([
    ['a', { value: 1 }],
    ['b', { value: 3 }],
  ]);
});

test('keys of any length and content are kept, and listed as they were given', async () => {
  const kept = new Map<string, unknown>();
  const records = createKeyValue<number>(kept, { ...options, keyLimit: 120 });
  const long = `www.example.gov.cn#${'附'.repeat(2000)}`;
  const keys = ['short', long, `${long}.`, 'a\0b', 'half \ud800', `~${'0'.repeat(64)}`];
  await records.setMany(keys.map((key, index) => [key, index] as const));
  expect(await records.get(long)).toBe(1);
  expect(await records.getMany(keys)).toEqual(new Map(keys.map((key, index) => [key, index])));
  const listed = await listOf(records.entries());
  expect(new Set(listed.map(([key]) => key))).toEqual(new Set(keys));
  for (const key of kept.keys()) expect(key.length).toBeLessThan(140);
  expect(await records.delete(long)).toBe(true);
  expect(await records.get(long)).toBeNull();
  expect(await records.get(`${long}.`)).toBe(2);
});

test('what is damaged anywhere is refused at the start, with what to do', async () => {
  const path = inFolder();
  const store = await openStore(`sqlite://${path}`);
  const entry = { url: 'https://www.example.gov.cn/', title: '', sourceId: 's', firstSeenAt: '' };
  const known = { ...entry, outcome: 'irrelevant', reason: null, articleId: null, attempts: 0 };
  const keys = Array.from({ length: 3000 }, (_, index) => `www.example.gov.cn#${index}`);
  await store.entries.saveMany(keys.map((key) => [key, { ...known, outcome: 'irrelevant' }]));
  await store.close();
  const pages = statSync(path).size / 4096;
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(4096, 7), 0, 4096, Math.floor(pages / 2) * 4096);
  closeSync(file);
  await expect(openStore(`sqlite://${path}`)).rejects.toThrow(/damaged.*Put a copy back/u);
});

test('what is damaged while the bot runs ends it', async () => {
  const path = inFolder();
  const store = await openStore(`sqlite://${path}`);
  onTestFinished(() => store.close().catch(() => undefined));
  await store.subscriptions.all();
  // Another program's write makes SQLite read the pages again, and from the file: its log is emptied.
  const other = new DatabaseSync(path);
  other.exec('PRAGMA user_version = 7; PRAGMA wal_checkpoint(TRUNCATE)');
  other.close();
  const pages = statSync(path).size / 4096;
  const file = openSync(path, 'r+');
  for (let page = 1; page < pages; page += 1)
    writeSync(file, Buffer.alloc(4096, 7), 0, 4096, page * 4096);
  closeSync(file);
  await expect(store.settings.save('one', 1)).rejects.toThrow(StoreError);
  expect(() => store.assertHeld()).toThrow(/is damaged .* Put a copy back/u);
});
