/** `bot`: to lead, which never ends by itself; `host`: to visit what is due at one host. */
export type TurnKind = 'bot' | 'host';

/** The permission to work on one key for now. */
export interface Turn {
  readonly key: string;
  /** Aborted when the turn is over before the work: somebody else may have it by now, or this process is stopping. */
  readonly signal: AbortSignal;
}

/** What a process does with the turns of one kind that it gets. */
export interface TurnWork {
  /** So many at a time, each of another key. */
  readonly atOnce: number;
  /**
   * Does the work; the turn is over when it resolves. `again`: the key is still wanted, by whoever gets it next. What it throws is
   * told to `onError`, and the key is no longer wanted.
   */
  readonly work: (turn: Turn) => Promise<'done' | 'again'>;
}

/**
 * Says who may work on a key now: one process at a time for each. It holds no content and is not trusted with more than that: a turn
 * that is lost or given twice costs time, as the store refuses what is written in the earlier of two turns of one key.
 */
export interface Turns {
  /** Takes turns of this kind from now on; once for each kind. */
  serve(kind: TurnKind, work: TurnWork): Promise<void>;
  /** Somebody is to work on these. A key that waits already waits once; one that is being worked on has another turn afterwards. */
  want(kind: TurnKind, keys: readonly string[]): Promise<void>;
  /** Takes no more turns, ends those that are under way and gives them back. */
  stop(): Promise<void>;
}

export interface TurnsOptions {
  /** A work failed. */
  readonly onError: (error: unknown, turn: Pick<Turn, 'key'>) => void;
}
