import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { makeHome, scenarioMs, startBot, until, type BotHome } from '../e2e/bot-process.ts';
import { discordForTest, titlesIn } from '../e2e/fake-discord-for-test.ts';
import { sampleLetters, startReplySite } from '../e2e/reply-site.ts';
import { subscribeBefore, withStore } from '../e2e/store-of-home.ts';
import { composeSubscription } from '../support/compose.ts';
import { headingFor } from '../support/heading-for.ts';
import {
  startPostgres,
  startRedis,
  WITHOUT_POSTGRES,
  WITHOUT_REDIS,
} from '../support/start-servers.ts';
import { fileIn, quietHome, runCli } from './run-cli.ts';

const { training, homework, county, fertiliser } = sampleLetters;

const at = (home: BotHome, name: string): string => join(home.directory, name);

/** A home whose store knows a channel, and a backup of it. */
async function backedUp(scope: Parameters<typeof quietHome>[0]): Promise<BotHome> {
  const home = quietHome(scope);
  await withStore(home, ({ subscriptions }) =>
    subscriptions.save(composeSubscription({ channelId: '1' })),
  );
  const run = await runCli(home, ['backup', 'one.backup']);
  expect([run.code, run.err]).toEqual([0, '']);
  return home;
}

const channelsOf = (home: BotHome): Promise<readonly string[]> =>
  withStore(home, async ({ subscriptions }) =>
    (await subscriptions.all()).map(({ channelId }) => channelId),
  );

test.concurrent(
  'a backup of a running bot, put back after more was posted: nothing is posted again, and it goes on',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    await subscribeBefore(home, fake, [fake.channelId]);
    const bot = startBot(home, fake);
    await until('the first card', () => bot.logged('card delivered')[0]);

    const saved = await runCli(home, ['backup', 'one.backup', '--json']);
    expect([saved.code, saved.json()]).toMatchObject([
      0,
      [{ isOneMoment: true, counts: { subscriptions: 1, ledger: 1, articles: 1 } }],
    ]);
    const file = at(home, 'one.backup');
    const isOwn = process.platform === 'win32' || (statSync(file).mode & 0o777) === 0o600;
    expect(isOwn).toBe(true);
    // What runs is not put back under.
    const refused = await runCli(home, ['restore', 'one.backup', '--replace']);
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringMatching(/Another Jianbao is using .*Stop it first/u),
    ]);

    column.publish(homework);
    await until('the second card', () => bot.logged('card delivered')[1]);
    bot.send('SIGTERM');
    expect(await bot.ended).toMatchObject({ code: 0 });

    const careful = await runCli(home, ['restore', 'one.backup']);
    expect([careful.code, careful.err]).toEqual([
      1,
      expect.stringMatching(/is not empty\. With --replace/u),
    ]);
    const done = await runCli(home, ['restore', 'one.backup', '--replace', '--json']);
    expect([done.code, done.json()]).toMatchObject([0, [{ isDone: true, counts: { ledger: 1 } }]]);
    const kept = String(done.json()[0]?.['kept']);
    expect(kept).toMatch(/jianbao\.sqlite\.before-restore-\d{8}T\d{6}Z$/u);

    const again = startBot(home, fake);
    await until('the comparison', () => again.logged('found posted, not sent again')[0]);
    column.publish(county);
    await until('the third card', () => again.logged('card delivered')[0]);
    expect(titlesIn(fake, fake.channelId)).toEqual(
      [training, homework, county].map((letter) => headingFor(letter)),
    );
    // The one that was there before is whole, too.
    const before = quietHome(scope);
    const kept2 = { STORE_URL: `sqlite://${kept}` };
    const look = await runCli(before, ['backup', 'kept.backup', '--json'], kept2);
    expect(look.json()).toMatchObject([{ counts: { ledger: 2 } }]);
  },
  scenarioMs,
);

test.concurrent(
  'what is cut, damaged, newer or no backup is refused, and nothing is changed',
  async (scope) => {
    const home = await backedUp(scope);
    const whole = readFileSync(at(home, 'one.backup'));
    const text = gunzipSync(whole).toString('utf8');
    const lines = text.trimEnd().split('\n');
    const zip = (changed: readonly string[]): Buffer => gzipSync(`${changed.join('\n')}\n`);
    const cases: Readonly<Record<string, readonly [Buffer | string, RegExp]>> = {
      half: [whole.subarray(0, whole.length / 2), /was cut: its end is missing/u],
      'no-end': [zip(lines.slice(0, -1)), /was cut: its end is missing/u],
      'one-less': [zip(lines.toSpliced(1, 1)), /is damaged: it has \d+ records, and had \d+/u],
      changed: [gzipSync(text.replace('"channelId":"1"', '"channelId":"2"')), /digest is another/u],
      twice: [Buffer.concat([whole, whole]), /is damaged: something follows its end/u],
      'a-picture': ['PNG', /is no backup of Jianbao's/u],
      empty: ['', /is no backup of Jianbao's|was cut/u],
      another: [gzipSync('{"format":"other"}\n'), /is no backup of Jianbao's/u],
      newer: [gzipSync(text.replace(/"store":\d+/u, '"store":999')), /by a newer Jianbao .*999/u],
      form: [gzipSync(text.replace('"version":1', '"version":2')), /by a newer Jianbao/u],
    };
    for (const [name, [content, reason]] of Object.entries(cases)) {
      fileIn(home, name, content);
      const run = await runCli(home, ['restore', name, '--replace']);
      expect([name, run.code, run.err]).toEqual([name, 1, expect.stringMatching(reason)]);
    }
    expect(await channelsOf(home)).toEqual(['1']);
    const names = readdirSync(at(home, 'data')).filter((name) => name.includes('restor'));
    expect(names).toEqual([]);
    const absent = await runCli(home, ['restore', 'nowhere']);
    expect([absent.code, absent.err]).toEqual([1, expect.stringContaining('cannot be read')]);
    expect(await runCli(home, ['restore'])).toMatchObject({ code: 2 });
  },
  scenarioMs,
);

test.concurrent(
  'a store that is damaged is replaced, and kept; --dry-run only looks',
  async (scope) => {
    const home = await backedUp(scope);
    const path = at(home, 'data/jianbao.sqlite');
    const dry = await runCli(home, ['restore', 'one.backup', '--dry-run']);
    expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('Nothing was changed')]);
    writeFileSync(path, 'this was a store');
    const failed = await runCli(home, ['backup', 'two.backup']);
    expect([failed.code, failed.err]).toEqual([1, expect.stringContaining('It is damaged')]);
    expect(existsSync(at(home, 'two.backup'))).toBe(false);

    const run = await runCli(home, ['restore', 'one.backup', '--replace', '--json']);
    expect([run.code, run.err]).toEqual([0, '']);
    expect(readFileSync(String(run.json()[0]?.['kept']), 'utf8')).toBe('this was a store');
    expect(await channelsOf(home)).toEqual(['1']);
  },
  scenarioMs,
);

test.concurrent(
  'a backup replaces an older one and no other file; where nothing is, nothing is written',
  async (scope) => {
    const home = await backedUp(scope);
    expect((await runCli(home, ['backup', 'one.backup'])).code).toBe(0);
    for (const [file, reason] of [
      ['data/jianbao.sqlite', /is there and is no backup/u],
      ['nowhere/one.backup', /cannot be written: .*Is its folder there/u],
    ] as const) {
      const run = await runCli(home, ['backup', file]);
      expect([run.code, run.err]).toEqual([1, expect.stringMatching(reason)]);
    }
    expect(await channelsOf(home)).toEqual(['1']);
    const none = await runCli(quietHome(scope), ['backup', 'one.backup']);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('There is no store at')]);
    const memory = await runCli(home, ['backup', 'x.backup'], { STORE_URL: 'memory:' });
    expect([memory.code, memory.err]).toEqual([1, expect.stringContaining('has no backup')]);
  },
  scenarioMs,
);

test.concurrent.for([
  { name: 'PostgreSQL', without: WITHOUT_POSTGRES, start: startPostgres, user: 'jianbao@' },
  { name: 'Redis', without: WITHOUT_REDIS, start: () => startRedis(), user: '' },
])(
  'a backup moves a bot to $name and back, beside the bot on it; what was there is kept',
  { timeout: scenarioMs },
  async ({ name, without, start, user }, scope) => {
    if (without !== null) scope.skip(without);
    const server = await start();
    scope.onTestFinished(() => server.close());
    const isRedis = name === 'Redis';
    const place = `${user}127.0.0.1:${server.port}/${isRedis ? '0' : 'jianbao'}`;
    const moved = { STORE_URL: `${isRedis ? 'redis' : 'postgres'}://${place}` };
    const column = await startReplySite(scope, [training, fertiliser]);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    expect((await runCli(home, ['once'])).out).toContain('"sent":1');
    expect((await runCli(home, ['backup', 'file.backup'])).code).toBe(0);
    expect((await runCli(home, ['restore', 'file.backup'], moved)).code).toBe(0);
    expect((await runCli(home, ['once'], moved)).out).toContain('"sent":0');
    column.publish(homework);
    expect((await runCli(home, ['once'], moved)).out).toContain('"sent":1');

    const server2 = await runCli(home, ['backup', 'server.backup', '--json'], moved);
    expect(server2.json()).toMatchObject([{ counts: { ledger: 2 }, isOneMoment: !isRedis }]);
    const refused = await runCli(home, ['restore', 'file.backup'], moved);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('is not empty')]);
    const back = await runCli(home, ['restore', 'file.backup', '--replace', '--json'], moved);
    expect(back.json()).toMatchObject([{ counts: { ledger: 1 } }]);
    const kept = String(back.json()[0]?.['kept']);
    // Back in a file, with what the server had.
    expect((await runCli(home, ['restore', kept, '--replace'])).code).toBe(0);
    expect((await runCli(home, ['once'])).out).toContain('"sent":0');
  },
);
