import { StoreError } from '../domain/errors.ts';
import { holdTerm, type Held } from '../backends/hold-term.ts';
import { LEADER_KEY, type Term, type Terms } from '../backends/terms.ts';

/** How several processes write one store: each in terms, of which the store takes only the last one of each key. */
export interface Sharing {
  /** From now on this process leads, whoever did before; what that one still writes is refused. */
  lead(): Promise<void>;
  /** Throws `StoreError` once this process was seen to lead no more. */
  assertLeads(): void;
  /** Reads who leads; throws `StoreError` where it is another process, or where the answer took too long. */
  confirmLeads(): Promise<void>;
  /** Does the work of a turn that this process was given; what an earlier turn of the same key still writes is refused. */
  inTurn<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Waits until no other process holds the key, and holds it during the work; rejects where the wait is ended by the signal. */
  alone<T>(key: string, work: (held: Held) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Which holding of the key this is: later ones have higher numbers. */
  numberOf(key: string): number;
}

/** An answer to who leads counts for so long, in milliseconds. */
const FRESH_MS = 4000;

/** The terms tell their failures as `StoreError`. */
export function createSharing(terms: Terms, name: string): Sharing {
  let leading: Term | null = null;
  let isLost = false;

  function assertLeads(): void {
    if (!isLost) return;
    throw new StoreError('Another process leads by now, so this one posts nothing more.');
  }

  return {
    async lead() {
      leading = await terms.begin(LEADER_KEY);
      terms.writeIn(leading);
    },
    assertLeads,
    async confirmLeads() {
      assertLeads();
      if (leading === null) return;
      const at = performance.now();
      if (!(await terms.isLast(leading))) isLost = true;
      assertLeads();
      if (performance.now() - at <= FRESH_MS) return;
      throw new StoreError(`${name} answered too late to know whether this process still leads.`);
    },
    async inTurn(key, work) {
      return terms.within(await terms.begin(key), work);
    },
    alone: (key, work, signal) =>
      holdTerm(terms, signal === undefined ? { key } : { key, signal }, work),
    numberOf: (key) => terms.current(key) ?? 0,
  };
}
