/** Lets one waiter go on when something happened; what happens before it waits counts, too. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or at once after one that nobody heard. */
  rung(): Promise<void>;
}

export function createBell(): Bell {
  let isRung = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      isRung = wake === null;
      wake?.();
      wake = null;
    },
    rung() {
      if (isRung) {
        isRung = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        wake = resolve;
      });
    },
  };
}
