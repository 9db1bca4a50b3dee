import { afterEach, beforeEach, expect, test } from 'vitest';

import type { HostState } from '../../src/fetch/host-state.ts';
import { startFakeGovSite, type FakeGovSite } from '../support/fake-gov-site.ts';
import { createTestFetcher } from '../support/test-fetcher.ts';

let site: FakeGovSite;
beforeEach(async () => {
  site = await startFakeGovSite();
  site.set('/x', { body: '<html>答复</html>' });
});
afterEach(() => site.close());

const hour = 3_600_000;

test('sends one honest User-Agent, and no cookie', async () => {
  const fetcher = createTestFetcher();
  site.set('/x', { body: '答复', headers: { 'set-cookie': 'session=1' } });
  await fetcher.fetchPage(`${site.url}/x`);
  await fetcher.fetchPage(`${site.url}/x`);
  const agents = new Set(site.log.map((request) => request.headers['user-agent']));
  expect([...agents]).toEqual(['Jianbao/0.1 (+https://example.org/jianbao; bot@example.org)']);
  expect(site.log.some((request) => 'cookie' in request.headers)).toBe(false);
});

test('sends one request at a time to a host, with the gap and its jitter between', async () => {
  const randoms = [0, 0.5, 1, 0.25];
  const fetcher = createTestFetcher({ jitterMs: 1000, random: () => randoms.shift() ?? 0 });
  site.set('/slow', { body: '答复', delayMs: 60 });
  await Promise.all(['/slow', '/x', '/x'].map((path) => fetcher.fetchPage(site.url + path)));
  expect(site.log.map(({ path }) => path)).toEqual(['/robots.txt', '/slow', '/x', '/x']);
  expect(fetcher.sleeps.toSorted((a, b) => a - b)).toEqual([5250, 5500, 6000]);
  expect(site.mostInFlight).toBe(1);
});

test('does not wait when the gap has passed by itself', async () => {
  const fetcher = createTestFetcher();
  await fetcher.fetchPage(`${site.url}/x`);
  fetcher.advance(6000);
  await fetcher.fetchPage(`${site.url}/x`);
  expect(fetcher.sleeps).toEqual([5000]);
});

test('a host that never answers delays no other host', async () => {
  const other = await startFakeGovSite();
  other.set('/x', { body: '答复' });
  site.set('/hang', { hang: true });
  const fetcher = createTestFetcher({ requestTimeoutMs: 2000 });
  const order: string[] = [];
  const ask = async (url: string, name: string): Promise<void> => {
    await fetcher.fetchPage(url);
    order.push(name);
  };
  await Promise.all([
    ask(`${site.url}/hang`, 'hang'),
    ask(`${site.url}/x`, 'behind'),
    ask(`${other.url}/x`, 'other'),
    ask(`${other.url}/x`, 'other'),
  ]);
  expect(order).toEqual(['other', 'other', 'hang', 'behind']);
  await other.close();
});

test('keeps to the day’s budget and begins anew at midnight in China', async () => {
  const fetcher = createTestFetcher({ dailyBudgetPerHost: 3 });
  await fetcher.fetchPage(`${site.url}/x`);
  await fetcher.fetchPage(`${site.url}/x`);
  const outcome = await fetcher.fetchPage(`${site.url}/x`);
  expect(outcome).toMatchObject({ kind: 'failure', reason: 'budget' });
  expect(site.log).toHaveLength(3);
  // 02:00 UTC is 10:00 in China: fourteen hours are left, less the two gaps that were slept.
  expect(outcome).toHaveProperty('retryAfterMs', 14 * hour - 10_000);
  fetcher.advance(14 * hour);
  expect(await fetcher.fetchPage(`${site.url}/x`)).toMatchObject({ kind: 'page' });
});

test('pages are read again with a tenth of the day’s budget, over a restart too, and new ones come all the same', async () => {
  const stored = new Map<string, HostState>();
  const hostStore = {
    load: (host: string) => Promise.resolve(stored.get(host) ?? null),
    save: async (host: string, state: HostState) => void stored.set(host, state),
  };
  const again = { isReread: true };
  const options = { dailyBudgetPerHost: 40, hostStore };
  const first = createTestFetcher(options);
  for (let at = 0; at < 3; at += 1) await first.fetchPage(`${site.url}/x`, again);
  const second = createTestFetcher(options);
  for (let at = 0; at < 9; at += 1) await second.fetchPage(`${site.url}/x`, again);
  expect(site.requests('/x')).toHaveLength(4);
  expect(await second.fetchPage(`${site.url}/x`, again)).toMatchObject({ reason: 'budget' });
  expect(await second.fetchPage(`${site.url}/x`)).toMatchObject({ kind: 'page' });
  second.advance(24 * hour);
  expect(await second.fetchPage(`${site.url}/x`, again)).toMatchObject({ kind: 'page' });
});

test('on a day that new pages have filled by half, none is read again', async () => {
  const fetcher = createTestFetcher({ dailyBudgetPerHost: 20 });
  for (let at = 0; at < 9; at += 1) await fetcher.fetchPage(`${site.url}/x`);
  const outcome = await fetcher.fetchPage(`${site.url}/x`, { isReread: true });
  expect(outcome).toMatchObject({ reason: 'budget' });
  expect(await fetcher.fetchPage(`${site.url}/x`)).toMatchObject({ kind: 'page' });
});

test('remembers pause, budget and robots.txt over a restart', async () => {
  const stored = new Map<string, string>();
  const hostStore = {
    load: (host: string): Promise<HostState | null> =>
      Promise.resolve(JSON.parse(stored.get(host) ?? 'null')),
    save: (host: string, state: HostState): Promise<void> => {
      stored.set(host, JSON.stringify(state));
      return Promise.resolve();
    },
  };
  site.set('/gate', { status: 412 });
  const first = createTestFetcher({ hostStore });
  await first.fetchPage(`${site.url}/x`);
  await first.close();
  const second = createTestFetcher({ hostStore });
  await second.fetchPage(`${site.url}/gate`);
  expect(site.requests('/robots.txt')).toHaveLength(1);
  const third = createTestFetcher({ hostStore });
  expect(await third.fetchPage(`${site.url}/x`)).toMatchObject({ reason: 'paused-host' });
  expect(third.hostStates()).toMatchObject([
    { host: `127.0.0.1:${site.port}`, requestsToday: 3, pausedFor: 'challenge' },
  ]);
});

test('stops waiting and asking when closed, and says so', async () => {
  const fetcher = createTestFetcher({ requestTimeoutMs: 10_000 });
  site.set('/hang', { hang: true });
  const waiting = [fetcher.fetchPage(`${site.url}/hang`), fetcher.fetchPage(`${site.url}/x`)];
  while (site.requests('/hang').length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await fetcher.close();
  expect(await Promise.all(waiting)).toMatchObject([{ reason: 'closed' }, { reason: 'closed' }]);
  expect(await fetcher.fetchPage(`${site.url}/x`)).toMatchObject({ reason: 'closed' });
  expect(fetcher.hostStates()).toMatchObject([{ failures: 0 }]);
});

test.each([1, 3])('bounds the requests to all hosts together to %i', async (maxConcurrent) => {
  site.set('/x', { body: '答复', delayMs: 40 });
  const fetcher = createTestFetcher({
    maxConcurrent,
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  });
  const hosts = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}.example.gov.cn:${site.port}`);
  await Promise.all(hosts.map((host) => fetcher.fetchPage(`http://${host}/x`)));
  expect(site.requests('/x')).toHaveLength(6);
  expect(site.mostInFlight).toBe(maxConcurrent);
});
