import { setTimeout as sleep } from 'node:timers/promises';

import { bothClocks, msSince } from '../base/both-clocks.ts';
import type { FreshTerm, Terms } from './terms.ts';

/** A key that this process holds alone. */
export interface Held {
  /** How long ago whoever held it before ended, in milliseconds; null where nobody did. */
  readonly idleMs: number | null;
  /** Aborted once somebody else may hold it. */
  readonly signal: AbortSignal;
  /** Whether nobody else can hold it at this very moment; to be looked at right before what cannot be undone. */
  readonly isSure: () => boolean;
}

/** A holder that gives no sign for so long holds it no more. */
const HOLD_MS = 10_000;
const PROLONG_MS = 3000;
const LOOK_MS = 500;
/** The clocks of two machines do not run equally fast. */
const SURE_MS = 9000;
const POLL_MS = 20;

/** What is held, and until when it is waited for. */
export interface HoldOptions {
  readonly key: string;
  /** Ends the wait; the promise rejects. */
  readonly signal?: AbortSignal;
}

/** Waits until the key is free, holds it during the work, and writes in that term what the work writes. */
export async function holdTerm<T>(
  terms: Terms,
  { key, signal }: HoldOptions,
  work: (held: Held) => Promise<T>,
): Promise<T> {
  let seen = bothClocks();
  const term = await waitFor();
  const losing = new AbortController();
  const signs: { prolonging: Promise<void> | null } = { prolonging: null };

  async function waitFor(): Promise<FreshTerm> {
    for (let polls = 1; ; polls += 1) {
      seen = bothClocks();
      const begun = await terms.tryBegin(key, HOLD_MS);
      if (begun !== null) return begun;
      // Who waits for long is in no hurry; who waits at the same time does not always look at the same time.
      const pauseMs = Math.min(polls, 10) * POLL_MS * (0.5 + Math.random());
      await sleep(pauseMs, undefined, signal === undefined ? {} : { signal });
    }
  }

  async function prolong(): Promise<void> {
    const at = bothClocks();
    try {
      if (await terms.prolong(term, HOLD_MS)) seen = at;
      else losing.abort();
    } catch {
      // Tried again, until it is no longer sure.
    }
  }

  const isSure = (): boolean => !losing.signal.aborted && msSince(seen) < SURE_MS;
  const timer = setInterval(() => {
    if (!isSure()) losing.abort();
    else if (msSince(seen) >= PROLONG_MS) {
      signs.prolonging ??= prolong().finally(() => (signs.prolonging = null));
    }
  }, LOOK_MS);
  timer.unref();
  try {
    const held = { idleMs: term.idleMs, signal: losing.signal, isSure };
    return await terms.within(term, () => work(held));
  } finally {
    clearInterval(timer);
    await signs.prolonging;
    // Where that fails it ends by itself.
    await terms.end(term).catch(() => undefined);
  }
}
