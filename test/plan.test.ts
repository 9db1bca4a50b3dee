import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const depcruise = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';

const reportSchema = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.unknown()) })),
  summary: z.object({
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) }),
    ),
  }),
});

test('every import keeps to the plan of rooms in docs/architecture.md', async () => {
  const args = [depcruise, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src'];
  // Violations give another exit code, but the report is there all the same.
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: unknown) => {
    if (error instanceof Error && 'stdout' in error) return { stdout: String(error.stdout) };
    throw error;
  });
  const { modules, summary } = reportSchema.parse(JSON.parse(stdout));
  const broken = summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`);
  expect(broken).toEqual([]);
  // A cruise that sees nothing finds nothing wrong.
  const own = modules.filter(({ source }) => source.startsWith('src/'));
  expect(own.length).toBeGreaterThan(200);
  expect(own.filter(({ dependencies }) => dependencies.length > 0).length).toBeGreaterThan(100);
}, 60_000);

const MAX_ROOM = 3000;

async function linesOf(room: string): Promise<number> {
  const names = await readdir(`${root}/src/${room}`, { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(
    files.map((name) => readFile(`${root}/src/${room}/${name}`, 'utf8')),
  );
  return texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
}

test('every room is in the table of docs/architecture.md, and none has above 3,000 lines', async () => {
  const entries = await readdir(`${root}/src`, { withFileTypes: true });
  const found = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const plan = await readFile(`${root}/docs/architecture.md`, 'utf8');
  expect(found.filter((room) => !plan.includes(`| \`${room}\``))).toEqual([]);
  const sizes = await Promise.all(
    found.map(async (room) => ({ room, lines: await linesOf(room) })),
  );
  expect(sizes.filter(({ lines }) => lines > MAX_ROOM)).toEqual([]);
});
