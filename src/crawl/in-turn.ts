import { createMutex, type Mutex } from '../base/mutex.ts';

const mutexes = new WeakMap<object, Mutex>();

/**
 * One piece of work after another for each store: two visits that bring the same document at the same time
 * must not both find it new, nor overwrite each other's record.
 */
export function inTurn<T>(store: object, work: () => Promise<T>): Promise<T> {
  const mutex = mutexes.get(store) ?? createMutex();
  mutexes.set(store, mutex);
  return mutex(work);
}
