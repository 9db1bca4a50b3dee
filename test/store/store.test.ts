import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { KeyvSqlite } from '@keyv/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Delivery } from '../../src/domain/delivery.ts';
import { ConfigError, StoreError } from '../../src/domain/errors.ts';
import { createKeyValue } from '../../src/store/key-value.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import {
  composeCard,
  composeDelivery,
  composeSubscription,
  composeSummary,
} from '../support/compose.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (): string => `sqlite://${join(folder, 'store.sqlite')}`;

const addresses = [
  ['memory', () => 'memory:'],
  ['sqlite', file],
] as const;

describe.each(addresses)('a store in %s', (_name, address) => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore(address());
  });
  afterEach(() => store.close());

  test('keeps a subscription until it is removed', async () => {
    await store.subscriptions.save(composeSubscription({ channelId: '1' }));
    expect(await store.subscriptions.get('1')).toMatchObject({ channelId: '1' });
    expect(await store.subscriptions.all()).toHaveLength(1);
    expect(await store.subscriptions.remove('1')).toBe(true);
    expect(await store.subscriptions.remove('1')).toBe(false);
    expect(await store.subscriptions.all()).toEqual([]);
  });

  test('queues a delivery once, whatever became of it', async () => {
    const delivery = composeDelivery({ articleId: 'a', channelId: '1' });
    expect(await store.outbox.enqueue([delivery])).toHaveLength(1);
    expect(await store.outbox.enqueue([delivery])).toHaveLength(0);
    await store.outbox.update(sent(delivery));
    expect(await store.outbox.pending()).toEqual([]);
    expect(await store.outbox.enqueue([delivery])).toHaveLength(0);
    expect((await store.outbox.get(delivery.id))?.state.kind).toBe('sent');
  });

  test('gives pending deliveries oldest first', async () => {
    const at = (minute: number, articleId: string): Delivery =>
      composeDelivery({ articleId, channelId: '1', queuedAt: `2026-03-01T00:0${minute}:00.000Z` });
    await store.outbox.enqueue([at(2, 'a'), at(1, 'z'), at(3, 'b')]);
    expect((await store.outbox.pending()).map(({ articleId }) => articleId)).toEqual([
      'z',
      'a',
      'b',
    ]);
  });

  test('finds the documents behind identity keys, and only those', async () => {
    await store.identities.add(['k1', 'k2'], 'a');
    await store.identities.add(['k2'], 'b');
    await store.identities.add(['k2'], 'b');
    const found = await store.identities.lookup(['k1', 'k2', 'k3']);
    expect(Object.fromEntries(found)).toEqual({ k1: ['a'], k2: ['a', 'b'] });
  });

  test('shows the newest publications first', async () => {
    for (const [articleId, datePublished] of [
      ['a', '2026-01-05'],
      ['b', '2026-03-01'],
      ['c', '2025-12-31'],
    ] as const) {
      const card = composeCard({ articleId, datePublished });
      await store.articles.save(composeRecord(card));
    }
    const latest = await store.articles.latest({ limit: 2 });
    expect(latest.map(({ articleId }) => articleId)).toEqual(['b', 'a']);
    const filtered = await store.articles.latest({
      limit: 2,
      matches: ({ articleId }) => articleId === 'c',
    });
    expect(filtered).toHaveLength(1);
  });
});

function sent(delivery: Delivery): Delivery {
  return { ...delivery, state: { kind: 'sent', messageId: 'm', at: '2026-03-01T00:00:00.000Z' } };
}

function composeRecord(card: ReturnType<typeof composeCard>) {
  return {
    articleId: card.articleId,
    article: {
      url: card.url,
      title: card.title,
      agency: null,
      region: null,
      documentNumber: null,
      indexNumber: null,
      proposal: null,
      otherProposals: [],
      addressee: null,
      addresseeNames: [],
      dateWritten: null,
      datePublished: card.datePublished,
      body: '',
      attachments: [],
      issues: [],
    },
    verdict: { kind: 'reply', relevance: 'core', topics: [], evidence: [], reasons: [] },
    summary: composeSummary(),
    card,
    publications: [],
    firstSeenAt: '2026-03-01T00:00:00.000Z',
    sourceId: 's',
  } as const;
}

test('remembers everything after it was closed', async () => {
  const first = await openStore(file());
  await first.outbox.enqueue([composeDelivery({ articleId: 'a', channelId: '1' })]);
  await first.close();
  const second = await openStore(file());
  expect(await second.outbox.pending()).toHaveLength(1);
  await second.close();
});

test('a crash between ledger and queue does not bring a sent delivery back', async () => {
  const store = await openStore(file());
  const delivery = composeDelivery({ articleId: 'a', channelId: '1' });
  await store.outbox.update(sent(delivery));
  // The pending record that the crash left behind.
  await store.outbox.update(delivery);
  expect(await store.outbox.pending()).toEqual([]);
  await store.close();
});

test('refuses a store that a newer version wrote', async () => {
  const newer = createKeyValue<string>(new KeyvSqlite({ uri: file(), driver: 'node:sqlite' }), {
    namespace: 'store',
    version: 99,
  });
  await newer.set('format', 'jianbao');
  await newer.close();
  await expect(openStore(file())).rejects.toThrow(/version 99; this program reads up to 7/u);
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
  await expect(openStore('redis://127.0.0.1')).rejects.toThrow(ConfigError);
});
