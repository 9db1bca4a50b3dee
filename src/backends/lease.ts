import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { StoreError } from '../domain/errors.ts';
import type { LeaseRecord, LeaseStore } from './backend.ts';

/** The only right to write a store, held until it is released, or until its holder gave no sign for too long. */
export interface Lease {
  /** Throws `StoreError` once another process was seen to have it. */
  assertHeld(): void;
  /** Reads it; throws `StoreError` where it is lost, or where the answer took so long that it may be. */
  confirm(): Promise<void>;
  /** Reads it unless that was done a moment ago. */
  confirmSoon(): Promise<void>;
  release(): Promise<void>;
}

export interface LeaseTimes {
  /** How often the holder gives a sign. */
  readonly beatMs: number;
  /** A holder without a sign for so long is gone. */
  readonly patienceMs: number;
}

const LEASE_TIMES: LeaseTimes = { beatMs: 3000, patienceMs: 10_000 };

/** A look at the lease is worth something for so long; below the time after which another process may take it. */
const FRESH_SHARE = 0.4;
const POLLS = 20;

export interface LeaseOptions {
  readonly store: LeaseStore;
  /** Who holds it from now on. */
  readonly holder?: string;
  /** The file that this process has locked, as `LeaseRecord` says. */
  readonly lock: string;
  /** What to call the store in a message. */
  readonly name: string;
  readonly times?: LeaseTimes;
  /** Others hold it together with this process, under the same name, and keep it when this one ends. */
  readonly isShared?: boolean;
}

/** Throws `StoreError` with `isInUse` where another process has the lease. */
export async function takeLease(options: LeaseOptions): Promise<Lease> {
  const { lock, name, holder = randomUUID(), times = LEASE_TIMES, isShared = false } = options;
  const store = toldByName(options.store, name);
  const freshMs = times.patienceMs * FRESH_SHARE;
  let mine: LeaseRecord = { holder, beat: 1, lock };
  if (!(await joinOthers())) await takeAlone();

  async function joinOthers(): Promise<boolean> {
    const found = isShared ? await store.read() : null;
    if (found?.holder !== holder) return false;
    mine = found;
    return true;
  }

  async function takeAlone(): Promise<void> {
    try {
      const before = await waitUntilFree({ ...options, store }, times);
      if (await store.replace(before, mine)) return;
    } catch (error) {
      if (!(error instanceof StoreError && error.isInUse)) throw error;
    }
    // Several may have waited: whoever comes second holds it with the first.
    if (!(await joinOthers())) throw inUse(name);
  }

  let seenAt = performance.now();
  let lost: StoreError | null = null;
  let beating: Promise<void> | null = null;

  async function beat(): Promise<void> {
    const at = performance.now();
    const next = { ...mine, beat: mine.beat + 1 };
    if (await store.replace(mine, next)) {
      mine = next;
      seenAt = at;
      return;
    }
    // A sign may have arrived although its answer did not.
    await look(at);
  }

  async function look(at: number): Promise<void> {
    const found = await store.read();
    if (found?.holder !== holder) throw lose();
    mine = found;
    seenAt = at;
  }

  function lose(): StoreError {
    lost ??= new StoreError(
      `Another process has taken over ${name}, so this one posts nothing more and ends. That happens after it stood still for ${times.patienceMs / 1000} seconds, or when the store was put back or emptied while it ran.`,
    );
    return lost;
  }

  // What fails here is found again at the next write: a holder that cannot be seen may not send.
  const timer = setInterval(() => {
    beating ??= beat()
      .catch(() => undefined)
      .finally(() => (beating = null));
  }, times.beatMs);
  timer.unref();

  const lease: Lease = {
    assertHeld() {
      if (lost !== null) throw lost;
    },
    async confirm() {
      lease.assertHeld();
      const at = performance.now();
      await beating;
      await look(at);
      if (performance.now() - at <= freshMs) return;
      throw new StoreError(`${name} answered too late to know whether it is still this process's.`);
    },
    async confirmSoon() {
      lease.assertHeld();
      if (performance.now() - seenAt > freshMs) await lease.confirm();
    },
    async release() {
      clearInterval(timer);
      await beating;
      if (isShared) return;
      await look(performance.now());
      await store.replace(mine, null);
    },
  };
  return lease;
}

/** The same, with its failures as `StoreError`. */
function toldByName(store: LeaseStore, name: string): LeaseStore {
  const told = async <R>(work: Promise<R>): Promise<R> => {
    try {
      return await work;
    } catch (cause) {
      throw new StoreError(`${name} does not say whose it is.`, { cause });
    }
  };
  return { read: () => told(store.read()), replace: (...change) => told(store.replace(...change)) };
}

/** What is in the place of the lease once nobody holds it: null, or the record of a process that is gone. */
async function waitUntilFree(
  { store, lock, name }: LeaseOptions,
  { patienceMs }: LeaseTimes,
): Promise<LeaseRecord | null> {
  const first = await store.read();
  if (first === null) return null;
  if (first.lock !== '' && first.lock === lock) return first;
  for (let poll = 0; poll < POLLS; poll += 1) {
    await sleep(patienceMs / POLLS);
    const now = await store.read();
    if (now === null) return null;
    if (now.holder !== first.holder || now.beat !== first.beat) throw inUse(name);
  }
  return first;
}

/** Another process has the store. */
export function inUse(name: string): StoreError {
  return new StoreError(
    `Another Jianbao is using ${name}. Stop it first, or give this one a store of its own (store.url in bot.yaml, or STORE_URL).`,
    { isInUse: true },
  );
}
