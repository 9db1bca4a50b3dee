import { parentPort, workerData } from 'node:worker_threads';

import { deliveredVocabulary } from '../composed-articles.ts';
import { casesIn } from './cases.ts';
import type { Share, Told } from './judge-apart.ts';
import { rowJudge } from './judge-rows.ts';
import { judgedRows } from './judged-rows.ts';
import { markedDocuments } from './marked-documents.ts';

// One thread of `npm run rules`: every so-and-so-manieth row, told one by one.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- judge-apart.ts starts this thread with a share
const { part, parts, table, halves, cases } = workerData as Share;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
const tell = (told: Told): void => parentPort?.postMessage(told);

const vocabulary = deliveredVocabulary();
const marked = await markedDocuments(halves);
const others = await Promise.all(cases.map((folder) => casesIn(folder)));
const documents = [...marked, ...others.flat()];
const rows = judgedRows(vocabulary).filter((row) => table === null || row.table.includes(table));
const judge = rowJudge(documents, vocabulary);

tell({ kind: 'begun', documents: documents.length, rows: rows.length });
for (const [at, row] of rows.entries()) {
  if (at % parts === part) tell({ kind: 'judged', worth: judge(row), at });
}
