import { expect, test } from 'vitest';

import { createQueues } from '../../src/app/create-queues.ts';
import type { CrawlDeps } from '../../src/crawl/crawl-deps.ts';
import { runRound, type RoundOptions, type RoundReport } from '../../src/crawl/run-round.ts';
import { createStoreGate } from '../../src/crawl/store-gate.ts';
import { StoreError } from '../../src/domain/errors.ts';
import { composeSubscription } from '../support/compose.ts';
import { type Disk, openFragileStore, type FragileStore } from './fragile-store.ts';
import { column, known, siteWith } from './known-column.ts';
import {
  columnSource,
  columnUrl,
  showRows,
  testCrawl,
  type ScriptedSite,
  type TestCrawl,
} from './reply-column.ts';
import { allPending } from '../support/all-pending.ts';

const { sport } = column;
const otherUrl = 'https://jyj.qingxi.gov.cn/jyta/';
const sources = [columnSource(), columnSource({ id: 'other', url: otherUrl })];
const minute = 60_000;

interface Stage {
  readonly site: ScriptedSite;
  readonly disk: FragileStore;
  readonly crawl: TestCrawl;
  readonly logged: readonly string[];
  readonly errors: readonly unknown[];
  readonly round: (which?: RoundOptions['which']) => Promise<RoundReport>;
}

async function stage(
  change: (deps: CrawlDeps) => CrawlDeps = (deps) => deps,
  kept: Disk = new Map(),
): Promise<Stage> {
  const site = siteWith(known);
  const disk = openFragileStore(kept, null);
  const crawl = await testCrawl(site, { store: disk.store });
  const logged: string[] = [];
  const errors: unknown[] = [];
  const log = (_facts: object, message: string): void => void logged.push(message);
  const { now } = crawl.deps;
  const gate = createStoreGate({ store: disk.store, now, logger: { error: log, info: log } });
  const deps = change({ ...crawl.deps, limits: { ...crawl.deps.limits, parallelVisits: 1 } });
  return {
    site,
    disk,
    crawl,
    logged,
    errors,
    round: (which = 'all') =>
      runRound(deps, sources, {
        which,
        gate,
        onError: (_source, error) => errors.push(error),
      }),
  };
}

const urls = ({ site }: Stage): readonly string[] => site.requested.map(({ url }) => url);

test('while the disk is full no site is visited, which is said once an hour', async () => {
  const world = await stage();
  const { disk, crawl, logged, round } = world;
  disk.setFault('full');
  for (let count = 0; count < 5; count += 1) {
    expect(await round()).toMatchObject({ visited: 0, failed: 0, heldBack: 2 });
    crawl.advance(10 * minute);
  }
  expect(urls(world)).toEqual([]);
  const told = 'store does not work: no site is visited until it does';
  expect(logged).toEqual([told]);
  crawl.advance(20 * minute);
  await round();
  expect(logged).toEqual([told, told]);
  disk.setFault(null);
  expect(await round()).toMatchObject({ visited: 2, failed: 0, heldBack: 0 });
  expect(urls(world)).toContain(columnUrl);
  expect(logged.slice(2)).toEqual(['store works again: sites are visited']);
});

test('where the disk fills up during a visit, the sources behind it are not visited', async () => {
  const world = await stage();
  const { site, disk, round, errors } = world;
  site.pages.set(columnUrl, () => {
    disk.setFault('full');
    throw new StoreError('The disk is full.');
  });
  expect(await round()).toMatchObject({ visited: 0, failed: 1, heldBack: 1 });
  expect(errors).toEqual([expect.any(StoreError)]);
  expect(urls(world)).toEqual([columnUrl]);
});

test('after a failed write a small one proves nothing: as much as a visit writes has to succeed', async () => {
  const world = await stage();
  const { site, disk, round } = world;
  site.pages.set(columnUrl, () => {
    disk.setFault('almost-full');
    throw new StoreError('The disk is full.');
  });
  expect(await round()).toMatchObject({ failed: 1, heldBack: 1 });
  expect(await round()).toMatchObject({ failed: 0, heldBack: 2 });
  expect(urls(world)).toEqual([columnUrl]);
  disk.setFault(null);
  showRows(site, known);
  expect(await round()).toMatchObject({ visited: 2, heldBack: 0 });
});

test('visits that begin together share one try of the store', async () => {
  const { disk, crawl } = await stage();
  const { now } = crawl.deps;
  const logger = { error: () => undefined, info: () => undefined };
  const gate = createStoreGate({ store: disk.store, now, logger });
  const before = disk.writes();
  for (let visit = 0; visit < 50; visit += 1) expect(await gate.isOpen()).toBe(true);
  expect(disk.writes() - before).toBe(1);
  // What failed in one of them is tried at once by the next.
  disk.setFault('full');
  gate.doubt(new StoreError('The disk is full.'));
  expect(await gate.isOpen()).toBe(false);
  expect(await gate.isOpen()).toBe(false);
  disk.setFault(null);
  expect(await gate.isOpen()).toBe(true);
  crawl.advance(minute);
  disk.setFault('full');
  expect(await gate.isOpen()).toBe(false);
});

test('one record that cannot be read does not keep the other sources from being visited', async () => {
  const world = await stage();
  const { site, round, logged } = world;
  site.pages.set(columnUrl, () => {
    throw new StoreError('The record "x" has version 9.');
  });
  expect(await round()).toMatchObject({ visited: 1, failed: 1, heldBack: 0 });
  expect(logged).toEqual([]);
});

test('a list of records that cannot be read is the store’s failure, never a page’s', async () => {
  const withQueues = (deps: CrawlDeps): CrawlDeps => ({
    ...deps,
    ...createQueues({
      store: deps.store,
      subscriptions: deps.store.subscriptions,
      wake: () => undefined,
      now: deps.now,
    }),
  });
  const kept: Disk = new Map();
  const before = await stage(withQueues, kept);
  const listener = composeSubscription({ relevances: ['core', 'related'] });
  await before.disk.store.subscriptions.save(listener);
  await before.round();
  // A process that has listed nothing so far.
  const { site, disk, crawl, round, errors } = await stage(withQueues, kept);
  showRows(site, [sport, ...known]);
  disk.setFault('unlistable');
  crawl.advance(60 * minute);
  await round();
  expect(errors).toEqual([expect.any(StoreError)]);
  expect(crawl.bugs).toEqual([]);
  disk.setFault(null);
  await round();
  expect((await allPending(disk.store.outbox)).map(({ card }) => card.title)).toContain(
    sport.letter.title,
  );
});

test('where it cannot be told which sources are due, nothing is visited, and it is said once', async () => {
  const world = await stage();
  const { disk, logged, round } = world;
  disk.setFault('unlistable');
  for (let count = 0; count < 3; count += 1) {
    expect(await round('due')).toMatchObject({ visited: 0, failed: 0, heldBack: 2 });
  }
  expect(urls(world)).toEqual([]);
  expect(logged).toHaveLength(1);
  disk.setFault(null);
  expect(await round('due')).toMatchObject({ visited: 2, heldBack: 0 });
  expect(logged).toHaveLength(2);
});
