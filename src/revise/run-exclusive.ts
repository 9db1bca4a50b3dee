import { createMutex, type Mutex } from '../base/mutex.ts';

const mutexes = new WeakMap<object, Mutex>();

/**
 * Runs one piece of work at a time for each store: two visits that bring the same document at the same time
 * must not both take it for new, nor overwrite each other's record.
 */
export function runExclusive<T>(store: object, work: () => Promise<T>): Promise<T> {
  const mutex = mutexes.get(store) ?? createMutex();
  mutexes.set(store, mutex);
  return mutex(work);
}
