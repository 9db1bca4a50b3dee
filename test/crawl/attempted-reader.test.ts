import { onTestFinished, expect, test } from 'vitest';

import { createAttemptedReader } from '../../src/crawl/attempted-reader.ts';
import { ReaderError, type ReaderFailure } from '../../src/domain/errors.ts';
import type { Reader } from '../../src/reading/reader.ts';
import {
  createAttemptStore,
  type HostDeaths,
  type ReadingAttempt,
} from '../../src/store/attempts.ts';
import { createKeyValue } from '../../src/store/key-value.ts';
import { openStore } from '../../src/store/open-store.ts';
import { localReader } from '../support/local-reader.ts';
import * as letters from '../../src/demo/letters.ts';
import { columnSource, columnUrl, scriptedSite, showRows, testCrawl } from './reply-column.ts';

const address = 'https://a.gov.cn/1.html';
const raw = { url: address, bytes: new TextEncoder().encode('<p>一'), contentType: null };
const dayMs = 86_400_000;

/** A reader over a list of fates: null reads, a word is how it dies, an error is a bug. */
async function attempts(fates: (ReaderFailure | Error | null)[]) {
  const store = await openStore('memory:');
  onTestFinished(() => store.close());
  const local = localReader();
  let time = Date.parse('2026-11-23T02:00:00Z');
  const begun: (number | null)[] = [];
  const meet = async <T>(work: () => Promise<T>): Promise<T> => {
    begun.push((await store.attempts.load(address))?.tries ?? null);
    const fate = fates.shift() ?? null;
    if (fate instanceof Error) throw fate;
    if (fate !== null) throw new ReaderError('As the test says.', fate);
    return work();
  };
  const mortal: Reader = {
    readList: (...args) => meet(() => local.readList(...args)),
    readPage: (...args) => meet(() => local.readPage(...args)),
    readAttachment: (...args) => meet(() => local.readAttachment(...args)),
  };
  const reader = createAttemptedReader(mortal, {
    attempts: store.attempts,
    now: () => new Date(time),
  });
  return {
    store,
    /** How many tries were written down at the moment that each reading began. */
    begun,
    wait: (ms: number) => void (time += ms),
    read: async (at = address): Promise<string> => {
      try {
        await reader.readList(raw, { address: at, today: '2026-11-22' });
        return 'read';
      } catch (error) {
        if (!(error instanceof ReaderError)) return String(error);
        return `${error.reason}${error.isGivenUp ? ', given up' : ''}`;
      }
    },
  };
}

test('an address that ends its reader three times is given up, and tried again after a week', async () => {
  const { read, wait } = await attempts(['read-timeout', 'read-memory', 'read-timeout']);
  expect(await read()).toBe('read-timeout');
  expect(await read()).toBe('read-memory');
  expect(await read()).toBe('read-timeout, given up');
  wait(6 * dayMs);
  expect(await read()).toBe('read-timeout, given up');
  wait(2 * dayMs);
  expect(await read()).toBe('read');
  expect(await read()).toBe('read');
});

test('a host whose pages ended six readers within a day rests until the day is over; another one does not', async () => {
  const six = Array.from({ length: 6 }, () => 'read-timeout' as const);
  const { read, wait, begun } = await attempts([...six, null, ...six.slice(1)]);
  const page = (at: number): string => `https://a.gov.cn/${at}.html`;
  for (const at of six.keys()) {
    expect(await read(page(at))).toBe('read-timeout');
    wait(dayMs / 10);
  }
  expect(await read(page(6))).toBe('read-paused');
  expect(await read('https://b.gov.cn/1.html')).toBe('read');
  expect(begun).toHaveLength(7);
  wait(dayMs / 2);
  for (const at of six.slice(1).keys()) {
    expect(await read(page(10 + at))).toBe('read-timeout');
    wait(dayMs / 4);
  }
  expect(await read(page(7))).toBe('read');
});

test('a host that rests is seen in the health of its source, no try is counted and its letters are read later', async () => {
  const site = scriptedSite();
  const known = [
    { path: '202610/t20261001_101.html', letter: letters.TRAINING },
    { path: '202609/t20260915_102.html', letter: letters.FERTILISER },
  ];
  showRows(site, known);
  let isWell = false;
  const local = localReader();
  const crawl = await testCrawl(site, {
    limits: { attemptsPerEntry: 1 },
    reader: {
      ...local,
      readPage: (bytes, options) =>
        isWell || !options.address.includes('bomb')
          ? local.readPage(bytes, options)
          : Promise.reject(new ReaderError('Too slow.', 'read-timeout')),
    },
  });
  await crawl.visit();
  const good = { path: '202610/t20261020_200.html', letter: letters.HOMEWORK };
  const bombs = Array.from({ length: 8 }, (_, at) => ({
    path: `202610/t20261015_bomb${at}.html`,
    letter: { ...letters.LATECOMER, title: `${letters.LATECOMER.title}（${at}）` },
  }));
  showRows(site, [...bombs, good, ...known]);
  await crawl.visit();
  const outcomes = (): readonly string[] => crawl.lastEntries().map(([outcome]) => outcome);
  expect(outcomes()).toEqual([...Array.from({ length: 6 }, () => 'retry'), 'waits']);
  expect(await crawl.visit()).toMatchObject({ status: 'blocked', reason: 'read-paused' });
  isWell = true;
  crawl.advance(dayMs);
  expect(await crawl.visit()).toMatchObject({ status: 'ok' });
  const ends = new Set(outcomes());
  expect([ends.has('queued'), ends.has('waits'), ends.has('unreadable')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('an attempt is written down before it is made', async () => {
  const { store, read, begun } = await attempts([]);
  const dead = { address, reason: 'read-crash' as const, at: '2026-11-23T01:59:00.000Z' };
  await store.attempts.save({ ...dead, tries: 7 });
  expect(await read()).toBe('read');
  expect(begun).toEqual([8]);
  expect(await store.attempts.load(address)).toBeNull();
  // A bot that is killed while it reads leaves the same behind as one that dies of it: some such ends are believed to be kills.
  await store.attempts.save({ ...dead, tries: 8 });
  expect(await read()).toBe('read-crash, given up');
  expect(begun).toEqual([8]);
});

test.each([
  ['a stop', 'closed' as const, 'closed'],
  ['a bug', new Error('oops'), 'Error: oops'],
])('%s is no attempt', async (_name, fate, said) => {
  const { store, read } = await attempts(['read-timeout', fate]);
  await read();
  expect(await read()).toBe(said);
  expect(await store.attempts.load(address)).toMatchObject({ tries: 1, reason: 'read-timeout' });
});

test('an entry that ended its readers is given up with its reason, and its source says so', async () => {
  const site = scriptedSite();
  const known = [
    { path: '202610/t20261001_101.html', letter: letters.TRAINING },
    { path: '202609/t20260915_102.html', letter: letters.FERTILISER },
  ];
  showRows(site, known);
  const local = localReader();
  const poison = '202610/t20261014_107.html';
  const crawl = await testCrawl(site, {
    limits: { attemptsPerEntry: 50 },
    reader: {
      ...local,
      readPage: (bytes, options) =>
        options.address.endsWith(poison)
          ? Promise.reject(new ReaderError('Too slow.', 'read-timeout'))
          : local.readPage(bytes, options),
    },
  });
  await crawl.visit();
  const other = { path: '202610/t20261015_108.html', letter: letters.HOMEWORK };
  showRows(site, [other, { path: poison, letter: letters.LATECOMER }, ...known]);
  const seen: string[] = [];
  for (let visit = 0; visit < 4; visit += 1) {
    await crawl.visit();
    seen.push(
      crawl
        .lastEntries()
        .map(([outcome]) => outcome)
        .join(' '),
    );
  }
  expect(seen).toEqual(['retry queued', 'retry', 'unreadable', '']);
  const state = await crawl.store.sources.load('column');
  expect(state?.status).toBe('ok');
  expect(state?.givenUp).toMatchObject([{ url: `${columnUrl}${poison}`, reason: 'read-timeout' }]);
});

test('a list that ends its readers is a blocked source with the reason', async () => {
  const site = scriptedSite();
  showRows(site, [{ path: '202610/t20261001_101.html', letter: letters.TRAINING }]);
  const crawl = await testCrawl(site, {
    reader: {
      ...localReader(),
      readList: () => Promise.reject(new ReaderError('Too much.', 'read-memory')),
    },
  });
  expect(await crawl.visit(columnSource())).toMatchObject({
    status: 'blocked',
    reason: 'read-memory',
  });
});

test('what was read well is known no more, and goes with others in one write', async () => {
  const kept = createKeyValue<ReadingAttempt>(new Map(), { namespace: 'a', version: 1 });
  const hosts = createKeyValue<HostDeaths>(new Map(), { namespace: 'd', version: 1 });
  const removed: (readonly string[])[] = [];
  const counting = {
    ...kept,
    deleteMany: (keys: readonly string[]) => {
      if (keys.length > 0) removed.push(keys);
      return kept.deleteMany(keys);
    },
  };
  const store = createAttemptStore(counting, hosts);
  const attempt = (at: string): ReadingAttempt => ({
    address: at,
    tries: 1,
    reason: 'read-crash',
    at: '2026-11-23T02:00:00Z',
  });
  for (const at of ['a', 'b', 'c']) await store.save(attempt(at));
  store.settle('a');
  store.settle('b');
  expect([await store.load('a'), removed]).toEqual([null, []]);
  expect(await store.load('c')).toMatchObject({ tries: 1 });
  // Begun anew, it counts again.
  await store.save(attempt('b'));
  store.settle('c');
  await store.flush();
  expect(removed.map((keys) => keys.length)).toEqual([2]);
  expect([await store.load('a'), (await store.load('b'))?.tries]).toEqual([null, 1]);
});
