import { expect, test } from 'vitest';

import type { FetchOutcome, FailureReason } from '../../src/domain/fetch.ts';
import type { SourceState } from '../../src/domain/source-state.ts';
import type { Discovery } from '../../src/domain/source.ts';
import { assessVisit, type Assessment } from '../../src/health/assess-visit.ts';
import { validatorsFor } from '../../src/health/validators-for.ts';
import { describeVisit } from '../../src/health/visit.ts';

const hour = 3_600_000;
const start = Date.parse('2026-11-23T02:00:00Z');
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const page: FetchOutcome = {
  kind: 'page',
  raw: { url: 'https://jyj.example.gov.cn/jyta/', bytes: new Uint8Array(), contentType: null },
  status: 200,
  validators: { etag: '"1"', lastModified: null },
  movedTo: null,
};

/** A list of `count` rows, one a week, the newest with number `newest`. */
function listOf(newest: number, count = 20, more: Partial<Discovery> = {}): Discovery {
  return {
    state: 'list',
    family: 'trs',
    confidence: 0.9,
    entries: Array.from({ length: count }, (_, index) => ({
      url: `https://jyj.example.gov.cn/t_${newest - index}.html`,
      title: `答复${newest - index}`,
      date: dayOf(start + (newest - index - 100) * 7 * 24 * hour),
    })),
    truncated: 0,
    nextPage: null,
    reason: null,
    layout: 'ul.list>li',
    ...more,
  };
}

/** Plays visits an hour apart; rows count as known once they were trusted, as the crawl does it. */
function createPlay() {
  const known = new Set<string>();
  let time = start;
  let state: SourceState | null = null;
  const play = {
    state: (): SourceState | null => state,
    wait: (ms: number) => void (time += ms),
    now: () => new Date(time),
    visit(outcome: FetchOutcome, discovery: Discovery | null = null): Assessment {
      const entries = discovery?.entries ?? [];
      const newRows = entries.filter(({ url }) => !known.has(url)).length;
      const facts = { sourceId: 'example', outcome, discovery, newRows, ms: 12 };
      const assessment = assessVisit(state, describeVisit(facts, dayOf(time)), new Date(time));
      if (assessment.trust === 'rows') for (const { url } of entries) known.add(url);
      state = assessment.state;
      time += hour;
      return assessment;
    },
    list: (discovery: Discovery): Assessment => play.visit(page, discovery),
    next(what: Discovery | FetchOutcome | FailureReason): Assessment {
      if (typeof what === 'string') return play.fail(what);
      return 'kind' in what ? play.visit(what) : play.list(what);
    },
    fail: (reason: FailureReason): Assessment =>
      play.visit({ kind: 'failure', reason, detail: '', status: null, retryAfterMs: null }),
  };
  return play;
}

const noList = (state: Discovery['state'], reason: Discovery['reason']): Discovery =>
  listOf(0, 0, { state, reason, layout: null });

test('takes a first list as it is', () => {
  const { state, trust, alarm } = createPlay().list(listOf(99));
  expect({ trust, alarm }).toEqual({ trust: 'rows', alarm: null });
  expect(state).toMatchObject({
    status: 'ok',
    layout: 'ul.list>li',
    rowCount: 20,
    newestDate: '2026-11-16',
    rhythmMs: 7 * 24 * hour,
    lastNewEntryAt: '2026-11-16T00:00:00.000Z',
    consecutiveFailures: 0,
  });
});

interface Row {
  readonly name: string;
  readonly next: Discovery | FetchOutcome | FailureReason;
  readonly status: SourceState['status'];
  readonly reason?: string | null;
  readonly trust?: 'rows';
  readonly failures?: number;
  readonly rowCount?: number;
  readonly newestDate?: string;
}

// Every row comes after a good visit with twenty rows, the newest of number 99.
const rows: readonly Row[] = [
  { name: 'the same list', next: listOf(99), status: 'ok', trust: 'rows', failures: 0 },
  {
    name: 'two new rows',
    next: listOf(101),
    status: 'ok',
    trust: 'rows',
    failures: 0,
    newestDate: '2026-11-23',
  },
  {
    name: 'an unchanged page (304)',
    next: { kind: 'not-modified' },
    status: 'ok',
    trust: 'rows',
    failures: 0,
  },
  {
    name: 'two rows fewer',
    next: listOf(99, 18),
    status: 'ok',
    trust: 'rows',
    failures: 0,
    rowCount: 18,
  },
  { name: 'yesterday’s page', next: listOf(98), status: 'drift', reason: 'older-rows' },
  { name: 'a list that shrank', next: listOf(99, 4), status: 'drift', reason: 'fewer-rows' },
  {
    name: 'a new layout',
    next: listOf(100, 20, { layout: 'div.news>a' }),
    status: 'drift',
    reason: 'layout-changed',
  },
  {
    name: 'sixty rows, all new',
    next: listOf(199, 60),
    status: 'drift',
    reason: 'no-known-row',
  },
  { name: 'an empty list', next: noList('empty', null), status: 'empty', reason: 'no-rows' },
  {
    name: 'a page without a list',
    next: noList('no-list', 'no-rows'),
    status: 'drift',
    reason: 'no-rows',
  },
  {
    name: 'a soft 404',
    next: noList('no-list', 'soft-404'),
    status: 'gone',
    reason: 'soft-404',
  },
  {
    name: 'a gate with status 200',
    next: noList('blocked', 'challenge'),
    status: 'blocked',
    reason: 'challenge',
  },
  { name: 'a shell', next: noList('no-list', 'shell'), status: 'drift', reason: 'shell' },
  { name: '404', next: 'gone', status: 'gone', reason: 'gone' },
  { name: 'a gate', next: 'challenge', status: 'blocked', reason: 'challenge' },
  { name: 'a refusal', next: 'forbidden', status: 'blocked', reason: 'forbidden' },
  { name: 'robots.txt', next: 'robots', status: 'blocked', reason: 'robots' },
  { name: 'TLS', next: 'tls', status: 'blocked', reason: 'tls' },
  { name: 'DNS', next: 'dns', status: 'blocked', reason: 'dns' },
  { name: 'a timeout', next: 'timeout', status: 'blocked', reason: 'timeout' },
  { name: 'the day’s budget', next: 'budget', status: 'ok', reason: null, failures: 0 },
  {
    name: 'a host that is paused',
    next: 'paused-host',
    status: 'blocked',
    reason: 'paused-host',
    failures: 0,
  },
];

test.each(rows)('$name after a good list makes the source $condition', (row) => {
  const play = createPlay();
  play.list(listOf(99));
  const { state, trust, alarm } = play.next(row.next);
  expect({ trust, alarm }).toEqual({ trust: row.trust ?? 'hold', alarm: null });
  expect(state).toMatchObject({
    status: row.status,
    reason: row.reason ?? null,
    consecutiveFailures: row.failures ?? 1,
    rowCount: row.rowCount ?? 20,
    newestDate: row.newestDate ?? '2026-11-16',
  });
  expect(state.history).toHaveLength(2);
});

test.each([
  ['a new layout', listOf(101, 20, { layout: 'div.news>a' }), 'redesigned'],
  ['rows that are all new', listOf(199, 60), null],
  ['yesterday’s page', listOf(98), null],
  ['a shorter list', listOf(99, 4), null],
] as const)('counts %s once a second visit agrees', (_name, changed, alarm) => {
  const play = createPlay();
  play.list(listOf(99));
  expect(play.list(changed).trust).toBe('hold');
  expect(
    validatorsFor(play.state(), play.now(), 20 * hour),
    'the second visit gets the whole page',
  ).toBeNull();
  const second = play.list(changed);
  expect(second.trust).toBe('rows');
  expect(second.alarm?.kind ?? null).toBe(alarm);
  expect(second.state).toMatchObject({ status: 'ok', consecutiveFailures: 0 });
  expect(play.list(changed).trust).toBe('rows');
});

test('does not count a changed layout whose rows are others each time', () => {
  const play = createPlay();
  play.list(listOf(99));
  expect(play.list(listOf(300, 20, { layout: 'b' })).trust).toBe('hold');
  expect(play.list(listOf(400, 20, { layout: 'b' })).trust).toBe('hold');
  expect(play.list(listOf(500, 20, { layout: 'b' })).trust).toBe('hold');
});

test('counts rows that are all new though their addresses change at each request', () => {
  const play = createPlay();
  const volatile = (newest: number, request: number): Discovery => {
    const list = listOf(newest);
    const entries = list.entries.map((entry) => ({ ...entry, url: `${entry.url}?zt=${request}` }));
    return { ...list, entries };
  };
  play.list(volatile(99, 1));
  expect(play.list(volatile(300, 2)).trust).toBe('hold');
  expect(play.list(volatile(301, 3)).trust).toBe('rows');
});

test('forgets a changed layout when the old one comes back', () => {
  const play = createPlay();
  play.list(listOf(99));
  play.list(listOf(100, 20, { layout: 'b' }));
  expect(play.list(listOf(100)).trust).toBe('rows');
  expect(play.list(listOf(101, 20, { layout: 'b' })).trust).toBe('hold');
});

test('ignores dates in the future', () => {
  const play = createPlay();
  const { state } = play.list(listOf(300, 250));
  expect(state.newestDate).toBe('2026-11-23');
});

test.each([
  ['gone', 2],
  ['challenge', 2],
  ['forbidden', 2],
  ['tls', 2],
  ['robots', 2],
  ['dns', 3],
  ['timeout', 3],
  ['server-error', 3],
] as const)('raises one alarm for %s at visit %i, and one word when it is over', (reason, at) => {
  const play = createPlay();
  play.list(listOf(99));
  const alarms = [1, 2, 3, 4, 5].map(() => play.fail(reason).alarm?.kind ?? null);
  expect(alarms.indexOf('stopped')).toBe(at - 1);
  expect(alarms.filter((kind) => kind !== null)).toEqual(['stopped']);
  expect(play.state()?.alarmedAt).toBeDefined();
  expect(play.list(listOf(100)).alarm).toMatchObject({ kind: 'recovered', sourceId: 'example' });
  expect(play.state()).not.toHaveProperty('alarmedAt');
  expect(play.list(listOf(100)).alarm).toBeNull();
});

test('says in the alarm what a moderator needs', () => {
  const play = createPlay();
  play.list(listOf(99));
  play.list(noList('empty', null));
  expect(play.list(noList('empty', null)).alarm).toEqual({
    kind: 'stopped',
    sourceId: 'example',
    status: 'empty',
    reason: 'no-rows',
    since: '2026-11-23T03:00:00.000Z',
    lastSuccessAt: '2026-11-23T02:00:00.000Z',
    failures: 2,
    rowsBefore: 20,
  });
});

test('raises no alarm for a source that never gave rows', () => {
  const play = createPlay();
  const alarms = [1, 2, 3, 4].map(() => play.fail('forbidden').alarm);
  expect(alarms).toEqual([null, null, null, null]);
  expect(play.state()).toMatchObject({ status: 'blocked', reason: 'forbidden' });
});

test('raises the alarm for a source of a paused host after three days', () => {
  const play = createPlay();
  play.list(listOf(99));
  expect(play.fail('paused-host').alarm).toBeNull();
  play.wait(60 * hour);
  expect(play.fail('paused-host').alarm).toBeNull();
  play.wait(24 * hour);
  expect(play.fail('paused-host').alarm).toMatchObject({ kind: 'stopped' });
});

test('shows why a host is paused where the source itself met the reason', () => {
  const play = createPlay();
  play.list(listOf(99));
  play.fail('challenge');
  expect(play.fail('paused-host').state).toMatchObject({
    status: 'blocked',
    reason: 'challenge',
  });
});

test('is quiet when nothing new came for much longer than usual, without alarm', () => {
  const play = createPlay();
  play.list(listOf(99));
  play.wait(44 * 24 * hour);
  const { state, alarm } = play.list(listOf(99));
  expect({ status: state.status, alarm }).toEqual({ status: 'quiet', alarm: null });
  expect(play.list(listOf(100)).state.status).toBe('ok');
});

test('keeps fifty visits of history, newest first', () => {
  const play = createPlay();
  play.list(listOf(99));
  for (let visit = 0; visit < 60; visit += 1) play.list(listOf(99));
  const history = play.state()?.history ?? [];
  expect(history).toHaveLength(50);
  expect((history[0]?.at ?? '') > (history[1]?.at ?? '')).toBe(true);
});

test('requests the whole page about daily and whenever something is odd', () => {
  const play = createPlay();
  expect(validatorsFor(null, play.now(), 20 * hour)).toBeNull();
  play.list(listOf(99));
  expect(validatorsFor(play.state(), play.now(), 20 * hour)).toEqual({
    etag: '"1"',
    lastModified: null,
  });
  play.wait(10 * hour);
  play.visit({ kind: 'not-modified' });
  expect(validatorsFor(play.state(), play.now(), 20 * hour)).not.toBeNull();
  play.wait(9 * hour);
  expect(validatorsFor(play.state(), play.now(), 20 * hour), 'a 304 is no full fetch').toBeNull();
  play.list(listOf(99));
  play.fail('timeout');
  expect(validatorsFor(play.state(), play.now(), 20 * hour)).toBeNull();
});

test('forgets a visit that was cut short because we stop', () => {
  const play = createPlay();
  const { state } = play.list(listOf(99));
  expect(play.fail('closed')).toEqual({ state, trust: 'hold', alarm: null });
});
