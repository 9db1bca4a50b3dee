import {
  openRecordsForReading,
  type RecordsForReading,
} from '../store/open-records-for-reading.ts';
import { type Namespace, VERSIONS } from '../store/upgrades.ts';
import { writeBackup, type BackupHeader, type BackupRecord } from './backup-file.ts';
import { READ_ORDER } from './read-order.ts';

/** How many records of each kind there were; kinds without any are left out. */
export type Counts = Readonly<Partial<Record<Namespace, number>>>;

/** Called with the number of records so far, after each. */
export type OnProgress = (records: number) => void;

/** What was written. */
export interface BackupReport {
  readonly header: BackupHeader;
  readonly bytes: number;
  readonly counts: Counts;
  /** Whether it is the store as it was at one moment; else as a crash could have left it. */
  readonly isOneMoment: boolean;
}

export interface BackupOptions {
  readonly program: string;
  readonly now: Date;
  readonly onProgress?: OnProgress;
}

/** Writes all that is in a store to a file, also while a bot uses the store. */
export async function backUp(
  url: string,
  file: string,
  options: BackupOptions,
): Promise<BackupReport & { readonly server: string }> {
  const records = await openRecordsForReading(url);
  try {
    const { server } = await records.describe();
    return { ...(await writeAll(records, file, options)), server };
  } finally {
    await records.close();
  }
}

/** The same of a store that is open. */
export async function writeAll(
  { namespace, isOneMoment }: Pick<RecordsForReading, 'namespace' | 'isOneMoment'>,
  file: string,
  { program, now, onProgress }: BackupOptions,
): Promise<BackupReport> {
  const header = { store: VERSIONS.store, program, at: now.toISOString() };
  const counts: Partial<Record<Namespace, number>> = {};
  let total = 0;
  async function* records(): AsyncGenerator<BackupRecord> {
    for (const name of READ_ORDER) {
      for await (const record of namespace(name).kept()) {
        counts[name] = (counts[name] ?? 0) + 1;
        total += 1;
        onProgress?.(total);
        yield { namespace: name, ...record };
      }
    }
  }
  const bytes = await writeBackup(file, header, records());
  return { header, bytes, counts, isOneMoment };
}
