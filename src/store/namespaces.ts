import type { Look } from '../backends/backend.ts';
import { createKeyValue, type KeyValue } from './key-value.ts';
import { type Namespace, UPGRADES, VERSIONS } from './upgrades.ts';

/** The namespaces of one store, each opened when it is first wanted. */
export interface Namespaces {
  /** The same one each time. */
  readonly namespace: <T>(name: Namespace) => KeyValue<T>;
  /** Closes those that were opened, not what they are kept in. */
  readonly close: () => Promise<void>;
}

/** `mayWrite` is awaited before each write. */
export function openNamespaces(
  { adapter, keyLimit }: Pick<Look, 'adapter' | 'keyLimit'>,
  mayWrite?: () => Promise<void>,
): Namespaces {
  const opened = new Map<Namespace, KeyValue<unknown>>();
  return {
    namespace<T>(name: Namespace): KeyValue<T> {
      const known = opened.get(name);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a namespace has one type of record
      if (known !== undefined) return known as KeyValue<T>;
      const records = createKeyValue<T>(adapter(name), {
        namespace: name,
        version: VERSIONS[name],
        upgrades: UPGRADES[name] ?? {},
        ...(keyLimit === undefined ? {} : { keyLimit }),
        ...(mayWrite === undefined ? {} : { mayWrite }),
      });
      opened.set(name, records);
      return records;
    },
    async close() {
      for (const records of opened.values()) await records.close();
    },
  };
}
