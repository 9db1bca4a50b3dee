import { expect, onTestFailed, onTestFinished, test } from 'vitest';

import { startProcess } from '../e2e/bot-process.ts';
import { quietHome, runCli } from './run-cli.ts';

const SERVER = 'postgres://jianbao:secret-word@127.0.0.1:1/jianbao';

test.each([
  ['bot', {}, /--role is for several processes on one PostgreSQL/u],
  ['crawl', { STORE_URL: 'redis://127.0.0.1:1/0' }, /--role is for several processes on one/u],
  ['bot', { STORE_URL: SERVER }, /--role bot posts to Discord: set DISCORD_TOKEN/u],
  ['crawl', { STORE_URL: SERVER }, /turns of several processes cannot be kept there/u],
] as const)('start --role %s with %o is refused and says why', async (role, env, message) => {
  const home = quietHome({ onTestFinished, onTestFailed });
  const { code, err } = await runCli(home, ['start', '--role', role], env);
  expect(code).toBe(1);
  expect(err).toMatch(message);
  expect(err).not.toContain('secret-word');
  expect(err).not.toMatch(/^\s+at /mu);
});

test('npm start takes a role, too, and refuses one that is none', async (scope) => {
  const bot = startProcess(quietHome(scope), ['src/main.ts', '--role', 'nonsense']);
  expect((await bot.ended).code).toBe(1);
  expect(bot.err()).toContain('--role is one of: bot, crawl.');
});
