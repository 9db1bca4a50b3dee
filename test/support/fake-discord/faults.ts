/** How the next matching requests go wrong. */
export interface Fault {
  /** Part of the path, like `/channels/1/messages`, or a pattern; every path when missing. */
  readonly route?: string | RegExp;
  readonly method?: string;
  /** Default `status` when a status is given, else `reset`. */
  readonly how?: 'status' | 'reset' | 'fin' | 'hang';
  readonly status?: number;
  /** Discord's error code in the body. */
  readonly code?: number;
  /** Seconds; without it a 429 carries no Retry-After header. */
  readonly retryAfter?: number;
  readonly global?: boolean;
  /** Whether the request takes effect before it goes wrong. */
  readonly applied?: boolean;
  /** How many requests; default 1. */
  readonly times?: number;
}

/** A planted fault; `hits` counts the requests that met it. */
export interface PlantedFault {
  readonly fault: Fault;
  hits: number;
  clear(): void;
}

/** The faults that wait for a request. */
export interface FaultPlan {
  readonly plant: (fault: Fault) => PlantedFault;
  readonly take: (method: string, path: string) => Fault | null;
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method !== method) return false;
  if (fault.route === undefined) return true;
  return typeof fault.route === 'string' ? path.includes(fault.route) : fault.route.test(path);
}

/** Keeps faults in the order in which they were planted. */
export function createFaultPlan(): FaultPlan {
  const planted = new Set<PlantedFault>();
  return {
    plant(fault) {
      const entry: PlantedFault = { fault, hits: 0, clear: () => planted.delete(entry) };
      planted.add(entry);
      return entry;
    },
    take(method, path) {
      for (const entry of planted) {
        if (!matches(entry.fault, method, path)) continue;
        entry.hits += 1;
        if (entry.hits >= (entry.fault.times ?? 1)) entry.clear();
        return entry.fault;
      }
      return null;
    },
  };
}
