/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
export function untilSignal(onFirst: () => void): Promise<void> {
  return new Promise((resolve) => {
    let isEnding = false;
    const handle = (): void => {
      if (isEnding) process.exit(130);
      isEnding = true;
      onFirst();
      resolve();
    };
    process.on('SIGTERM', handle);
    process.on('SIGINT', handle);
  });
}
