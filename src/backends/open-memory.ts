import type { Backend } from './backend.ts';

/** A store that is forgotten with its process. */
export function openMemory(): Promise<Backend> {
  const nothing = (): Promise<void> => Promise.resolve();
  return Promise.resolve({
    name: 'memory:',
    lock: '',
    isFenced: true,
    lease: null,
    adapter: () => new Map<string, unknown>(),
    prepare: nothing,
    assertThere: () => undefined,
    describe: () =>
      Promise.resolve({
        server: 'memory',
        latencyMs: 0,
        durability: 'none',
        risks: ['Everything is forgotten when the process ends.'],
      }),
    scrub: nothing,
    close: nothing,
  });
}
