import { ConfigError } from '../domain/errors.ts';
import { filling } from './filling.ts';
import type { KeyValue } from './key-value.ts';
import { openRecords } from './open-records.ts';
import { NAMESPACES, type Namespace } from './upgrades.ts';

const AT_ONCE = 200;

/** How many records of a namespace were copied. */
export type CopyReport = ReadonlyMap<Namespace, number>;

/**
 * Copies every record from one store to another, which has to be empty; both are this process's alone meanwhile. What was posted and
 * what is known goes along, so that a bot on the copy posts nothing again. Throws where a number of records differs afterwards.
 */
export async function copyStore(
  from: string,
  to: string,
  onProgress: (records: number) => void = () => undefined,
): Promise<CopyReport> {
  let total = 0;
  const onRecord = (): void => onProgress((total += 1));
  const source = await openRecords(from);
  try {
    const target = await openRecords(to);
    try {
      for (const name of NAMESPACES) await assertEmpty(name, target.namespace(name));
      const counts = new Map<Namespace, number>();
      await filling(target.namespace('store'), async () => {
        for (const name of NAMESPACES) {
          const [records, others] = [source.namespace(name), target.namespace(name)];
          counts.set(name, await copyNamespace(records, others, onRecord));
        }
      });
      return counts;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function assertEmpty(name: Namespace, records: KeyValue<unknown>): Promise<void> {
  // What every store has from its first opening on.
  if (name === 'store') return;
  const { done } = await records.entries().next();
  if (done === true) return;
  throw new ConfigError(
    `The store to copy to has ${name} already: only an empty one is copied to, so that nothing of two bots is mixed.`,
  );
}

async function copyNamespace(
  from: KeyValue<unknown>,
  to: KeyValue<unknown>,
  onRecord: () => void,
): Promise<number> {
  let batch: (readonly [string, unknown])[] = [];
  const missing = new Set<string>();
  for await (const record of from.entries()) {
    batch.push(record);
    missing.add(record[0]);
    onRecord();
    if (batch.length < AT_ONCE) continue;
    await to.setMany(batch);
    batch = [];
  }
  await to.setMany(batch);
  const count = missing.size;
  for await (const [key] of to.entries()) missing.delete(key);
  if (missing.size === 0) return count;
  throw new ConfigError(
    `${missing.size} records did not arrive. Empty the store copied to and try again.`,
  );
}
