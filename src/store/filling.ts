import { StoreError } from '../domain/errors.ts';
import type { KeyValue } from './key-value.ts';

/** The key of the record that says that a store is being filled from elsewhere, and since when. */
const FILLING_KEY = 'filling';

/** Does what fills a store. Where that is cut short, the store is refused from then on: a bot on half of it would post again. */
export async function filling<R>(meta: KeyValue<string>, work: () => Promise<R>): Promise<R> {
  await meta.set(FILLING_KEY, new Date().toISOString());
  const result = await work();
  await meta.delete(FILLING_KEY);
  return result;
}

/** Whether what filled it was cut short. */
export async function isHalf(meta: KeyValue<string>): Promise<boolean> {
  return (await meta.get(FILLING_KEY)) !== null;
}

export async function refuseHalf(meta: KeyValue<string>, name: string): Promise<void> {
  const since = await meta.get(FILLING_KEY);
  if (since === null) return;
  throw new StoreError(
    `What was to be put into ${name} (begun ${since}) was cut short, so not all of it is there. Restore it again, or give the copy another, empty place.`,
  );
}
