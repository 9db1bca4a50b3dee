import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';

import { renderDiscordMessage } from '../../../src/card/render-discord.ts';
import { createQueues } from '../../../src/app/create-queues.ts';
import { createDeliverer, type Deliverer } from '../../../src/deliver/create-deliverer.ts';
import { deliveriesFor } from '../../../src/deliver/deliveries-for.ts';
import type { DelivererDeps } from '../../../src/deliver/deliverer-deps.ts';
import type { Card } from '../../../src/domain/card.ts';
import type { Subscription } from '../../../src/domain/subscription.ts';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import { someCard, someSubscription } from '../../support/some-card.ts';
import { cpuMs, monitorLoop, threadMs, watchMemory } from './gauges.ts';
import { countWrites, playRounds } from './play-rounds.ts';

export type DeliveryPhase =
  | 'fill'
  | 'backlog'
  | 'empty'
  | 'match'
  | 'fan-out'
  | 'neighbour'
  | 'rounds';

/** What a phase measured, by name. */
export interface PhaseReport {
  readonly seconds: number;
  readonly lines: readonly (readonly [name: string, value: string])[];
}

const [phase = '', home = '.', channelCount = '0', waitingCount = '0'] = process.argv.slice(2);
const CHANNELS = Number(channelCount);
const WAITING = Number(waitingCount);
/** Every tenth channel chose the province of the letters that are matched. */
const PROVINCES = ['11', '31', '32', '33', '35', '37', '42', '44', '51', '53'];
const CHANNELS_A_GUILD = 4;
/** Discord's limit for one bot, in messages a second. */
const GLOBAL_LIMIT = 50;
const ROUND_SOURCES = 500;

const writes = countWrites();

function subscriptionAt(at: number): Subscription {
  const province = PROVINCES[at % PROVINCES.length] ?? '';
  return someSubscription({
    channelId: String(1_300_000_000_000_000_000n + BigInt(at)),
    guildId: String(Math.floor(at / CHANNELS_A_GUILD)),
    regionPrefixes: [province],
  });
}

/** About as long as the card of a real letter. */
function longCard(changes: Partial<Card>): Card {
  const line = someCard().points[0];
  const text = '全市义务教育学校课后服务做到应开尽开，参加学生占九成。'.repeat(3);
  const points = line === undefined ? [] : Array.from({ length: 6 }, () => ({ ...line, text }));
  return someCard({ points, ...changes });
}

const articleIdAt = (at: number): string =>
  `p-${String(at).padStart(6, '0')}0123456789abcdef012345`;

function delivererOver(store: Store, post: DelivererDeps['post']): Deliverer {
  return createDeliverer({
    outbox: store.outbox,
    subscriptions: store.subscriptions,
    post,
    render: renderDiscordMessage,
    confirm: () => store.confirmHeld(),
    now: () => new Date(),
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
}

/** A Discord that takes so many messages a second in all, and answers after so long. */
function limitedPost(
  latencyMs: number,
  onPosted: (channelId: string) => void,
): DelivererDeps['post'] {
  let free = performance.now();
  let count = 0;
  return async (channelId) => {
    const at = Math.max(performance.now(), free);
    free = at + 1000 / GLOBAL_LIMIT;
    await sleep(Math.max(0, at - performance.now()) + latencyMs);
    onPosted(channelId);
    count += 1;
    return { messageId: String(count) };
  };
}

const database = (name: string): string => `sqlite://${path.join(home, `${name}.sqlite`)}`;

async function saveAll(store: Store, subscriptions: readonly Subscription[]): Promise<void> {
  for (let at = 0; at < subscriptions.length; at += 500) {
    await Promise.all(
      subscriptions.slice(at, at + 500).map((one) => store.subscriptions.save(one)),
    );
  }
}

const everybody = (): Subscription[] =>
  Array.from({ length: CHANNELS }, (_, at) => subscriptionAt(at));

async function fill(): Promise<PhaseReport['lines']> {
  const store = await openStore(database('backlog'));
  const subscriptions = everybody();
  await saveAll(store, subscriptions);
  const begun = performance.now();
  for (let card = 0; card < WAITING; card += 1) {
    const now = new Date(Date.UTC(2026, 10, 1) + card * 60_000);
    const options = { occasion: 'new', now } as const;
    for (let at = 0; at < CHANNELS; at += 500) {
      const some = subscriptions.slice(at, at + 500).map((one) => ({ ...one, regionPrefixes: [] }));
      const deliveries = deliveriesFor(longCard({ articleId: articleIdAt(card) }), some, options);
      await store.outbox.enqueue(deliveries);
    }
  }
  const ms = performance.now() - begun;
  await store.close();
  return [['filled, ms a delivery', (ms / CHANNELS / WAITING).toFixed(3)]];
}

/** Part of the backlog is posted at Discord's pace; a channel without a backlog gets a card meanwhile. */
async function backlog(): Promise<PhaseReport['lines']> {
  const store = await openStore(database('backlog'));
  const memory = watchMemory();
  const served = new Map<string, number>();
  const begun = performance.now();
  let firstMs = 0;
  let newMs: number | null = null;
  let queuedAt = 0;
  const newcomer = subscriptionAt(CHANNELS + 100);
  const deliverer = delivererOver(
    store,
    limitedPost(250, (channelId) => {
      if (served.size === 0) firstMs = performance.now() - begun;
      served.set(channelId, (served.get(channelId) ?? 0) + 1);
      if (channelId === newcomer.channelId) newMs ??= performance.now() - queuedAt;
    }),
  );
  const delay = monitorLoop();
  deliverer.start();
  while (served.size === 0) await sleep(20);
  await sleep(3000);
  await store.subscriptions.save(newcomer);
  queuedAt = performance.now();
  const card = longCard({ articleId: 'new' });
  await store.outbox.enqueue(
    deliveriesFor(card, [{ ...newcomer, regionPrefixes: [] }], {
      occasion: 'new',
      now: new Date(),
    }),
  );
  deliverer.wake();
  await sleep(12_000);
  const most = delay();
  const peak = memory.stop();
  const times = [...served.values()];
  // What is not posted yet stays; a pass over all of it would take an hour.
  return [
    ['memory at its peak, MB (aim: 250)', peak.toFixed(0)],
    ['first card after the start, s', (firstMs / 1000).toFixed(1)],
    [
      'a new card for a channel without a backlog, s (aim: 2)',
      newMs === null ? `not within 12` : (newMs / 1000).toFixed(1),
    ],
    [
      'messages; channels; served twice before all were once',
      `${sum(times)}; ${times.length}; ${times.filter((count) => count > 1).length}`,
    ],
    ['longest delay of the event loop, ms', most.toFixed(0)],
  ];
}

/** An empty queue beside many subscriptions and much that was posted. */
async function empty(): Promise<PhaseReport['lines']> {
  const store = await openStore(database('empty'));
  const subscriptions = everybody();
  await saveAll(store, subscriptions);
  const deliverer = delivererOver(store, () => Promise.reject(new Error('nothing waits')));
  await deliverer.drain();
  const before = process.cpuUsage();
  const looks = 200;
  for (let look = 0; look < looks; look += 1) await deliverer.drain();
  const idle = cpuMs(before) / looks;
  const paused = { reason: 'missing-access', since: new Date().toISOString() } as const;
  const some = subscriptions.slice(0, 1000).map((one) => ({ ...one, regionPrefixes: [], paused }));
  await saveAll(store, some);
  for (let card = 0; card < 10; card += 1) {
    const options = { occasion: 'new', now: new Date() } as const;
    await store.outbox.enqueue(
      deliveriesFor(longCard({ articleId: articleIdAt(card) }), some, options),
    );
  }
  await deliverer.drain();
  const again = process.cpuUsage();
  for (let look = 0; look < 10; look += 1) await deliverer.drain();
  const held = cpuMs(again) / 10;
  await store.close();
  return [
    ['an empty look at the outbox, CPU ms (aim: 2)', idle.toFixed(2)],
    ['a look where 10,000 are held for paused channels', held.toFixed(2)],
  ];
}

async function match(): Promise<PhaseReport['lines']> {
  const store = await openStore(database('match'));
  await saveAll(store, everybody());
  const { queueCard } = createQueues({
    store,
    subscriptions: store.subscriptions,
    wake: () => undefined,
    now: () => new Date(),
  });
  const measure = async (
    name: string,
    region: Card['region'],
  ): Promise<readonly [string, string]> => {
    const letters = 10;
    let queued = 0;
    let ms = 0;
    let mainMs = 0;
    let most = 0;
    for (let letter = -2; letter < letters; letter += 1) {
      const card = longCard({ articleId: `${name}-${letter}-0123456789abcdef`, region });
      const delay = monitorLoop();
      const before = process.cpuUsage();
      const mainBefore = process.threadCpuUsage();
      queued = await queueCard(card, 'new', {});
      if (letter >= 0) ms += cpuMs(before);
      if (letter >= 0) mainMs += threadMs(mainBefore);
      most = Math.max(most, delay());
      await sleep(50);
    }
    return [
      `a letter for ${queued} of ${CHANNELS} subscriptions, CPU ms`,
      `${(ms / letters).toFixed(1)}, of it ${(mainMs / letters).toFixed(1)} in the main thread; loop held for at most ${most.toFixed(0)} ms`,
    ];
  };
  const lines = [
    await measure('none', { code: '650000', name: '', level: 'province' }),
    await measure('tenth', { code: '440300', name: '', level: 'city' }),
    await measure('all', { code: '000000', name: '', level: 'national' }),
  ];
  await store.close();
  return lines;
}

/** One card for 500 channels, with Discord's limit and latency. */
async function fanOut(): Promise<PhaseReport['lines']> {
  const lines: [string, string][] = [];
  for (const latency of [0, 250, 400]) {
    const store = await openStore(database(`fan-out-${latency}`));
    const some = Array.from({ length: 500 }, (_, at) => ({
      ...subscriptionAt(at),
      regionPrefixes: [],
    }));
    await saveAll(store, some);
    await store.outbox.enqueue(
      deliveriesFor(longCard({}), some, { occasion: 'new', now: new Date() }),
    );
    const deliverer = delivererOver(
      store,
      limitedPost(latency, () => undefined),
    );
    const before = process.cpuUsage();
    const begun = performance.now();
    const { sent } = await deliverer.drain();
    const seconds = (performance.now() - begun) / 1000;
    lines.push([
      `${sent} channels, Discord answers in ${latency} ms, s (aim: 12)`,
      `${seconds.toFixed(1)} (CPU ms a message ${(cpuMs(before) / sent).toFixed(2)})`,
    ]);
    await store.close();
  }
  return lines;
}

/** Channels of one guild with a backlog, each limited as Discord does; another guild's card comes. */
async function neighbour(): Promise<PhaseReport['lines']> {
  const store = await openStore(database('neighbour'));
  const crowd = Array.from({ length: 8 }, (_, at) => ({
    ...subscriptionAt(at),
    guildId: 'crowd',
    regionPrefixes: [],
  }));
  const other = { ...subscriptionAt(1000), guildId: 'other', regionPrefixes: [] };
  await saveAll(store, [...crowd, other]);
  for (let card = 0; card < 40; card += 1) {
    const options = { occasion: 'new', now: new Date() } as const;
    await store.outbox.enqueue(
      deliveriesFor(longCard({ articleId: articleIdAt(card) }), crowd, options),
    );
  }
  const posted = Promise.withResolvers<number>();
  const used = new Map<string, number[]>();
  let inBucket = 0;
  const deliverer = delivererOver(store, async (channelId) => {
    // As discord.js: a request waits for its channel's limit, five in five seconds.
    const times = (used.get(channelId) ?? []).filter((at) => performance.now() - at < 5000);
    const [oldest] = times;
    if (times.length >= 5 && oldest !== undefined) {
      inBucket += 1;
      await sleep(oldest + 5000 - performance.now());
    }
    used.set(channelId, [...times, performance.now()].slice(-5));
    await sleep(50);
    if (channelId === other.channelId) posted.resolve(performance.now());
    return { messageId: 'm' };
  });
  deliverer.start();
  await sleep(1000);
  const begun = performance.now();
  await store.outbox.enqueue(
    deliveriesFor(longCard({ articleId: 'other' }), [other], { occasion: 'new', now: new Date() }),
  );
  deliverer.wake();
  const at = await Promise.race([posted.promise, sleep(60_000, null)]);
  const waited = at === null ? 'not within 60' : ((at - begun) / 1000).toFixed(1);
  return [
    ["another guild's card behind 8 channels × 40, s", waited],
    ['requests that waited for a limit of Discord', String(inBucket)],
  ];
}

/** A first round, and one in which nothing has changed. */
async function rounds(): Promise<PhaseReport['lines']> {
  const store = await openStore(database('rounds'));
  const lines: [string, string][] = [];
  let delay = monitorLoop();
  writes.reset();
  await playRounds(store, ROUND_SOURCES, ({ queued, seconds }) => {
    const { statements, transactions, byTable } = writes.read();
    const tables = [...byTable].sort(([, a], [, b]) => b - a);
    lines.push(
      [`a round of ${ROUND_SOURCES} sources: cards; s`, `${queued}; ${seconds.toFixed(1)}`],
      ['  statements that write; transactions', `${statements}; ${transactions}`],
      ['  by table', tables.map(([table, count]) => `${table} ${count}`).join(', ')],
      ['  longest delay of the event loop, ms', delay().toFixed(0)],
    );
    writes.reset();
    delay = monitorLoop();
  });
  delay();
  await store.close();
  return lines;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const phases: Readonly<Record<string, () => Promise<PhaseReport['lines']>>> = {
  fill,
  backlog,
  empty,
  match,
  'fan-out': fanOut,
  neighbour,
  rounds,
};

const begun = performance.now();
const lines = (await phases[phase]?.()) ?? [];
const report: PhaseReport = { seconds: (performance.now() - begun) / 1000, lines };
if (process.send === undefined) console.log(report);
else process.send(report, () => process.exit(0));
