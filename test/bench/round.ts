import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { SourceState } from '../../src/domain/source-state.ts';
import { assessVisit } from '../../src/health/assess-visit.ts';
import { describeVisit } from '../../src/health/visit.ts';
import { startManyHosts, type ManyHosts } from '../support/many-hosts.ts';

const hour = 3_600_000;
const rounds = 50;
const minGapMs = 20;
const realGapMs = 5000;

/** Measures rounds over 500 sources on 200 loopback hosts, one host in twenty faulty, with reduced gaps. */
export async function run(): Promise<void> {
  const world = await startManyHosts({
    hosts: 200,
    sources: 500,
    minGapMs,
    jitterMs: 5,
    requestTimeoutMs: 500,
  });
  const collectGarbage = exposeGarbageCollector();
  const states = new Map<string, SourceState>();
  const times: number[] = [];
  const heaps: number[] = [];
  let shortestGapMs = Infinity;
  let pages = 0;
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    pages = await makeRound(world, states);
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
  console.log(
    `  a first round with real gaps of ${realGapMs / 1000} s takes about ${(4 * realGapMs) / 1000} s`,
  );
}

async function makeRound(world: ManyHosts, states: Map<string, SourceState>): Promise<number> {
  let pages = 0;
  await world.round((url, outcome) => {
    if (outcome.kind === 'page') pages += 1;
    const now = new Date();
    const facts = { sourceId: url, outcome, discovery: null, newRows: 0, ms: 0 };
    const visit = describeVisit(facts, now.toISOString().slice(0, 10));
    states.set(url, assessVisit(states.get(url) ?? null, visit, now).state);
  });
  return pages;
}

function seconds(ms = 0): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function exposeGarbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return () => void (typeof collect === 'function' && collect());
}
