import { parseArgs } from 'node:util';

import { judgeApart } from './rules/judge-apart.ts';
import { describeWorths, isIdle } from './rules/print-worths.ts';

// `npm run rules`: what each row of each table is worth on the marked documents; docs/rules.md says how to read it.
const { values } = parseArgs({
  options: {
    table: { type: 'string' },
    cases: { type: 'string', multiple: true, default: [] },
    held: { type: 'boolean', default: false },
    alternatives: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const begun = Date.now();
const isShown = process.stderr.isTTY;
const order = {
  table: values.table ?? null,
  cases: values.cases,
  halves: values.held ? (['tuned', 'held'] as const) : (['tuned'] as const),
};
const { documents, worths } = await judgeApart(order, (done, of) => {
  if (isShown) process.stderr.write(`\r${done} of ${of} rows`);
});
if (isShown) process.stderr.write('\r\u001B[K');

if (values.json) console.log(JSON.stringify({ documents, rows: worths }, null, 1));
else {
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`${documents} marked documents, ${seconds} s`);
  for (const line of describeWorths(worths, values.alternatives)) console.log(line);
}
process.exitCode = worths.some((worth) => isIdle(worth)) ? 1 : 0;
