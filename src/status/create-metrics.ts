import { Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { SourceStatus } from '../domain/source-state.ts';
import { ISSUE_IDS, judgeStatus, isReady } from './judge-status.ts';
import type { StatusFacts } from './status-facts.ts';

/** What can become of a request to Discord that posts or edits a message. */
const POST_OUTCOMES = ['accepted', 'postponed', 'refused', 'no-access'] as const;
export type PostOutcome = (typeof POST_OUTCOMES)[number];

/** What can become of a round. */
const ROUND_OUTCOMES = ['good', 'offline', 'held-back', 'failed'] as const;
export type RoundOutcome = (typeof ROUND_OUTCOMES)[number];

const READER_DEATHS = ['read-timeout', 'read-memory', 'read-crash'] as const;
const ENTRY_OUTCOMES = [
  'queued',
  'title',
  'duplicate',
  'irrelevant',
  'unreadable',
  'gone',
  'retry',
  'waits',
  'forgotten',
] as const;
const STATUSES: readonly SourceStatus[] = [
  'new',
  'ok',
  'quiet',
  'unread',
  'drift',
  'empty',
  'blocked',
  'gone',
];

/** Every label has the values of a table of the program; what is in none of them is counted as this. */
const OTHER = 'other';

/** Most answers come within 0.3 s; a request is ended after some ten. */
const REQUEST_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** From a card that is due at once to one behind a backlog. */
const DELIVERY_BUCKETS = [1, 5, 15, 60, 300, 1800, 3600, 21_600, 86_400];
const ROUND_BUCKETS = [1, 10, 60, 300, 900, 1800, 3600, 7200];

/** The bot's metrics, by the naming rules of https://prometheus.io/docs/practices/naming/. */
export interface Metrics {
  noteVisit(status: string): void;
  noteVisitFailed(): void;
  noteEntry(outcome: string): void;
  noteRound(outcome: RoundOutcome, seconds: number): void;
  notePost(kind: 'post' | 'edit', outcome: PostOutcome, seconds: number): void;
  noteDelivered(secondsSinceQueued: number): void;
  noteReaderDeath(reason: string): void;
  /** The text that Prometheus reads. */
  render(facts: StatusFacts): Promise<string>;
  readonly contentType: string;
}

function among<T extends string>(value: string, known: readonly T[]): T | typeof OTHER {
  return known.find((one) => one === value) ?? OTHER;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends string>(
    name: string,
    help: string,
    ...labelNames: readonly L[]
  ): Counter<L> => new Counter({ name, help, labelNames: [...labelNames], registers });
  const histogram = <L extends string>(
    name: string,
    help: string,
    options: { readonly buckets: readonly number[]; readonly labelNames?: readonly L[] },
  ): Histogram<L> =>
    new Histogram({
      name,
      help,
      buckets: [...options.buckets],
      labelNames: [...(options.labelNames ?? [])],
      registers,
    });

  const visits = counter(
    'jianbao_visits_total',
    'Visits to sources, by how the source was afterwards.',
    'status',
  );
  const failedVisits = counter(
    'jianbao_visit_errors_total',
    'Visits that ended with a failure of the store or an error of the program.',
  );
  const entries = counter(
    'jianbao_entries_total',
    'Rows of lists that were looked at, by what became of them.',
    'outcome',
  );
  const rounds = counter(
    'jianbao_rounds_total',
    'Rounds over the sources that are due.',
    'outcome',
  );
  const roundSeconds = histogram('jianbao_round_duration_seconds', 'How long a round took.', {
    buckets: ROUND_BUCKETS,
  });
  const requests = histogram(
    'jianbao_discord_request_duration_seconds',
    'How long Discord took for a request that posts or edits a message.',
    { buckets: REQUEST_BUCKETS, labelNames: ['kind', 'outcome'] },
  );
  const delivery = histogram(
    'jianbao_delivery_delay_seconds',
    'Time from a card being queued to its being posted.',
    { buckets: DELIVERY_BUCKETS },
  );
  const deaths = counter(
    'jianbao_reader_deaths_total',
    'Reader processes that ended over what they read.',
    'reason',
  );
  // A row that is there from the start has a rate from the first time on.
  for (const status of STATUSES) visits.inc({ status }, 0);
  for (const outcome of ENTRY_OUTCOMES) entries.inc({ outcome }, 0);
  for (const outcome of ROUND_OUTCOMES) rounds.inc({ outcome }, 0);
  for (const reason of READER_DEATHS) deaths.inc({ reason }, 0);
  const setGauges = createGauges(registry);

  return {
    noteVisit: (status) => visits.inc({ status: among(status, STATUSES) }),
    noteVisitFailed: () => failedVisits.inc(),
    noteEntry: (outcome) => entries.inc({ outcome: among(outcome, ENTRY_OUTCOMES) }),
    noteRound(outcome, seconds) {
      rounds.inc({ outcome });
      roundSeconds.observe(seconds);
    },
    notePost: (kind, outcome, seconds) => requests.observe({ kind, outcome }, seconds),
    noteDelivered: (seconds) => delivery.observe(Math.max(0, seconds)),
    noteReaderDeath: (reason) => deaths.inc({ reason: among(reason, READER_DEATHS) }),
    render(facts) {
      setGauges(facts);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

/** What is as it is at the moment of the look. */
function createGauges(registry: Registry): (facts: StatusFacts) => void {
  const registers = [registry];
  const gauge = <L extends string>(
    name: string,
    help: string,
    ...labelNames: readonly L[]
  ): Gauge<L> => new Gauge({ name, help, labelNames: [...labelNames], registers });
  const one = (is: boolean): number => Number(is);

  const build = gauge('jianbao_build_info', 'The version of the program; always 1.', 'version');
  const ready = gauge('jianbao_ready', 'Whether the process can do its work, as /readyz says.');
  const leader = gauge('jianbao_leader', 'Whether the process leads; 0: it stands by.');
  const issue = gauge(
    'jianbao_issue',
    'Whether something is wrong; docs/operations.md has a line for each value of issue.',
    'issue',
  );
  const writable = gauge('jianbao_store_writable', 'Whether the store can be written.');
  const free = gauge('jianbao_store_disk_free_bytes', 'Room on the disk of the store, if a file.');
  const shard = gauge(
    'jianbao_gateway_connected',
    'Whether a connection to Discord lives, by its shard.',
    'shard',
  );
  const sources = gauge('jianbao_sources', 'Watched sources, by how they are doing.', 'status');
  const goodRound = gauge(
    'jianbao_last_good_round_timestamp_seconds',
    'When the last good round ended, in seconds since 1970; 0 before the first.',
  );
  const late = gauge(
    'jianbao_round_late_seconds',
    'For how long the schedule has waited for another good round; 0 where it does not.',
  );
  const waiting = gauge(
    'jianbao_deliveries',
    'Cards that are not posted yet: waiting, or held for a paused channel.',
    'state',
  );
  const oldest = gauge(
    'jianbao_oldest_waiting_delivery_age_seconds',
    'The age of the oldest card that waits; 0 where none does.',
  );
  const subscriptions = gauge('jianbao_subscriptions', 'Channels that subscribed.', 'state');
  const readers = gauge('jianbao_readers', 'Reader processes.', 'state');
  const readerPages = gauge('jianbao_reader_waiting_pages', 'Pages that wait for a reader.');
  const readerMemory = gauge(
    'jianbao_reader_resident_memory_bytes',
    'Memory of all reader processes when they last answered.',
  );
  const memory = gauge('process_resident_memory_bytes', 'Resident memory size in bytes.');
  const started = gauge(
    'process_start_time_seconds',
    'Start time of the process since unix epoch in seconds.',
  );
  const cpu = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Total user and system CPU time spent in seconds.',
    registers,
  });

  return (facts) => {
    const { store, shards, rounds, deliveries } = facts;
    const issues = judgeStatus(facts);
    const present = new Set<string>(issues.map(({ id }) => id));
    build.set({ version: facts.version }, 1);
    ready.set(one(isReady(issues)));
    leader.set(one(facts.standing === 'leader'));
    for (const id of ISSUE_IDS) issue.set({ issue: id }, one(present.has(id)));
    writable.set(one(store.isWritable));
    // What is not known has no row: a 0 would be a full disk.
    if (store.freeBytes === null) free.remove();
    else free.set(store.freeBytes);
    // After another log-in there may be fewer.
    shard.reset();
    for (const { id, isConnected } of shards ?? []) shard.set({ shard: id }, one(isConnected));
    for (const status of STATUSES) sources.set({ status }, facts.sources.byStatus[status]);
    goodRound.set((rounds.lastGoodAt?.getTime() ?? 0) / 1000);
    late.set(rounds.lateMs / 1000);
    if (deliveries === null) {
      waiting.reset();
      subscriptions.reset();
      oldest.remove();
    } else {
      waiting.set({ state: 'waiting' }, deliveries.waiting);
      waiting.set({ state: 'held' }, deliveries.held);
      oldest.set((deliveries.oldestMs ?? 0) / 1000);
      subscriptions.set({ state: 'active' }, deliveries.subscriptions - deliveries.paused);
      subscriptions.set({ state: 'paused' }, deliveries.paused);
    }
    readers.set({ state: 'busy' }, facts.readers.busy);
    readers.set({ state: 'idle' }, facts.readers.running - facts.readers.busy);
    readerPages.set(facts.readers.waiting);
    readerMemory.set(facts.readers.residentBytes);
    memory.set(process.memoryUsage.rss());
    started.set(facts.startedAt.getTime() / 1000);
    const { user, system } = process.cpuUsage();
    cpu.reset();
    cpu.inc((user + system) / 1e6);
  };
}
