import type { HostState, HostStore } from '../fetch/host-state.ts';
import type { Store } from '../store/open-store.ts';

/** Where hosts' states are kept, and a way to write what waits. */
export interface BufferedHostStore extends HostStore {
  flush(): Promise<void>;
}

/** A host gets one request in five seconds at most, so that a process that dies forgets one of each at most. */
const BUFFERED_MS = 1000;
/** Counts, and what a host is asked for again where it was forgotten. */
const MAY_WAIT: ReadonlySet<string> = new Set(['day', 'requestsToday', 'rereadsToday', 'robots']);

/** The same where several processes have hosts in turn: each reads what the one before it wrote, so nothing waits. */
export function createSharedHostStore({ hosts }: Pick<Store, 'hosts'>): BufferedHostStore {
  return {
    flush: () => Promise.resolve(),
    async load(host) {
      const state = await hosts.load(host);
      return isHostState(state) ? state : null;
    },
    save: (host, state) => hosts.save(host, state),
  };
}

/**
 * Hosts' pauses and budgets, kept in the store over restarts. A request that is only counted waits a moment, to be written with
 * those of other hosts, and so does a robots.txt; everything else is written at once.
 */
export function createHostStore(
  { hosts }: Pick<Store, 'hosts'>,
  now: () => Date,
): BufferedHostStore {
  const kept = new Map<string, HostState>();
  const waiting = new Map<string, HostState>();
  let waitingSinceMs = 0;
  let timer: NodeJS.Timeout | null = null;

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const states = [...waiting];
    waiting.clear();
    try {
      await hosts.saveMany(states);
    } catch (error) {
      for (const [host, state] of states) {
        if (!waiting.has(host)) waiting.set(host, state);
      }
      throw error;
    }
  }

  function flushSoon(): void {
    if (timer !== null) return;
    waitingSinceMs = now().getTime();
    // What fails stays, and is written with the next one.
    timer = setTimeout(() => void flush().catch(() => undefined), BUFFERED_MS);
    timer.unref();
  }

  return {
    flush,
    async load(host) {
      const state = waiting.get(host) ?? (await hosts.load(host));
      if (!isHostState(state)) return null;
      kept.set(host, state);
      return state;
    },
    async save(host, state) {
      const before = kept.get(host);
      kept.set(host, state);
      waiting.set(host, state);
      flushSoon();
      const ageMs = Math.abs(now().getTime() - waitingSinceMs);
      if (!mayWait(before, state) || ageMs >= BUFFERED_MS) await flush();
    },
  };
}

/** The store checks records' versions, and the fetch room alone writes these. */
function isHostState(value: unknown): value is HostState {
  return typeof value === 'object' && value !== null && 'host' in value && 'robots' in value;
}

function mayWait(before: HostState | undefined, after: HostState): boolean {
  if (before === undefined) return isAsNew(after);
  const old = new Map<string, unknown>(Object.entries(before));
  const fresh = new Map<string, unknown>(Object.entries(after));
  return [...old.keys(), ...fresh.keys()].every(
    (key) => MAY_WAIT.has(key) || Object.is(old.get(key), fresh.get(key)),
  );
}

/** Of a host that nothing was kept of: nothing but its requests and its robots.txt. */
function isAsNew({ failures, pausedUntil, https }: HostState): boolean {
  return failures === 0 && pausedUntil === null && https === undefined;
}
