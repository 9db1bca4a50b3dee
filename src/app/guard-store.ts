import { StoreError } from '../domain/errors.ts';
import type { Store } from '../store/open-store.ts';

/** Notices that the store is no longer this process's own. */
export interface StoreGuard {
  /** Looks, which costs one call of the system; false for good once it is lost. */
  readonly isHeld: () => boolean;
  /** Resolves when it is lost. */
  readonly lost: Promise<void>;
  /** What to tell the operator, or null. */
  readonly failure: () => StoreError | null;
}

export function guardStore(
  store: Pick<Store, 'assertHeld'>,
  logger: { error(facts: object, message: string): void },
): StoreGuard {
  const losing = Promise.withResolvers<void>();
  let failure: StoreError | null = null;

  function isHeld(): boolean {
    if (failure !== null) return false;
    try {
      store.assertHeld();
      return true;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      failure = error;
      logger.error({ err: error }, 'store lost: nothing is posted any more');
      losing.resolve();
      return false;
    }
  }

  return { isHeld, lost: losing.promise, failure: () => failure };
}
