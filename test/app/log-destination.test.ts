import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

const logger = new URL('../../src/app/create-logger.ts', import.meta.url).href;
const program = `
  const { createLogger } = await import(${JSON.stringify(logger)});
  const logger = createLogger('info');
  for (let line = 1; line <= 3000; line += 1) logger.info({ line, text: 'x'.repeat(200) }, 'said');
  const hold = setInterval(() => undefined, 1000);
  const stopped = new Promise((resolve) => void process.once('SIGTERM', resolve));
  process.stdout.write('said all');
  await stopped;
  clearInterval(hold);
  logger.info({}, 'last');
  process.exit(0);
`;

test.skipIf(process.platform !== 'linux')(
  'a log that nobody reads stops nothing; read again, it says how much was lost',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jianbao-log-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const pipe = join(folder, 'pipe');
    execFileSync('/bin/sh', ['-c', 'mkfifo "$1"', 'sh', pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    onTestFinished(() => closeSync(reader));
    const run = 'exec "$1" --input-type=module -e "$2" 2> "$3"';
    const child = spawn('/bin/sh', ['-c', run, 'sh', process.execPath, program, pipe], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    expect(String(await once(child.stdout, 'data'))).toBe('said all');
    let text = drain(reader);
    child.kill('SIGTERM');
    await once(child, 'close');
    text += drain(reader);
    const entries = text
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line));
    const said = entries.filter(({ msg }) => msg === 'said').length;
    expect(said).toBeGreaterThan(100);
    expect(said).toBeLessThan(3000);
    expect(entries.at(-2)).toMatchObject({ lost: 3000 - said });
    expect(entries.at(-1)).toMatchObject({ msg: 'last' });
  },
);

function drain(fd: number): string {
  const piece = Buffer.alloc(1 << 20);
  let text = '';
  for (;;) {
    const size = readSome(fd, piece);
    if (size === 0) return text;
    text += piece.toString('utf8', 0, size);
  }
}

function readSome(fd: number, piece: Buffer): number {
  try {
    return readSync(fd, piece);
  } catch {
    return 0;
  }
}
