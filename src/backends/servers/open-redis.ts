import KeyvRedis, { createClient } from '@keyv/redis';

import { ConfigError } from '../../domain/errors.ts';
import type { Backend, LeaseRecord, LeaseStore, Look, StoreFacts, StoreShape } from '../backend.ts';
import { withoutPassword } from '../store-address.ts';
import { parseAddress } from './parse-address.ts';

const KEY_LIMIT = 250;
/** A network that swallows everything is noticed by these, in milliseconds: an idle connection gives a sign each second. */
const CONNECT_MS = 3000;
const ANSWER_MS = 4000;
const PING_MS = 1000;
const MAX_RECONNECT_MS = 2000;
const LEASE_KEY = 'jb_lease';

/** Compares and changes in one step. */
const REPLACE = `local found = redis.call('GET', KEYS[1]) or ''
if found ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2]) end
return 1`;

type Client = ReturnType<typeof connectable>;

/** A store in Redis, 6 or later; it needs as many logical databases as there are large namespaces, and one. */
export async function openRedis(url: string, { namespaces, small }: StoreShape): Promise<Backend> {
  // Redis lists by looking at every key of a logical database: each large namespace has one of its own, the small ones share one.
  const large = namespaces.filter((name) => !small.has(name));
  const address = parseAddress(url);
  const base = Number(address.pathname.slice(1) || '0');
  const clients = new Map<number, Client>();
  const closeAll = (): void => {
    for (const client of clients.values()) client.destroy();
  };
  const clientAt = (index: number): Client => {
    const client = clients.get(index) ?? connectable(address, base + index);
    clients.set(index, client);
    return client;
  };
  const own = clientAt(0);
  try {
    await Promise.all([own, ...large.map((_, index) => clientAt(index + 1))].map(connect));
  } catch (error) {
    closeAll();
    throw error;
  }
  return {
    name: withoutPassword(url),
    lock: '',
    keyLimit: KEY_LIMIT,
    isFenced: false,
    lease: leaseIn(own),
    adapter: (namespace) => adapterOn(clientAt(large.indexOf(namespace) + 1)),
    async prepare() {
      const [evicts] = evictionIn(await own.info('memory'));
      if (evicts !== undefined) throw new ConfigError(`${withoutPassword(url)}: ${evicts}`);
    },
    assertThere: () => undefined,
    describe: () => describe(own),
    // What is deleted leaves the log of writes when Redis rewrites that.
    scrub: async () => void (await own.sendCommand(['BGREWRITEAOF'])),
    close: () => Promise.resolve(closeAll()),
  };
}

function adapterOn(client: Client): KeyvRedis<unknown> {
  const adapter = new KeyvRedis<unknown>(client, {
    throwOnErrors: true,
    connectionTimeout: CONNECT_MS,
  });
  const list = adapter.iterator.bind(adapter);
  return Object.assign(adapter, {
    // Several share a connection; they are closed together, also where one waits for an answer that does not come.
    disconnect: () => Promise.resolve(),
    iterator: () => eachOnce(list()),
  });
}

/** SCAN may give a key twice while Redis makes its table larger or smaller: https://redis.io/docs/latest/commands/scan/ */
export async function* eachOnce<T>(
  pairs: AsyncIterable<readonly [string, T]>,
): AsyncGenerator<readonly [string, T], void> {
  const listed = new Set<string>();
  for await (const pair of pairs) {
    if (listed.has(pair[0])) continue;
    listed.add(pair[0]);
    yield pair;
  }
}

/** Redis has no moment in which all of it can be read: what is written meanwhile may be in one listing and not in another. */
export async function lookAtRedis(url: string, shape: StoreShape): Promise<Look> {
  const backend = await openRedis(url, shape);
  return { ...backend, isOneMoment: false };
}

function connectable(address: URL, database: number) {
  const plain = new URL(address);
  plain.pathname = '';
  let wasOpen = false;
  const client = createClient({
    url: plain.href,
    database,
    // What cannot be sent now fails now, instead of being sent some time later.
    disableOfflineQueue: true,
    pingInterval: PING_MS,
    socket: {
      connectTimeout: CONNECT_MS,
      socketTimeout: ANSWER_MS,
      // It connects again by itself, but not where it never did.
      reconnectStrategy: (tries: number, cause: Error) =>
        wasOpen ? Math.min(2 ** tries * 50, MAX_RECONNECT_MS) : cause,
    },
  });
  client.on('ready', () => {
    wasOpen = true;
  });
  // Until it is connected again each command fails, which is told there.
  client.on('error', () => undefined);
  return client;
}

async function connect(client: Client): Promise<void> {
  await client.connect();
}

const textOf = (record: LeaseRecord | null): string =>
  record === null ? '' : JSON.stringify([record.holder, record.beat, record.lock]);

function leaseIn(client: Client): LeaseStore {
  return {
    async read() {
      const text = await client.get(LEASE_KEY);
      if (typeof text !== 'string') return null;
      const found: unknown = JSON.parse(text);
      if (!Array.isArray(found)) return null;
      const [holder, beat, lock] = found.map(String);
      return { holder: holder ?? '', beat: Number(beat), lock: lock ?? '' };
    },
    async replace(seen, next) {
      const changed = await client.eval(REPLACE, {
        keys: [LEASE_KEY],
        arguments: [textOf(seen), textOf(next)],
      });
      return Number(changed) === 1;
    },
  };
}

function fieldOf(info: unknown, name: string): string | null {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'mu').exec(String(info))?.[1] ?? null;
}

/** Forgotten keys would be posted again. */
function evictionIn(memory: unknown): readonly string[] {
  const policy = fieldOf(memory, 'maxmemory_policy') ?? 'noeviction';
  if (policy === 'noeviction') return [];
  return [
    `Redis drops keys when its memory is full (maxmemory-policy ${policy}), and what it dropped would be posted again. Set maxmemory-policy to noeviction.`,
  ];
}

async function describe(client: Client): Promise<StoreFacts> {
  const server = fieldOf(await client.info('server'), 'redis_version') ?? 'unknown';
  const isLogged = fieldOf(await client.info('persistence'), 'aof_enabled') === '1';
  const evictions = evictionIn(await client.info('memory'));
  const sync = isLogged ? await syncOf(client) : null;
  const begun = performance.now();
  await client.get(LEASE_KEY);
  const latencyMs = performance.now() - begun;
  const risks = [
    ...evictions,
    ...(isLogged
      ? []
      : [
          'Redis keeps no log of its writes (appendonly no): a restart of it forgets everything since its last snapshot, subscriptions and what was posted. Set appendonly yes.',
        ]),
    ...(sync === null || sync === 'always'
      ? []
      : [
          `Redis writes to the disk once a second or later (appendfsync ${sync}): a crash of the machine may forget the last second, and what was posted then is looked for in the channels. appendfsync always keeps it.`,
        ]),
    'A fail-over to another Redis may forget the last writes.',
  ];
  const durability =
    sync === 'always' ? 'each write is on the disk before it counts' : 'less than it should be';
  return { server: `Redis ${server}`, latencyMs, durability, risks };
}

async function syncOf(client: Client): Promise<string> {
  try {
    const { appendfsync } = await client.configGet('appendfsync');
    return appendfsync ?? 'unknown';
  } catch {
    // Some providers do not let anybody look.
    return 'unknown';
  }
}
