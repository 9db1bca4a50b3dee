/** Whether somebody asked the process to end. */
export interface Stop {
  /** Resolves at the first SIGTERM or SIGINT. */
  readonly asked: Promise<void>;
  readonly isAsked: () => boolean;
}

/** npm and the launcher hand Ctrl-C on: one press arrives twice. */
const SAME_PRESS_MS = 500;

/** Listens from now on; a second signal, when it is not the same press, ends the process at once. */
export function watchSignals(): Stop {
  const { promise, resolve } = Promise.withResolvers<void>();
  let askedAt: number | null = null;
  const handle = (): void => {
    const now = performance.now();
    if (askedAt !== null && now - askedAt > SAME_PRESS_MS) process.exit(130);
    askedAt ??= now;
    resolve();
  };
  process.on('SIGTERM', handle);
  process.on('SIGINT', handle);
  return { asked: promise, isAsked: () => askedAt !== null };
}
