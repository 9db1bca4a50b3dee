import { availableParallelism } from 'node:os';

import { ReaderError, type ReaderDeath, type ReaderFailure } from '../domain/errors.ts';
import { startsLikeFile } from '../decode/sniff-kind.ts';
import type { Vocabulary } from '../domain/vocabulary.ts';
import type { Reader } from '../reading/reader.ts';
import { createReaderTurns } from './reader-turns.ts';
import { READER_LIMITS, type ReaderLimits } from './limits.ts';
import type { Job, Usage } from './messages.ts';
import { closed, startReader, type ReaderProcess } from './reader-process.ts';

/** Readers in processes of their own. */
export interface ReaderPool extends Reader {
  /** What the running processes took when they last answered. */
  usage(): readonly Usage[];
  /** How much they have to do. */
  state(): ReaderState;
  /** Ends all processes; work that runs or waits fails as `closed`. */
  close(): Promise<void>;
}

interface ReaderState {
  /** How many processes there may be. */
  readonly size: number;
  readonly running: number;
  readonly busy: number;
  /** Pages that wait for one of them. */
  readonly waiting: number;
  /** What all of them took when they last answered. */
  readonly residentBytes: number;
}

export interface ReaderPoolOptions {
  readonly vocabulary: Vocabulary;
  /** How many processes at most; default one less than the cores, at least one and at most two. */
  readonly size?: number | null;
  readonly limits?: Partial<ReaderLimits>;
  /** Reading something ended a process. */
  readonly onDeath?: (reason: ReaderDeath) => void;
}

/** A piece of work that waits for a reader. */
interface Waiting {
  readonly job: Job;
  readonly host: string | null;
  readonly isDocument: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Slot {
  process: ReaderProcess | null;
  isBusy: boolean;
  idle: NodeJS.Timeout | undefined;
}

const MOST_READERS = 2;

/**
 * Creates the pool. Processes start when there is work; one that is killed or grown is replaced at the next job. Documents
 * are read one at a time, so that two large ones do not add up and pages never wait for them where there are two readers. Hosts take
 * turns, so that a page waits for one of another host, and not for all that it has.
 */
export function createReaderPool(options: ReaderPoolOptions): ReaderPool {
  const limits = { ...READER_LIMITS, ...options.limits };
  const size = options.size ?? Math.min(MOST_READERS, Math.max(1, availableParallelism() - 1));
  const slots: Slot[] = Array.from({ length: size }, () => ({
    process: null,
    isBusy: false,
    idle: undefined,
  }));
  const waiting: Waiting[] = [];
  const turns = createReaderTurns<Waiting>();
  const closing = new AbortController();
  let documents = 0;

  /** A free reader, one that runs already rather than a new one. */
  function freeSlot(): Slot | undefined {
    const free = slots.filter(({ isBusy }) => !isBusy);
    return free.find(({ process }) => process?.isSpent() === false) ?? free[0];
  }

  function startWaiting(): void {
    for (let slot = freeSlot(); slot !== undefined; slot = freeSlot()) {
      const at = turns.next(waiting, ({ isDocument }) => !isDocument || documents === 0);
      const [next] = at < 0 ? [] : waiting.splice(at, 1);
      if (next === undefined) return;
      void run(slot, next);
    }
  }

  async function run(slot: Slot, work: Waiting): Promise<void> {
    const { job, isDocument, resolve, reject } = work;
    slot.isBusy = true;
    turns.begin(work);
    documents += Number(isDocument);
    clearTimeout(slot.idle);
    try {
      const process = await processOf(slot);
      resolve(await process.read(job, isDocument ? limits.documentMs : limits.pageMs));
    } catch (error) {
      if (error instanceof ReaderError && isDeath(error.reason)) options.onDeath?.(error.reason);
      reject(error);
    } finally {
      slot.isBusy = false;
      turns.end(work);
      documents -= Number(isDocument);
      slot.idle = setTimeout(() => slot.process?.kill(), limits.idleMs).unref();
      startWaiting();
    }
  }

  async function processOf(slot: Slot): Promise<ReaderProcess> {
    if (slot.process?.isSpent() === false) return slot.process;
    slot.process?.kill();
    const process = await startReader(options.vocabulary, limits, closing.signal);
    slot.process = process;
    if (closing.signal.aborted) process.kill();
    return process;
  }

  function submit(job: Job): Promise<unknown> {
    if (closing.signal.aborted) return Promise.reject(closed());
    return new Promise((resolve, reject) => {
      const [raw, { address }] = job.args;
      const host = URL.parse(address)?.host ?? null;
      waiting.push({ job, host, isDocument: startsLikeFile(raw.bytes), resolve, reject });
      startWaiting();
    });
  }

  // oxlint-disable typescript/no-unsafe-type-assertion -- the entry answers a job with what its reader returned
  return {
    readList: async (...args) =>
      (await submit({ kind: 'readList', args })) as Awaited<ReturnType<Reader['readList']>>,
    readPage: async (...args) =>
      (await submit({ kind: 'readPage', args })) as Awaited<ReturnType<Reader['readPage']>>,
    readAttachment: async (...args) =>
      (await submit({ kind: 'readAttachment', args })) as Awaited<
        ReturnType<Reader['readAttachment']>
      >,
    usage: () => slots.flatMap(({ process }) => process?.usage() ?? []),
    state: () => ({
      size,
      running: slots.filter(({ process }) => process?.isSpent() === false).length,
      busy: slots.filter(({ isBusy }) => isBusy).length,
      waiting: waiting.length,
      residentBytes: slots
        .flatMap(({ process }) => (process?.isSpent() === false ? (process.usage() ?? []) : []))
        .reduce((sum, { megabytes }) => sum + megabytes * 2 ** 20, 0),
    }),
    async close() {
      closing.abort();
      for (const { reject } of waiting.splice(0)) reject(closed());
      for (const slot of slots) clearTimeout(slot.idle);
      await Promise.all(
        slots.map(async ({ process }) => {
          process?.kill();
          await process?.ended;
        }),
      );
    },
  };
  // oxlint-enable typescript/no-unsafe-type-assertion
}

function isDeath(reason: ReaderFailure): reason is ReaderDeath {
  return reason === 'read-timeout' || reason === 'read-memory' || reason === 'read-crash';
}
