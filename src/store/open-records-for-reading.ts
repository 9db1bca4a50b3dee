import { ConfigError, StoreError } from '../domain/errors.ts';
import type { Look, OpenLook, StoreFacts } from '../backends/backend.ts';
import { lookAtServer } from '../backends/servers/open-server.ts';
import { lookAtSqlite } from '../backends/sqlite/look-at-sqlite.ts';
import { withoutPassword } from '../backends/store-address.ts';
import { describeBackend } from './describe-backend.ts';
import { refuseHalf } from './filling.ts';
import type { KeyValue } from './key-value.ts';
import { openNamespaces } from './namespaces.ts';
import { SHAPE } from './open-records.ts';
import type { Namespace } from './upgrades.ts';

/** A store's records to look into: nothing is written, and whoever uses the store goes on. */
export interface RecordsForReading {
  /** What to call it: its address without a password. */
  readonly name: string;
  /** Whether all that is read was there at one moment. */
  readonly isOneMoment: boolean;
  readonly namespace: <T>(name: Namespace) => KeyValue<T>;
  readonly describe: () => Promise<StoreFacts>;
  readonly close: () => Promise<void>;
}

const LOOKS: Readonly<Record<string, OpenLook>> = {
  sqlite: lookAtSqlite,
  postgres: lookAtServer,
  postgresql: lookAtServer,
  redis: lookAtServer,
  rediss: lookAtServer,
};

/** Opens a store's records to look into, beside a bot that is running; throws where there are none, or those of a newer program. */
export async function openRecordsForReading(url: string): Promise<RecordsForReading> {
  const found = await openIfThere(url);
  if (found !== null) return found;
  throw new ConfigError(
    `There is no store at ${withoutPassword(url)}. Is STORE_URL (store.url in bot.yaml) right?`,
  );
}

/** The same; null where there is none yet. */
export async function openIfThere(url: string): Promise<RecordsForReading | null> {
  const name = withoutPassword(url);
  const look = await lookAt(url, name);
  if (look === null) return null;
  const { namespace } = openNamespaces(look, () =>
    Promise.reject(new StoreError(`${name} was opened to be read, not to be written.`)),
  );
  try {
    const meta = namespace<string>('store');
    // Throws where a newer program wrote it.
    if ((await meta.get('format')) === null) {
      await look.close();
      return null;
    }
    await refuseHalf(meta, name);
    return {
      name: look.name,
      isOneMoment: look.isOneMoment,
      namespace,
      describe: () => describeBackend(look),
      close: () => look.close(),
    };
  } catch (error) {
    await look.close().catch(() => undefined);
    throw error;
  }
}

async function lookAt(url: string, name: string): Promise<Look | null> {
  const open = LOOKS[url.split(':', 1)[0] ?? ''];
  if (open === undefined) throw new ConfigError(`${name} is forgotten with its process.`);
  try {
    return await open(url, SHAPE);
  } catch (cause) {
    if (cause instanceof StoreError || cause instanceof ConfigError) throw cause;
    throw new StoreError(
      `The store ${name} cannot be read. It is damaged, or no store of Jianbao's, or not to be read by this user.`,
      { cause },
    );
  }
}
