import { byCodeUnits } from '../base/by-code-units.ts';
import type { Validators } from '../domain/fetch.ts';
import type { KeyValue } from './key-value.ts';
import type { Write } from './together.ts';

/** When a document's page is looked at again, and what the looks before this one leave open. */
export interface Reread {
  readonly articleId: string;
  /** The host of its page, with the port. */
  readonly host: string;
  /** ISO time. */
  readonly dueAt: string;
  /** Looks in a row that told nothing, as in an outage. */
  readonly attempts: number;
  /** When the last look of its days was made; no further one is due. */
  readonly endedAt?: string;
  /** Of the last page that was read; a page whose row changed is requested in full. */
  readonly validators: Validators | null;
  /** When the page was first found gone, looked at again and again since. */
  readonly goneSince?: string;
  /** When, besides, no copy of it was found. */
  readonly aloneSince?: string;
  /** A text from which something is only missing; it is believed when it is read again a day later. */
  readonly doubted?: { readonly digest: string; readonly since: string };
}

/** The documents whose pages are still to be looked at, by their ids; a document that is done with has no record. */
export interface RereadStore {
  load(articleId: string): Promise<Reread | null>;
  save(reread: Reread): Promise<void>;
  /** The same, made ready for `together`. */
  saving(reread: Reread): Write;
  remove(articleId: string): Promise<void>;
  /** The longest due first. */
  all(): Promise<readonly Reread[]>;
}

export function createRereadStore(records: KeyValue<Reread>): RereadStore {
  return {
    load: (articleId) => records.get(articleId),
    save: (reread) => records.set(reread.articleId, reread),
    saving: (reread) => ({ run: () => records.set(reread.articleId, reread) }),
    remove: async (articleId) => void (await records.delete(articleId)),
    async all() {
      const waiting: Reread[] = [];
      for await (const [, reread] of records.entries()) waiting.push(reread);
      return waiting.sort(
        (a, b) => byCodeUnits(a.dueAt, b.dueAt) || byCodeUnits(a.articleId, b.articleId),
      );
    },
  };
}
