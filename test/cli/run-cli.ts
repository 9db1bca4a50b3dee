import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { makeHome, startProcess, type BotHome, type Scope } from '../e2e/bot-process.ts';

/** What one run of the command line said. */
export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Standard output as one JSON value a line. */
  readonly json: () => readonly Readonly<Record<string, unknown>>[];
}

/** A home whose only source is on this machine and answers nothing. */
export function quietHome(scope: Scope): BotHome {
  return makeHome(scope, [{ id: 'nobody', url: 'http://127.0.0.1:9/' }]);
}

/** Writes a file beside the home's configuration and returns its path. */
export function fileIn(home: BotHome, name: string, content: string | Uint8Array): string {
  const path = join(home.directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

function parseLine(line: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null) throw new Error(`not an object: ${line}`);
  return { ...value };
}

/** Runs `node src/cli.ts` with these arguments, as an operator would. */
export async function runCli(
  home: BotHome,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  const child = startProcess(home, ['src/cli.ts', ...args], env);
  const { code } = await child.ended;
  const out = child.out();
  return {
    code,
    out,
    err: child.err(),
    json: () => out.trim().split('\n').map(parseLine),
  };
}
