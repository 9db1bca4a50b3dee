import { expect, test } from 'vitest';

import { scenarioMs, startProcess } from '../e2e/bot-process.ts';
import { quietHome, runCli } from './run-cli.ts';

const commands = [
  'read',
  'discover',
  'cluster',
  'start',
  'once',
  'demo',
  'doctor',
  'export',
  'import',
  'sources',
];

test.concurrent(
  'jianbao --help names every command, also through the launcher that finds its own Node',
  async (scope) => {
    const launcher = startProcess(quietHome(scope), ['src/jianbao.mjs', '--help']);
    expect(await launcher.ended).toEqual({ code: 0, signal: null });
    for (const name of commands)
      expect(launcher.out()).toMatch(new RegExp(`^ {2}${name}\\b`, 'mu'));
  },
  scenarioMs,
);

test.concurrent.for(commands)(
  'jianbao %s --help says what it does',
  { timeout: scenarioMs },
  async (name, scope) => {
    const run = await runCli(quietHome(scope), [name, '--help']);
    expect(run.code).toBe(0);
    expect(run.out).toContain(`Usage: jianbao ${name}`);
    expect(run.out.trim().split('\n').length).toBeGreaterThan(3);
    expect(run.err).toBe('');
  },
);

const wrong: readonly (readonly string[])[] = [
  ['read'],
  ['discover', '--no-such-option', 'x'],
  ['read', 'page.html', '--url', 'www.example.gov.cn'],
  ['demo', '--port', '99999'],
  ['demo', '--port', '41.5'],
  ['demo', '--language', 'fr'],
  ['no-such-command'],
  [],
];

test.concurrent.for(wrong)(
  'wrong usage ends with exit code 2 and points to the help: %j',
  { timeout: scenarioMs },
  async (args, scope) => {
    const run = await runCli(quietHome(scope), args);
    expect(run.code).toBe(2);
    expect(run.err).toContain('jianbao');
    expect(run.err).not.toMatch(/^\s+at /mu);
    expect(run.out).toBe('');
  },
);
