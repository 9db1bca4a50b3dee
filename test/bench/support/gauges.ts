// What a process takes of its machine, for benchmarks.

/** Samples resident memory; `stop` gives its peak in MB. */
export function watchMemory(): { readonly stop: () => number } {
  let peak = process.memoryUsage.rss();
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.max(peak, process.memoryUsage.rss()) / 2 ** 20;
    },
  };
}

/** Processor time since then, of all threads, in milliseconds. */
export function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/** The same of the main thread alone. */
export function threadMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(since);
  return (user + system) / 1000;
}

/** The longest time for which the event loop came to nothing else, in milliseconds. */
export function monitorLoop(): () => number {
  let last = performance.now();
  let most = 0;
  const tick = (): void => {
    most = Math.max(most, performance.now() - last - 1);
    last = performance.now();
  };
  const timer = setInterval(tick, 1);
  return () => {
    tick();
    clearInterval(timer);
    return most;
  };
}

/**
 * The most processor time, in milliseconds, that the main thread took before the event loop came to a timer: what an answer waits for
 * however busy the machine is with other programs.
 */
export function monitorLoopCpu(): { readonly reset: () => void; readonly stop: () => number } {
  let last = process.threadCpuUsage();
  let most = 0;
  const tick = (): void => {
    most = Math.max(most, threadMs(last));
    last = process.threadCpuUsage();
  };
  const timer = setInterval(tick, 1);
  return {
    reset() {
      last = process.threadCpuUsage();
      most = 0;
    },
    stop() {
      tick();
      clearInterval(timer);
      return most;
    },
  };
}
