import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { openStore } from '../../src/store/open-store.ts';
import { makeHome, scenarioMs } from '../e2e/bot-process.ts';
import { discordForTest } from '../e2e/fake-discord-for-test.ts';
import { sampleLetters, startReplySite } from '../e2e/reply-site.ts';
import { composeSubscription } from '../support/compose.ts';
import { fileIn, quietHome, runCli } from './run-cli.ts';

const { training, fertiliser, homework } = sampleLetters;

test.concurrent(
  'doctor without a token says where cards go and how to get one; that is no fault',
  async (scope) => {
    const run = await runCli(quietHome(scope), ['doctor', '--json']);
    expect(run.code).toBe(0);
    const checks = run.json();
    expect(checks).toContainEqual(
      expect.objectContaining({
        subject: 'token',
        state: 'note',
        advice: expect.stringContaining('discord.com/developers'),
      }),
    );
    expect(checks.every(({ state, advice }) => state === 'ok' || typeof advice === 'string')).toBe(
      true,
    );
  },
  scenarioMs,
);

test.concurrent(
  'the example of .env works as it is copied: what is empty there counts as not set',
  async (scope) => {
    const home = quietHome(scope);
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    fileIn(home, '.env', example);
    const empty = { JIANBAO_CONFIG: '', STORE_URL: '', DISCORD_API_URL: '' };
    const run = await runCli(home, ['doctor'], empty);
    expect(run.err).toBe('');
    expect(run.code).toBe(0);
    expect(run.out).toMatch(/✓ configuration: .*config, \d{2,} sources/u);
  },
  scenarioMs,
);

test.concurrent(
  'doctor lists every issue of the configuration with its place',
  async (scope) => {
    const home = quietHome(scope);
    home.write('bot.yaml', 'langage: en\npreview:\n  port: 99999\n');
    const run = await runCli(home, ['doctor']);
    expect(run.code).toBe(1);
    expect(run.out).toContain('bot.yaml:1:');
    expect(run.out).toContain('language');
    expect(run.out).toContain('bot.yaml:3:');
    expect(run.out).toContain('→');
  },
  scenarioMs,
);

test.concurrent(
  'doctor tells an accepted token from a refused one, and a channel it cannot see',
  async (scope) => {
    const fake = await discordForTest(scope);
    const home = quietHome(scope);
    const store = await openStore(home.store);
    await store.subscriptions.save(composeSubscription({ channelId: fake.channelId }));
    await store.subscriptions.save(composeSubscription({ channelId: '900000000000000009' }));
    await store.close();
    const good = { DISCORD_TOKEN: fake.token, DISCORD_API_URL: fake.apiUrl };
    const accepted = await runCli(home, ['doctor', '--json'], good);
    expect(accepted.json()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          subject: 'token',
          state: 'ok',
          finding: expect.stringContaining(`client_id=${fake.applicationId}`),
        }),
        expect.objectContaining({ subject: `channel ${fake.channelId}`, state: 'ok' }),
        expect.objectContaining({ subject: 'channel 900000000000000009', state: 'fault' }),
      ]),
    );
    expect(accepted.code).toBe(1);

    const refused = await runCli(home, ['doctor'], { ...good, DISCORD_TOKEN: 'not-this-one' });
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('Discord refused the token');
    expect(refused.out).not.toContain('not-this-one');
    expect(fake.violations).toEqual([]);
  },
  scenarioMs,
);

test.concurrent(
  'export and import carry subscriptions to another home; a dry run changes nothing',
  async (scope) => {
    const from = quietHome(scope);
    const subscriptions = [
      composeSubscription({ channelId: '101', regionPrefixes: ['33'] }),
      composeSubscription({ channelId: '102', relevances: ['core', 'related', 'adjacent'] }),
    ];
    const old = await openStore(from.store);
    for (const subscription of subscriptions) await old.subscriptions.save(subscription);
    await old.close();
    const file = join(from.directory, 'export.json');
    expect((await runCli(from, ['export', file])).code).toBe(0);

    const to = quietHome(scope);
    const dry = await runCli(to, ['import', file, '--dry-run']);
    expect(dry.code).toBe(0);
    expect(dry.out).toMatch(/101: new[^]*102: new[^]*Nothing was changed/u);
    expect((await runCli(to, ['import', file])).code).toBe(0);
    expect((await runCli(to, ['import', file, '--dry-run'])).out).toContain('101: unchanged');
    const store = await openStore(to.store);
    const taken = await store.subscriptions.all();
    await store.close();
    expect(taken.toSorted((a, b) => a.channelId.localeCompare(b.channelId))).toEqual(subscriptions);
  },
  scenarioMs,
);

test.concurrent(
  'import refuses what is no export of this version and says where, export a file that cannot be written',
  async (scope) => {
    const home = quietHome(scope);
    const broken = fileIn(
      home,
      'broken.json',
      JSON.stringify({
        format: 'jianbao-export',
        version: 1,
        subscriptions: [{ ...composeSubscription(), kinds: ['everything'] }],
      }),
    );
    const run = await runCli(home, ['import', broken]);
    expect(run.code).toBe(1);
    expect(run.err).toContain('subscriptions.0.kinds.0 must be one of reply, notice');
    for (const other of ['{"format":"other"}', '[]', '{']) {
      const foreign = await runCli(home, ['import', fileIn(home, 'other.json', other)]);
      expect(foreign.code).toBe(1);
      expect(foreign.err).toMatch(/other\.json is no export of Jianbao.*"jianbao export" wrote\./u);
    }
    const missing = await runCli(home, ['import', 'no-such-file.json']);
    expect(missing.code).toBe(1);
    expect(missing.err).toContain('no-such-file.json cannot be read');
    const nowhere = await runCli(home, ['export', join(home.directory, 'none', 'export.json')]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.err).toContain('cannot be written');
    expect(`${run.err}${missing.err}${nowhere.err}`).not.toMatch(/^\s+at /mu);
  },
  scenarioMs,
);

test.concurrent(
  'sources add shows what an address gives and saves it; list and check know it then',
  async (scope) => {
    const column = await startReplySite(scope, [training, homework, fertiliser]);
    const home = quietHome(scope);
    const looked = await runCli(home, ['sources', 'add', column.listUrl]);
    expect(looked.code).toBe(1);
    expect(looked.out).toContain(training.title);
    expect(looked.err).toContain('Not saved: there is no terminal');

    const added = await runCli(home, ['sources', 'add', column.listUrl, '--yes', '--id', 'qingxi']);
    expect(added.code).toBe(0);
    const written = readFileSync(join(home.config, 'sources/local.yaml'), 'utf8');
    expect(written).toContain('id: qingxi');
    expect(written).toContain(column.listUrl);

    const again = await runCli(home, ['sources', 'add', column.listUrl, '--yes', '--id', 'other']);
    expect(again.code).toBe(1);
    expect(again.err).toContain('is already used by');
    const list = await runCli(home, ['sources', 'list']);
    expect(list.out).toMatch(/^qingxi\s+not visited/mu);
    const check = await runCli(home, ['sources', 'check', 'qingxi', 'no-such-id']);
    expect(check.code).toBe(1);
    expect(check.out).toMatch(/^qingxi\s+list\s+3 rows/mu);
    expect(check.err).toContain('no-such-id');
  },
  scenarioMs,
);

test.concurrent(
  'once makes one round, delivers and ends; a second one has nothing to add',
  async (scope) => {
    const column = await startReplySite(scope, [training, homework, fertiliser]);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    const first = await runCli(home, ['once']);
    expect(first.code).toBe(0);
    expect(first.out).toContain(homework.title);
    expect(first.out.trim().split('\n').at(-1)).toContain('"sent":1');
    const second = await runCli(home, ['once']);
    expect(second.code).toBe(0);
    expect(second.out.trim().split('\n').at(-1)).toContain('"sent":0');
  },
  scenarioMs,
);

test.concurrent(
  'demo --once posts the expected cards and no others, without token and network',
  async (scope) => {
    const home = quietHome(scope);
    // The demo has its own configuration: a broken one here must not matter.
    writeFileSync(join(home.config, 'bot.yaml'), 'language: none\n');
    const run = await runCli(home, ['demo', '--once', '--port', '0']);
    expect(run.err).toBe('');
    expect(run.out).toContain('http://127.0.0.1:');
    // One letter is on two sites: its card is edited; a news item has no subscription.
    expect(run.out).toContain('就地更新为第 2 版');
    expect(run.out).toContain('已记录，无频道订阅');
    expect(run.code).toBe(0);
  },
  scenarioMs,
);
