import { Pool } from 'pg';

import { runExclusive } from '../../src/revise/run-exclusive.ts';
import type { HandedTask } from '../../src/store/handed.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import {
  type BotHome,
  type BotProcess,
  fastSettings,
  makeHome,
  type HomeSource,
  type Scope,
  startProcess,
} from '../e2e/bot-process.ts';
import { composeSubscription } from '../support/compose.ts';
import type { FakeDiscord } from '../support/fake-discord.ts';
import { startFaultyNetwork, type FaultyNetwork } from '../support/faulty-network.ts';
import type { TestServer } from '../support/start-servers.ts';

/** One of several processes, and its way to PostgreSQL. */
export interface Member {
  readonly process: BotProcess;
  readonly network: FaultyNetwork;
}

/** Several processes of one bot. */
export interface Several {
  readonly home: BotHome;
  /** The store's address, without faults between. */
  readonly url: string;
  start(role: 'bot' | 'crawl'): Promise<Member>;
  /** A store as a process that crawls has it. */
  open(): Promise<Store>;
}

const addressAt = (port: number): string => `postgres://jianbao@127.0.0.1:${port}/jianbao`;

/** What the processes of a test share: an empty database, a home, a Discord. */
export async function severalOn(
  scope: Scope,
  {
    server,
    discord,
    sources = [{ id: 'nobody', url: 'http://127.0.0.1:9/' }],
    settings = fastSettings(),
  }: {
    readonly server: TestServer;
    readonly discord: FakeDiscord;
    readonly sources?: readonly HomeSource[];
    readonly settings?: string;
  },
): Promise<Several> {
  const url = addressAt(server.port);
  const pool = new Pool({ connectionString: url });
  await pool.query(
    'DROP SCHEMA IF EXISTS jb_turns CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public',
  );
  await pool.end();
  const home = makeHome(scope, sources, settings);
  return {
    home,
    url,
    async start(role) {
      const network = await startFaultyNetwork(server.port);
      scope.onTestFinished(() => network.close());
      const process = startProcess(home, ['src/cli.ts', 'start', '--role', role], {
        STORE_URL: addressAt(network.port),
        ...(role === 'bot'
          ? { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl }
          : {}),
      });
      return { process, network };
    },
    async open() {
      const store = await openStore(url, { isShared: true });
      scope.onTestFinished(() => store.close().catch(() => undefined));
      return store;
    },
  };
}

/** Subscribes channels before any process has begun; the store leads for that, and is closed. */
export async function subscribeAll(
  several: Several,
  { guildId }: FakeDiscord,
  channelIds: readonly string[],
): Promise<void> {
  const store = await several.open();
  await store.sharing?.lead();
  for (const channelId of channelIds)
    await store.subscriptions.save(composeSubscription({ channelId, guildId }));
  await store.close();
}

/** Leaves something to whoever leads, as a process that crawls does. */
export function hand(store: Store, task: HandedTask): Promise<void> {
  return runExclusive(store, () => store.handed.add(task, store.sharing?.numberOf('settle') ?? 0));
}

/** Which of these leads, by what it said last. */
export function leaderOf(members: readonly Member[]): Member | null {
  const leads = (member: Member): boolean => {
    const { process } = member;
    const led = process.logged('leads').length;
    return led > 0 && led >= process.logged('stands by').length;
  };
  return members.find(leads) ?? null;
}
