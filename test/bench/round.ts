import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { decodePage } from '../../src/decode/decode-page.ts';
import { discoverEntries } from '../../src/discover/discover-entries.ts';
import type { SourceState } from '../../src/domain/source-state.ts';
import { assessVisit } from '../../src/health/assess-visit.ts';
import { describeVisit } from '../../src/health/visit.ts';
import { startManyHosts, type ManyHosts } from '../support/many-hosts.ts';

interface Seen {
  readonly states: Map<string, SourceState>;
  readonly known: Set<string>;
}

const hour = 3_600_000;
const rounds = 50;
const minGapMs = 20;
const realGapMs = 5000;

/** Measures rounds (ask, decode, find rows, judge health) over 500 sources on 200 loopback hosts, one host in twenty faulty, with reduced gaps. */
export async function run(): Promise<void> {
  const world = await startManyHosts({
    hosts: 200,
    sources: 500,
    minGapMs,
    jitterMs: 5,
    requestTimeoutMs: 500,
  });
  const collectGarbage = exposeGarbageCollector();
  const seen: Seen = { states: new Map(), known: new Set() };
  const times: number[] = [];
  const heaps: number[] = [];
  let shortestGapMs = Infinity;
  let pages = 0;
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    pages = await makeRound(world, seen);
    times.push(performance.now() - startedAt);
    shortestGapMs = Math.min(shortestGapMs, world.shortestGapMs());
    world.site.clearLog();
    world.advance(4 * hour);
    collectGarbage();
    heaps.push(process.memoryUsage().heapUsed / 2 ** 20);
  }
  await world.close();
  const sorted = times.toSorted((a, b) => a - b);
  const mib = (round: number): string => (heaps[round] ?? 0).toFixed(1);
  console.log(`round: 500 sources, 200 hosts (10 faulty), ${rounds} rounds, gap ${minGapMs} ms`);
  console.log(`  pages a round           ${pages}`);
  console.log(`  first round             ${((times[0] ?? 0) / 1000).toFixed(2)} s`);
  console.log(
    `  median / slowest round  ${seconds(sorted[rounds >> 1])} / ${seconds(sorted.at(-1))}`,
  );
  console.log(`  shortest gap at a host  ${shortestGapMs} ms`);
  console.log(`  heap after 1/10/25/50   ${[0, 9, 24, 49].map(mib).join(' / ')} MiB`);
  console.log('    (each source keeps its last 50 visits: that part fills up to here, then stays)');
  console.log(`  sources that are ok     ${countOk(seen)}`);
  console.log(
    `  a first round with real gaps of ${realGapMs / 1000} s takes about ${(4 * realGapMs) / 1000} s`,
  );
}

async function makeRound(world: ManyHosts, seen: Seen): Promise<number> {
  let pages = 0;
  await world.round(async (url, outcome) => {
    const now = new Date();
    const today = now.toISOString().slice(0, 10);
    const isPage = outcome.kind === 'page';
    if (isPage) pages += 1;
    const discovery = isPage ? await discoverEntries(decodePage(outcome.raw), { today }) : null;
    const entries = discovery?.entries ?? [];
    const newRows = entries.filter((entry) => !seen.known.has(entry.url)).length;
    const facts = { sourceId: url, outcome, discovery, newRows, ms: 0 };
    const state = seen.states.get(url) ?? null;
    const assessment = assessVisit(state, describeVisit(facts, today), now);
    seen.states.set(url, assessment.state);
    if (assessment.trust === 'rows') for (const entry of entries) seen.known.add(entry.url);
  });
  return pages;
}

function countOk({ states }: Seen): number {
  return [...states.values()].filter(({ status }) => status === 'ok').length;
}

function seconds(ms = 0): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function exposeGarbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return () => void (typeof collect === 'function' && collect());
}
