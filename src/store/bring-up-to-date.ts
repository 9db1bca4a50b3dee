import type { KeyValue } from './key-value.ts';
import { type Namespace, VERSIONS } from './upgrades.ts';

/** Which versions all records of a namespace have at least, as JSON. */
const VERSIONS_KEY = 'versions';

/** Writes the records of older versions as their later selves, once for each version; a crash in between repeats it. */
export async function bringUpToDate(
  meta: KeyValue<string>,
  opened: ReadonlyMap<Namespace, KeyValue<unknown>>,
): Promise<void> {
  const known = await meta.get(VERSIONS_KEY);
  const now = JSON.stringify(VERSIONS);
  if (known === now) return;
  const before: Readonly<Record<string, unknown>> = known === null ? {} : JSON.parse(known);
  for (const [name, records] of opened) {
    if (before[name] !== VERSIONS[name]) await records.upgradeAll();
  }
  await meta.set(VERSIONS_KEY, now);
}
