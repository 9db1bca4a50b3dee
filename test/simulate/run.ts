import { parseArgs } from 'node:util';

import { drawWorld } from './draw-world.ts';
import { judgeYear, type Failure } from './judge-year.ts';
import { runBot } from './run-bot.ts';
import { traceFailure } from './trace-failure.ts';

const KINDS = [
  'lost',
  'twice',
  'old as new',
  'untold',
] as const satisfies readonly Failure['kind'][];
const MONTH_DAYS = 30;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    sites: { type: 'string', default: '40' },
    days: { type: 'string', default: '365' },
    /** One or several, with commas between. */
    'only-site': { type: 'string' },
    /** How many failures of one cause are told in full. */
    traces: { type: 'string', default: '2' },
  },
});

const counted = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([what, times]) => `  ${String(times).padStart(6)}  ${what}`)
    .join('\n');

const startedAt = Date.now();
const world = drawWorld({
  seed: Number(values.seed),
  sites: Number(values.sites),
  days: Number(values.days),
});
let days = 0;
const year = await runBot(world, {
  onlySites: values['only-site']?.split(',') ?? null,
  onDay: (at) => {
    days += 1;
    if (days % MONTH_DAYS === 0) console.error(new Date(at).toISOString().slice(0, 10));
  },
});
const { failures, letters, checks, explained, index } = await judgeYear(year);

console.log(`seed ${world.seed}, ${year.watched.length} sources, ${values.days} days`);
console.log(`drawn:\n${counted(world.counts)}`);
console.log(`answered by Discord:\n${counted(year.channels.failures)}`);
console.log(`not posted, and on record why:\n${counted(explained)}`);
const { starts, deaths, bugs } = year.diary;
console.log(
  `${letters} letters, ${year.channels.shown.length} messages, ${year.sites.requests()} requests, ${starts.length} starts, ${deaths.length} deaths, ${checks} checks, ${Math.round((Date.now() - startedAt) / 1000)} s`,
);
for (const kind of KINDS) {
  const found = failures.filter((failure) => failure.kind === kind);
  console.log(`${kind}: ${found.length}`);
  for (const [cause, same] of Map.groupBy(found, (failure) => failure.cause)) {
    console.log(`  ${same.length} × ${cause}`);
    for (const failure of same.slice(0, Number(values.traces))) {
      console.log(`   --seed ${world.seed} --only-site ${failure.siteId}`);
      console.log(
        traceFailure(failure, year, index)
          .map((line) => `    ${line}`)
          .join('\n'),
      );
    }
  }
}
if (index.unknownMessages > 0)
  console.log(`messages that show no letter: ${index.unknownMessages}`);
if (bugs.length > 0)
  console.log(`errors logged: ${bugs.length}, the first: ${bugs[0]?.line ?? ''}`);
process.exitCode = failures.length + bugs.length + index.unknownMessages > 0 ? 1 : 0;
