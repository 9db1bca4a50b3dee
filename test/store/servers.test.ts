import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';

import { Pool } from 'pg';
import { createClient } from '@keyv/redis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import { ConfigError, StoreError } from '../../src/domain/errors.ts';
import { copyStore } from '../../src/store/copy-store.ts';
import type { LeaseTimes } from '../../src/backends/lease.ts';
import { openRecords } from '../../src/store/open-records.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { composeDelivery, composeSubscription } from '../support/compose.ts';
import { startFaultyNetwork } from '../support/faulty-network.ts';
import {
  startPostgres,
  startRedis,
  WITHOUT_POSTGRES,
  WITHOUT_REDIS,
  type TestServer,
} from '../support/start-servers.ts';
import { recordsContract, sent, storeContract, type Broken } from './contract.ts';
import { allPending } from '../support/all-pending.ts';

interface Kind {
  readonly name: string;
  readonly without: string | null;
  readonly start: () => Promise<TestServer>;
  readonly address: (port: number) => string;
  /** Removes everything. */
  readonly empty: (port: number) => Promise<void>;
}

const postgresAt = (port: number): string =>
  `postgres://jianbao:secret-word@127.0.0.1:${port}/jianbao`;
const redisAt = (port: number): string => `redis://127.0.0.1:${port}/0`;

async function emptyPostgres(port: number): Promise<void> {
  const pool = new Pool({ connectionString: postgresAt(port) });
  await pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await pool.end();
}

async function emptyRedis(port: number): Promise<void> {
  const client = createClient({ url: redisAt(port) });
  await client.connect();
  await client.flushAll();
  client.destroy();
}

const kinds: readonly Kind[] = [
  {
    name: 'PostgreSQL',
    without: WITHOUT_POSTGRES,
    start: startPostgres,
    address: postgresAt,
    empty: emptyPostgres,
  },
  {
    name: 'Redis',
    without: WITHOUT_REDIS,
    start: () => startRedis(),
    address: redisAt,
    empty: emptyRedis,
  },
];

/** Others learn soon that a holder lives, and soon believe that it is gone. */
const BRISK: LeaseTimes = { beatMs: 50, patienceMs: 2000 };

/** What holds within the ten seconds that a failure may last. */
async function soon<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + 10_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreError) || performance.now() > until) throw error;
      await sleep(50);
    }
  }
}

describe.each(kinds)('$name', ({ name: kind, without, start, address, empty }) => {
  let server: TestServer | null = null;
  const port = (): number => server?.port ?? 0;
  const url = (): string => address(port());

  // A new database takes some seconds, and many where other work goes on.
  beforeAll(async () => {
    if (without === null) server = await start();
  }, 120_000);
  afterAll(() => server?.close());

  async function fresh(): Promise<string> {
    await empty(port());
    return url();
  }

  async function open(at: string, times = BRISK): Promise<Store> {
    const store = await openStore(at, { times });
    onTestFinished(() => store.close().catch(() => undefined));
    return store;
  }

  test.skipIf(without !== null)(`is there${without === null ? '' : `: ${without}`}`, () => {
    expect(port()).toBeGreaterThan(0);
  });

  describe.skipIf(without !== null)('records', () => {
    recordsContract(async (): Promise<Broken> => {
      await empty(port());
      const network = await startFaultyNetwork(port());
      onTestFinished(() => network.close());
      const { namespace, close } = await openRecords(address(network.port));
      onTestFinished(() => close().catch(() => undefined));
      return { records: namespace<number>('settings'), breakIt: () => network.set('refuse') };
    });
  });

  describe.skipIf(without !== null)('a store', () => {
    storeContract(fresh, { isAtomic: kind === 'PostgreSQL' });
  });

  describe.skipIf(without !== null)('a server', () => {
    test('keeps keys of any length, and what JSON keeps', async () => {
      const store = await open(await fresh());
      const keys = ['附'.repeat(3000), '附'.repeat(249), 'a\0b', 'half \ud800'];
      for (const key of keys) await store.settings.save(key, { text: `a\0b\ud800${key.length}` });
      const all = await store.settings.all();
      for (const key of keys) expect(all.get(key)).toEqual({ text: `a\0b\ud800${key.length}` });
    });

    test('lists one record beside many, and only that', async () => {
      const store = await open(await fresh());
      const entry = { url: '', title: '', sourceId: 's', firstSeenAt: '', reason: null };
      const known = { ...entry, outcome: 'irrelevant', articleId: null, attempts: 0 } as const;
      for (let at = 0; at < 20_000; at += 1000)
        await store.entries.saveMany(
          Array.from({ length: 1000 }, (_, index) => [`entry ${at + index}`, known] as const),
        );
      await store.subscriptions.save(composeSubscription({ channelId: '1' }));
      expect(await store.subscriptions.all()).toHaveLength(1);
    });

    test('a second process does not start, and takes over once the first gave no sign', async () => {
      const at = await fresh();
      const first = await open(at);
      await expect(openStore(at, { times: BRISK })).rejects.toThrow(/Another Jianbao is using/u);
      await first.close();
      const silent = await open(at, { beatMs: 1e6, patienceMs: 300 });
      await silent.settings.save('one', 'first');
      const second = await open(at, { beatMs: 1e6, patienceMs: 300 });
      await expect(silent.confirmHeld()).rejects.toThrow(/taken over .* posts nothing more/u);
      await expect(silent.settings.save('one', 'late')).rejects.toThrow(StoreError);
      expect(() => silent.assertHeld()).toThrow(StoreError);
      await soon(() => second.confirmHeld());
      expect(await second.settings.load('one')).toBe('first');
    });

    test.each(['reset', 'refuse', 'swallow', 'restart'] as const)(
      'after a %s nobody died, nothing hangs, and all goes on',
      async (fault) => {
        await empty(port());
        const network = await startFaultyNetwork(port());
        onTestFinished(() => network.close());
        const store = await open(address(network.port));
        await store.settings.save('one', 1);
        if (fault === 'restart') await server?.stop();
        else if (fault === 'reset') network.reset();
        else network.set(fault);
        const works = [
          () => store.settings.load('one'),
          () => store.settings.save('two', 2),
          () => store.subscriptions.remove('1'),
          () => store.subscriptions.all(),
          () => store.confirmHeld(),
        ];
        // What is reset may be open again by now.
        const outcomes = await Promise.all(
          works.map((work) => work().then(String, (error: unknown) => error)),
        );
        const isTold = (outcome: unknown): boolean =>
          outcome instanceof StoreError || (fault === 'reset' && typeof outcome === 'string');
        expect(outcomes.map(isTold)).toEqual(works.map(() => true));
        if (fault === 'restart') await server?.start();
        network.set('pass');
        expect(await soon(() => store.settings.load('one'))).toBe(1);
        await soon(() => store.settings.save('two', 2));
        await soon(() => store.confirmHeld());
        expect(await store.settings.load('two')).toBe(2);
      },
    );

    test('one that is not there is refused at once, and nothing tells the password', async () => {
      const told = address(1)
        .replace('127', 'x:secret-word@127')
        .replace('jianbao:secret-word@x:', 'x:');
      const failure: unknown = await openStore(told).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(StoreError);
      expect(inspect(failure, { depth: 10 })).not.toContain('secret-word');
      expect(String(failure)).toMatch(/127\.0\.0\.1:1.*cannot be reached/u);
    });

    test('everything moves to a file and back, and nothing is queued again', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'jianbao-copy-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const file = `sqlite://${join(folder, 'store.sqlite')}`;
      const posted = composeDelivery({ articleId: 'a', channelId: '1' });
      const waiting = composeDelivery({ articleId: 'b', channelId: '1' });
      const first = await openStore(await fresh(), { times: BRISK });
      await first.outbox.enqueue([posted, waiting]);
      await first.outbox.update(sent(posted));
      await first.settings.save('附'.repeat(3000), 'long');
      await first.close();
      const counts = await copyStore(url(), file);
      expect([counts.get('ledger'), counts.get('pending')]).toEqual([1, 1]);
      await expect(copyStore(file, url())).rejects.toThrow(/only an empty one/u);
      await empty(port());
      await copyStore(file, url());
      const last = await open(url());
      expect(await last.outbox.enqueue([posted, waiting])).toEqual([]);
      expect(await allPending(last.outbox)).toEqual([waiting]);
      expect(await last.settings.load('附'.repeat(3000))).toBe('long');
    });

    test('tells what it is and what may be lost', async () => {
      const store = await open(await fresh());
      const { server: name, latencyMs, risks } = await store.describe();
      expect(name).toMatch(/^(?:PostgreSQL|Redis) \d+\./u);
      expect(latencyMs).toBeGreaterThan(0);
      expect(risks[0]).toMatch(/fsync/u);
    });
  });
});

describe.skipIf(WITHOUT_REDIS !== null)('Redis that may forget', () => {
  test.each<readonly [string, readonly string[], RegExp]>([
    ['drops keys', ['--maxmemory-policy', 'allkeys-lru'], /drops keys .* noeviction/u],
  ])('is refused where it %s', async (_what, settings, message) => {
    const server = await startRedis(settings);
    onTestFinished(() => server.close());
    const failure: unknown = await openStore(redisAt(server.port)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect(String(failure)).toMatch(message);
  });

  test('says so where it keeps no log of its writes', async () => {
    const server = await startRedis(['--appendonly', 'no']);
    onTestFinished(() => server.close());
    const store = await openStore(redisAt(server.port));
    expect((await store.describe()).risks.join('\n')).toMatch(/appendonly yes/u);
    await store.close();
  });
});

test.each(['postgres://jianbao:secret-word@127.0.0.1:port/x', 'redis://:secret-word@:6379'])(
  'an address that is none is refused without telling the password',
  async (address) => {
    const failure: unknown = await openStore(address).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect(inspect(failure, { depth: 10 })).not.toContain('secret-word');
  },
);
