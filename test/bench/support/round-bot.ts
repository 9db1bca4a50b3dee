import { enableCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

import { openStore } from '../../../src/store/open-store.ts';
import { watchMemory } from './gauges.ts';
import { openRoundApp } from './play-rounds.ts';

/** What the main process of a round had resident, in MB. */
export interface RoundMemory {
  readonly opened: number;
  readonly peak: number;
  /** Some seconds after the round. */
  readonly after: number;
  readonly heap: number;
  readonly queued: number;
  readonly posted: number;
  readonly seconds: number;
}

/** Cards are posted while sources are visited, as they are in the bot. */
const DELIVERY_PAUSE_MS = 100;
const QUIET_MS = 10_000;

// A process of its own: the bot as `launch.mjs` starts it, for one round over so many sources whose pages have so many bytes.
const [url = '', sources = '0', pageBytes = '0'] = process.argv.slice(2);
const residentMb = (): number => process.memoryUsage.rss() / 2 ** 20;

// As `main.ts`.
enableCompileCache();
const store = await openStore(url);
const { app, close } = await openRoundApp(store, {
  sources: Number(sources),
  pageBytes: Number(pageBytes),
});
const opened = residentMb();
const memory = watchMemory();
const begun = performance.now();
let isOver = false;
const posting = (async () => {
  let posted = 0;
  for (let isLast = false; !isLast; await sleep(DELIVERY_PAUSE_MS)) {
    isLast = isOver;
    posted += (await app.deliver()).sent;
  }
  return posted;
})();
const { queued } = await app.round('all');
isOver = true;
const posted = await posting;
const seconds = (performance.now() - begun) / 1000;
const peak = memory.stop();
await sleep(QUIET_MS);
const heap = process.memoryUsage().heapUsed / 2 ** 20;
const report: RoundMemory = { opened, peak, after: residentMb(), heap, queued, posted, seconds };
await close();
await store.close();
if (process.send === undefined) console.log(report);
else process.send(report, () => process.exit(0));
