import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { hostilePages } from './support/hostile-pages.ts';

const script = fileURLToPath(new URL('support/read-hostile.ts', import.meta.url));
const limitMs = 120_000;

/** Reads each hostile page in a process of its own and prints time (cold) and peak memory. */
export async function run(): Promise<void> {
  const rows: unknown[] = [];
  for (const name of Object.keys(hostilePages)) {
    rows.push(await readApart(name));
  }
  console.table(rows);
}

async function readApart(name: string): Promise<unknown> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, name], {
      timeout: limitMs,
    });
    return JSON.parse(stdout);
  } catch (error) {
    return { name, ms: `failed: ${String(error).slice(0, 80)}` };
  }
}
