import { splitRecent } from './articles.ts';
import { moveCards } from './card-shelf.ts';
import type { KeyValue } from './key-value.ts';
import { moveHistories } from './sources.ts';
import { NAMESPACES, type Namespace, VERSIONS } from './upgrades.ts';

/** Which versions all records of a namespace have at least, as JSON. */
const VERSIONS_KEY = 'versions';

/** Whether all records have the versions of this program. */
export async function isUpToDate(meta: KeyValue<string>): Promise<boolean> {
  return (await meta.get(VERSIONS_KEY)) === JSON.stringify(VERSIONS);
}

/** Writes the records of older versions as their later selves, once for each version; a crash in between repeats it. */
export async function bringUpToDate(
  meta: KeyValue<string>,
  open: <T>(name: Namespace) => KeyValue<T>,
): Promise<void> {
  if (await isUpToDate(meta)) return;
  const known = await meta.get(VERSIONS_KEY);
  const isNew = known === null && (await meta.get('format')) === null;
  if (!isNew) await upgradeFrom(known, open);
  await meta.set(VERSIONS_KEY, JSON.stringify(VERSIONS));
}

async function upgradeFrom(
  known: string | null,
  open: <T>(name: Namespace) => KeyValue<T>,
): Promise<void> {
  const before: Readonly<Record<string, unknown>> = known === null ? {} : JSON.parse(known);
  await splitRecent(open('recent'));
  await moveHistories({ sources: open('sources'), histories: open('histories') });
  // What waits last: its cards are shown, those of what was posted may be erased.
  await moveCards(open('ledger'), open('cards'));
  await moveCards(open('pending'), open('cards'));
  for (const name of NAMESPACES) {
    if (name !== 'store' && before[name] !== VERSIONS[name]) await open(name).upgradeAll();
  }
}
