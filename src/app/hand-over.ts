import { createMutex } from '../base/mutex.ts';
import type { CrawlDeps } from '../crawl/crawl-deps.ts';
import { StoreError } from '../domain/errors.ts';
import type { Alarm } from '../health/alarms.ts';
import { runExclusive, SETTLE_KEY } from '../revise/run-exclusive.ts';
import type { HandedTask } from '../store/handed.ts';
import type { Store } from '../store/open-store.ts';
import { type Around, NOTHING_AROUND } from '../store/together.ts';

/** Where a crawl leaves what others are to see. */
export type CrawlQueues = Pick<
  CrawlDeps,
  'queueCard' | 'queueDigest' | 'queueEdits' | 'raiseAlarm'
>;

/**
 * Queues of a process that only crawls: it writes down what is to be posted, and the process that leads does it. Only that one knows
 * what waits and who subscribed.
 */
export function createHandingQueues(store: Store): CrawlQueues {
  /** To be called within `runExclusive`. How many channels it is for is known to nobody yet. */
  async function hand(
    task: HandedTask,
    { before, after }: Around = NOTHING_AROUND,
  ): Promise<number> {
    const handed = store.handed.adding(task, store.sharing?.numberOf(SETTLE_KEY) ?? 0);
    await store.together([...before, handed, ...after]);
    return 0;
  }
  return {
    queueCard(card, occasion, { guildIds, around }) {
      const audience = guildIds === undefined ? {} : { guildIds };
      return hand({ kind: 'card', card, occasion, audience }, around);
    },
    queueDigest: (cards, source) => hand({ kind: 'digest', cards, source }),
    queueEdits: (card) => hand({ kind: 'edits', card }),
    async raiseAlarm(source, alarm) {
      await runExclusive(store, () => hand({ kind: 'alarm', source, alarm }));
    },
  };
}

export interface HandedWorkDeps {
  readonly store: Pick<Store, 'handed'>;
  readonly queues: CrawlQueues;
  readonly logger: { error(facts: object, message: string): void };
}

/**
 * Does what crawling processes left, in their order. Each task is removed after it was done: a crash in between repeats it, and what was
 * queued already is known to the outbox.
 */
export function createHandedWork({ store, queues, logger }: HandedWorkDeps): () => Promise<void> {
  const mutex = createMutex();
  const failed = new Set<string>();

  function perform(task: HandedTask): Promise<unknown> {
    if (task.kind === 'card') return queues.queueCard(task.card, task.occasion, task.audience);
    if (task.kind === 'digest') return queues.queueDigest(task.cards, task.source);
    if (task.kind === 'edits') return queues.queueEdits(task.card);
    return isAlarm(task.alarm) ? queues.raiseAlarm(task.source, task.alarm) : Promise.resolve();
  }

  async function work(): Promise<void> {
    for (const [key, task] of await store.handed.all()) {
      if (failed.has(key)) continue;
      try {
        await perform(task);
        await store.handed.remove(key);
      } catch (error) {
        if (error instanceof StoreError) throw error;
        // A bug must not stop those behind it; whoever leads next tries again.
        failed.add(key);
        logger.error({ err: error, key, kind: task.kind }, 'handed task failed');
      }
    }
  }

  return () => mutex(work);
}

/** The store checks records' versions, and this file alone writes these. */
function isAlarm(value: unknown): value is Alarm {
  return typeof value === 'object' && value !== null && 'sourceId' in value && 'status' in value;
}
