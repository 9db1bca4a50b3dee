import { bothClocks, msSince } from '../base/both-clocks.ts';
import { StoreError } from '../domain/errors.ts';
import type { StoreFacts } from '../backends/backend.ts';
import { composeStores, type Stores } from './compose-stores.ts';
import { describeBackend } from './describe-backend.ts';
import { openRecords, type OpenOptions } from './open-records.ts';
import { togetherOn } from './together.ts';
import { createSharing, type Sharing } from './sharing.ts';
import { storeFolder } from '../backends/store-folder.ts';

/** Everything the bot remembers. One process writes it, or several do as they agreed. */
export interface Store extends Stores {
  /** The folder of its file, beside which an operator's commands leave requests; null where it has no file. */
  readonly folder: string | null;
  /** How several processes agree; null where one writes. */
  readonly sharing: Sharing | null;
  /** Overwrites what was deleted, which its file would keep in free pages; takes a second for each 100 MB. */
  scrub(): Promise<void>;
  /** Throws `StoreError` once it is known that another process writes the store, or that it is gone or damaged. */
  assertHeld(): void;
  /** Whether that was read so shortly ago that it is still so; to be looked at right before what cannot be undone. */
  isSure(): boolean;
  /** Reads who may write; throws `StoreError` unless that is this process. To be awaited right before what cannot be undone. */
  confirmHeld(): Promise<void>;
  /** For an operator who looks. */
  describe(): Promise<StoreFacts>;
  close(): Promise<void>;
}

/** Less than the time after which another process may have it. */
const SURE_MS = 5000;

/** Opens a store by its address; throws `StoreError` where it is damaged, newer than this program, or another process's. */
export async function openStore(url: string, options: OpenOptions = {}): Promise<Store> {
  const { backend, lease, namespace, close } = await openRecords(url, options);
  let seen = bothClocks();
  const sharing = backend.terms === undefined ? null : createSharing(backend.terms, backend.name);
  return {
    ...composeStores(namespace, togetherOn(backend)),
    folder: storeFolder(url),
    sharing,
    async scrub() {
      try {
        await backend.scrub();
      } catch (cause) {
        throw new StoreError('What was deleted could not be overwritten in the store.', { cause });
      }
    },
    assertHeld() {
      backend.assertThere();
      lease?.assertHeld();
      sharing?.assertLeads();
    },
    async confirmHeld() {
      backend.assertThere();
      const at = bothClocks();
      await Promise.all([lease?.confirm(), sharing?.confirmLeads()]);
      seen = at;
    },
    isSure: () => lease === null || msSince(seen) < SURE_MS,
    describe: () => describeBackend(backend),
    close,
  };
}
