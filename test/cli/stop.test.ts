import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { expect, test } from 'vitest';

const signals = new URL('../../src/cli/watch-signals.ts', import.meta.url).href;

/** Runs a module that says `ready`, sends it a signal, and tells how it ended. */
async function stopped(text: string, signal: NodeJS.Signals = 'SIGTERM') {
  const args = ['--input-type=module', '-e', text];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => void (err += piece));
  await once(child.stdout, 'data');
  child.kill(signal);
  await once(child, 'close');
  return { code: child.exitCode, signal: child.signalCode, err };
}

const watch = `import { endSoon, watchSignals } from ${JSON.stringify(signals)};`;
const hold = 'setInterval(() => undefined, 1000); console.log("ready");';

test('what does not end in its time is ended, with a line that says what was open', async () => {
  const text = `${watch} watchSignals(200).explain(() => ['deliveries']); ${hold}`;
  const { code, err } = await stopped(text);
  expect(code).toBe(1);
  expect(err).toMatch(/^jianbao: .*within 0\.2 s of the stop; still open: deliveries, .*Timeout/u);
});

test('what a library leaves open keeps no process that has ended its work', async () => {
  const text = `${watch} const stop = watchSignals(); ${hold}
    await stop.requested; process.exitCode = 7; endSoon();`;
  expect(await stopped(text, 'SIGINT')).toEqual({ code: 7, signal: null, err: '' });
});
