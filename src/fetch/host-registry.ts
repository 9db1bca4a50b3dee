import { newHostState, type HostState, type HostStore } from './host-state.ts';

/** The states of all hosts in memory, written through to the store. */
export interface HostRegistry {
  /** Loads a host's state once; call before `get` and `update`. */
  open(host: string): Promise<void>;
  get(host: string): HostState;
  /** Changes a state at once; `save` writes it. */
  update(host: string, change: (state: HostState) => HostState): void;
  save(host: string): Promise<void>;
  all(): readonly HostState[];
}

/** Creates the registry. Without a store, states live as long as the process. */
export function createHostRegistry(store: HostStore | null, now: () => Date): HostRegistry {
  const states = new Map<string, HostState>();
  const opening = new Map<string, Promise<void>>();

  async function load(host: string): Promise<void> {
    const stored = (await store?.load(host)) ?? null;
    states.set(host, stored ?? newHostState(host, now()));
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
    all: () => [...states.values()],
  };
}
