import { defineConfig } from 'vitest/config';

// Rooms that touch nothing but values share a worker: starting one costs more than most of their files.
const pureRooms =
  'card,classify,decode,dedupe,discover,extract,health,region,schedule,summarize,text'.split(',');
const pureFiles = pureRooms.map((room) => `test/${room}/**/*.test.ts`);

const common = {
  root: new URL('..', import.meta.url).pathname,
  testTimeout: 20_000,
  hookTimeout: 20_000,
  pool: 'forks',
} as const;

export default defineConfig({
  test: {
    // Many tests wait for a server or a process: with one worker a core, cores would idle.
    maxWorkers: '150%',
    projects: [
      { test: { ...common, name: 'pure', include: pureFiles, isolate: false } },
      { test: { ...common, name: 'world', include: ['test/**/*.test.ts'], exclude: pureFiles } },
    ],
  },
});
