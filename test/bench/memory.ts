import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { BOT_FLAGS, BOT_MEMORY } from './support/bot-flags.ts';
import type { RoundMemory } from './support/round-bot.ts';

const SOURCES = 500;
const PAGE_BYTES = 200_000;

/** What the main process has resident in a round of the whole bot on SQLite, started as the launcher starts it. */
export async function run(): Promise<void> {
  // `BENCH_SOURCES=60` for a look; the first start fills the cache of compiled code, as the first command of an operator does.
  const sources = Number(process.env['BENCH_SOURCES'] ?? SOURCES);
  await measure(1);
  const report = await measure(sources);
  const mb = (value: number): string => `${value.toFixed(0)} MB`;
  console.log(
    `  ${sources} sources, ${report.queued} letters, ${report.posted} messages, pages of ${PAGE_BYTES / 1000} KB, ${report.seconds.toFixed(0)} s`,
  );
  console.log(`    opened ${mb(report.opened)}, most ${mb(report.peak)}`);
  console.log(`    after it ${mb(report.after)} (aim: 180), heap ${mb(report.heap)}`);
}

async function measure(sources: number): Promise<RoundMemory> {
  const home = await mkdtemp(path.join(tmpdir(), 'jianbao-bench-'));
  const entry = fileURLToPath(new URL('support/round-bot.ts', import.meta.url));
  try {
    const url = `sqlite://${path.join(home, 'store.sqlite')}`;
    const child = fork(entry, [url, String(sources), String(PAGE_BYTES)], {
      execArgv: [...process.execArgv, ...BOT_FLAGS],
      env: { ...process.env, ...BOT_MEMORY },
    });
    return await new Promise((resolve, reject) => {
      let report: RoundMemory | null = null;
      child.on('message', (message) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it sends nothing else
        report = message as RoundMemory;
      });
      child.on('exit', (code) => {
        if (report === null) reject(new Error(`the round ended with ${code}`));
        else resolve(report);
      });
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
