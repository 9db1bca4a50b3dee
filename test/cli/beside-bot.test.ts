import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { notedAddress } from '../../src/local/noted-address.ts';

import {
  killAtOnce,
  makeHome,
  scenarioMs,
  startBot,
  until,
  type BotHome,
  type BotProcess,
  type HomeSource,
  type Scope,
} from '../e2e/bot-process.ts';
import { discordForTest } from '../e2e/fake-discord-for-test.ts';
import { sampleLetters, startReplySite, type ReplySite } from '../e2e/reply-site.ts';
import { subscribeBefore } from '../e2e/store-of-home.ts';
import { startPostgres, WITHOUT_POSTGRES } from '../support/start-servers.ts';
import { fileIn, quietHome, runCli } from './run-cli.ts';

const { training, fertiliser, homework } = sampleLetters;

/** A bot that runs over one column and has posted its example. */
async function runningBot(
  scope: Scope,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly home: BotHome; readonly bot: BotProcess; readonly column: ReplySite }> {
  const column = await startReplySite(scope, [training, fertiliser]);
  const sources: readonly HomeSource[] = [{ id: 'column', url: column.listUrl }];
  const home = makeHome(scope, sources);
  const bot = startBot(home, null, env);
  await until('the first card', () => bot.logged('card delivered')[0]);
  return { home, bot, column };
}

/** Every command that only reads, beside a bot that runs, and that the bot was not disturbed. */
async function readsAll(
  { home, bot, column }: Awaited<ReturnType<typeof runningBot>>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const list = await runCli(home, ['sources', 'list', '--json'], env);
  expect([list.code, list.err]).toEqual([0, '']);
  expect(list.json()).toEqual([
    expect.objectContaining({ id: 'column', status: 'ok', enabled: true, rows: 2 }),
  ]);
  const plain = await runCli(home, ['sources', 'list'], env);
  expect(plain.out).toMatch(/^column\s+ok\s+confirmed/mu);

  const entries = await runCli(home, ['entries', '--json'], env);
  expect([entries.code, entries.err]).toEqual([0, '']);
  expect(entries.json()).toMatchObject([{ counts: { queued: 1, baseline: 1 } }]);
  const address = new URL(column.pathOf(training), column.listUrl).href;
  const why = await runCli(home, ['entries', 'why', address], env);
  expect(JSON.parse(why.out)).toMatchObject({ entries: [{ outcome: 'queued' }] });

  const file = join(home.directory, 'export.json');
  const exported = await runCli(home, ['export', file, '--json'], env);
  expect(exported.json()).toMatchObject([{ file, counts: { articles: 1 } }]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ subscriptions: [] });

  const doctor = await runCli(home, ['doctor', '--json'], env);
  expect([doctor.code, doctor.err]).toEqual([0, '']);
  const checks = doctor.json();
  expect(checks).toContainEqual(
    expect.objectContaining({
      subject: 'store',
      state: 'ok',
      finding: expect.stringContaining('in use by the bot that is running'),
    }),
  );
  expect(checks).toContainEqual(
    expect.objectContaining({
      subject: 'running bot',
      state: 'ok',
      finding: expect.stringMatching(/^ready \(leader\), at http/u),
    }),
  );
  expect(checks.map(({ subject }) => subject)).toContain('sources');

  const status = await runCli(home, ['status', '--json'], env);
  expect([status.code, status.err]).toEqual([0, '']);
  expect(status.json()).toMatchObject([
    { program: 'jianbao', ready: true, running: true, sources: { watched: 1 }, gateway: null },
  ]);

  column.publish(homework);
  await until('the next card', () => bot.logged('card delivered')[1]);
}

test.concurrent(
  'status, sources list, entries, export and doctor work beside a bot that runs, and disturb nothing',
  async (scope) => {
    const running = await runningBot(scope);
    await readsAll(running);
    const { home, bot } = running;
    const words = await runCli(home, ['status']);
    expect(words.code).toBe(0);
    expect(words.out).toMatch(/^✓ 正常$/mu);
    expect(words.out).toMatch(/^来源 +关注 1 个 · 正常 1$/mu);

    // After a kill nothing is tidy: what the log of writes still holds is read all the same.
    await killAtOnce(bot);
    const after = await runCli(home, ['entries', '--json']);
    expect(after.json()).toMatchObject([{ counts: { queued: 2 } }]);
    const dead = await runCli(home, ['status']);
    expect(dead.code).toBe(1);
    expect(dead.out).toContain('机器人没有运行');
    expect(dead.out).toContain('npm start');
  },
  scenarioMs,
);

test.concurrent('the same beside a bot on PostgreSQL', { timeout: scenarioMs }, async (scope) => {
  if (WITHOUT_POSTGRES !== null) scope.skip(WITHOUT_POSTGRES);
  const server = await startPostgres();
  scope.onTestFinished(() => server.close());
  const env = { STORE_URL: `postgres://jianbao@127.0.0.1:${server.port}/jianbao` };
  const running = await runningBot(scope, env);
  await readsAll(running, env);
  running.bot.send('SIGTERM');
  expect((await running.bot.ended).code).toBe(0);
});

test.concurrent(
  'status of a bot that cannot do its work says so, what to do, and has exit code 1',
  async (scope) => {
    const home = makeHome(scope, [], 'preview:\n  port: 0\n');
    const bot = startBot(home, null);
    await until('its page', () => bot.out().includes('http://127.0.0.1'));
    const zh = await runCli(home, ['status']);
    expect(zh.code).toBe(1);
    expect(zh.out).toMatch(/^✗ 无法正常工作$/mu);
    expect(zh.out).toMatch(/✗ 没有任何来源可看\n {4}→ .*sources add/u);
    const doctor = await runCli(home, ['doctor', '--json']);
    expect(doctor.code).toBe(1);
    expect(doctor.json()).toContainEqual(
      expect.objectContaining({
        subject: 'running bot',
        state: 'fault',
        finding: 'There is no source to watch',
      }),
    );
    home.write('bot.yaml', 'language: en\n');
    const en = await runCli(home, ['status']);
    expect(en.out).toContain('✗ It cannot do its work');
    expect(en.out).toContain('There is no source to watch');
  },
  scenarioMs,
);

test.concurrent(
  'with a token the status is on the page, and nothing secret is in it',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    await subscribeBefore(home, fake, [fake.channelId]);
    const bot = startBot(home, fake, { STATUS_PORT: '0', STATUS_ALLOWED_HOSTS: 'jianbao' });
    await until('the example', () => fake.messages(fake.channelId).length === 1);
    const url = notedAddress(join(home.directory, 'data')) ?? '';
    await until('readiness', async () => (await fetch(`${url}/readyz`)).status === 200);
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('1 条连接中 1 条正常');
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('jianbao_gateway_connected{shard="0"} 1');
    expect(metrics).toMatch(/_duration_seconds_count\{kind="post",outcome="accepted"\} 1/u);
    const json = await (await fetch(`${url}/status`)).text();
    for (const text of [page, metrics, json]) {
      expect(text).not.toContain(fake.token);
      expect(text).not.toContain(fake.channelId);
      expect(text).not.toContain(column.site.url);
    }
    // The port of the probes has no channels, and that of the preview has the status, too.
    expect((await fetch(`${url}/events`)).status).toBe(404);
    expect(bot.out()).toMatch(/运行状态：http:\/\/127\.0\.0\.1:\d+\/status/u);
    bot.send('SIGTERM');
    expect(await bot.ended).toEqual({ code: 0, signal: null });
    expect((await runCli(home, ['status'])).code).toBe(1);
  },
  scenarioMs,
);

test.concurrent(
  'what answers on the port and is no Jianbao is told of as that',
  async (scope) => {
    const column = await startReplySite(scope, [training]);
    const home = quietHome(scope);
    const url = new URL(column.site.url).origin;
    fileIn(home, 'data/local-page.json', JSON.stringify({ pid: 1, url }));
    const run = await runCli(home, ['status']);
    expect([run.code, run.out]).toEqual([1, expect.stringContaining('不是减报')]);
    const json = await runCli(home, ['status', '--json']);
    expect(json.json()).toMatchObject([{ ready: false, running: false, answer: 'foreign' }]);
  },
  scenarioMs,
);
