import { execFileSync } from 'node:child_process';

import { expect, test } from 'vitest';

test('a secret stands in no line, however deep or in whatever words', () => {
  const logger = new URL('../../src/app/create-logger.ts', import.meta.url).href;
  const program = `
    const { createLogger } = await import(${JSON.stringify(logger)});
    const secret = 'MTIzNDU2.abc-def_ghi';
    const logger = createLogger('info', [secret, null, 'x']);
    logger.info({ a: { b: { token: secret } }, headers: { Authorization: 'Bot ' + secret } }, 'deep');
    logger.error({ err: new Error('refused ' + secret) }, 'failed');
  `;
  const run = `exec "$0" --input-type=module -e "$1" 2>&1`;
  const said = execFileSync('/bin/sh', ['-c', run, process.execPath, program], {
    encoding: 'utf8',
  });
  expect(said).not.toContain('abc-def_ghi');
  expect(said.match(/\[secret\]/gu)).toHaveLength(4);
  expect(said).toContain('"err":{"type":"Error"');
});
