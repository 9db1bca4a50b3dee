import { fileURLToPath } from 'node:url';

import { pino } from 'pino';

import { createApp } from '../../../src/app/create-app.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { fakeOutlet, type FakeConnection } from '../../support/fake-outlet.ts';
import { monitorLoopCpu } from './gauges.ts';
import { sourcesOf } from './fill-store.ts';

// A bot in a process of its own, on the store that is given: it tells where it answers, and waits.

const [url = 'memory:', sources = '0'] = process.argv.slice(2);
/** Rounds come often, so that some fall into the seconds that are measured. */
const CRON = '*/10 * * * * *';

const discord: FakeConnection = {
  shards: [{ id: 0, isConnected: true }],
  post: () => Promise.resolve(),
};
const begun = performance.now();
const config = loadConfig(fileURLToPath(new URL('../../../config', import.meta.url)), {});
const store = await openStore(url);
const app = createApp({
  config: {
    ...config,
    preview: { ...config.preview, port: 0 },
    schedule: { ...config.schedule, cron: CRON },
  },
  store,
  logger: pino({ level: 'silent' }),
  now: () => new Date(),
  overrides: {
    sources: sourcesOf({ sources: Number(sources) }),
    openOutlet: () => fakeOutlet(store, discord),
  },
});
await app.open();
await app.start();
process.send?.({ url: app.statusUrl(), seconds: (performance.now() - begun) / 1000 });
const loop = monitorLoopCpu();
process.on('message', (word) => {
  if (word === 'measure') {
    loop.reset();
    return;
  }
  process.send?.({ longestMs: loop.stop() });
  void app
    .stop()
    .then(() => store.close())
    .finally(() => process.exit());
});
