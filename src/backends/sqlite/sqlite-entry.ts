import { parentPort, workerData } from 'node:worker_threads';

import { createSqliteFile } from './sqlite-file.ts';
import type { Answer, Task, ThreadData } from './protocol.ts';

// The thread that has the store's file: where SQLite waits for a disk or for another program, only this thread does.

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `start-thread.ts` alone starts it, with this
const data = workerData as ThreadData;
const file = createSqliteFile(data);

parentPort?.on('message', (task: Task) => {
  const answer: Answer = { outcomes: file.perform(task) };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(answer);
  if (task.kind === 'close') parentPort?.close();
});
