import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { openStore } from '../../src/store/open-store.ts';
import { cpuMs } from './support/gauges.ts';
import { PEERS, visitAll } from './support/peers.ts';
import { openRoundApp, type RoundKind } from './support/play-rounds.ts';

const SOURCES = 500;
const FEW = 50;
const ROUNDS = 3;
const PAGE_BYTES = 20_000;

/** Processor time of a visit to a feed that stayed as it was, beside programs of Debian on the same feeds, in one run. */
export async function run(): Promise<void> {
  const home = await mkdtemp(path.join(tmpdir(), 'jianbao-bench-'));
  try {
    for (const kind of ['feed', 'plain'] as const) {
      console.log(
        `${SOURCES} feeds of 30 rows that stay as they are, ${kind === 'feed' ? 'answered by 304' : 'without validators'}; CPU ms a visit`,
      );
      await compare(home, kind);
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function compare(home: string, kind: RoundKind): Promise<void> {
  const store = await openStore(`sqlite://${path.join(home, `${kind}.sqlite`)}`);
  const { app, port, close } = await openRoundApp(store, {
    sources: SOURCES,
    pageBytes: PAGE_BYTES,
    kind,
  });
  // The first round posts a sample of each; the second one still writes down what it saw.
  await app.round('all');
  await app.round('all');
  const before = process.cpuUsage();
  const readersBefore = readersMs();
  for (let round = 0; round < ROUNDS; round += 1) await app.round('all');
  const main = cpuMs(before) / ROUNDS / SOURCES;
  const readers = (readersMs() - readersBefore) / ROUNDS / SOURCES;
  tell(
    'ours',
    `${(main + readers).toFixed(2)} (${main.toFixed(2)} the bot, ${readers.toFixed(2)} its readers)`,
  );
  const urls = Array.from(
    { length: SOURCES },
    (_, at) => `http://127.0.0.1:${port}/${kind}/${at}/`,
  );
  for (const peer of PEERS) {
    const few = await visitAll(peer, home, urls.slice(0, FEW));
    const all = await visitAll(peer, home, urls);
    if (few === null || all === null) {
      tell(peer.name, 'is not installed (Debian: apt install newsboat urlwatch rss2email)');
      continue;
    }
    const margin = (all.again - few.again) / (SOURCES - FEW);
    tell(peer.name, `${(all.again / SOURCES).toFixed(2)}, without its start ${margin.toFixed(2)}`);
  }
  await close();
  await store.close();
}

const tell = (name: string, value: string): void => console.log(`  ${name.padEnd(10)} ${value}`);

/** Processor time so far of the processes that read, in ms (Linux; 0 elsewhere). */
function readersMs(): number {
  try {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim();
    return children
      .split(' ')
      .filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('reader-entry'))
      .reduce((sum, pid) => sum + ticksOf(pid) * MS_A_TICK, 0);
  } catch {
    return 0;
  }
}

const MS_A_TICK = 10;

/** User and system time: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function ticksOf(pid: string): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
