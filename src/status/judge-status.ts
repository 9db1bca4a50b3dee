import { DAY_MS, HOUR_MS } from '../base/clock.ts';
import { isStoppedStatus } from '../health/alarms.ts';
import type { SourceFacts, StatusFacts } from './status-facts.ts';

/** With a fault the bot cannot do its work; a warning is to be looked at. */
export type Severity = 'fault' | 'warning';

const MINUTE_MS = 60_000;
const MEGABYTE = 2 ** 20;

/** One visit writes so much; SQLite needs room beside its file for its log of writes. */
const LEAST_FREE = 16 * MEGABYTE;
const LOW_FREE = 512 * MEGABYTE;
/** A visit takes a page each ten seconds; that none is told of for so long means that nothing moves. */
const ROUND_PATIENCE_MS = 30 * MINUTE_MS;
/** Discord asks to wait for minutes at most, and its outages are told of by the Gateway. */
const DELIVERY_PATIENCE_MS = HOUR_MS;
/** Single pages are allowed to end a reader. */
const MANY_DEATHS = 5;
/** Of a handful of sources one is half. */
const FEW_SOURCES = 4;

interface Rule {
  readonly severity: Severity;
  /** Whether a process that does not lead is judged by it, too. */
  readonly isForAll?: true;
  readonly applies: (facts: StatusFacts) => boolean;
}

/** What keeps the bot from its work. Each row has words in `messages.ts`, a metric `jianbao_issue`, and a line in docs/operations.md. */
const RULES = {
  'store-failing': {
    severity: 'fault',
    isForAll: true,
    applies: ({ store }) => !store.isWritable,
  },
  'disk-full': {
    severity: 'fault',
    isForAll: true,
    applies: ({ store }) => (store.freeBytes ?? Infinity) < LEAST_FREE,
  },
  'disk-low': {
    severity: 'warning',
    isForAll: true,
    applies: ({ store: { freeBytes } }) =>
      freeBytes !== null && freeBytes >= LEAST_FREE && freeBytes < LOW_FREE,
  },
  'gateway-lost': {
    severity: 'fault',
    applies: ({ shards }) => shards !== null && !shards.some(({ isConnected }) => isConnected),
  },
  'shard-lost': {
    severity: 'warning',
    applies: ({ shards }) => {
      const connected = shards?.filter(({ isConnected }) => isConnected).length ?? 0;
      return connected > 0 && connected < (shards?.length ?? 0);
    },
  },
  'no-sources': {
    severity: 'fault',
    applies: ({ sources }) => sources.watched === 0,
  },
  offline: {
    severity: 'fault',
    // Of several processes each has a network of its own.
    isForAll: true,
    applies: ({ rounds }) => rounds.isOffline,
  },
  'all-sources-stopped': {
    severity: 'fault',
    // Of a machine that is offline they say nothing more.
    applies: ({ sources, rounds }) =>
      !rounds.isOffline && sources.watched > 0 && stoppedOf(sources) === sources.watched,
  },
  'many-sources-stopped': {
    severity: 'warning',
    applies: ({ sources, rounds }) => {
      const stopped = stoppedOf(sources);
      const isHalf = sources.watched >= FEW_SOURCES && stopped * 2 >= sources.watched;
      return !rounds.isOffline && isHalf && stopped < sources.watched;
    },
  },
  'rounds-late': {
    severity: 'fault',
    applies: ({ rounds }) => rounds.lateMs > ROUND_PATIENCE_MS,
  },
  'visits-late': {
    severity: 'fault',
    applies: ({ rounds: { sinceVisitMs, longestRestMs } }) =>
      sinceVisitMs !== null && sinceVisitMs > longestRestMs + DAY_MS,
  },
  'deliveries-stuck': {
    severity: 'fault',
    applies: ({ deliveries }) =>
      deliveries !== null && isLate(deliveries) && deliveries.sinceSentMs > DELIVERY_PATIENCE_MS,
  },
  'deliveries-late': {
    severity: 'warning',
    applies: ({ deliveries }) =>
      deliveries !== null && isLate(deliveries) && deliveries.sinceSentMs <= DELIVERY_PATIENCE_MS,
  },
  'readers-dying': {
    severity: 'warning',
    applies: ({ readers }) => readers.recentDeaths >= MANY_DEATHS,
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type IssueId = keyof typeof RULES;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table are its ids
export const ISSUE_IDS = Object.keys(RULES) as readonly IssueId[];

export interface StatusIssue {
  readonly id: IssueId;
  readonly severity: Severity;
}

/** What is wrong, faults first. A process that does not lead is judged by its store: of the rest the one that leads tells. */
export function judgeStatus(facts: StatusFacts): readonly StatusIssue[] {
  const isLeader = facts.standing === 'leader';
  return ISSUE_IDS.map((id) => ({ id, rule: RULES[id] as Rule }))
    .filter(({ rule }) => (isLeader || rule.isForAll === true) && rule.applies(facts))
    .map(({ id, rule: { severity } }) => ({ id, severity }))
    .toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

/** Whether the process can do its work. */
export function isReady(issues: readonly StatusIssue[]): boolean {
  return issues.every(({ severity }) => severity !== 'fault');
}

function stoppedOf({ byStatus }: Pick<SourceFacts, 'byStatus'>): number {
  let sum = 0;
  for (const [status, count] of Object.entries(byStatus)) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the record's own keys
    if (isStoppedStatus(status as keyof typeof byStatus)) sum += count;
  }
  return sum;
}

function isLate({ oldestMs }: { readonly oldestMs: number | null }): boolean {
  return oldestMs !== null && oldestMs > DELIVERY_PATIENCE_MS;
}
