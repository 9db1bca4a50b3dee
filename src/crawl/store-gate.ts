import { HOUR_MS } from '../base/clock.ts';
import { StoreError } from '../domain/errors.ts';
import type { Store } from '../store/open-store.ts';

/** Whether what a visit learns could be kept: no site is visited for nothing. */
export interface StoreGate {
  /** Tries a write; after a failure a larger one, and a list. */
  isOpen(): Promise<boolean>;
  /** Something failed in the store: the next try is the larger one. */
  doubt(error: StoreError): void;
  /** What every visit needs failed in the store: nothing is visited. */
  shut(error: StoreError): void;
  /** What the last try said. */
  wasOpen(): boolean;
}

export interface StoreGateDeps {
  readonly store: Pick<Store, 'settings' | 'sources'>;
  readonly now: () => Date;
  readonly logger: Readonly<Record<'error' | 'info', (facts: object, message: string) => void>>;
}

const KEY = 'last-write';
const TRY_EVERY_MS = 1000;
/** What one visit writes may need this much room: a small write can succeed on a disk that is all but full. */
const LARGE = 'x'.repeat(256 * 1024);

/** Creates the gate; that it is closed is logged once an hour. */
export function createStoreGate({ store, now, logger }: StoreGateDeps): StoreGate {
  let failure: StoreError | null = null;
  let isClosed = false;
  let toldAt = Number.NEGATIVE_INFINITY;
  let triedMs = Number.NEGATIVE_INFINITY;

  function shut(error: StoreError): void {
    failure = error;
    isClosed = true;
    const age = now().getTime() - toldAt;
    // A clock that was set back must not silence it for longer.
    if (age >= HOUR_MS || age < 0) {
      toldAt = now().getTime();
      logger.error({ err: error }, 'store does not work: no site is visited until it does');
    }
  }

  async function tryOut(): Promise<void> {
    const nowMs = now().getTime();
    // Visits that begin together share a try; what fails in one of them is a doubt.
    if (failure === null && Math.abs(nowMs - triedMs) < TRY_EVERY_MS) return;
    triedMs = nowMs;
    const at = new Date(nowMs).toISOString();
    if (failure !== null) {
      await store.sources.all();
      await store.settings.save(KEY, `${at} ${LARGE}`);
    }
    await store.settings.save(KEY, at);
  }

  return {
    async isOpen() {
      try {
        await tryOut();
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        shut(error);
        return false;
      }
      if (isClosed) logger.info({}, 'store works again: sites are visited');
      isClosed = false;
      failure = null;
      return true;
    },
    doubt: (error) => void (failure = error),
    shut,
    wasOpen: () => !isClosed,
  };
}
