import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

// Rooms whose tests leave no trace in their process share workers: starting one costs more than most files.
const sharingRooms =
  'base,card,classify,commands,config,crawl,decode,dedupe,deliver,discover,extract,health,letter,markup,privacy,region,schedule,stages,statements,store,summarize,text,transfer'.split(
    ',',
  );
const sharingFiles = sharingRooms.map((room) => `test/${room}/**/*.test.ts`);

const common = {
  root: fileURLToPath(new URL('..', import.meta.url)),
  testTimeout: 20_000,
  hookTimeout: 20_000,
  pool: 'forks',
} as const;

export default defineConfig({
  test: {
    // Many tests wait for a server or a process: with one worker a core, cores would idle.
    maxWorkers: '150%',
    projects: [
      { test: { ...common, name: 'sharing', include: sharingFiles, isolate: false } },
      { test: { ...common, name: 'alone', include: ['test/**/*.test.ts'], exclude: sharingFiles } },
    ],
  },
});
