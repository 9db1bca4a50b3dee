import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, onTestFinished, test } from 'vitest';

const program = fileURLToPath(new URL('run.ts', import.meta.url));

/** Runs it with a folder of its own for what is temporary; says how it ended, and what is left there. */
async function soak(args: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'jianbao-soak-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => void (err += piece));
  await once(child, 'exit');
  return {
    code: child.exitCode,
    err,
    left: readdirSync(folder).filter((name) => name.startsWith('jianbao-')),
  };
}

test('a name that no fault has is refused at once', async () => {
  const { code, err, left } = await soak(['--only', 'flood the cellar']);
  expect(code).toBe(1);
  expect(err).toMatch(/No fault has "flood the cellar" in its name: kill a bot, /u);
  expect(left).toEqual([]);
});
