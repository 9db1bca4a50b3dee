import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { expect, onTestFinished, test } from 'vitest';

import { TransientError } from '../../src/domain/errors.ts';
import { createMetrics } from '../../src/status/create-metrics.ts';
import type { StatusFacts } from '../../src/status/status-facts.ts';
import { until } from '../e2e/bot-process.ts';
import { sampleLetters, startReplySite } from '../e2e/reply-site.ts';
import { someFacts } from '../status/some-facts.ts';
import {
  alertRules,
  checkedByPrometheus,
  firedByPrometheus,
  foundInMetrics,
  heldBy,
  holds,
  samplesOf,
  WITHOUT_PROMTOOL,
  type Sample,
} from '../support/alert-rules.ts';
import { composeDelivery, composeSubscription } from '../support/compose.ts';
import { startApp, type RunningApp } from './running-app.ts';
import { composeSource } from './some-source.ts';

const HOUR = 3_600_000;
const NOBODY = 'http://127.0.0.1:9/';
const scope = { onTestFinished, onTestFailed: () => undefined };

/** Sources on a site of this machine that is well. */
async function wellSources(): Promise<readonly ReturnType<typeof composeSource>[]> {
  const { training, fertiliser } = sampleLetters;
  const column = await startReplySite(scope, [training, fertiliser]);
  return [composeSource({ id: 'column', url: column.listUrl })];
}

/** A bot that does well. */
async function wellApp(): Promise<RunningApp> {
  const running = await startApp({ sources: await wellSources() });
  await running.app.round('all');
  return running;
}

const scraped = async ({ scrape }: RunningApp): Promise<readonly Sample[]> =>
  samplesOf(await scrape());

/** A card that waits, and was queued just now. */
async function queueCard({ store, clock }: RunningApp, channelId: string): Promise<void> {
  await store.subscriptions.save(composeSubscription({ channelId }));
  const queuedAt = new Date(Date.now() + clock.aheadMs).toISOString();
  await store.outbox.enqueue([composeDelivery({ channelId, queuedAt })]);
}

/** What the metrics are where a machine cannot be brought to it in a test. */
const told = async (changes: Partial<StatusFacts>): Promise<readonly Sample[]> =>
  samplesOf(await createMetrics().render(someFacts(changes)));

/** By alert: how a running bot comes to it, and its scrapes from then on. */
const causes: Readonly<Record<string, () => Promise<readonly (readonly Sample[])[]>>> = {
  async JianbaoDown() {
    const running = await wellApp();
    await running.stop();
    return [await scraped(running)];
  },
  async JianbaoNotReady() {
    return [await scraped(await startApp({ sources: [] }))];
  },
  async JianbaoNoSources() {
    return [await scraped(await startApp({ sources: [] }))];
  },
  async JianbaoStoreFailing() {
    const folder = mkdtempSync(join(tmpdir(), 'jianbao-locked-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'store.sqlite');
    const running = await startApp({ sources: await wellSources(), store: `sqlite://${path}` });
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const { heldBack } = await running.app.round('all');
    const samples = await scraped(running);
    other.exec('ROLLBACK');
    other.close();
    expect(heldBack).toBe(1);
    return [samples];
  },
  // No disk is filled for a test.
  JianbaoDiskLow: async () => [await told({ store: { isWritable: true, freeBytes: 2 ** 28 } })],
  async JianbaoDiscordLost() {
    const running = await wellApp();
    running.discord.shards = [{ id: 0, isConnected: false }];
    return [await scraped(running)];
  },
  async JianbaoShardLost() {
    const running = await wellApp();
    running.discord.shards = [
      { id: 0, isConnected: true },
      { id: 1, isConnected: false },
    ];
    return [await scraped(running)];
  },
  async JianbaoOffline() {
    const running = await startApp({ sources: [composeSource({ id: 'nobody', url: NOBODY })] });
    await running.app.round('all');
    return [await scraped(running)];
  },
  async JianbaoSourcesStopped() {
    const sources = await wellSources();
    const gone = sources.map(({ url }) => ({
      ...composeSource(),
      url: new URL('/gone', url).href,
    }));
    const running = await startApp({ sources: gone });
    await running.app.round('all');
    return [await scraped(running)];
  },
  async JianbaoRoundsLate() {
    // Only a schedule that runs can be late.
    const running = await startApp({ sources: await wellSources() });
    await running.app.start();
    await until('a good round', async () =>
      (await running.scrape())?.includes('jianbao_rounds_total{outcome="good"} 1'),
    );
    expect(heldBy(alertRules(), await scraped(running))).not.toContain('JianbaoRoundsLate');
    running.clock.aheadMs += 2 * HOUR;
    return [await scraped(running)];
  },
  async JianbaoVisitsLate() {
    const running = await wellApp();
    running.clock.aheadMs += 24 * 10 * HOUR;
    return [await scraped(running)];
  },
  async JianbaoDeliveriesLate() {
    const running = await wellApp();
    await queueCard(running, '1');
    running.discord.post = () => Promise.reject(new TransientError('not now'));
    await running.app.deliver();
    running.clock.aheadMs += 1.5 * HOUR;
    return [await scraped(running)];
  },
  async JianbaoDeliveriesStuck() {
    const running = await wellApp();
    await queueCard(running, '1');
    running.discord.post = () => Promise.reject(new TransientError('not now'));
    await running.app.deliver();
    running.clock.aheadMs += 1.5 * HOUR;
    return [await scraped(running)];
  },
  // Five readers that die take minutes.
  JianbaoReadersDying: async () => [
    await told({ readers: { ...someFacts().readers, recentDeaths: 5 } }),
  ],
  async JianbaoNoLeader() {
    return [await scraped(await startApp({ standing: () => 'standby' }))];
  },
  async JianbaoTwoLeaders() {
    const [one, two] = [await wellApp(), await wellApp()];
    const other = (await scraped(two)).map((sample) => ({
      ...sample,
      labels: { ...sample.labels, instance: 'bot-2:9464' },
    }));
    return [[...(await scraped(one)), ...other]];
  },
  async JianbaoRestarting() {
    const scrapes: (readonly Sample[])[] = [];
    for (let start = 0; start < 5; start += 1) {
      const running = await startApp({ sources: await wellSources(), aheadMs: start * 600_000 });
      scrapes.push(await scraped(running));
      await running.stop();
    }
    return scrapes;
  },
};

test('every rule has a cause that is tried, and one that is simple enough or a Prometheus at hand', () => {
  const rules = alertRules();
  expect(rules.map(({ alert }) => alert).toSorted()).toEqual(Object.keys(causes).toSorted());
  expect(rules.filter(({ expr }) => holds(expr, []) === null).map(({ alert }) => alert)).toEqual([
    'JianbaoRestarting',
  ]);
});

test('a bot that does well fires nothing', async () => {
  const running = await wellApp();
  await queueCard(running, '1');
  await running.app.deliver();
  const rules = alertRules();
  const samples = await scraped(running);
  expect(heldBy(rules, samples)).toEqual([]);
  const fired = WITHOUT_PROMTOOL === null ? firedByPrometheus(rules, [samples]) : [];
  expect(fired).toEqual([]);
}, 60_000);

const simple = Object.keys(causes).filter((alert) => alert !== 'JianbaoRestarting');

test.each(simple)(
  'what %s is for makes it fire',
  async (alert) => {
    const rules = alertRules().filter((rule) => rule.alert === alert);
    const scrapes = (await causes[alert]?.()) ?? [];
    expect(heldBy(rules, scrapes.at(-1) ?? [])).toEqual([alert]);
    const fired = WITHOUT_PROMTOOL === null ? firedByPrometheus(rules, scrapes) : [alert];
    expect(fired).toEqual([alert]);
  },
  60_000,
);

test('five starts within an hour fire JianbaoRestarting', async ({ skip }) => {
  if (WITHOUT_PROMTOOL !== null) skip(WITHOUT_PROMTOOL);
  const rules = alertRules().filter(({ alert }) => alert === 'JianbaoRestarting');
  const scrapes = (await causes['JianbaoRestarting']?.()) ?? [];
  expect(firedByPrometheus(rules, scrapes)).toEqual(['JianbaoRestarting']);
}, 60_000);

test('Prometheus takes the rules, and finds nothing wrong with the metrics', async ({ skip }) => {
  if (WITHOUT_PROMTOOL !== null) skip(WITHOUT_PROMTOOL);
  expect(foundInMetrics((await (await wellApp()).scrape()) ?? '')).toBe('');
  expect(checkedByPrometheus()).toContain(`${alertRules().length} rules found`);
});

test('rules and dashboard name only metrics and labels that there are', async () => {
  const running = await wellApp();
  await queueCard(running, '1');
  await running.app.deliver();
  const known = new Set((await scraped(running)).map(({ name }) => name));
  // Of a store in memory there is no disk.
  known.add('jianbao_store_disk_free_bytes');
  const dashboard = readFileSync(
    new URL('../../docs/monitoring/dashboard.json', import.meta.url),
    'utf8',
  );
  const texts = [dashboard, ...alertRules().map(({ expr }) => expr)];
  const named = texts.flatMap((text) => text.match(/\b(?:jianbao|process)_[a-z_]+/gu) ?? []);
  expect(named.length).toBeGreaterThan(40);
  expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
  expect(JSON.parse(dashboard)).toMatchObject({ uid: 'jianbao' });
});

test('docs/operations.md says of every alarm what to do', () => {
  const guide = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const missing = alertRules().filter(({ alert }) => !guide.includes(`| \`${alert}\``));
  expect(missing).toEqual([]);
});
