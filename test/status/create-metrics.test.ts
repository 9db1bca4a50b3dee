import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { createMetrics } from '../../src/status/create-metrics.ts';
import { ISSUE_IDS } from '../../src/status/judge-status.ts';
import { someFacts } from './some-facts.ts';

/** Every metric with its type, and how many rows it has. */
function metricsIn(text: string): ReadonlyMap<string, { readonly type: string; rows: number }> {
  const found = new Map<string, { readonly type: string; rows: number }>();
  for (const line of text.split('\n')) {
    const [, name, type] = /^# TYPE (\S+) (\S+)$/u.exec(line) ?? [];
    if (name !== undefined && type !== undefined) found.set(name, { type, rows: 0 });
    const sample = /^(\w+?)(?:_bucket|_sum|_count)?(?:\{| )/u.exec(line)?.[1] ?? '';
    const metric = found.get(sample) ?? found.get(/^\w+/u.exec(line)?.[0] ?? '');
    if (metric !== undefined) metric.rows += 1;
  }
  return found;
}

test('names follow the rules of Prometheus: a prefix, a base unit, _total for what only grows', async () => {
  const metrics = metricsIn(await createMetrics().render(someFacts()));
  expect(metrics.size).toBeGreaterThan(20);
  for (const [name, { type }] of metrics) {
    expect(name).toMatch(/^(?:jianbao|process)_[a-z]+(?:_[a-z]+)*$/u);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    expect(type === 'histogram' && !name.endsWith('_seconds')).toBe(false);
    expect(name).not.toMatch(/(?:milli|micro|minute|hour|day|mega|kilo|percent)/u);
  }
});

test('whatever comes in, labels have the values of the program’s own tables', async () => {
  const metrics = createMetrics();
  const before = metricsIn(await metrics.render(someFacts()));
  for (let at = 0; at < 300; at += 1) {
    metrics.noteVisit(`<b>状态${at}"\n`);
    metrics.noteEntry(`outcome-${at}`);
    metrics.noteReaderDeath(`reason-${at}`);
  }
  const text = await metrics.render(someFacts());
  for (const [name, { rows }] of metricsIn(text)) {
    expect(rows).toBeLessThanOrEqual((before.get(name)?.rows ?? 0) + 1);
  }
  expect(text).toContain('jianbao_visits_total{status="other"} 300');
  expect(text).not.toContain('状态');
});

test('a shard that is no more has no row any more, and an issue that is over has 0', async () => {
  const metrics = createMetrics();
  const two = [
    { id: 0, isConnected: true },
    { id: 1, isConnected: false },
  ];
  const first = await metrics.render(someFacts({ shards: two }));
  expect(first).toContain('jianbao_gateway_connected{shard="1"} 0');
  expect(first).toContain('jianbao_issue{issue="shard-lost"} 1');
  expect(first).toContain('jianbao_ready 1');
  const then = await metrics.render(someFacts());
  expect(then).not.toContain('shard="1"');
  expect(then).toContain('jianbao_issue{issue="shard-lost"} 0');
});

test('what is not known has no row: a 0 would be a full disk, or an empty queue', async () => {
  const metrics = createMetrics();
  await metrics.render(someFacts());
  const store = { isWritable: true, freeBytes: null };
  const text = await metrics.render(someFacts({ store, deliveries: null }));
  const rows = text.split('\n').filter((line) => !line.startsWith('#'));
  const told = rows.filter((line) =>
    /^jianbao_(?:store_disk|oldest|deliveries|subscr)/u.test(line),
  );
  expect(told).toEqual([]);
  expect(await metrics.render(someFacts())).toContain('jianbao_deliveries{state="held"} 2');
});

test('requests, rounds and times are counted', async () => {
  const metrics = createMetrics();
  metrics.notePost('post', 'accepted', 0.2);
  metrics.notePost('post', 'postponed', 12);
  metrics.noteRound('good', 30);
  metrics.noteDelivered(2);
  metrics.noteVisitFailed();
  const text = await metrics.render(someFacts());
  expect(text).toContain(
    'jianbao_discord_request_duration_seconds_count{kind="post",outcome="accepted"} 1',
  );
  expect(text).toContain('jianbao_rounds_total{outcome="good"} 1');
  expect(text).toContain('jianbao_rounds_total{outcome="offline"} 0');
  expect(text).toContain('jianbao_round_duration_seconds_sum 30');
  expect(text).toContain('jianbao_delivery_delay_seconds_count 1');
  expect(text).toContain('jianbao_visit_errors_total 1');
  expect(text).toContain('jianbao_oldest_waiting_delivery_age_seconds 20');
  expect(text).toMatch(/^process_cpu_seconds_total [\d.]+$/mu);
});

test('docs/operations.md explains every metric and every issue', async () => {
  const guide = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const names = [...metricsIn(await createMetrics().render(someFacts())).keys()];
  expect(names.filter((name) => !guide.includes(`| \`${name}\``))).toEqual([]);
  expect(ISSUE_IDS.filter((id) => !guide.includes(`| \`${id}\``))).toEqual([]);
});
