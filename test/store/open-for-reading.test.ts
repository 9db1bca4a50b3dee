import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';

import { StoreError } from '../../src/domain/errors.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { openStoreForReading } from '../../src/store/open-for-reading.ts';
import { openStore } from '../../src/store/open-store.ts';
import { startFaultyNetwork } from '../support/faulty-network.ts';
import { makeOlder } from '../support/older-store.ts';
import { composeDelivery, composeSubscription } from '../support/compose.ts';
import {
  startPostgres,
  startRedis,
  WITHOUT_POSTGRES,
  WITHOUT_REDIS,
  type TestServer,
} from '../support/start-servers.ts';

const subscription = composeSubscription({ channelId: '1' });

/** What holds wherever a store is kept; returns what is read once the writer has ended. Nothing was ever written to the address. */
async function readBesideWriter(
  address: string,
  { isOneMoment }: { readonly isOneMoment: boolean },
): Promise<readonly Subscription[]> {
  const before = await openStoreForReading(address);
  expect(await before.subscriptions.all()).toEqual([]);
  await before.close();

  const writer = await openStore(address);
  try {
    await writer.subscriptions.save(subscription);
    await writer.settings.save('word', '减负');
    await writer.outbox.enqueue([composeDelivery({ channelId: '1' })]);
    await expect(openStore(address)).rejects.toMatchObject({ isInUse: true });

    const reader = await openStoreForReading(address);
    expect(await reader.subscriptions.all()).toEqual([subscription]);
    expect(await reader.settings.load('word')).toBe('减负');
    const queues = await reader.outbox.queues();
    expect(queues.map(({ channelId, size }) => ({ channelId, size }))).toEqual([
      { channelId: '1', size: 1 },
    ]);
    expect((await reader.describe()).server).toMatch(/\d/u);
    await expect(reader.settings.save('word', 'other')).rejects.toThrow(StoreError);
    await expect(reader.subscriptions.remove('1')).rejects.toThrow(/to be read/u);

    // What is written later is seen by whoever opens it later, and the writer noticed nothing.
    await writer.settings.save('word', '减负之后');
    expect(await reader.settings.load('word')).toBe(isOneMoment ? '减负' : '减负之后');
    await reader.close();
    const later = await openStoreForReading(address);
    expect(await later.settings.load('word')).toBe('减负之后');
    await later.close();
    await writer.confirmHeld();
    expect(await writer.settings.load('word')).toBe('减负之后');
  } finally {
    await writer.close();
  }
  const after = await openStoreForReading(address);
  const kept = await after.subscriptions.all();
  await after.close();
  return kept;
}

describe('in a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jianbao-reading-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  });
  const at = (name: string): string => join(folder, name);
  const address = (): string => `sqlite://${at('store.sqlite')}`;

  test('is read beside the process that writes it', async () => {
    expect(await readBesideWriter(address(), { isOneMoment: true })).toEqual([subscription]);
  });

  test('what is not there is empty, and is not made', async () => {
    const missing = `sqlite://${at('none/store.sqlite')}`;
    const store = await openStoreForReading(missing);
    expect([...(await store.sources.all())]).toEqual([]);
    await store.close();
    expect(existsSync(at('none'))).toBe(false);
  });

  test('reading leaves nothing behind, and changes no byte', async () => {
    const writer = await openStore(address());
    await writer.subscriptions.save(subscription);
    await writer.close();
    const before = statSync(at('store.sqlite')).mtimeMs;
    const store = await openStoreForReading(address());
    await store.subscriptions.all();
    await store.close();
    expect(statSync(at('store.sqlite')).mtimeMs).toBe(before);
    expect(readdirSync(folder).filter((name) => name.includes('.before'))).toEqual([]);
  });

  test('what an older program wrote is brought up to date first', async () => {
    const writer = await openStore(address());
    await writer.subscriptions.save(subscription);
    await writer.close();
    const database = new DatabaseSync(at('store.sqlite'));
    const versions = (): unknown =>
      database.prepare("SELECT value FROM jb_store WHERE key = 'versions'").get()?.['value'];
    const current = versions();
    database.exec(
      "UPDATE jb_store SET value = replace(value, 'rereads', 'former') WHERE key = 'versions'",
    );
    expect(versions()).not.toBe(current);
    const store = await openStoreForReading(address());
    expect(await store.subscriptions.all()).toEqual([subscription]);
    await store.close();
    expect(versions()).toBe(current);
    database.close();
  });

  test('so is the file of a program before each kind of record had its table', async () => {
    const writer = await openStore(address());
    await writer.subscriptions.save(subscription);
    await writer.close();
    makeOlder(at('store.sqlite'));
    const store = await openStoreForReading(address());
    expect(await store.subscriptions.all()).toEqual([subscription]);
    await store.close();
    expect(readdirSync(folder)).toContain('store.sqlite.before-7');
  });

  test('what a newer program wrote is refused', async () => {
    const writer = await openStore(address());
    await writer.close();
    const database = new DatabaseSync(at('store.sqlite'));
    database.exec(
      `UPDATE jb_store SET value = replace(value, '"version":8', '"version":99') WHERE key = 'format'`,
    );
    database.close();
    await expect(openStoreForReading(address())).rejects.toThrow(/newer Jianbao/u);
  });
});

describe.each([
  {
    name: 'PostgreSQL',
    isOneMoment: true,
    without: WITHOUT_POSTGRES,
    start: startPostgres,
    address: (port: number) => `postgres://jianbao:secret-word@127.0.0.1:${port}/jianbao`,
  },
  {
    name: 'Redis',
    isOneMoment: false,
    without: WITHOUT_REDIS,
    start: () => startRedis(),
    address: (port: number) => `redis://127.0.0.1:${port}/0`,
  },
])('in $name', ({ isOneMoment, without, start, address }) => {
  let server: TestServer | null = null;
  beforeAll(async () => {
    server = without === null ? await start() : null;
  }, 120_000);
  afterAll(() => server?.close());

  test('is read beside the process that writes it', { timeout: 60_000 }, async ({ skip }) => {
    if (without !== null) skip(without);
    const kept = await readBesideWriter(address(server?.port ?? 0), { isOneMoment });
    expect(kept).toEqual([subscription]);
  });

  test(
    'what is of one moment does not go on at another one after its connection was lost, and can be closed',
    { timeout: 60_000 },
    async ({ skip }) => {
      if (without !== null) skip(without);
      if (!isOneMoment) skip('it has no moment');
      const port = server?.port ?? 0;
      const writer = await openStore(address(port));
      onTestFinished(() => writer.close());
      const network = await startFaultyNetwork(port);
      onTestFinished(() => network.close());
      const reader = await openStoreForReading(address(network.port));
      expect(await reader.settings.load('since')).toBeNull();
      await writer.settings.save('since', 'then');
      network.reset();
      await expect(reader.settings.load('since')).rejects.toThrow(StoreError);
      await expect(reader.settings.load('since')).rejects.toThrow(StoreError);
      await expect(reader.describe()).rejects.toThrow(/does not answer/u);
      await reader.close();
    },
  );

  test('a server that is away is told of without its password', async ({ skip }) => {
    if (without !== null) skip(without);
    const opening = openStoreForReading(address(9));
    await expect(opening).rejects.toThrow(StoreError);
    await expect(opening).rejects.not.toThrow(/secret-word/u);
  });
});
