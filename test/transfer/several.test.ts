import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, expect, onTestFinished, test } from 'vitest';

import { openRecords } from '../../src/store/open-records.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { type Namespace, VERSIONS } from '../../src/store/upgrades.ts';
import { backUp } from '../../src/transfer/back-up.ts';
import { readBackup, writeBackup, type BackupRecord } from '../../src/transfer/backup-file.ts';
import { restore } from '../../src/transfer/restore.ts';
import { composeCard, composeDelivery, composeSubscription } from '../support/compose.ts';
import { onPostgres } from '../support/on-postgres.ts';
import { sent } from '../store/contract.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-several-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const now = new Date('2026-11-25T08:00:00Z');
const common = { program: '0.1.0', now };
const file = (): string => join(folder, 'one.backup');
const sqlite = (): string => `sqlite://${join(folder, 'b.sqlite')}`;

async function recordsOf(backup: string): Promise<ReadonlyMap<string, readonly BackupRecord[]>> {
  const found = new Map<string, BackupRecord[]>();
  for await (const one of readBackup(backup)) {
    found.set(one.namespace, [...(found.get(one.namespace) ?? []), one]);
  }
  return found;
}

onPostgres('a store on PostgreSQL', (server) => {
  const url = (): string => `postgres://jianbao:secret-word@127.0.0.1:${server().port}/jianbao`;

  /** Queues and posts, as the process that leads does, until it is told to end. */
  async function lead(store: Store, isOver: () => boolean): Promise<number> {
    await store.sharing?.lead();
    await store.subscriptions.save(composeSubscription({ channelId: '1' }));
    let posted = 0;
    for (; !isOver(); posted += 1) {
      const delivery = composeDelivery({ channelId: '1', articleId: `p-${posted}` });
      await store.outbox.enqueue([delivery]);
      await store.outbox.update(sent(delivery));
    }
    return posted;
  }

  /** Leaves tasks for the leader, each with a number that is written before, one that is written with it and one behind it. */
  async function crawl(store: Store, turn: number, isOver: () => boolean): Promise<number> {
    const name = `c${turn}`;
    let count = 0;
    await store.sharing?.inTurn(`host/${name}`, async () => {
      for (; !isOver(); count += 1) {
        const card = composeCard({ articleId: `${name}-${count}` });
        await store.settings.save(`first-${name}`, count);
        await store.together([
          store.handed.adding({ kind: 'edits', card }, turn),
          {
            run: () =>
              store.backlogs.save(name, { rows: [], walk: null, searchedAt: String(count) }),
          },
        ]);
        await store.hosts.save(name, count);
      }
    });
    return count;
  }

  test('is backed up as it was at one moment, while several processes write it', async () => {
    const stores = await Promise.all(
      Array.from({ length: 3 }, () => openStore(url(), { isShared: true })),
    );
    let isOver = false;
    const hasEnded = (): boolean => isOver;
    onTestFinished(async () => {
      isOver = true;
      await work.catch(() => undefined);
      for (const store of stores) await store.close().catch(() => undefined);
    });
    const [leader, ...crawlers] = stores;
    if (leader === undefined) throw new Error('no leader');
    const work = Promise.all([
      lead(leader, hasEnded),
      ...crawlers.map((store, at) => crawl(store, at, hasEnded)),
    ]);
    const seen: number[] = [];
    // Each has to find more than the one before: the others went on writing.
    while (seen.length < 4) {
      const { isOneMoment } = await backUp(url(), file(), common);
      expect(isOneMoment).toBe(true);
      const records = await recordsOf(file());
      const valueOf = (namespace: Namespace, key: string): unknown =>
        records.get(namespace)?.find((one) => one.key === key)?.data;
      const handed = records.get('handed') ?? [];
      const ended = records.get('ledger') ?? [];
      if (handed.length < 4 || ended.length <= (seen.at(-1) ?? 4)) continue;
      seen.push(ended.length);
      // Posted or waiting, never both, and none is missing among those before it.
      const ids = [...ended, ...(records.get('pending') ?? [])].map(({ key }) => key);
      expect(new Set(ids).size).toBe(ids.length);
      expect([0, 1]).toContain(ids.length - ended.length);
      for (const name of ['c0', 'c1']) {
        const mine = handed.filter(({ data }) => JSON.stringify(data).includes(`"${name}-`));
        const last = mine.length - 1;
        if (last < 0) continue;
        expect(valueOf('backlogs', name)).toMatchObject({ searchedAt: String(last) });
        expect([last, last + 1]).toContain(valueOf('settings', `first-${name}`));
        expect([last - 1, last]).toContain(valueOf('hosts', name) ?? -1);
      }
    }
    isOver = true;
    const [posted] = await work;
    expect(posted).toBeGreaterThanOrEqual(seen.at(-1) ?? 0);
    await restore(sqlite(), file(), { ...common, replace: false });
    const copy = await openStore(sqlite());
    onTestFinished(() => copy.close());
    const delivery = composeDelivery({ channelId: '1', articleId: 'p-0' });
    expect(await copy.outbox.enqueue([delivery])).toEqual([]);
    expect(await copy.handed.all()).toHaveLength(
      (await recordsOf(file())).get('handed')?.length ?? 0,
    );
  });

  test('takes a backup of version 7 of the store', async () => {
    await writeBackup(file(), OLD_HEADER, oldRecords());
    const { header } = await restore(url(), file(), { ...common, replace: true });
    expect(header.store).toBe(7);
    await expectBroughtUp(url());
  });
});

const OLD_HEADER = { store: 7, program: '0.1.0', at: '2026-11-20T00:00:00.000Z' };
const OLD_VERSIONS = { ...VERSIONS, store: 7, articles: 5, sources: 2 };

/** As version 7 of the store wrote them, and one document as the version before left it. */
async function* oldRecords(): AsyncGenerator<BackupRecord> {
  const waiting = composeDelivery({ channelId: '1', articleId: 'p-2' });
  const posted = sent(composeDelivery({ channelId: '1', articleId: 'p-1' }));
  const { card: _waiting, ...waits } = waiting;
  const { card: _posted, ...went } = posted;
  const stored = { revision: 1 };
  yield record('store', ['format', 7, 'jianbao']);
  yield record('store', ['versions', 7, JSON.stringify(OLD_VERSIONS)]);
  yield record('subscriptions', [
    '1',
    VERSIONS.subscriptions,
    composeSubscription({ channelId: '1' }),
  ]);
  yield record('ledger', [posted.id, VERSIONS.ledger, { ...went, ...stored }]);
  yield record('pending', [waiting.id, VERSIONS.pending, { ...waits, ...stored }]);
  yield record('cards', ['p-1:1', VERSIONS.cards, composeCard({ articleId: 'p-1' })]);
  yield record('cards', ['p-2:1', VERSIONS.cards, composeCard({ articleId: 'p-2' })]);
  yield record('articles', [
    'p-1',
    5,
    { articleId: 'p-1', article: { url: 'http://www.example.gov.cn/1.html', issues: [] } },
  ]);
}

function record(
  namespace: Namespace,
  [key, version, data]: readonly [string, number, unknown],
): BackupRecord {
  return { namespace, key, version, data };
}

/** It is a store of today, nothing of it is lost, and what was posted is not posted again. */
async function expectBroughtUp(url: string): Promise<void> {
  const store = await openStore(url);
  try {
    expect((await store.articles.get('p-1'))?.article.issues).toEqual(['plain-http']);
    expect(await store.subscriptions.all()).toHaveLength(1);
    expect(await store.outbox.queue('1')).toMatchObject({ size: 1 });
    const [waiting] = await store.outbox.waiting('1');
    expect(waiting?.card).toEqual(composeCard({ articleId: 'p-2' }));
    const again = composeDelivery({ channelId: '1', articleId: 'p-1' });
    expect(await store.outbox.enqueue([again])).toEqual([]);
  } finally {
    await store.close();
  }
  const records = await openRecords(url);
  try {
    const meta = records.namespace<string>('store');
    expect(JSON.parse((await meta.get('versions')) ?? '{}')).toEqual(VERSIONS);
    for (const name of ['store', 'articles'] as const) {
      for await (const { version } of records.namespace(name).kept()) {
        expect(version).toBe(VERSIONS[name]);
      }
    }
  } finally {
    await records.close();
  }
}

test('a backup of version 7 of the store becomes a store of today, in a file', async () => {
  await writeBackup(file(), OLD_HEADER, oldRecords());
  const { header, counts } = await restore(sqlite(), file(), { ...common, replace: false });
  expect(header).toEqual(OLD_HEADER);
  expect(counts).toMatchObject({ articles: 1, ledger: 1, pending: 1, subscriptions: 1 });
  await expectBroughtUp(sqlite());
});

test('a backup of a later version of the store is refused, and what is there stays', async () => {
  const store = await openStore(sqlite());
  await store.subscriptions.save(composeSubscription({ channelId: '7' }));
  await store.close();
  const header = { ...OLD_HEADER, store: VERSIONS.store + 1 };
  await writeBackup(file(), header, oldRecords());
  await expect(restore(sqlite(), file(), { ...common, replace: true })).rejects.toThrow(
    /was written by a newer Jianbao/u,
  );
  const same = await openStore(sqlite());
  onTestFinished(() => same.close());
  expect((await same.subscriptions.all()).map(({ channelId }) => channelId)).toEqual(['7']);
});
