import pLimit from 'p-limit';

/** Runs pieces of work one after another, in the order in which they were given. */
export type Mutex = <T>(work: () => Promise<T>) => Promise<T>;

/** Creates a mutex; a piece of work that fails does not stop those behind it. */
export function createMutex(): Mutex {
  return pLimit(1);
}
