import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Source } from '../domain/source.ts';
import { redactPersonalData } from '../privacy/redact-title.ts';
import { runExclusive } from '../revise/run-exclusive.ts';
import type { KnownEntry } from '../store/entries.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import type { Row } from '../rows/row.ts';

// Searching a title for names takes 0.06 ms, 1.5 at worst, and a list may have 2,000 rows.
const ROWS_AT_ONCE = 10;

/** Marks rows as known that are not read; other work of the bot has its turn in between. */
export function takeAsKnown(
  deps: CrawlDeps,
  source: Source,
  taken: { readonly rows: readonly Row[]; readonly reason: 'older' | null },
): Promise<void> {
  // Another source may take the same rows at the same time: each must find the other's record.
  return runExclusive(deps.store, () => markAsKnown(deps, source, taken));
}

async function markAsKnown(
  { store, now }: CrawlDeps,
  source: Source,
  { rows, reason }: { readonly rows: readonly Row[]; readonly reason: 'older' | null },
): Promise<void> {
  const firstSeenAt = now().toISOString();
  const others = await store.entries.getMany(rows.map(({ key }) => key));
  const kept: (readonly [string, KnownEntry])[] = [];
  for (const [at, { key, entry }] of rows.entries()) {
    if (at > 0 && at % ROWS_AT_ONCE === 0) await nextTurn();
    const other = others.get(key);
    const record: KnownEntry = other ?? {
      url: entry.url,
      title: redactPersonalData(entry.title),
      sourceId: source.id,
      firstSeenAt,
      outcome: 'baseline',
      reason,
      articleId: null,
      attempts: 0,
    };
    const shared = { ...record, baselineOf: [...(record.baselineOf ?? []), source.id] };
    kept.push([key, other === undefined ? record : shared]);
  }
  await store.entries.saveMany(kept);
}
