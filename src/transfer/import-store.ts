import { type KeyValue, upgradeRecord } from '../store/key-value.ts';
import type { Records } from '../store/open-records.ts';
import { type Namespace, UPGRADES, VERSIONS } from '../store/upgrades.ts';
import type { OnProgress } from './back-up.ts';
import type { ExportedRecord } from './export-store.ts';
import { WRITE_ORDER } from './read-order.ts';
import { comparedSince, PUT_BACK_KEY, type PutBackNote } from './put-back-note.ts';

const AT_ONCE = 200;

/** How many records of a kind were not there before, and how many were. */
interface Taken {
  readonly fresh: number;
  readonly known: number;
}

export type TakenByKind = Readonly<Partial<Record<Namespace, Taken>>>;

export interface ImportOptions {
  /** Says what would be taken and writes nothing. */
  readonly isDry: boolean;
  readonly onProgress?: OnProgress;
}

/** Adds what an export has and the store has not; what the store has stays as it is. */
export async function importRecords(
  { namespace }: Pick<Records, 'namespace'>,
  exported: Readonly<Partial<Record<Namespace, readonly ExportedRecord[]>>>,
  { isDry, onProgress }: ImportOptions,
): Promise<TakenByKind> {
  const taken: Partial<Record<Namespace, Taken>> = {};
  let total = 0;
  for (const name of WRITE_ORDER) {
    let fresh = 0;
    const records = exported[name] ?? [];
    for (let at = 0; at < records.length; at += AT_ONCE) {
      const some = records
        .slice(at, at + AT_ONCE)
        .map((one) => [one[0], upgraded(name, one)] as const);
      const added = await missingOf(namespace, name, some);
      fresh += added.length;
      if (!isDry) await write(namespace, name, added);
      total += some.length;
      onProgress?.(total);
    }
    if (records.length > 0) taken[name] = { fresh, known: records.length - fresh };
  }
  return taken;
}

type Open = Records['namespace'];
type Pair = readonly [string, unknown];

function upgraded(name: Namespace, [key, version, data]: ExportedRecord): unknown {
  const { [name]: upgrades = {} } = UPGRADES;
  return upgradeRecord(
    { key, version, data },
    { namespace: name, version: VERSIONS[name], upgrades },
  );
}

async function missingOf(
  open: Open,
  name: Namespace,
  some: readonly Pair[],
): Promise<readonly Pair[]> {
  const keys = some.map(([key]) => key);
  const known = await open<unknown>(name).getMany(keys);
  // What was posted from here waits no more.
  const ended = name === 'pending' ? await open<unknown>('ledger').getMany(keys) : new Map();
  const missing = some.filter(([key]) => !known.has(key) && !ended.has(key));
  if (name !== 'identities' && name !== 'sightings') return missing;
  return [...missing, ...joined(some, known)];
}

/** Of lists, what they lack: two documents may share a key. */
function joined(some: readonly Pair[], known: ReadonlyMap<string, unknown>): readonly Pair[] {
  return some.flatMap(([key, theirs]): readonly Pair[] => {
    const ours = known.get(key);
    if (!Array.isArray(ours) || !Array.isArray(theirs)) return [];
    const both = new Set<unknown>([...ours.map(String), ...theirs.map(String)]);
    return both.size === ours.length ? [] : [[key, [...both]]];
  });
}

async function write(open: Open, name: Namespace, added: readonly Pair[]): Promise<void> {
  if (added.length === 0) return;
  await open<unknown>(name).setMany(added);
  // The other bot posted what waits here.
  if (name === 'ledger') await open<unknown>('pending').deleteMany(added.map(([key]) => key));
}

/** Lets the bot compare the channels with what was posted since the export was written. */
export async function noteImport(
  settings: KeyValue<unknown>,
  { at, now }: { readonly at: string; readonly now: Date },
): Promise<void> {
  const known = comparedSince(await settings.get(PUT_BACK_KEY), now);
  const since = known === null || new Date(at) < known ? at : known.toISOString();
  const note: PutBackNote = { since, at: now.toISOString() };
  await settings.set(PUT_BACK_KEY, note);
}
