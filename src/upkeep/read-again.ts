import { addressKey } from '../discover/canonical-url.ts';
import type { WaitingRow } from '../domain/backlog.ts';
import type { KnownEntry } from '../store/entries.ts';
import type { Store } from '../store/open-store.ts';

/** Ends that an operator may undo. What was queued, merged or forgotten stays what it is. */
const UNDOABLE: ReadonlySet<KnownEntry['outcome']> = new Set([
  'baseline',
  'irrelevant',
  'unreadable',
  'gone',
  'retry',
]);

/** What became of the wish to read an address again. */
export interface ReadAgain {
  /** Sources whose next visits read it. */
  readonly sourceIds: readonly string[];
  /** How it ended where nothing is to be undone: `queued`, `duplicate`, `forgotten`; null where it is not known at all. */
  readonly settledAs: string | null;
}

/**
 * Lets the next visit to its source read an entry again, however it ended: one that was given up, judged irrelevant, or taken
 * as known. It is posted as new if it is relevant. Looks through all entries; nothing else may write meanwhile.
 */
export async function readAgain(store: Store, address: string, now: Date): Promise<ReadAgain> {
  const wanted = addressKey(address);
  const sourceIds: string[] = [];
  let settledAs: string | null = null;
  for await (const [key, entry] of store.entries.all()) {
    if (entry.url === '' || addressKey(entry.url) !== wanted) continue;
    if (!UNDOABLE.has(entry.outcome)) {
      settledAs = entry.outcome;
      continue;
    }
    await queueAgain(store, { key, entry, now });
    sourceIds.push(entry.sourceId);
  }
  await store.attempts.remove(address);
  return { sourceIds, settledAs };
}

async function queueAgain(
  store: Store,
  { key, entry, now }: { readonly key: string; readonly entry: KnownEntry; readonly now: Date },
): Promise<void> {
  const { url, title, sourceId } = entry;
  const before = (await store.backlogs.load(sourceId)) ?? { rows: [], walk: null };
  const row: WaitingRow = { key, entry: { url, title, date: null }, since: now.toISOString() };
  const others = before.rows.filter((other) => other.key !== key);
  // The row first: while the entry is as it was, the row is dropped as settled, and nothing is lost.
  await store.backlogs.save(sourceId, { ...before, rows: [...others, row] });
  const { triedAt: _tried, near: _near, baselineOf: _baseline, ...rest } = entry;
  await store.entries.save(key, {
    ...rest,
    firstSeenAt: now.toISOString(),
    outcome: 'retry',
    reason: 'asked',
    attempts: 0,
  });
}
