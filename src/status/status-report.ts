import { isReady, judgeStatus, type StatusIssue } from './judge-status.ts';
import type { DeliveryFacts, ReaderFacts, StatusFacts } from './status-facts.ts';

/** What `/status` answers as JSON. Times are ISO, ages and sizes as their names say; fields may be added. */
export interface StatusReport {
  readonly program: 'jianbao';
  readonly version: string;
  readonly at: string;
  readonly ready: boolean;
  readonly issues: readonly StatusIssue[];
  readonly role: StatusFacts['role'];
  readonly standing: StatusFacts['standing'];
  readonly startedAt: string;
  readonly upSeconds: number;
  readonly store: { readonly writable: boolean; readonly freeBytes: number | null };
  /** Null where there is no token. */
  readonly gateway: {
    readonly shards: readonly { readonly id: number; readonly connected: boolean }[];
  } | null;
  readonly rounds: {
    readonly lastGoodAt: string | null;
    readonly lastGoodSeconds: number | null;
    readonly running: boolean;
    readonly lateSeconds: number;
    readonly offline: boolean;
  };
  readonly sources: StatusFacts['sources'];
  /** Null where the store does not answer. */
  readonly deliveries:
    | (Omit<DeliveryFacts, 'oldestMs' | 'sinceSentMs'> & { readonly oldestSeconds: number | null })
    | null;
  readonly readers: ReaderFacts;
}

/** Holds numbers, ids of sources and words of fixed tables: no names, no titles, no addresses. */
export function reportStatus(facts: StatusFacts, now: Date): StatusReport {
  const issues = judgeStatus(facts);
  const { version, role, standing, startedAt, store, shards, rounds, sources, readers } = facts;
  return {
    program: 'jianbao',
    version,
    at: now.toISOString(),
    ready: isReady(issues),
    issues,
    role,
    standing,
    startedAt: startedAt.toISOString(),
    upSeconds: seconds(now.getTime() - startedAt.getTime()),
    store: { writable: store.isWritable, freeBytes: store.freeBytes },
    gateway:
      shards === null
        ? null
        : { shards: shards.map(({ id, isConnected }) => ({ id, connected: isConnected })) },
    rounds: {
      lastGoodAt: rounds.lastGoodAt?.toISOString() ?? null,
      lastGoodSeconds:
        rounds.lastGoodAt === null ? null : seconds(now.getTime() - rounds.lastGoodAt.getTime()),
      running: rounds.isRunning,
      lateSeconds: seconds(rounds.lateMs),
      offline: rounds.isOffline,
    },
    sources,
    deliveries: facts.deliveries === null ? null : deliveriesOf(facts.deliveries),
    readers,
  };
}

function deliveriesOf({
  oldestMs,
  sinceSentMs: _sinceSentMs,
  ...counts
}: DeliveryFacts): NonNullable<StatusReport['deliveries']> {
  return { ...counts, oldestSeconds: oldestMs === null ? null : seconds(oldestMs) };
}

const seconds = (ms: number): number => Math.max(0, Math.round(ms / 1000));
