import { fileURLToPath } from 'node:url';

import { pino } from 'pino';
import { onTestFinished } from 'vitest';

import { createApp, type App } from '../../src/app/create-app.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Source } from '../../src/domain/source.ts';
import type { Standing } from '../../src/status/status-facts.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { fakeOutlet, type FakeConnection } from '../support/fake-outlet.ts';

/** What a test may put in place of the usual parts. */
export interface RunningAppOptions {
  readonly sources?: readonly Source[];
  /** Its address; default in memory. */
  readonly store?: string;
  readonly standing?: () => Standing;
  /** What the clock is ahead at the start, in milliseconds. */
  readonly aheadMs?: number;
}

/** The whole bot in this process, with a clock and a Discord that the test moves. */
export interface RunningApp {
  readonly app: App;
  readonly store: Store;
  /** Milliseconds that its clock is ahead. */
  readonly clock: { aheadMs: number };
  readonly discord: FakeConnection;
  readonly url: () => string;
  /** A scrape; null where nothing answers. */
  readonly scrape: () => Promise<string | null>;
  readonly stop: () => Promise<void>;
}

const CONFIG = fileURLToPath(new URL('../../config', import.meta.url));

export async function startApp(options: RunningAppOptions = {}): Promise<RunningApp> {
  const clock = { aheadMs: options.aheadMs ?? 0 };
  const discord: FakeConnection = {
    shards: [{ id: 0, isConnected: true }],
    post: () => Promise.resolve(),
  };
  const store = await openStore(options.store ?? 'memory:');
  const config = loadConfig(CONFIG, {});
  const app = createApp({
    config: {
      ...config,
      preview: { ...config.preview, port: 0 },
      limits: { ...config.limits, readers: 1 },
    },
    store,
    logger: pino({ level: 'silent' }),
    now: () => new Date(Date.now() + clock.aheadMs),
    ...(options.standing === undefined ? {} : { standing: options.standing }),
    overrides: {
      sources: options.sources ?? [],
      fetcher: { minGapMs: 0, jitterMs: 0, allowLoopback: true },
      openOutlet: () => fakeOutlet(store, discord),
    },
  });
  await app.open();
  let isOpen = true;
  const stop = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await app.stop();
    await store.close();
  };
  onTestFinished(stop);
  const url = app.statusUrl() ?? '';
  return {
    app,
    store,
    clock,
    discord,
    url: () => url,
    scrape: () =>
      fetch(`${url}/metrics`).then(
        (answer) => answer.text(),
        () => null,
      ),
    stop,
  };
}
