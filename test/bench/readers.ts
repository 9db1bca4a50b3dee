import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { loadConfig } from '../../src/config/load-config.ts';
import { createReaderPool } from '../../src/readers/create-reader-pool.ts';
import type { Reader } from '../../src/reading/reader.ts';
import { openStore } from '../../src/store/open-store.ts';
import { localReader } from '../support/local-reader.ts';
import { openRoundApp, roundWithPosts } from './support/play-rounds.ts';
import { pageOfSize } from './support/round-pages.ts';

const SOURCES = 500;
const PAGE_BYTES = 200_000;
const READS = 300;
const config = loadConfig(fileURLToPath(new URL('../../config', import.meta.url)), {});

/** Prints the delay of the main process's event loop during a round, the pages a second of 1, 2 and 4 readers, and memory. */
export async function run(): Promise<void> {
  console.log(`round of ${SOURCES} sources; lists and pages have ${PAGE_BYTES / 1000} KB`);
  // First: what the other one takes of this process's memory is not given back.
  await measureRound('with the pool', null);
  await measureRound('in this process (as before)', localReader());
  for (const size of [1, 2, 4]) await measurePool(size);
}

/** One round of the whole bot over a site in another process; every list is new and its newest page is read. */
async function measureRound(name: string, reader: Reader | null): Promise<void> {
  const store = await openStore('memory:');
  const { app, close } = await openRoundApp(store, {
    sources: SOURCES,
    pageBytes: PAGE_BYTES,
    ...(reader === null ? {} : { reader }),
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const memory = watchMemory();
  delay.enable();
  const report = await roundWithPosts(app);
  delay.disable();
  const peak = memory.stop();
  await close();
  await store.close();
  const ms = (nanoseconds: number): string => (nanoseconds / 1e6 - 1).toFixed(1);
  console.log(
    `  ${name}: ${report.visited} sources, ${report.queued} cards (there should be ${SOURCES}), ${report.posted} of them posted, in ${report.seconds.toFixed(1)} s`,
  );
  console.log(
    `    event loop delay, ms: p50 ${ms(delay.percentile(50))}, p99 ${ms(delay.percentile(99))}, most ${ms(delay.max)} (aim: p99 20)`,
  );
  console.log(
    `    memory at its peak, MB: ${peak.main.toFixed(0)} this process, ${peak.readers.toFixed(0)} readers`,
  );
}

async function measurePool(size: number): Promise<void> {
  const pool = createReaderPool({ vocabulary: config.vocabulary, size });
  const raw = {
    url: 'https://a.gov.cn/1.html',
    bytes: Buffer.from(pageOfSize(PAGE_BYTES, { source: 0, row: 0 })),
    contentType: null,
  };
  const read = () => pool.readPage(raw, { address: 'bench', hints: { today: '2026-11-22' } });
  await Promise.all(Array.from({ length: size * 20 }, read));
  const memory = watchMemory();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: READS }, read));
  const perSecond = READS / ((performance.now() - startedAt) / 1000);
  const peak = memory.stop();
  await pool.close();
  console.log(
    `  ${size} readers: ${perSecond.toFixed(1)} pages a second, ${peak.readers.toFixed(0)} MB of the pool at its peak`,
  );
}

interface Peak {
  readonly main: number;
  readonly readers: number;
}

/** Resident memory of this process and of its children that are readers, sampled (Linux only). */
function watchMemory(): { readonly stop: () => Peak } {
  const peak = { main: 0, readers: 0 };
  const isStopped = { yes: false };
  const sample = async (): Promise<void> => {
    while (!isStopped.yes) {
      peak.main = Math.max(peak.main, process.memoryUsage.rss() / 2 ** 20);
      peak.readers = Math.max(peak.readers, readersMegabytes());
      await sleep(100);
    }
  };
  void sample();
  return {
    stop: () => {
      isStopped.yes = true;
      return peak;
    },
  };
}

function readersMegabytes(): number {
  try {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8');
    return children
      .split(' ')
      .filter(
        (pid) =>
          pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('reader-entry'),
      )
      .map((pid) => /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0')
      .reduce((sum, kilobytes) => sum + Number(kilobytes) / 1024, 0);
  } catch {
    return 0;
  }
}
