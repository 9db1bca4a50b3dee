import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Delivery } from '../../src/domain/delivery.ts';
import { StoreError } from '../../src/domain/errors.ts';
import type { KeyValue } from '../../src/store/key-value.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import type { Reread } from '../../src/store/rereads.ts';
import type { Write } from '../../src/store/together.ts';
import {
  composeCard,
  composeDelivery,
  composeSubscription,
  composeSummary,
} from '../support/compose.ts';
import { composeArticle } from '../support/composed-articles.ts';
import { allPending } from '../support/all-pending.ts';

/** Records that were written well, and a way to break what they are kept in. */
export interface Broken {
  readonly records: KeyValue<number>;
  readonly breakIt: () => void | Promise<void>;
}

export async function listOf<T>(records: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const record of records) found.push(record);
  return found;
}

const verbs: readonly (readonly [string, (records: KeyValue<number>) => Promise<unknown>])[] = [
  ['get', (records) => records.get('a')],
  ['getMany', (records) => records.getMany(['a', 'b'])],
  ['set', (records) => records.set('a', 2)],
  ['setMany', (records) => records.setMany([['a', 2]])],
  ['delete', (records) => records.delete('a')],
  ['deleteMany', (records) => records.deleteMany(['a'])],
  ['entries', (records) => listOf(records.entries())],
  ['upgradeAll', (records) => records.upgradeAll()],
  ['kept', (records) => listOf(records.kept())],
  ['putBack', (records) => records.putBack([{ key: 'a', version: 1, data: 2 }])],
];

/** What holds for the records of every backend: each verb works, and is broken once. */
export function recordsContract(open: () => Promise<Broken>): void {
  test('a failure of each verb is a StoreError with its cause', async () => {
    const { records, breakIt } = await open();
    await records.setMany([
      ['a', 1],
      ['b', 2],
    ]);
    for (const [, run] of verbs) await run(records);
    await records.setMany([['a', 1]]);
    await breakIt();
    const told: unknown[] = [];
    for (const [verb, run] of verbs) {
      const failure: unknown = await run(records).catch((error: unknown) => error);
      const hasCause = failure instanceof StoreError && failure.cause !== undefined;
      told.push([verb, hasCause]);
    }
    expect(told).toEqual(verbs.map(([verb]) => [verb, true]));
  });

  test('of a key that comes twice the last value counts', async () => {
    const { records } = await open();
    await records.setMany([
      ['b', 1],
      ['a', 2],
      ['b', 3],
    ]);
    expect(new Map(await listOf(records.entries()))).toEqual(
      new Map([
        ['a', 2],
        ['b', 3],
      ]),
    );
  });

  test('many records are listed once each', async () => {
    const { records } = await open();
    const keys = Array.from({ length: 1201 }, (_, index) => `key ${index}`);
    await records.setMany(keys.map((key, index) => [key, index] as const));
    const listed = await listOf(records.entries());
    expect(new Set(listed.map(([key]) => key))).toEqual(new Set(keys));
    expect(listed).toHaveLength(keys.length);
    await records.deleteMany(keys.slice(1));
    expect(await listOf(records.entries())).toEqual([['key 0', 0]]);
  });
}

/** What holds for a store wherever it is kept; `address` gives an empty one. `isAtomic`: it has transactions. */
export function storeContract(
  address: () => string | Promise<string>,
  { isAtomic }: { readonly isAtomic: boolean },
): void {
  let store: Store;
  beforeEach(async () => {
    store = await openStore(await address());
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

  const saving = (key: string, isProvisional = false): Write => ({
    run: () => store.settings.save(key, key),
    ...(isProvisional ? { isProvisional } : {}),
  });

  test('writes together what belongs together, in its order', async () => {
    const delivery = composeDelivery({ articleId: 'a', channelId: '1' });
    const many = composeReread('b');
    await store.together([
      { run: () => store.settings.save('twice', 1) },
      saving('only on the way', true),
      store.rereads.saving(many),
      { run: () => store.settings.save('twice', 2) },
    ]);
    await store.outbox.enqueue([delivery], {
      before: [saving('before')],
      after: [saving('after')],
    });
    // What is around them is written though nothing is new.
    await store.outbox.enqueue([delivery], { before: [saving('again')], after: [] });
    await store.outbox.enqueue([], { before: [], after: [saving('nothing')] });
    await store.together([]);
    const written = await store.settings.all();
    expect([...written.keys()].sort()).toEqual(
      [
        'after',
        'again',
        'before',
        'nothing',
        'twice',
        ...(isAtomic ? [] : ['only on the way']),
      ].sort(),
    );
    expect(written.get('twice')).toBe(2);
    expect(await store.rereads.load('b')).toEqual(many);
    expect(await allPending(store.outbox)).toHaveLength(1);
  });

  test('of what is written together nothing is there where one of it fails, or only what comes before it', async () => {
    const failing: Write = { run: () => Promise.reject(new StoreError('It cannot be written.')) };
    const attempt = store.together([saving('first'), failing, saving('last')]);
    await expect(attempt).rejects.toThrow(StoreError);
    const delivery = composeDelivery({ articleId: 'a', channelId: '1' });
    const queueing = store.outbox.enqueue([delivery], { before: [], after: [failing] });
    await expect(queueing).rejects.toThrow('It cannot be written.');
    expect([...(await store.settings.all()).keys()]).toEqual(isAtomic ? [] : ['first']);
    // What waits is known from what was written, not from what was to be.
    expect(await store.outbox.queues()).toHaveLength(isAtomic ? 0 : 1);
    // And nothing of it keeps the next one from being written.
    await store.together([saving('later'), saving('latest')]);
    expect((await store.settings.all()).has('latest')).toBe(true);
  });

  test('writes many records together, and takes all of them back', async () => {
    const signs = Array.from({ length: 1100 }, (_, at) => [`sign ${at}`, 'key'] as const);
    await store.together([...(await store.sightings.adding(signs)), saving('with many')]);
    const found = await store.sightings.getMany(signs.map(([sign]) => sign));
    expect(found.size).toBe(signs.length);
    expect(await store.settings.load('with many')).toBe('with many');
    const many = Array.from({ length: 300 }, (_, at) =>
      composeDelivery({ articleId: `a${at}`, channelId: '1' }),
    );
    await store.outbox.enqueue(many, { before: [saving('first')], after: [saving('last')] });
    await store.outbox.update(...many.map(sent));
    expect(await store.outbox.queue('1')).toBeNull();
    expect((await store.outbox.getMany(many.map(({ id }) => id))).size).toBe(many.length);
    const failing: Write = { run: () => Promise.reject(new StoreError('It cannot be written.')) };
    const others = signs.map(([sign]) => [`other ${sign}`, 'key'] as const);
    const attempt = store.together([...(await store.sightings.adding(others)), failing]);
    await expect(attempt).rejects.toThrow('It cannot be written.');
    const left = await store.sightings.getMany(others.map(([sign]) => sign));
    expect(left.size).toBe(isAtomic ? 0 : others.length);
  });

  test('queues a delivery once, whatever became of it', async () => {
    const delivery = composeDelivery({ articleId: 'a', channelId: '1' });
    expect(await store.outbox.enqueue([delivery])).toHaveLength(1);
    expect(await store.outbox.enqueue([delivery])).toHaveLength(0);
    await store.outbox.update(sent(delivery));
    expect(await allPending(store.outbox)).toEqual([]);
    expect(await store.outbox.enqueue([delivery])).toHaveLength(0);
    expect((await store.outbox.get(delivery.id))?.state.kind).toBe('sent');
  });

  test('gives what waits for a channel oldest first', async () => {
    const at = (minute: number, articleId: string): Delivery =>
      composeDelivery({ articleId, channelId: '1', queuedAt: `2026-03-01T00:0${minute}:00.000Z` });
    await store.outbox.enqueue([at(2, 'a'), at(1, 'z'), at(3, 'b')]);
    const articleIds = async (limit?: number): Promise<readonly string[]> =>
      (await store.outbox.waiting('1', limit)).map(({ articleId }) => articleId);
    expect(await articleIds()).toEqual(['z', 'a', 'b']);
    expect(await articleIds(1)).toEqual(['z']);
    expect(await store.outbox.queues()).toEqual([
      { channelId: '1', size: 3, held: 0, since: Date.parse('2026-03-01T00:01:00.000Z') },
    ]);
    await store.outbox.update(sent(at(1, 'z')));
    expect(await articleIds()).toEqual(['a', 'b']);
    expect(await store.outbox.queue('2')).toBeNull();
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
}

export function sent(delivery: Delivery): Delivery {
  return { ...delivery, state: { kind: 'sent', messageId: 'm', at: '2026-03-01T00:00:00.000Z' } };
}

function composeReread(articleId: string): Reread {
  const dueAt = '2026-03-01T00:00:00.000Z';
  return { articleId, host: 'www.example.gov.cn', dueAt, attempts: 0, validators: null };
}

function composeRecord(card: ReturnType<typeof composeCard>) {
  return {
    articleId: card.articleId,
    article: composeArticle({
      url: card.url,
      title: card.title,
      datePublished: card.datePublished,
    }),
    verdict: { kind: 'reply', relevance: 'core', topics: [], evidence: [], reasons: [] },
    summary: composeSummary(),
    card,
    publications: [],
    firstSeenAt: '2026-03-01T00:00:00.000Z',
    sourceId: 's',
  } as const;
}
