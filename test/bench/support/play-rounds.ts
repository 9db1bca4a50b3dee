import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import { type App, createApp } from '../../../src/app/create-app.ts';
import { createLogger } from '../../../src/app/create-logger.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { RoundReport } from '../../../src/crawl/run-round.ts';
import type { Source } from '../../../src/domain/source.ts';
import type { Reader } from '../../../src/reading/reader.ts';
import type { Store } from '../../../src/store/open-store.ts';

/** Writing is measured here, not reading. */
const PAGE_BYTES = 20_000;
const ROUNDS = 2;

export type RoundKind = 'list' | 'feed' | 'plain';

/** What the thread of a SQLite store was given to write. */
interface Writes {
  readonly statements: number;
  readonly transactions: number;
  readonly byTable: ReadonlyMap<string, number>;
}

/** Counts what is sent to threads of stores in this process. */
export function countWrites(): { readonly reset: () => void; readonly read: () => Writes } {
  let statements = 0;
  let transactions = 0;
  const byTable = new Map<string, number>();
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the thread that it is sent to
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function count(this: Worker, task: unknown, ...rest: []): void {
    const tables = writtenTables(task);
    statements += tables.length;
    if (tables.length > 0) transactions += 1;
    for (const table of tables) byTable.set(table, (byTable.get(table) ?? 0) + 1);
    send.call(this, task, ...rest);
  };
  return {
    reset() {
      statements = 0;
      transactions = 0;
      byTable.clear();
    },
    read: () => ({ statements, transactions, byTable }),
  };
}

function writtenTables(task: unknown): readonly string[] {
  if (typeof task !== 'object' || task === null || !('statements' in task)) return [];
  if (!Array.isArray(task.statements)) return [];
  return task.statements.flatMap((statement: { readonly sql: string }) => {
    const table = /^\s*(?:INSERT|DELETE|UPDATE)[^"]*"jb_([a-z]+)"/u.exec(statement.sql)?.[1];
    return table === undefined ? [] : [table];
  });
}

/** The whole bot over so many sources on as many hosts, whose lists stay as they are; the sites are another process. */
export async function openRoundApp(
  store: Store,
  given: {
    readonly sources: number;
    readonly pageBytes: number;
    readonly reader?: Reader;
    /** What is watched: lists, or feeds with or without a validator. */
    readonly kind?: RoundKind;
  },
): Promise<{ readonly app: App; readonly port: number; readonly close: () => Promise<void> }> {
  const { sources, pageBytes, reader, kind = 'list' } = given;
  const site = fork(fileURLToPath(new URL('round-site.ts', import.meta.url)), [String(pageBytes)]);
  const port = await new Promise<number>((resolve) =>
    site.once('message', (at) => resolve(Number(at))),
  );
  const config = loadConfig(fileURLToPath(new URL('../../../config', import.meta.url)), {});
  const app = createApp({
    config: {
      ...config,
      discord: { ...config.discord, token: null },
      preview: { ...config.preview, port: 0 },
    },
    store,
    logger: createLogger('silent'),
    now: () => new Date(),
    overrides: {
      sources: Array.from({ length: sources }, (_, at) => sourceAt(port, at, kind)),
      fetcher: {
        minGapMs: 0,
        jitterMs: 0,
        allowLoopback: true,
        dailyBudgetPerHost: 100_000,
        resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
      },
      limits: { firstVisitReads: 1 },
      ...(reader === undefined ? {} : { reader }),
    },
  });
  await app.open();
  return {
    app,
    port,
    async close() {
      await app.stop();
      site.kill();
    },
  };
}

/** Two rounds of it; tells of each. */
export async function playRounds(
  store: Store,
  sources: number,
  onRound: (round: { readonly queued: number; readonly seconds: number }) => void,
): Promise<void> {
  const { app, close } = await openRoundApp(store, { sources, pageBytes: PAGE_BYTES });
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    const { queued } = await app.round('all');
    onRound({ queued, seconds: (performance.now() - begun) / 1000 });
  }
  await close();
}

/** Source `at` of the sites at a port. */
function sourceAt(port: number, at: number, kind: RoundKind): Source {
  return {
    id: `s${at}`,
    name: `来源${at}`,
    url: `http://h${at}.example.gov.cn:${port}/${kind}/${at}/`,
    format: 'auto',
    regionCode: null,
    level: 'national',
    agency: null,
    family: null,
    group: 'reply',
    enabled: true,
    confirmed: 'never',
    selectors: null,
  };
}

const DELIVERY_PAUSE_MS = 100;

/** One round over all sources; cards are posted while sources are visited, as they are in the bot. `seconds` is until all were posted. */
export async function roundWithPosts(
  app: Pick<App, 'round' | 'deliver'>,
): Promise<RoundReport & { readonly posted: number; readonly seconds: number }> {
  const begun = performance.now();
  let isOver = false;
  const posting = (async () => {
    let posted = 0;
    for (let isLast = false; !isLast; await sleep(DELIVERY_PAUSE_MS)) {
      isLast = isOver;
      posted += (await app.deliver()).sent;
    }
    return posted;
  })();
  const report = await app.round('all');
  isOver = true;
  const posted = await posting;
  return { ...report, posted, seconds: (performance.now() - begun) / 1000 };
}
