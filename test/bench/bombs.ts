import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { trsDetail, trsList } from '../../src/demo/pages.ts';
import { LATECOMER } from '../../src/demo/letters.ts';
import { listen } from '../../src/local/listen.ts';
import { fastSettings, makeHome, startBot } from '../e2e/bot-process.ts';
import { hostileBytes } from '../support/hostile-bytes.ts';

const COUNT = 20_000;
const PATIENCE_MS = 600_000;
const SAMPLE_MS = 100;
const SITE = '青溪市人民政府';
const MEGABYTE = 1024;

/** A host rests after six deaths of a reader; so many bombs are on each. */
const BOMBS_OF_A_HOST = 5;

/**
 * Runs the real bot over columns whose letters are all bombs but one each, and prints the peak of resident memory of the bot with its
 * readers, and what became of each. Linux only: memory is read from /proc.
 */
export async function run(): Promise<void> {
  if (process.platform !== 'linux') {
    console.log('needs /proc: only on Linux');
    return;
  }
  const ends: (() => Promise<void> | void)[] = [];
  const scope = {
    onTestFinished: (end: () => Promise<void> | void) => void ends.push(end),
    onTestFailed: () => undefined,
  };
  const names = Object.keys(hostileBytes);
  let isRead = false;
  const answerWith =
    (own: readonly number[]) => (request: IncomingMessage, response: ServerResponse) => {
      const bomb = /^\/bomb(\d+)/u.exec(request.url ?? '')?.[1];
      if (request.url === '/robots.txt') response.writeHead(404).end();
      else if (bomb !== undefined) {
        response.end(hostileBytes[names[Number(bomb)] ?? '']?.(COUNT));
      } else if (request.url === '/well.html') response.end(trsDetail(LATECOMER, SITE));
      else response.end(listPage(names, isRead ? own : []));
    };
  const servers = Array.from({ length: Math.ceil(names.length / BOMBS_OF_A_HOST) }, (_, host) => {
    const first = host * BOMBS_OF_A_HOST;
    const own = [...names.keys()].slice(first, first + BOMBS_OF_A_HOST);
    return createServer(answerWith(own));
  });
  const ports = await Promise.all(servers.map((server) => listen(server, '127.0.0.1', 0)));
  const settings = `${fastSettings().replace('requestTimeoutSeconds: 300', 'requestTimeoutSeconds: 60')}limits: { attemptsPerEntry: 1 }\n`;
  const home = makeHome(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a scope of a test, as far as homes use it
    scope as never,
    ports.map((port, host) => ({ id: `bombs${host}`, url: `http://127.0.0.1:${port}/` })),
    settings,
  );
  const bot = startBot(home, null);
  const begun = Date.now();
  let peak = { sum: 0, bot: 0, readers: 0 };
  try {
    while (Date.now() - begun < PATIENCE_MS) {
      const now = memoryOf(bot.pid);
      if (now.sum > peak.sum) peak = now;
      isRead ||=
        new Set(bot.logged('source visited').map(({ sourceId }) => sourceId)).size === ports.length;
      const tried = new Set(bot.logged('entry visited').map(({ url }) => url)).size;
      const gone = new Set(bot.logged('entry given up').map(({ url }) => url)).size;
      if (tried + gone >= names.length + ports.length) break;
      await sleep(SAMPLE_MS);
    }
    const outcomes = Map.groupBy(bot.logged('entry visited'), ({ reason }) => String(reason));
    console.log(`${names.length} bombs in ${((Date.now() - begun) / 1000).toFixed(0)} s`);
    for (const [reason, entries] of outcomes) console.log(`  ${entries.length} × ${reason}`);
    console.log(
      `peak of resident memory, MB: ${peak.sum} (the bot ${peak.bot}, its readers ${peak.readers}); aim: 500`,
    );
  } finally {
    for (const end of ends.toReversed()) await end();
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  }
}

function listPage(names: readonly string[], own: readonly number[]): string {
  const bombs = own.map((at) => ({
    href: `/bomb${at}.html`,
    letter: { ...LATECOMER, title: `关于第${at + 1}号提案的答复（${names[at] ?? ''}）` },
  }));
  return trsList([{ href: '/well.html', letter: LATECOMER }, ...bombs, ...known], SITE);
}

const known = [1, 2, 3].map((at) => ({
  href: `/known${at}.html`,
  letter: { ...LATECOMER, title: `关于第${at}00号建议的答复`, published: '2026-01-05' },
}));

/** Resident memory of a process and of all below it, in megabytes. */
function memoryOf(pid: number): {
  readonly sum: number;
  readonly bot: number;
  readonly readers: number;
} {
  const below = readdirSync('/proc').filter((id) => /^\d+$/u.test(id) && parentOf(id) === pid);
  const bot = residentOf(pid);
  const readers = below.reduce((sum, id) => sum + residentOf(id), 0);
  return { sum: bot + readers, bot, readers };
}

function parentOf(pid: number | string): number {
  return Number(/^PPid:\s+(\d+)/mu.exec(statusOf(pid))?.[1] ?? -1);
}

function residentOf(pid: number | string): number {
  return Math.round(Number(/^VmRSS:\s+(\d+)/mu.exec(statusOf(pid))?.[1] ?? 0) / MEGABYTE);
}

function statusOf(pid: number | string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    // It ended meanwhile.
    return '';
  }
}
