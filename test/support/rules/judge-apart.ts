import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import type { MarkedHalf } from '../marked-letters.ts';
import type { Worth } from './judge-rows.ts';

/** What is judged, and by which documents. */
export interface Order {
  /** Only rows of tables whose name holds this. */
  readonly table: string | null;
  readonly halves: readonly MarkedHalf[];
  /** Other folders of cases. */
  readonly cases: readonly string[];
}

/** A part of the order, for one worker. */
export interface Share extends Order {
  readonly part: number;
  readonly parts: number;
}

/** A worker's message: how much it has to do, or what a row is worth. */
export type Told =
  | { readonly kind: 'begun'; readonly documents: number; readonly rows: number }
  | { readonly kind: 'judged'; readonly worth: Worth; readonly at: number };

/** Judges rows in as many threads as the machine has cores; `progress` is called after each row. */
export async function judgeApart(
  order: Order,
  progress: (done: number, of: number) => void,
): Promise<{ readonly documents: number; readonly worths: readonly Worth[] }> {
  const parts = Math.max(1, availableParallelism());
  const found: { readonly worth: Worth; readonly at: number }[] = [];
  let documents = 0;
  let rows = 0;
  const work = (part: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const workerData: Share = { ...order, part, parts };
      const worker = new Worker(new URL('judge-share.ts', import.meta.url), { workerData });
      worker.on('message', (told: Told) => {
        if (told.kind === 'begun') [documents, rows] = [told.documents, told.rows];
        else {
          found.push(told);
          progress(found.length, rows);
        }
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
  await Promise.all(Array.from({ length: parts }, (_, part) => work(part)));
  const worths = found.toSorted((a, b) => a.at - b.at).map(({ worth }) => worth);
  return { documents, worths };
}
