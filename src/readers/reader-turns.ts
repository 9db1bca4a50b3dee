/** A piece of work that waits, as far as its turn is concerned. */
export interface Turn {
  /** Whose page it is; null where nobody can say: then it is a host of its own. */
  readonly host: string | null;
}

/** Whose work was begun when, and whose runs now. */
export interface ReaderTurns<T extends Turn> {
  /** The place of the work whose turn it is, or -1: of the hosts that have the fewest readers, the one that had none for the longest time. */
  next(waiting: readonly T[], isPossible: (work: T) => boolean): number;
  begin(work: T): void;
  end(work: T): void;
}

interface Share {
  readonly running: number;
  readonly begunAt: number;
}

const NONE: Share = { running: 0, begunAt: 0 };
/** Hosts that are remembered; beyond them the one that had its turn longest ago counts as new. */
const MAX_HOSTS = 1_000;

/** Creates the order in which hosts get readers: however much waits for one of them, each other one is next in its turn. */
export function createReaderTurns<T extends Turn>(): ReaderTurns<T> {
  const shares = new Map<string, Share>();
  let count = 0;
  const shareOf = ({ host }: T): Share => (host === null ? NONE : (shares.get(host) ?? NONE));
  return {
    next(waiting, isPossible) {
      let best = -1;
      let share = NONE;
      for (const [at, work] of waiting.entries()) {
        if (!isPossible(work)) continue;
        const own = shareOf(work);
        const isBefore =
          own.running < share.running ||
          (own.running === share.running && own.begunAt < share.begunAt);
        if (best < 0 || isBefore) [best, share] = [at, own];
      }
      return best;
    },
    begin(work) {
      count += 1;
      if (work.host === null) return;
      const { running } = shareOf(work);
      // Deleted first: a map is in the order in which its keys came.
      shares.delete(work.host);
      shares.set(work.host, { running: running + 1, begunAt: count });
      if (shares.size <= MAX_HOSTS) return;
      const oldest = [...shares].find(([, share]) => share.running === 0)?.[0];
      if (oldest !== undefined) shares.delete(oldest);
    },
    end(work) {
      const share = shareOf(work);
      if (work.host !== null) shares.set(work.host, { ...share, running: share.running - 1 });
    },
  };
}
