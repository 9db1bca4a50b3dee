import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { BOT_FLAGS } from './support/bot-flags.ts';
import type { DeliveryPhase, PhaseReport } from './support/delivery-phases.ts';

/** Channels of the world, and cards that wait for each of them. */
const CHANNELS = 10_000;
const WAITING = 20;

/** Delivery at size on SQLite: memory, the order of service, looks at an empty queue, matching, writes of a first round. */
export async function run(): Promise<void> {
  const home = await mkdtemp(path.join(tmpdir(), 'jianbao-bench-'));
  try {
    console.log(`${CHANNELS} channels, ${WAITING} cards waiting for each, SQLite`);
    // `BENCH_PHASES=match,empty` runs only these.
    const wanted = process.env['BENCH_PHASES']?.split(',');
    for (const phase of PHASES.filter((one) => wanted?.includes(one) ?? true)) {
      const { seconds, lines } = await runPhase(phase, home);
      for (const [name, value] of lines) console.log(`  ${name.padEnd(54)} ${value}`);
      console.log(`    (${phase}: ${seconds.toFixed(1)} s)`);
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

const PHASES: readonly DeliveryPhase[] = [
  'fill',
  'backlog',
  'empty',
  'match',
  'fan-out',
  'neighbour',
  'rounds',
];

/** Each in a process of its own: what one takes of memory is not given back. */
function runPhase(phase: DeliveryPhase, home: string): Promise<PhaseReport> {
  const entry = fileURLToPath(new URL('support/delivery-phases.ts', import.meta.url));
  const child = fork(entry, [phase, home, String(CHANNELS), String(WAITING)], {
    // As `launch.mjs` starts the bot.
    execArgv: [...process.execArgv, ...BOT_FLAGS],
  });
  return new Promise((resolve, reject) => {
    let report: PhaseReport | null = null;
    child.on('message', (message) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the phase sends nothing else
      report = message as PhaseReport;
    });
    child.on('exit', (code) => {
      if (report === null) reject(new Error(`${phase} ended with ${code}`));
      else resolve(report);
    });
  });
}
