import { setTimeout as sleep } from 'node:timers/promises';

import { beforeEach, expect, onTestFinished, test } from 'vitest';

import { HOUR_MS } from '../../src/base/clock.ts';
import { createMutex } from '../../src/base/mutex.ts';
import type { Send } from '../../src/fetch/host-client.ts';
import type { HostState, HostStore } from '../../src/fetch/host-state.ts';
import type { SharedHosts } from '../../src/fetch/host-turns.ts';
import { startFakeGovSite, type FakeGovSite } from '../support/fake-gov-site.ts';
import { createTestFetcher, type TestFetcher } from '../support/test-fetcher.ts';

/** What several processes have of the same hosts, in one: a store and the turns. */
function createCommon(): { readonly hostStore: HostStore; readonly shared: SharedHosts } {
  const stored = new Map<string, HostState>();
  const inTurn = createMutex();
  const held = { idleMs: null, signal: new AbortController().signal, isSure: () => true };
  return {
    hostStore: {
      load: (host) => Promise.resolve(stored.get(host) ?? null),
      save: async (host, state) => void stored.set(host, state),
    },
    shared: { alone: (_host, work) => inTurn(() => work(held)) },
  };
}

/** Waits as long as another process has the host, which is for ever. */
const takenByAnother: SharedHosts['alone'] = async (_host, _work, signal) => {
  await sleep(HOUR_MS, undefined, { signal });
  throw new Error('an hour is over');
};

let site: FakeGovSite;
beforeEach(async () => {
  site = await startFakeGovSite();
  onTestFinished(() => site.close());
  site.set('/a.html', { body: '<html>答复</html>' });
});

function open(options: Parameters<typeof createTestFetcher>[0]): TestFetcher {
  const fetcher = createTestFetcher(options);
  onTestFinished(() => fetcher.close());
  return fetcher;
}

test('robots.txt is requested once a day, whichever process asks', async () => {
  const common = createCommon();
  const fetchers = [open(common), open(common)];
  const ask = async (): Promise<void> => {
    for (const { fetchPage } of fetchers) await fetchPage(`${site.url}/a.html`);
  };
  await ask();
  expect(site.requests('/robots.txt')).toHaveLength(1);
  for (const fetcher of fetchers) fetcher.advance(25 * HOUR_MS);
  // The second one has still the old record in its memory.
  await ask();
  expect(site.requests('/robots.txt')).toHaveLength(2);
  expect(site.requests('/a.html')).toHaveLength(4);
});

test('https is tried once in 30 days, whichever process asks', async () => {
  const common = createCommon();
  const requested: string[] = [];
  const send: Send = (url) => {
    requested.push(url.href);
    const isFound = url.href === 'http://jyj.lanhe.gov.cn/a';
    return Promise.resolve({
      kind: 'answer',
      url,
      status: isFound ? 200 : 404,
      bytes: Buffer.from('<html>答复</html>'),
      isCut: false,
      header: () => 'text/html',
    });
  };
  const fetchers = [open({ ...common, send }), open({ ...common, send })];
  const ask = async (path: string): Promise<void> => {
    for (const { fetchPage } of fetchers) await fetchPage(`http://jyj.lanhe.gov.cn${path}`);
  };
  // Both read the host before anything is known of its https.
  await ask('/none');
  requested.length = 0;
  await ask('/a');
  expect(requested).toEqual([
    'http://jyj.lanhe.gov.cn/a',
    'https://jyj.lanhe.gov.cn/robots.txt',
    'https://jyj.lanhe.gov.cn/a',
    'http://jyj.lanhe.gov.cn/a',
  ]);
});

test.each([0, 1, 2, 3])(
  'a stop ends what waits for a host that another process has, after %i turns',
  async (own) => {
    const { hostStore, shared } = createCommon();
    const waits = Promise.withResolvers<void>();
    let turns = 0;
    const fetcher = open({
      hostStore,
      shared: {
        alone(...turn) {
          turns += 1;
          if (turns <= own) return shared.alone(...turn);
          waits.resolve();
          return takenByAnother(...turn);
        },
      },
    });
    const fetching = fetcher.fetchPage(`${site.url}/a.html`);
    await waits.promise;
    await fetcher.close();
    expect(await fetching).toMatchObject({ kind: 'failure', reason: 'closed' });
  },
);

test('what the store fails with while a host is changed is told, also at a stop', async () => {
  const { hostStore, shared } = createCommon();
  let saves = 0;
  const fetcher = open({
    shared,
    hostStore: {
      ...hostStore,
      async save(...state) {
        saves += 1;
        if (saves === 1) return hostStore.save(...state);
        // Of the change after the request of robots.txt.
        void fetcher.close();
        throw new Error('the store is full');
      },
    },
  });
  await expect(fetcher.fetchPage(`${site.url}/a.html`)).rejects.toThrow('the store is full');
});
