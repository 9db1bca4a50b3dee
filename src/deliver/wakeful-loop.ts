/** Work that repeats: after a pause, or as soon as it is woken. */
export interface WakefulLoop {
  readonly start: () => void;
  readonly wake: () => void;
  /** Ends the pause, waits for the current pass, and starts no other. */
  readonly stop: () => Promise<void>;
}

/** `pass` returns how long to pause after it in milliseconds, or null to end the loop. It must not throw. */
export function createWakefulLoop(pass: () => Promise<number | null>): WakefulLoop {
  const state = { isStopping: false, isWoken: false };
  let endNap = (): void => undefined;
  let running: Promise<void> | null = null;

  function nap(ms: number): Promise<void> {
    if (state.isWoken || state.isStopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endNap = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (!state.isStopping) {
      state.isWoken = false;
      const pauseMs = await pass();
      if (pauseMs === null) return;
      await nap(pauseMs);
    }
  }

  return {
    start: () => {
      running ??= run();
    },
    wake: () => {
      state.isWoken = true;
      endNap();
    },
    stop: async () => {
      state.isStopping = true;
      endNap();
      await running;
    },
  };
}
