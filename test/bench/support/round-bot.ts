import { enableCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

import { openStore } from '../../../src/store/open-store.ts';
import { watchMemory } from './gauges.ts';
import { openRoundApp, roundWithPosts } from './play-rounds.ts';

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
const { queued, posted, seconds } = await roundWithPosts(app);
const peak = memory.stop();
await sleep(QUIET_MS);
const heap = process.memoryUsage().heapUsed / 2 ** 20;
const report: RoundMemory = { opened, peak, after: residentMb(), heap, queued, posted, seconds };
await close();
await store.close();
if (process.send === undefined) console.log(report);
else process.send(report, () => process.exit(0));
