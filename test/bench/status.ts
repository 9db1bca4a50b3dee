import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { BOT_FLAGS } from './support/bot-flags.ts';
import { fillStore, type StoreSize } from './support/fill-store.ts';

const WHOLE: StoreSize = {
  documents: 200_000,
  subscriptions: 10_000,
  sources: 20_000,
  held: 10_000,
};
const SHARES = [0.01, 0.1, 1];
const SECONDS = 25;
const PAUSE_MS = 10;
/** Prometheus, a probe and a person who looks. */
const ASIDE_MS = 5000;

const agent = new Agent({ keepAlive: true });

/** How long answers on the local page take while nothing is due, at 1, 10 and 100 % of a large store on SQLite. */
export async function run(): Promise<void> {
  console.log(
    `the local page of a bot with nothing to do, for ${SECONDS} s; rounds every 10 s, /metrics, /readyz and /status every 5 s`,
  );
  for (const share of SHARES) await measure(share);
  agent.destroy();
}

async function measure(share: number): Promise<void> {
  const home = await mkdtemp(path.join(tmpdir(), 'jianbao-bench-'));
  const file = path.join(home, 'store.sqlite');
  try {
    const size = sizeOf(share);
    await fillStore(`sqlite://${file}`, size);
    const megabytes = Math.round((await stat(file)).size / 2 ** 20);
    console.log(
      `  ${share * 100} %: ${size.documents} documents, ${size.subscriptions} channels, ${size.sources} sources, ${size.held} cards held; ${megabytes} MB`,
    );
    await watch(file, size);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function sizeOf(share: number): StoreSize {
  return {
    documents: WHOLE.documents * share,
    subscriptions: WHOLE.subscriptions * share,
    sources: WHOLE.sources * share,
    held: WHOLE.held * share,
  };
}

async function watch(file: string, { sources }: StoreSize): Promise<void> {
  const entry = fileURLToPath(new URL('support/status-bot.ts', import.meta.url));
  const child = fork(entry, [`sqlite://${file}`, String(sources)], {
    execArgv: [...process.execArgv, ...BOT_FLAGS],
  });
  const { url, seconds } = await begin(child);
  // The first round has found that nothing is due.
  await sleep(3000);
  child.send('measure');
  const times = new Map<string, number[]>(PATHS.map((one) => [one, []]));
  const until = performance.now() + SECONDS * 1000;
  const note = async (one: string): Promise<void> =>
    void times.get(one)?.push(await timeOf(url + one));
  const asideLoop = async (): Promise<void> => {
    while (performance.now() < until) {
      for (const one of PATHS.slice(1)) await note(one);
      await sleep(ASIDE_MS);
    }
  };
  const aside = asideLoop();
  while (performance.now() < until) {
    await note('/healthz');
    await sleep(PAUSE_MS);
  }
  await aside;
  child.send('end');
  const [message]: unknown[] = await once(child, 'message');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it sends nothing else
  const { longestMs } = message as { readonly longestMs: number };
  await once(child, 'exit');
  console.log(
    `    longest stretch of work between two turns of the loop ${longestMs.toFixed(1)} ms of processor time`,
  );
  console.log(`    ready after ${seconds.toFixed(1)} s; load ${loadavg()[0]?.toFixed(1)}`);
  for (const [one, taken] of times) console.log(`    ${one.padEnd(9)} ${describe(taken)}`);
}

const PATHS = ['/healthz', '/readyz', '/status', '/metrics'] as const;

async function begin(
  child: ChildProcess,
): Promise<{ readonly url: string; readonly seconds: number }> {
  const [message]: unknown[] = await once(child, 'message');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it sends nothing else
  return message as { readonly url: string; readonly seconds: number };
}

function timeOf(url: string): Promise<number> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(performance.now() - begun));
    }).on('error', reject);
  });
}

function describe(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `median ${at(0.5)} ms, 99 of 100 within ${at(0.99)} ms, longest ${at(1)} ms (${times.length} answers)`;
}
