import { expect, test } from 'vitest';

import { ISSUE_IDS, isReady, judgeStatus, type IssueId } from '../../src/status/judge-status.ts';
import type { StatusFacts } from '../../src/status/status-facts.ts';
import { NONE, someFacts } from './some-facts.ts';

const HOUR = 3_600_000;
const well = someFacts();
const sourcesOf = (changes: Partial<typeof NONE>): StatusFacts['sources'] => {
  const byStatus = { ...NONE, ...changes };
  const watched = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
  return { watched, byStatus, stopped: [] };
};

/** For each issue the facts under which it is one, and the nearest ones under which it is not. */
const cases: Readonly<
  Record<IssueId, { readonly yes: Partial<StatusFacts>; readonly no: Partial<StatusFacts> }>
> = {
  'store-failing': {
    yes: { store: { isWritable: false, freeBytes: null } },
    no: { store: { isWritable: true, freeBytes: null } },
  },
  'disk-full': {
    yes: { store: { isWritable: true, freeBytes: 15 * 2 ** 20 } },
    no: { store: { isWritable: true, freeBytes: 16 * 2 ** 20 } },
  },
  'disk-low': {
    yes: { store: { isWritable: true, freeBytes: 511 * 2 ** 20 } },
    no: { store: { isWritable: true, freeBytes: 512 * 2 ** 20 } },
  },
  'gateway-lost': { yes: { shards: [{ id: 0, isConnected: false }] }, no: { shards: null } },
  'shard-lost': {
    yes: {
      shards: [
        { id: 0, isConnected: true },
        { id: 1, isConnected: false },
      ],
    },
    no: {
      shards: [
        { id: 0, isConnected: true },
        { id: 1, isConnected: true },
      ],
    },
  },
  'no-sources': { yes: { sources: sourcesOf({}) }, no: { sources: sourcesOf({ new: 1 }) } },
  offline: {
    yes: { rounds: { ...well.rounds, isOffline: true } },
    no: { rounds: well.rounds },
  },
  'all-sources-stopped': {
    yes: { sources: sourcesOf({ blocked: 1, gone: 1, unread: 1, empty: 1, drift: 1 }) },
    no: { sources: sourcesOf({ blocked: 9, new: 1 }) },
  },
  'many-sources-stopped': {
    yes: { sources: sourcesOf({ ok: 2, blocked: 2 }) },
    no: { sources: sourcesOf({ ok: 1, blocked: 1 }) },
  },
  'rounds-late': {
    yes: { rounds: { ...well.rounds, lateMs: HOUR / 2 + 1 } },
    no: { rounds: { ...well.rounds, lateMs: HOUR / 2 } },
  },
  'visits-late': {
    yes: { rounds: { ...well.rounds, sinceVisitMs: 73 * HOUR } },
    no: { rounds: { ...well.rounds, sinceVisitMs: 71 * HOUR } },
  },
  'deliveries-stuck': {
    yes: { deliveries: deliveriesAfter({ oldestMs: 2 * HOUR, sinceSentMs: 2 * HOUR }) },
    no: { deliveries: deliveriesAfter({ oldestMs: null, sinceSentMs: 2 * HOUR }) },
  },
  'deliveries-late': {
    yes: { deliveries: deliveriesAfter({ oldestMs: 2 * HOUR, sinceSentMs: HOUR / 60 }) },
    no: { deliveries: deliveriesAfter({ oldestMs: HOUR, sinceSentMs: HOUR / 60 }) },
  },
  'readers-dying': {
    yes: { readers: { ...well.readers, recentDeaths: 5 } },
    no: { readers: { ...well.readers, recentDeaths: 4 } },
  },
};

function deliveriesAfter(
  times: Pick<NonNullable<StatusFacts['deliveries']>, 'oldestMs' | 'sinceSentMs'>,
): StatusFacts['deliveries'] {
  return { waiting: 1, held: 0, subscriptions: 1, paused: 0, ...times };
}

const idsIn = (facts: Partial<StatusFacts>): readonly IssueId[] =>
  judgeStatus(someFacts(facts)).map(({ id }) => id);

test('a bot that does well has no issue', () => {
  expect(judgeStatus(well)).toEqual([]);
  expect(isReady([])).toBe(true);
});

test.each(ISSUE_IDS)('%s is told of when it is so, and else not', (id) => {
  expect(idsIn(cases[id].yes)).toEqual([id]);
  expect(idsIn(cases[id].no)).not.toContain(id);
});

test('what is not known of the queue is no issue of the queue', () => {
  expect(idsIn({ deliveries: null })).toEqual([]);
});

test('only a fault takes the readiness, and comes first', () => {
  const low = { isWritable: true, freeBytes: 2 ** 28 };
  const issues = judgeStatus(someFacts({ store: low, sources: sourcesOf({}) }));
  expect(issues).toEqual([
    { id: 'no-sources', severity: 'fault' },
    { id: 'disk-low', severity: 'warning' },
  ]);
  expect(isReady(issues)).toBe(false);
  expect(isReady(issues.slice(1))).toBe(true);
});

test('a process that stands by answers for its store alone', () => {
  const standby = { standing: 'standby', shards: [], sources: sourcesOf({}) } as const;
  expect(idsIn(standby)).toEqual([]);
  expect(idsIn({ ...standby, store: { isWritable: false, freeBytes: null } })).toEqual([
    'store-failing',
  ]);
});
