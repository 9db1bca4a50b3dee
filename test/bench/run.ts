import { readdir } from 'node:fs/promises';
import path from 'node:path';

// `npm run bench` runs all; `npm run bench read-pages` only those named, `npm run bench scale` those of a large store. Figures are
// printed, never asserted.
const home = import.meta.dirname;
const SCALE = ['status', 'delivery', 'memory', 'peers'];
const named = process.argv.slice(2).flatMap((name) => (name === 'scale' ? SCALE : [name]));
const files = (await readdir(home))
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => path.basename(file, '.ts'))
  .toSorted();

const unknown = named.filter((name) => !files.includes(name));
if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(', ')}; there are: ${files.join(', ')}, scale`);
  process.exitCode = 2;
} else {
  for (const name of named.length > 0 ? named : files) {
    console.log(`\n== ${name}`);
    const bench: unknown = await import(`./${name}.ts`);
    if (isBench(bench)) await bench.run();
  }
}

function isBench(value: unknown): value is { readonly run: () => Promise<void> } {
  return typeof value === 'object' && value !== null && 'run' in value;
}
