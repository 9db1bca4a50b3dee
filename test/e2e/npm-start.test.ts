import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { lockFile } from '../../src/backends/lock-file.ts';
import { makeHome, scenarioMs, until } from './bot-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const isWindows = process.platform === 'win32';
const hasNpm = !isWindows && spawnSync('npm', ['--version']).status === 0;

/** Whether a process is there. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.skipIf(!hasNpm).for(['SIGTERM', 'SIGINT'] as const)(
  'npm start hands %s to the bot: it ends cleanly, npm tells its exit code, and the lock is free (needs npm and a POSIX system)',
  { timeout: scenarioMs },
  async (signal, scope) => {
    const home = makeHome(scope, [{ id: 'nobody', url: 'http://127.0.0.1:9/' }]);
    const npm = spawn('npm', ['start'], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        HOME: home.directory,
        JIANBAO_CONFIG: home.config,
        JIANBAO_DATA: join(home.directory, 'data'),
      },
      // A group of its own: whatever happens, nothing of it outlives the test.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const group = npm.pid ?? 0;
    scope.onTestFinished(() => {
      if (group > 0 && isAlive(-group)) process.kill(-group, 'SIGKILL');
    });
    let out = '';
    npm.stdout.setEncoding('utf8').on('data', (text: string) => void (out += text));
    let err = '';
    npm.stderr.setEncoding('utf8').on('data', (text: string) => void (err += text));
    scope.onTestFailed(() => void process.stderr.write(`${out}\n${err}`));
    await until('the bot to run', () => /正在关注|Watching/u.test(out));
    const path = join(home.directory, 'data/jianbao.sqlite');
    expect(lockFile(path)).toBeNull();

    // To npm alone, as `kill` and a service manager send it.
    npm.kill(signal);
    await once(npm, 'close');
    expect([npm.exitCode, npm.signalCode]).toEqual([0, null]);
    expect(out).toMatch(/正在停止|Stopping/u);
    expect(isAlive(-group)).toBe(false);
    const lock = lockFile(path);
    expect(lock).not.toBeNull();
    lock?.release();
  },
);
