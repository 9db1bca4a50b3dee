import { join } from 'node:path';

import { expect, test } from 'vitest';

import { noteAddress, notedAddress } from '../../src/local/noted-address.ts';
import {
  freePort,
  killAtOnce,
  makeHome,
  scenarioMs,
  startBot,
  startProcess,
  until,
  type BotHome,
} from './bot-process.ts';
import { sampleLetters, startReplySite } from './reply-site.ts';

const { training, fertiliser } = sampleLetters;

async function probe(
  home: BotHome,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const run = startProcess(home, ['src/probe.ts']);
  const { code } = await run.ended;
  return { code, said: run.out() };
}

test.concurrent(
  'the health check finds the bot on whatever port, and tells a bot that works from one that cannot and one that is gone',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    expect(await probe(home)).toEqual({ code: 1, said: 'it has not started yet\n' });
    const port = await freePort();
    const bot = startBot(home, null, { STATUS_PORT: String(port), STATUS_HOST: '0.0.0.0' });
    await until('the first card', () => bot.logged('card delivered')[0]);
    expect(await probe(home)).toEqual({ code: 0, said: 'ready (leader)\n' });
    await killAtOnce(bot);
    expect(await probe(home)).toEqual({
      code: 1,
      said: expect.stringContaining(`nothing answers at http://127.0.0.1:${port}`),
    });

    const idle = makeHome(scope, [], 'preview:\n  port: 0\n');
    const other = startBot(idle, null);
    await until('its page', () => other.out().includes('http://127.0.0.1'));
    expect(await probe(idle)).toEqual({ code: 1, said: 'not ready: no-sources\n' });
  },
  scenarioMs,
);

test('the note of an address is taken away by the process that left it, and by no other', (scope) => {
  const home = makeHome(scope, []);
  const data = join(home.directory, 'data');
  const forget = noteAddress(data, 'http://[::]:9464', { debug: () => undefined });
  expect(notedAddress(data)).toBe('http://[::1]:9464');
  forget();
  expect(notedAddress(data)).toBeNull();
  const said: string[] = [];
  noteAddress('/dev/null/data', 'http://127.0.0.1:1', {
    debug: (_facts, message) => void said.push(message),
  })();
  expect(said).toEqual(['address of the local page not noted']);
});
