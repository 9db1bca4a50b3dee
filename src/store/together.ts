import type { Backend } from '../backends/backend.ts';
import { byCodeUnits } from '../base/by-code-units.ts';
import type { KeyValue } from './key-value.ts';

/** One verb that writes one namespace, not yet called; of many records only by `settingMany` and `deletingMany`. */
export interface Write {
  readonly run: () => Promise<void>;
  /** It only matters where a crash comes between it and the last of those that are written with it. */
  readonly isProvisional?: true;
}

/**
 * Writes in this order: as one transaction where the store has any, else one after the other. So the order has to be one of which every
 * beginning is right, as a crash on Redis leaves such a beginning.
 */
export type Together = (writes: readonly Write[]) => Promise<void>;

/** Longer ones an adapter sends piece by piece, each after the answer to the one before (Keyv's for SQLite: 249 records). */
const RECORDS_AT_ONCE = 240;

/**
 * Many records, made ready in as many verbs as they need, in the order of their keys: a transaction keeps the rows of all its pieces,
 * and two that take them in one order never wait for each other.
 */
export function settingMany<T>(
  records: Pick<KeyValue<T>, 'setMany'>,
  entries: readonly (readonly [key: string, value: T])[],
): readonly Write[] {
  const sorted = entries.toSorted(([a], [b]) => byCodeUnits(a, b));
  return piecesOf(sorted).map((piece) => ({ run: () => records.setMany(piece) }));
}

/** The same of records that are to go. */
export function deletingMany(
  records: Pick<KeyValue<unknown>, 'deleteMany'>,
  keys: readonly string[],
): readonly Write[] {
  const sorted = keys.toSorted(byCodeUnits);
  return piecesOf(sorted).map((piece) => ({ run: () => records.deleteMany(piece) }));
}

function piecesOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / RECORDS_AT_ONCE);
  return Array.from({ length: count }, (_, at) =>
    all.slice(at * RECORDS_AT_ONCE, (at + 1) * RECORDS_AT_ONCE),
  );
}

/** What is written with deliveries: `before` them and `after`. */
export interface Around {
  readonly before: readonly Write[];
  readonly after: readonly Write[];
}

export const NOTHING_AROUND: Around = { before: [], after: [] };

export async function inOrder(writes: readonly Write[]): Promise<void> {
  for (const { run } of writes) await run();
}

/** How writes go together on a backend. */
export function togetherOn({ together }: Pick<Backend, 'together'>): Together {
  if (together === undefined) return inOrder;
  return async (writes) => {
    const lasting = writes.filter(({ isProvisional }) => isProvisional !== true);
    const [first] = lasting;
    if (lasting.length > 1) await together(lasting.map(({ run }) => run));
    else await first?.run();
  };
}

/** Of what is written around deliveries that go in several batches, what goes with one of them. */
export function partOf(
  { before, after }: Around,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): Around {
  // Between the first and the last one a crash may come in any store.
  const lasting = isLast ? before : before.map(({ run }) => ({ run }));
  return { before: isFirst ? lasting : [], after: isLast ? after : [] };
}
