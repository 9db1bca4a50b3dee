import type { ChildProcess } from 'node:child_process';

import { ReaderError } from '../domain/errors.ts';
import type { Vocabulary } from '../domain/vocabulary.ts';
import type { ReaderLimits } from './limits.ts';
import type { Answer, Job, Order, Usage } from './messages.ts';
import { canLimit, startProcess } from './start-process.ts';

/** One reader process. */
export interface ReaderProcess {
  /** Sends a job and waits for its answer; kills the process where that takes longer than `timeoutMs`. */
  read(job: Job, timeoutMs: number): Promise<unknown>;
  /** The process is gone, or has to be replaced before its next job. */
  isSpent(): boolean;
  readonly usage: () => Usage | null;
  /** Ends it at once; a job that runs fails as `closed`. */
  kill(): void;
  readonly ended: Promise<void>;
}

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

// V8 ends a process without memory by one of these; SIGKILL that is not ours is the kernel's, for the same reason.
const MEMORY_SIGNALS: ReadonlySet<string | null> = new Set([
  'SIGABRT',
  'SIGTRAP',
  'SIGILL',
  'SIGKILL',
]);
const TIME_SIGNALS: ReadonlySet<string | null> = new Set(['SIGXCPU']);
// A shell would answer 128 and the signal's number.
const MEMORY_CODES: ReadonlySet<number | null> = new Set([132, 133, 134, 137]);
// What is left of a retired process's time, so that its next job is not cut short.
const CPU_SHARE = 0.5;

/** Starts a process and waits until it is ready, or until the signal ends it. Throws `ReaderError` where it does not start. */
export async function startReader(
  vocabulary: Vocabulary,
  limits: ReaderLimits,
  signal: AbortSignal,
): Promise<ReaderProcess> {
  const setting = { vocabulary, limits, signal };
  const first = await tryToStart(startProcess(limits), setting);
  if (first !== null) return first;
  if (signal.aborted) throw closed();
  // A system whose own needs are beyond our measure must not stand still: V8's heap stays bounded.
  const second = canLimit() ? await tryToStart(startProcess(limits, false), setting) : null;
  if (second !== null) return second;
  if (signal.aborted) throw closed();
  throw new Error('A reader process could not be started.');
}

interface Setting {
  readonly vocabulary: Vocabulary;
  readonly limits: ReaderLimits;
  readonly signal: AbortSignal;
}

async function tryToStart(child: ChildProcess, setting: Setting): Promise<ReaderProcess | null> {
  const { vocabulary, limits, signal: closing } = setting;
  const ending = new Promise<Ending>((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
    child.on('error', () => resolve({ code: null, signal: null }));
  });
  child.stderr?.resume();
  const end = (): void => void child.kill('SIGKILL');
  closing.addEventListener('abort', end, { once: true });
  const started = waitFor(child, ending, limits.startMs);
  send(child, { say: 'begin', vocabulary });
  const begin = await started;
  closing.removeEventListener('abort', end);
  if (begin.kind !== 'answer' || begin.answer.say !== 'ready') {
    child.kill('SIGKILL');
    return null;
  }
  return overChild(child, ending, limits);
}

function overChild(
  child: ChildProcess,
  ending: Promise<Ending>,
  limits: ReaderLimits,
): ReaderProcess {
  let usage: Usage | null = null;
  let isGone = false;
  let isClosed = false;
  void ending.then(() => (isGone = true));
  const kill = (): void => {
    isGone = true;
    child.kill('SIGKILL');
  };
  setReference(child, false);
  return {
    async read(job, timeoutMs) {
      setReference(child, true);
      const waiting = waitFor(child, ending, timeoutMs);
      send(child, { say: 'read', job });
      const outcome = await waiting;
      setReference(child, false);
      if (isClosed) throw closed();
      if (outcome.kind === 'late') {
        kill();
        throw timeout(timeoutMs);
      }
      if (outcome.kind === 'ended') throw deathOf(outcome.ending);
      const { answer } = outcome;
      if (answer.say === 'ready') throw new Error('A reader answered out of turn.');
      ({ usage } = answer);
      if (answer.say === 'failed') throw answer.error;
      if (answer.say === 'exhausted') {
        kill();
        throw outOfMemory();
      }
      return answer.value;
    },
    isSpent: () =>
      isGone ||
      (usage !== null &&
        (usage.megabytes > limits.retireMegabytes ||
          usage.cpuSeconds > limits.cpuSeconds * CPU_SHARE)),
    usage: () => usage,
    kill() {
      isClosed = true;
      // Whoever waits for its end must live to see it.
      setReference(child, true);
      kill();
    },
    ended: ending.then(() => undefined),
  };
}

type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'ended'; readonly ending: Ending }
  | { readonly kind: 'late' };

function waitFor(
  child: ChildProcess,
  ending: Promise<Ending>,
  timeoutMs: number,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const finish = (outcome: Outcome): void => {
      clearTimeout(timer);
      child.off('message', take);
      resolve(outcome);
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only our own entry speaks on this channel
    const take = (message: unknown): void => finish({ kind: 'answer', answer: message as Answer });
    const timer = setTimeout(() => finish({ kind: 'late' }), timeoutMs);
    child.on('message', take);
    void ending.then((end) => finish({ kind: 'ended', ending: end }));
  });
}

/** A process that is gone is told by its end, not by the failed sending. */
function send(child: ChildProcess, order: Order): void {
  if (child.connected) child.send(order, () => undefined);
}

/** An idle reader does not keep the bot or a command from ending. */
function setReference(child: ChildProcess, isNeeded: boolean): void {
  const streams = [child, child.channel, child.stderr];
  for (const each of streams) {
    if (each === null || each === undefined) continue;
    if (isNeeded && 'ref' in each && typeof each.ref === 'function') each.ref();
    if (!isNeeded && 'unref' in each && typeof each.unref === 'function') each.unref();
  }
}

function deathOf({ code, signal }: Ending): ReaderError {
  if (TIME_SIGNALS.has(signal)) return timeout(null);
  const isMemory = MEMORY_SIGNALS.has(signal) || MEMORY_CODES.has(code);
  return isMemory
    ? outOfMemory()
    : new ReaderError(`Reading it ended the reader (${signal ?? code}).`, 'read-crash');
}

function timeout(afterMs: number | null): ReaderError {
  const time = afterMs === null ? '' : ` of ${afterMs / 1000} s`;
  return new ReaderError(`Reading it took longer than the limit${time}.`, 'read-timeout');
}

function outOfMemory(): ReaderError {
  return new ReaderError('Reading it took more memory than the limit.', 'read-memory');
}

/** What a job fails with when the bot stops. */
export function closed(): ReaderError {
  return new ReaderError('The bot is stopping.', 'closed');
}
