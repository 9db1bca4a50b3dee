import { createMutex, type Mutex } from '../base/mutex.ts';
import type { Store } from '../store/open-store.ts';

const mutexes = new WeakMap<object, Mutex>();

/** What is settled by one process at a time. */
export const SETTLE_KEY = 'settle';

/**
 * Runs one piece of work at a time for each store, in whatever process: two visits that bring the same document at the same time
 * must not both take it for new, nor overwrite each other's record.
 */
export function runExclusive<T>(store: Pick<Store, 'sharing'>, work: () => Promise<T>): Promise<T> {
  const mutex = mutexes.get(store) ?? createMutex();
  mutexes.set(store, mutex);
  const { sharing } = store;
  return mutex(sharing === null ? work : () => sharing.alone(SETTLE_KEY, work));
}
