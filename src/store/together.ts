import type { Backend } from '../backends/backend.ts';

/** One verb that writes one namespace, not yet called. */
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
