import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { onTestFinished } from 'vitest';

/** The configuration that is shipped with the project. */
export const shippedDirectory = fileURLToPath(new URL('../../config', import.meta.url));

/** Writes a configuration directory for one test. Files that are not named are the shipped vocabulary and nothing else. */
export function makeDirectory(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'jianbao-config-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const vocabulary = readFileSync(join(shippedDirectory, 'vocabulary.yaml'), 'utf8');
  const all = { 'bot.yaml': '', 'vocabulary.yaml': vocabulary, ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}
