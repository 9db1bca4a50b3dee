import { newHostState, type HostState, type HostStore } from './host-state.ts';
import { reduceRecord } from './robots-rules.ts';

/** The states of all hosts in memory, written through to the store. */
export interface HostRegistry {
  /** Loads a host's state once; call before `get` and `update`. */
  open(host: string): Promise<void>;
  get(host: string): HostState;
  /** Changes a state at once; `save` writes it. */
  update(host: string, change: (state: HostState) => HostState): void;
  save(host: string): Promise<void>;
  /** Reads what is kept of a host anew. */
  reload(host: string): Promise<void>;
  all(): readonly HostState[];
}

/** Changes what is known of a host, and keeps it, outside of a request's turn. */
export type ChangeHost = (host: string, change: (state: HostState) => HostState) => Promise<void>;

interface RegistryOptions {
  /** Without one, states live as long as the process. */
  readonly store: HostStore | null;
  readonly now: () => Date;
  readonly userAgent: string;
}

/** Creates the registry. */
export function createHostRegistry({ store, now, userAgent }: RegistryOptions): HostRegistry {
  const states = new Map<string, HostState>();
  const opening = new Map<string, Promise<void>>();

  async function load(host: string): Promise<void> {
    const stored = (await store?.load(host)) ?? null;
    states.set(host, stored === null ? newHostState(host, now()) : withinLimits(stored, userAgent));
  }
  const get = (host: string): HostState => states.get(host) ?? newHostState(host, now());

  return {
    open: async (host) => {
      if (states.has(host)) return;
      const loading = opening.get(host) ?? load(host).finally(() => opening.delete(host));
      opening.set(host, loading);
      await loading;
    },
    get,
    update: (host, change) => void states.set(host, change(get(host))),
    save: async (host) => {
      await store?.save(host, get(host));
    },
    reload: load,
    all: () => [...states.values()],
  };
}

/** An earlier version kept each robots.txt whole. */
function withinLimits(state: HostState, userAgent: string): HostState {
  const records = Object.entries(state.robots).map(
    ([origin, record]) => [origin, reduceRecord(record, userAgent)] as const,
  );
  return { ...state, robots: Object.fromEntries(records) };
}
