/** The request to end the process, by a signal. */
export interface Stop {
  /** Resolves at the first SIGTERM or SIGINT. */
  readonly requested: Promise<void>;
  readonly isRequested: () => boolean;
}

/** npm and the launcher pass Ctrl-C on, so that one press arrives twice. */
const SAME_PRESS_MS = 500;

/** Listens from now on; a second signal, when it is not the same press, ends the process at once. */
export function watchSignals(): Stop {
  const { promise, resolve } = Promise.withResolvers<void>();
  let requestedAt: number | null = null;
  const handle = (): void => {
    const now = performance.now();
    if (requestedAt !== null && now - requestedAt > SAME_PRESS_MS) process.exit(130);
    requestedAt ??= now;
    resolve();
  };
  process.on('SIGTERM', handle);
  process.on('SIGINT', handle);
  return { requested: promise, isRequested: () => requestedAt !== null };
}
