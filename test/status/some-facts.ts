import type { StatusFacts } from '../../src/status/status-facts.ts';

/** What is known of a bot that does well; a test changes what it is about. */
export function someFacts(changes: Partial<StatusFacts> = {}): StatusFacts {
  return {
    version: '0.1.0',
    role: 'all',
    standing: 'leader',
    startedAt: new Date('2026-11-22T00:00:00Z'),
    store: { isWritable: true, freeBytes: 20 * 2 ** 30 },
    shards: [{ id: 0, isConnected: true }],
    rounds: {
      lastGoodAt: new Date('2026-11-22T02:28:00Z'),
      isRunning: false,
      lateMs: 0,
      isOffline: false,
      sinceVisitMs: 120_000,
      longestRestMs: 172_800_000,
    },
    sources: {
      watched: 10,
      byStatus: { ...NONE, ok: 8, quiet: 1, blocked: 1 },
      stopped: [{ id: 'qingxi', status: 'blocked', reason: 'forbidden' }],
    },
    deliveries: {
      waiting: 3,
      held: 2,
      oldestMs: 20_000,
      sinceSentMs: 30_000,
      subscriptions: 5,
      paused: 1,
    },
    readers: {
      size: 2,
      running: 1,
      busy: 1,
      waiting: 4,
      residentBytes: 150 * 2 ** 20,
      recentDeaths: 0,
    },
    ...changes,
  };
}

/** No source in any status. */
export const NONE = {
  new: 0,
  ok: 0,
  quiet: 0,
  unread: 0,
  drift: 0,
  empty: 0,
  blocked: 0,
  gone: 0,
};
