import { OlderStoreError } from '../domain/errors.ts';
import { isUpToDate } from './bring-up-to-date.ts';
import { composeStores, type Stores } from './compose-stores.ts';
import { openIfThere, type RecordsForReading } from './open-records-for-reading.ts';
import { openStore, type Store } from './open-store.ts';

/** A store to look into; whatever would write it throws `StoreError`. */
export interface StoreForReading extends Stores, Pick<Store, 'describe' | 'close'> {}

/**
 * Opens a store to look into, also beside the bot that writes it: without its lease, and without a lock. What is not there yet is
 * empty, and is not made. What an older program wrote is brought up to date first, for which no bot may run.
 */
export async function openStoreForReading(url: string): Promise<StoreForReading> {
  if (url === 'memory:') return openStore(url);
  const records = await openCurrent(url);
  if (records === 'none') return openStore('memory:');
  if (records === 'older') return openStore(url);
  const { namespace, describe, close } = records;
  return { ...composeStores(namespace), describe, close };
}

async function openCurrent(url: string): Promise<RecordsForReading | 'none' | 'older'> {
  let records: RecordsForReading | null;
  try {
    records = await openIfThere(url);
  } catch (error) {
    if (error instanceof OlderStoreError) return 'older';
    throw error;
  }
  if (records === null) return 'none';
  try {
    if (await isUpToDate(records.namespace('store'))) return records;
  } catch (error) {
    await records.close().catch(() => undefined);
    throw error;
  }
  await records.close();
  return 'older';
}
