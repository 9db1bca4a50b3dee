import { expect, test } from 'vitest';

import { makeHome, scenarioMs } from '../e2e/bot-process.ts';
import { sampleLetters, startReplySite } from '../e2e/reply-site.ts';
import {
  startPostgres,
  startRedis,
  WITHOUT_POSTGRES,
  WITHOUT_REDIS,
} from '../support/start-servers.ts';
import { runCli } from './run-cli.ts';

const { training, homework, fertiliser } = sampleLetters;

test.concurrent(
  'store copy moves everything: a bot on the copy posts nothing again, and goes on',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const sources = [{ id: 'column', url: column.listUrl }];
    const from = makeHome(scope, sources);
    expect((await runCli(from, ['once'])).out).toContain('"sent":1');
    const to = makeHome(scope, sources);
    const copied = await runCli(from, ['store', 'copy', from.store, to.store]);
    expect([copied.code, copied.out]).toEqual([0, expect.stringMatching(/1 {2}ledger/u)]);
    expect((await runCli(to, ['once'])).out).toContain('"sent":0');
    column.publish(homework);
    expect((await runCli(to, ['once'])).out).toContain('"sent":1');
    const again = await runCli(from, ['store', 'copy', from.store, to.store]);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('only an empty one')]);
  },
  scenarioMs,
);

test.concurrent(
  'what is no address of a store is refused, and its password is not said',
  async (scope) => {
    const home = makeHome(scope, []);
    const wrong = 'mysql://jianbao:secret-word@db/x';
    const run = await runCli(home, ['store', 'copy', wrong, home.store]);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/must begin with sqlite:/u);
    expect(run.out + run.err).not.toContain('secret-word');
  },
  scenarioMs,
);

test.concurrent.for([
  { name: 'PostgreSQL', without: WITHOUT_POSTGRES, start: startPostgres, user: 'jianbao@' },
  { name: 'Redis', without: WITHOUT_REDIS, start: () => startRedis(), user: '' },
])(
  'a bot that moved to $name posts nothing again, goes on, and doctor says what it found',
  { timeout: scenarioMs },
  async ({ name, without, start, user }, scope) => {
    if (without !== null) scope.skip(without);
    const server = await start();
    scope.onTestFinished(() => server.close());
    const isRedis = name === 'Redis';
    const at = `${user}127.0.0.1:${server.port}/${isRedis ? '0' : 'jianbao'}`;
    const address = `${isRedis ? 'redis' : 'postgres'}://${at}`;
    const column = await startReplySite(scope, [training, fertiliser]);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    expect((await runCli(home, ['once'])).out).toContain('"sent":1');
    expect((await runCli(home, ['store', 'copy', home.store, address])).code).toBe(0);
    const moved = { STORE_URL: address };
    expect((await runCli(home, ['once'], moved)).out).toContain('"sent":0');
    column.publish(homework);
    expect((await runCli(home, ['once'], moved)).out).toContain('"sent":1');
    const doctor = await runCli(home, ['doctor'], moved);
    expect(doctor.out).toMatch(new RegExp(`store: .*127\\.0\\.0\\.1.*${name} \\d.* ms;`, 'u'));
  },
);
