import { setTimeout as sleep } from 'node:timers/promises';

import { Pool } from 'pg';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';

import { ConfigError, StoreError } from '../../src/domain/errors.ts';
import { runExclusive } from '../../src/revise/run-exclusive.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import type { Sharing } from '../../src/store/sharing.ts';
import type { HandedTask } from '../../src/store/handed.ts';
import type { Write } from '../../src/store/together.ts';
import { composeCard, composeDelivery, composeSubscription } from '../support/compose.ts';
import { startFaultyNetwork } from '../support/faulty-network.ts';
import { onPostgres } from '../support/on-postgres.ts';

test.each(['memory:', 'redis://127.0.0.1:1/0'])('%s is not written by several', async (url) => {
  await expect(openStore(url, { isShared: true })).rejects.toThrow(ConfigError);
});

onPostgres('a store that several processes write', (server) => {
  const at = (port = server().port): string =>
    `postgres://jianbao:secret-word@127.0.0.1:${port}/jianbao`;

  beforeEach(async () => {
    const pool = new Pool({ connectionString: at() });
    await pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await pool.end();
  });

  async function open(url = at()): Promise<Store> {
    const store = await openStore(url, { isShared: true });
    onTestFinished(() => store.close().catch(() => undefined));
    return store;
  }

  function sharingOf({ sharing }: Store): Sharing {
    if (sharing === null) throw new Error('not shared');
    return sharing;
  }

  test('is opened by several at the same time, and by nobody who writes alone', async () => {
    await Promise.all(Array.from({ length: 5 }, () => open()));
    await expect(openStore(at())).rejects.toThrow(/Another Jianbao is using/u);
  });

  test('is not opened beside one that writes alone', async () => {
    const alone = await openStore(at());
    onTestFinished(() => alone.close());
    await expect(open()).rejects.toThrow(/Another Jianbao is using/u);
  });

  test('takes writes only in a turn, and of the queues and subscriptions only those of the leader', async () => {
    const store = await open();
    const subscription = composeSubscription({ channelId: '1' });
    await expect(store.settings.save('one', 1)).rejects.toThrow(StoreError);
    await sharingOf(store).inTurn('host/a', async () => {
      await store.settings.save('one', 1);
      await expect(store.subscriptions.save(subscription)).rejects.toThrow(StoreError);
      await expect(
        store.outbox.enqueue([composeDelivery({ articleId: 'a', channelId: '1' })]),
      ).rejects.toThrow(StoreError);
    });
    await sharingOf(store).lead();
    await store.subscriptions.save(subscription);
    expect(await store.settings.load('one')).toBe(1);
  });

  test('refuses what an earlier leader still writes, and tells it', async () => {
    const [first, second] = await Promise.all([open(), open()]);
    await sharingOf(first).lead();
    await first.settings.save('one', 'first');
    await first.confirmHeld();
    await sharingOf(second).lead();
    await second.settings.save('one', 'second');
    await expect(first.settings.save('one', 'late')).rejects.toThrow(StoreError);
    await expect(first.confirmHeld()).rejects.toThrow(/posts nothing more/u);
    expect(() => first.assertHeld()).toThrow(StoreError);
    await second.confirmHeld();
    expect(await second.settings.load('one')).toBe('second');
  });

  test('refuses what is written in an earlier turn of the same key, not what is in another one', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const taken = Promise.withResolvers<void>();
    const late = sharingOf(one).inTurn('host/a', async () => {
      await one.settings.save('one', 'first');
      await taken.promise;
      await one.settings.save('one', 'late');
    });
    await sleep(200);
    await sharingOf(other).inTurn('host/b', () => other.settings.save('two', 'b'));
    await sharingOf(other).inTurn('host/a', () => other.settings.save('one', 'second'));
    taken.resolve();
    await expect(late).rejects.toThrow(StoreError);
    expect([await one.settings.load('one'), await one.settings.load('two')]).toEqual([
      'second',
      'b',
    ]);
  });

  test('says for each write in which turn it is made, whichever table was written before on that connection', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const begun = Promise.withResolvers<void>();
    const taken = Promise.withResolvers<void>();
    const late = sharingOf(one).inTurn('host/a', async () => {
      await one.settings.save('one', 'first');
      begun.resolve();
      await taken.promise;
      // On the same connection, which has meanwhile said another turn for another table.
      await one.settings.save('one', 'late');
    });
    await begun.promise;
    await sharingOf(one).inTurn('host/b', () => one.hosts.save('b', { requests: 1 }));
    await sharingOf(other).inTurn('host/a', () => other.settings.save('one', 'second'));
    taken.resolve();
    await expect(late).rejects.toThrow(StoreError);
    expect(await one.settings.load('one')).toBe('second');
  });

  test('what two processes read, change and write alone is not lost', async () => {
    const stores = await Promise.all([open(), open(), open()]);
    const add = (store: Store): Promise<void> =>
      runExclusive(store, async () => {
        const before = Number(await store.settings.load('count'));
        await store.settings.save('count', before + 1);
      });
    await Promise.all(stores.flatMap((store) => Array.from({ length: 30 }, () => add(store))));
    expect(await stores[0]?.settings.load('count')).toBe(90);
  });

  test('who holds a key and is cut off loses it, and what it writes afterwards is refused', async () => {
    const network = await startFaultyNetwork(server().port);
    onTestFinished(() => network.close());
    const cut = await open(at(network.port));
    const other = await open();
    const back = Promise.withResolvers<void>();
    const held: boolean[] = [];
    const late = sharingOf(cut).alone('request/a', async ({ isSure, signal }) => {
      held.push(isSure());
      network.set('swallow');
      await back.promise;
      held.push(isSure(), signal.aborted);
      await cut.settings.save('one', 'late');
    });
    await sleep(500);
    const idle = await sharingOf(other).alone('request/a', async ({ idleMs }) => {
      await other.settings.save('one', 'second');
      return idleMs;
    });
    network.set('pass');
    back.resolve();
    await expect(late).rejects.toThrow(StoreError);
    expect(held).toEqual([true, false, true]);
    expect(idle).toBeGreaterThanOrEqual(0);
    expect(await other.settings.load('one')).toBe('second');
  });

  test('a server that is gone while another process makes the store is told as that', async () => {
    const network = await startFaultyNetwork(server().port);
    onTestFinished(() => network.close());
    await open();
    const pool = new Pool({ connectionString: at() });
    onTestFinished(() => pool.end());
    // Longer than the rest takes, and not so long that a wrong clock is suspected.
    const held = await pool.query(
      "UPDATE jb_terms SET held_until = clock_timestamp() + interval '15 seconds' WHERE key = 'start'",
    );
    expect(held.rowCount).toBe(1);
    const opening = open(at(network.port)).catch((error: unknown) => error);
    const waiting =
      "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'INSERT INTO jb_terms%' AND query_start > $1 AND pid <> pg_backend_pid()";
    const since = (await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now')).rows[0]?.now;
    while ((await pool.query(waiting, [since])).rowCount === 0) await sleep(20);
    network.set('refuse');
    const failure = await opening;
    expect(failure).toBeInstanceOf(StoreError);
    expect(failure).toMatchObject({
      message: expect.stringMatching(/cannot be read\. Is the server there/u),
      cause: expect.objectContaining({
        name: 'StoreError',
        message: expect.stringMatching(/does not say whose turn it is/u),
      }),
    });
  });

  test('takes all of what is written together in a turn, and nothing of it in one that is over', async () => {
    const [first, second] = await Promise.all([open(), open()]);
    const saving = (store: Store, key: string): Write => ({
      run: () => store.settings.save(key, key),
    });
    const both = (store: Store, name: string): readonly Write[] => [
      saving(store, `${name} one`),
      store.handed.adding({ kind: 'edits', card: composeCard({ articleId: name }) }, 1),
      saving(store, `${name} two`),
    ];
    await expect(first.together(both(first, 'outside'))).rejects.toThrow(StoreError);
    await sharingOf(first).inTurn('host/a', async () => {
      await first.together(both(first, 'in turn'));
      await sharingOf(second).inTurn('host/a', async () => {
        await expect(first.together(both(first, 'late'))).rejects.toThrow(StoreError);
        await second.together(both(second, 'next'));
      });
    });
    const found = await second.settings.all();
    expect([...found.keys()].sort()).toEqual([
      'in turn one',
      'in turn two',
      'next one',
      'next two',
    ]);
    expect(await second.handed.all()).toHaveLength(2);
  });

  test('who is cut off between the statements of a transaction keeps no turn from others, and none of it is written', async () => {
    const network = await startFaultyNetwork(server().port);
    onTestFinished(() => network.close());
    const cut = await open(at(network.port));
    const other = await open();
    await sharingOf(other).inTurn('host/b', () => other.settings.save('last', 'before'));
    const pool = new Pool({ connectionString: at() });
    onTestFinished(() => pool.end());
    const holder = await pool.connect();
    onTestFinished(() => holder.release(true));
    await holder.query('BEGIN; SELECT 1 FROM jb_settings FOR UPDATE');
    const late = sharingOf(cut)
      .inTurn('host/a', () =>
        cut.together([
          { run: () => cut.settings.save('first', 'late') },
          { run: () => cut.settings.save('last', 'late') },
        ]),
      )
      .catch((error: unknown) => error);
    const blocked = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
    while ((await pool.query(blocked)).rowCount === 0) await sleep(20);
    network.set('swallow');
    await holder.query('ROLLBACK');
    expect(await late).toBeInstanceOf(StoreError);
    const save = (): Promise<void> =>
      sharingOf(other).inTurn('host/a', () => other.settings.save('last', 'second'));
    await vi.waitFor(save, { timeout: 60_000, interval: 100 });
    expect([...(await other.settings.all())]).toEqual([['last', 'second']]);
  });

  test('two that write many of the same records together, in another order, do not wait for each other for ever', async () => {
    const stores = await Promise.all([open(), open()]);
    const signs = Array.from({ length: 1000 }, (_, index) => `sign ${index}`);
    const turns = stores.map((store, process) =>
      sharingOf(store).inTurn(`host/${process}`, async () => {
        for (let round = 0; round < 5; round += 1) {
          const pairs = signs.map((sign) => [sign, `${process} ${round}`] as const);
          if (process === 1) pairs.reverse();
          await store.together(await store.sightings.adding(pairs));
        }
      }),
    );
    const ends = await Promise.allSettled(turns);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  });

  test('a connection that is reset in the middle of a write ends nobody', async () => {
    const network = await startFaultyNetwork(server().port);
    onTestFinished(() => network.close());
    const store = await open(at(network.port));
    const failures: unknown[] = [];
    const feed = { isOn: true };
    const writing = sharingOf(store).inTurn('host/a', async () => {
      for (let count = 0; feed.isOn; count += 1)
        await store.settings.save('one', count).catch((error: unknown) => failures.push(error));
    });
    for (let resets = 0; resets < 20; resets += 1) {
      await sleep(50);
      network.reset();
    }
    feed.isOn = false;
    await writing;
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.every((error) => error instanceof StoreError)).toBe(true);
  });

  test('what is handed over is in order, whoever did it', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const hand = (store: Store, articleId: string): Promise<void> =>
      runExclusive(store, () =>
        store.handed.add(
          { kind: 'edits', card: composeCard({ articleId }) },
          sharingOf(store).numberOf('settle'),
        ),
      );
    for (const [store, task] of [
      [one, 'a'],
      [other, 'b'],
      [one, 'c'],
    ] as const)
      await hand(store, task);
    const all = await one.handed.all();
    const idOf = (task: HandedTask): string => ('card' in task ? task.card.articleId : '');
    expect(all.map(([, task]) => idOf(task))).toEqual(['a', 'b', 'c']);
    await sharingOf(one).lead();
    await one.handed.forget('b');
    expect((await other.handed.all()).map(([, task]) => idOf(task))).toEqual(['a', 'c']);
    for (const [key] of all) await one.handed.remove(key);
    expect(await other.handed.all()).toEqual([]);
  });
});
