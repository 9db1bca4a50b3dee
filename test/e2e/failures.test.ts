import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';

import { headingFor } from '../support/heading-for.ts';
import {
  fastSettings,
  freePort,
  killAtOnce,
  makeHome,
  scenarioMs,
  startBot,
  startProcess,
  until,
} from './bot-process.ts';
import {
  command,
  discordForTest,
  subscribe,
  titlesIn,
  untilLoggedIn,
} from './fake-discord-for-test.ts';
import { sampleLetters, startReplySite } from './reply-site.ts';
import { subscribeBefore, withStore } from './store-of-home.ts';
import { allPending } from '../support/all-pending.ts';

const { training, fertiliser, homework } = sampleLetters;

test.concurrent(
  'killed after Discord took the card and started again past the time of the nonce: still one message',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope, { nonceWindowMs: 1 });
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    await subscribeBefore(home, fake, [fake.channelId]);
    const route = `/channels/${fake.channelId}/messages`;
    const hung = fake.failNext({ route, method: 'POST', how: 'hang', applied: true });
    const bot = startBot(home, fake);
    await until('a request that hangs', () => hung.hits === 1);
    await killAtOnce(bot);
    await withStore(home, async ({ outbox }) => {
      const [delivery] = await allPending(outbox);
      if (delivery?.state.kind !== 'sending') throw new Error('nothing is being sent');
      const since = new Date(Date.now() - 600_000).toISOString();
      const state = { ...delivery.state, since, firstPostAt: since };
      await outbox.update({ ...delivery, queuedAt: since, state });
    });

    const again = startBot(home, fake);
    await until('the record', () => again.logged('card delivered')[0]);
    column.publish(homework);
    await until('the next card', () => fake.messages(fake.channelId).length > 1);
    expect(titlesIn(fake, fake.channelId)).toEqual([headingFor(training), headingFor(homework)]);
    expect(fake.violations).toEqual([]);
  },
  scenarioMs,
);

test.concurrent(
  'with Discord down at the start the crawl goes on, and cards arrive once it is up',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const port = await freePort();
    const settings = fastSettings().replace('port: 0', `port: ${port}`);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }], settings);
    const health = async (): Promise<number> =>
      (await fetch(`http://127.0.0.1:${port}/readyz`)).status;
    await subscribeBefore(home, fake, [fake.channelId]);
    const outage = fake.failNext({ how: 'reset', times: 1_000_000 });
    const bot = startBot(home, fake);
    await until('a visit', () => bot.logged('source visited')[0]);
    await until('a failed log-in', () => bot.logged('discord not reached')[0]);
    await until('a card that waits', () => bot.logged('delivery postponed')[0]);
    column.publish(homework);
    await until('a reply queued meanwhile', () =>
      bot.logged('entry visited').some(({ url }) => String(url).endsWith(column.pathOf(homework))),
    );
    expect(fake.messages(fake.channelId)).toEqual([]);
    expect(await health()).toBe(503);

    outage.clear();
    await until('both cards', () => fake.messages(fake.channelId).length === 2);
    await untilLoggedIn(fake);
    await until('a good state of health', async () => (await health()) === 200);
    expect(titlesIn(fake, fake.channelId)).toEqual([headingFor(training), headingFor(homework)]);
    bot.send('SIGTERM');
    expect(await bot.ended).toEqual({ code: 0, signal: null });
    expect(fake.violations).toEqual([]);
  },
  scenarioMs,
);

test.concurrent(
  'a permission that is lost pauses the channel and is said; given back, what was missed arrives',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    const bot = startBot(home, fake);
    await untilLoggedIn(fake);
    await until('first visit', () => bot.logged('source visited')[0]);
    await subscribe(fake, fake.channelId);
    await until('the example', () => fake.messages(fake.channelId).length === 1);

    fake.setChannelPermissions(fake.channelId, { deny: PermissionFlagsBits.SendMessages });
    column.publish(homework);
    await until('the pause', () => bot.logged('subscription paused')[0]);
    const told = await until(
      'a word about it',
      () => fake.privateMessages('800000000000000001')[0],
    );
    expect(told.content).toContain(`<#${fake.channelId}>`);
    const where = { channelId: fake.otherChannelId };
    const list = await command(fake, { command: 'subscriptions', ...where });
    expect(list).toContain(`<#${fake.channelId}>`);
    expect(fake.messages(fake.channelId)).toHaveLength(1);

    fake.setChannelPermissions(fake.channelId, {});
    await until('what was missed', () => fake.messages(fake.channelId).length === 2);
    expect(titlesIn(fake, fake.channelId)).toEqual([headingFor(training), headingFor(homework)]);
    expect(fake.violations).toEqual([]);
  },
  scenarioMs,
);

test.concurrent(
  'a refused token ends the bot with exit code 1 and says what to do',
  async (scope) => {
    const fake = await discordForTest(scope);
    const env = { DISCORD_TOKEN: 'no-longer-right', DISCORD_API_URL: fake.apiUrl };
    const home = makeHome(scope, [{ id: 'nobody', url: 'http://127.0.0.1:9/' }]);
    const bot = startProcess(home, ['src/main.ts'], env);
    expect(await bot.ended).toEqual({ code: 1, signal: null });
    expect(bot.err()).toContain('Discord refused the token');
    expect(bot.err()).toContain('.env as DISCORD_TOKEN');
    expect(bot.err()).not.toContain('no-longer-right');
    expect(bot.err()).not.toMatch(/^\s+at /mu);
  },
  scenarioMs,
);

test.concurrent(
  'a second process on one store is refused, and the first goes on',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    const first = startBot(home, null);
    await until('the preview', () => first.out().includes('http://127.0.0.1:'));
    const second = startBot(home, null);
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.err()).toMatch(/^jianbao: Another Jianbao is using .*Stop it first/mu);
    expect(second.err()).not.toMatch(/^\s+at /mu);
    await until('the first at work', () => first.logged('card delivered')[0]);
    first.send('SIGINT');
    expect(await first.ended).toEqual({ code: 0, signal: null });
  },
  scenarioMs,
);

test.concurrent(
  'issues of the configuration are all listed with file and line, and nothing is started',
  async (scope) => {
    const home = makeHome(scope, []);
    home.write('bot.yaml', 'language: fr\nschedule:\n  cron: never\npoliteness:\n  contct: x\n');
    home.write(
      'sources/test.yaml',
      'sources:\n  - id: Not An Id\n    name: 某处\n    url: ftp://example.org\n    level: city\n',
    );
    const bot = startProcess(home, ['src/main.ts'], { DISCORD_TOKEN: 'Bot abc' });
    expect(await bot.ended).toEqual({ code: 1, signal: null });
    for (const place of [
      'DISCORD_TOKEN',
      'bot.yaml:1:',
      'bot.yaml:3:',
      'bot.yaml:5:',
      'test.yaml:2:',
      'test.yaml:4:',
    ]) {
      expect(bot.err()).toContain(place);
    }
    expect(bot.err()).toContain('nothing was started');
    expect(bot.err()).not.toMatch(/^\s+at /mu);
  },
  scenarioMs,
);

test.concurrent(
  'a lock file that is removed lets no second bot in; a store that is removed ends the bot, with a message',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    await subscribeBefore(home, fake, [fake.channelId]);
    const first = startBot(home, fake);
    await until('the card', () => fake.messages(fake.channelId).length === 1);
    rmSync(join(home.directory, 'data/jianbao.sqlite.lock'));
    const second = startBot(home, fake);
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.err()).toMatch(/^jianbao: Another Jianbao is using/mu);
    column.publish(homework);
    await until('the next card', () => fake.messages(fake.channelId).length > 1);
    expect(titlesIn(fake, fake.channelId)).toEqual([headingFor(training), headingFor(homework)]);
    rmSync(join(home.directory, 'data/jianbao.sqlite'));
    expect(await first.ended).toEqual({ code: 1, signal: null });
    expect(first.err()).toMatch(/^jianbao: .*jianbao\.sqlite was removed or replaced/mu);
  },
  scenarioMs,
);
