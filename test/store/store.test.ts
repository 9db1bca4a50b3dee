import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { KeyvSqlite } from '@keyv/sqlite';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';

import { ConfigError, StoreError } from '../../src/domain/errors.ts';
import { createKeyValue } from '../../src/store/key-value.ts';
import { openStore } from '../../src/store/open-store.ts';
import { composeDelivery } from '../support/compose.ts';
import { sent, storeContract } from './contract.ts';
import { allPending } from '../support/all-pending.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (): string => `sqlite://${join(folder, 'store.sqlite')}`;

const addresses = [
  ['memory', () => 'memory:', false],
  ['sqlite', file, true],
] as const;

describe.each(addresses)('a store in %s', (_name, address, isAtomic) => {
  storeContract(address, { isAtomic });
});

test('a statement that fails in the file takes back what was written with it', async () => {
  const path = join(folder, 'store.sqlite');
  const store = await openStore(`sqlite://${path}`);
  onTestFinished(() => store.close());
  const other = new DatabaseSync(path);
  other.exec('DROP TABLE jb_hosts');
  other.close();
  const attempt = store.together([
    { run: () => store.settings.save('first', 1) },
    { run: () => store.hosts.save('a', {}) },
    { run: () => store.settings.save('last', 1) },
  ]);
  await expect(attempt).rejects.toThrow(StoreError);
  expect(await store.settings.all()).toEqual(new Map());
  await store.settings.save('later', 1);
  expect([...(await store.settings.all()).keys()]).toEqual(['later']);
});

test('remembers everything after it was closed', async () => {
  const first = await openStore(file());
  await first.outbox.enqueue([composeDelivery({ articleId: 'a', channelId: '1' })]);
  await first.close();
  const second = await openStore(file());
  expect(await allPending(second.outbox)).toHaveLength(1);
  await second.close();
});

test('a crash between ledger and queue does not bring a sent delivery back', async () => {
  const store = await openStore(file());
  const delivery = composeDelivery({ articleId: 'a', channelId: '1' });
  await store.outbox.update(sent(delivery));
  // The pending record that the crash left behind.
  await store.outbox.update(delivery);
  expect(await allPending(store.outbox)).toEqual([]);
  await store.close();
});

test('refuses a store that a newer version wrote', async () => {
  const newer = createKeyValue<string>(new KeyvSqlite({ uri: file(), driver: 'node:sqlite' }), {
    namespace: 'store',
    version: 99,
  });
  await newer.set('format', 'jianbao');
  await newer.close();
  await expect(openStore(file())).rejects.toThrow(/version 99; this program reads up to 8/u);
});

test('refuses a second process on one file', async () => {
  const first = await openStore(file());
  await expect(openStore(file())).rejects.toThrow(/Another Jianbao is using/u);
  await first.close();
  const second = await openStore(file());
  await second.close();
});

test('a broken file is an error, never an empty store', async () => {
  writeFileSync(join(folder, 'store.sqlite'), 'this is not a database, whatever its name says');
  await expect(openStore(file())).rejects.toThrow(StoreError);
  await expect(openStore(file())).rejects.toThrow(/damaged.*Put a copy back/u);
});

test('a failed write throws', async () => {
  const records = createKeyValue<string>(new KeyvSqlite({ uri: file(), driver: 'node:sqlite' }), {
    namespace: 'x',
    version: 1,
  });
  await records.set('a', 'b');
  await records.close();
  await expect(records.set('a', 'c')).rejects.toThrow(StoreError);
  await expect(records.get('a')).rejects.toThrow(StoreError);
});

test('names the schemes that it knows', async () => {
  await expect(openStore('mysql://127.0.0.1')).rejects.toThrow(ConfigError);
});
