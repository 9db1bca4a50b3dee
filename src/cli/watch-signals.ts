/** The request to end the process, by a signal. */
export interface Stop {
  /** Resolves at the first SIGTERM or SIGINT. */
  readonly requested: Promise<void>;
  readonly isRequested: () => boolean;
  /** Says what is asked for when the process did not end in time. */
  readonly explain: (stillOpen: () => readonly string[]) => void;
}

/** npm and the launcher pass Ctrl-C on, so that one press arrives twice. */
const SAME_PRESS_MS = 500;
/** Docker kills after 10 s; all that is waited for in a stop takes less than 7. */
const LONGEST_STOP_MS = 8000;
/** What a library left open when all work has ended: a name that is looked up, a request that nobody waits for. */
const LINGER_MS = 500;

/**
 * Listens from now on. A second signal, when it is not the same press, ends the process at once; so does the time of
 * a stop, with exit code 1 and a line that says what was still open.
 */
export function watchSignals(longestMs = LONGEST_STOP_MS): Stop {
  const { promise, resolve } = Promise.withResolvers<void>();
  let requestedAt: number | null = null;
  let stillOpen = (): readonly string[] => ['the start'];
  const handle = (): void => {
    const now = performance.now();
    if (requestedAt !== null && now - requestedAt > SAME_PRESS_MS) process.exit(130);
    if (requestedAt !== null) return;
    requestedAt = now;
    setTimeout(giveUp, longestMs).unref();
    resolve();
  };
  function giveUp(): void {
    const open = [...stillOpen(), ...new Set(process.getActiveResourcesInfo())].join(', ');
    process.stderr.write(
      `jianbao: not everything ended within ${longestMs / 1000} s of the stop; still open: ${open}\n`,
    );
    process.exit(1);
  }
  process.on('SIGTERM', handle);
  process.on('SIGINT', handle);
  return {
    requested: promise,
    isRequested: () => requestedAt !== null,
    explain: (describe) => {
      stillOpen = describe;
    },
  };
}

/** Ends the process with the exit code that was set, now that all work has ended, whatever a library left open. */
export function endSoon(): void {
  setTimeout(() => process.exit(), LINGER_MS).unref();
}
