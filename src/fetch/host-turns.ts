/** One request's turn at its host. */
export interface Turn<T> {
  /** Asked when the turn comes and again after the gap: a value ends the turn without work. */
  readonly refuse: () => T | null;
  /** What must lie between the end of the request before and this one. */
  readonly gapMs: () => number;
  readonly work: () => Promise<T>;
}

/** Lets one request at a time to each host, with gaps, and a bounded number to all hosts together. */
export interface HostTurns {
  run<T>(host: string, turn: Turn<T>): Promise<T>;
  /** Resolves when every turn has ended. */
  idle(): Promise<void>;
}

/** What turns need from the world. */
export interface HostTurnsOptions {
  readonly maxConcurrent: number;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

interface Lane {
  tail: Promise<unknown>;
  lastEndedMs: number | null;
}

/** Creates the turns. A host that is slow holds its own lane only; waiting takes no slot. */
export function createHostTurns(options: HostTurnsOptions): HostTurns {
  const lanes = new Map<string, Lane>();
  const slots = createSlots(options.maxConcurrent);

  async function take<T>(lane: Lane, turn: Turn<T>): Promise<T> {
    const early = turn.refuse();
    if (early !== null) return early;
    if (lane.lastEndedMs !== null) {
      const waitMs = lane.lastEndedMs + turn.gapMs() - options.now().getTime();
      if (waitMs > 0) await options.sleep(waitMs);
    }
    await slots.acquire();
    try {
      const late = turn.refuse();
      if (late !== null) return late;
      try {
        return await turn.work();
      } finally {
        lane.lastEndedMs = options.now().getTime();
      }
    } finally {
      slots.release();
    }
  }

  return {
    run: async (host, turn) => {
      const lane = lanes.get(host) ?? { tail: Promise.resolve(), lastEndedMs: null };
      lanes.set(host, lane);
      const before = lane.tail;
      const result = before.then(() => take(lane, turn));
      lane.tail = result.catch(() => undefined);
      return result;
    },
    idle: async () => {
      await Promise.all([...lanes.values()].map((lane) => lane.tail));
    },
  };
}

function createSlots(count: number): { acquire(): Promise<void>; release(): void } {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    acquire: async () => {
      if (free > 0) {
        free -= 1;
        return;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    },
    release: () => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}
