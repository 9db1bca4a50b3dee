import { constants, fstatSync, openSync, writeSync } from 'node:fs';

/** Where the log goes. */
export interface LogDestination {
  readonly write: (line: string) => void;
}

const STANDARD_ERROR = 2;
/** Lines beyond this wait no longer: they are counted and lost. Half of what a pipe of Linux holds. */
const MAX_WAITING = 32 * 1024;
const RETRY_MS = 200;

/**
 * Standard error, written at once. Where it is a pipe that nobody reads, lines are lost and counted: a write that waits for its
 * reader would stop the whole process, its answers to signals included.
 */
export function createLogDestination(): LogDestination {
  const fd = withoutWaiting(STANDARD_ERROR);
  let waiting = Buffer.alloc(0);
  let lost = 0;
  let retry: NodeJS.Timeout | undefined;

  /** Returns whether all of it went out. */
  function flush(): boolean {
    try {
      while (waiting.length > 0) waiting = waiting.subarray(writeSync(fd, waiting));
    } catch (error) {
      if (isFull(error)) {
        retry ??= setTimeout(tryAgain, RETRY_MS).unref();
        return false;
      }
      // Its reader is gone, or the disk is full: there is nobody to tell.
      waiting = Buffer.alloc(0);
    }
    return true;
  }

  function tryAgain(): void {
    retry = undefined;
    flush();
  }

  process.on('exit', flush);

  function add(line: string): void {
    waiting = Buffer.concat([waiting, Buffer.from(line)]);
  }

  return {
    write(line) {
      if (!flush() && waiting.length + line.length > MAX_WAITING) {
        lost += 1;
        return;
      }
      if (lost > 0) {
        const facts = { level: 40, time: new Date().toISOString(), lost };
        add(
          `${JSON.stringify({ ...facts, msg: 'lines of this log were lost: nobody read it' })}\n`,
        );
        lost = 0;
      }
      add(line);
      flush();
    },
  };
}

/** The same pipe under a number of its own, whose writes fail instead of waiting; what is no pipe as it is. */
function withoutWaiting(fd: number): number {
  if (process.platform !== 'linux' || !fstatSync(fd).isFIFO()) return fd;
  try {
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return fd;
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
