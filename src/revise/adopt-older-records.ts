import { shanghaiDay } from '../base/clock.ts';
import { mattersOf } from '../dedupe/matter-keys.ts';
import type { Store } from '../store/open-store.ts';
import { firstLook } from './next-look.ts';

const ADOPTED_KEY = 'rereads-since';

/**
 * Once for a store: documents that an earlier version recorded are looked at again, too, as far as their days have not
 * passed, and are found by their proposals. Safe to repeat.
 */
export async function adoptOlderRecords(
  store: Store,
  schedule: { readonly days: readonly number[]; readonly now: Date },
): Promise<void> {
  if ((await store.settings.load(ADOPTED_KEY)) !== null) return;
  for await (const record of store.articles.all()) {
    if (record.article.isErased === true) continue;
    await store.identities.add(mattersOf(record.article), record.articleId);
    const reread = firstLook(record, schedule);
    if (reread === null || (await store.rereads.load(record.articleId)) !== null) continue;
    await store.rereads.save(reread);
  }
  await store.settings.save(ADOPTED_KEY, shanghaiDay(schedule.now));
}
