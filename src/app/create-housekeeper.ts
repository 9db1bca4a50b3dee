import { DAY_MS, shanghaiDay } from '../base/clock.ts';
import { eraseOldTexts } from '../upkeep/erase-old-texts.ts';
import { findTraces, isAddress } from '../upkeep/find-traces.ts';
import { forgetDocument, weighErasure } from '../upkeep/forget-document.ts';
import { readAgain } from '../upkeep/read-again.ts';
import { runExclusive } from '../revise/run-exclusive.ts';
import { endDeadQueues } from '../deliver/end-dead-queues.ts';
import { resendRefused } from '../deliver/resend-refused.ts';
import type { Deliverer } from '../deliver/create-deliverer.ts';
import type { Store } from '../store/open-store.ts';
import { comparedSince, PUT_BACK_KEY } from '../transfer/put-back-note.ts';
import { waitingRequests, type RequestKind } from './requests.ts';

export interface HousekeeperOptions {
  readonly store: Store;
  /** How long texts are kept. */
  readonly keepDays: number;
  readonly deliverer: Pick<Deliverer, 'betweenDeliveries' | 'wake'>;
  readonly now: () => Date;
  /** Called once a day; its failure keeps nothing else from being done. */
  readonly onDaily?: () => Promise<void>;
  readonly logger: {
    info(facts: object, message: string): void;
    warn(facts: object, message: string): void;
    error(facts: object, message: string): void;
  };
}

/** What is done beside reading and posting. */
export interface Housekeeper {
  /** Does what an operator's commands left to be done by a running bot. A request that fails stays for the next time. */
  readonly takeRequests: () => Promise<void>;
  /**
   * Since when the channels may show what the store does not know: it was last in use then, or it was put back and is as it was
   * then; null where it is new. To be read once.
   */
  readonly aliveBefore: () => Promise<Date | null>;
  /** Notes that the store is in use, every few minutes or `now`. */
  readonly noteAlive: (when?: 'now') => Promise<void>;
  /** Erases what is older than its time, and ends what waits for channels that are gone, once a day. */
  readonly sweepDaily: () => Promise<void>;
}

const SWEPT_KEY = 'swept-on';
const ALIVE_KEY = 'alive-at';
const ALIVE_EVERY_MS = 300_000;

export function createHousekeeper(options: HousekeeperOptions): Housekeeper {
  const { store, keepDays, deliverer, now, logger } = options;

  let notedMs = 0;

  /** Neither a card is sent nor a page recorded while a document is erased. */
  function alone<T>(work: () => Promise<T>): Promise<T> {
    return deliverer.betweenDeliveries(() => runExclusive(store, work));
  }

  async function forget(target: string): Promise<void> {
    const traces = await findTraces(store, target);
    const { articleIds } = traces;
    if (!isAddress(target) && articleIds.length !== 1) {
      logger.warn({ target, documents: articleIds.length }, 'not one document to forget');
      return;
    }
    const erasure = await weighErasure(store, traces);
    await forgetDocument(store, target, { traces, now: now() });
    logger.info(erasure, 'document forgotten');
  }

  async function read(target: string): Promise<void> {
    logger.info(await readAgain(store, target, now()), 'to be read again');
  }

  async function resend(target: string): Promise<void> {
    logger.info({ deliveries: await resendRefused(store.outbox, target) }, 'queued again');
  }

  const works: Readonly<Record<RequestKind, (target: string) => Promise<void>>> = {
    forget,
    read,
    resend,
  };

  return {
    async takeRequests() {
      if (store.folder === null) return;
      for (const { kind, target, remove } of waitingRequests(store.folder)) {
        try {
          await alone(() => works[kind](target));
          remove();
          deliverer.wake();
        } catch (error) {
          logger.error({ err: error, kind }, 'request not done');
        }
      }
    },
    async aliveBefore() {
      const noted = await store.settings.load(ALIVE_KEY);
      const at = typeof noted === 'string' ? new Date(noted) : null;
      // A time that lies ahead was noted while the machine's clock was wrong.
      const isKnown = at !== null && !Number.isNaN(at.getTime()) && at <= now();
      const since = comparedSince(await store.settings.load(PUT_BACK_KEY), now());
      if (!isKnown) return since;
      return since !== null && since < at ? since : at;
    },
    async noteAlive(when) {
      const ms = now().getTime();
      if (when !== 'now' && Math.abs(ms - notedMs) < ALIVE_EVERY_MS) return;
      notedMs = ms;
      await store.settings.save(ALIVE_KEY, now().toISOString());
    },
    async sweepDaily() {
      const today = shanghaiDay(now());
      if ((await store.settings.load(SWEPT_KEY)) === today) return;
      const before = new Date(now().getTime() - keepDays * DAY_MS).toISOString();
      const { betweenDeliveries } = deliverer;
      const report = await eraseOldTexts(store, { before, betweenDeliveries });
      const ended = await betweenDeliveries(() => endDeadQueues(store, now()));
      await store.settings.save(SWEPT_KEY, today);
      if (ended > 0) logger.info({ deliveries: ended }, 'channels are gone for good');
      if (report.documents + report.deliveries > 0) logger.info(report, 'old texts erased');
      await options
        .onDaily?.()
        .catch((error: unknown) => logger.error({ err: error }, 'daily work failed'));
    },
  };
}
