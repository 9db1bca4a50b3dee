import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { deliveriesFor } from '../../src/deliver/deliveries-for.ts';
import { startCommandBot, type CommandBot } from '../support/command-bot.ts';
import { someCard, someSubscription } from '../support/some-card.ts';

const SUZHOU = '320500';

let bot: CommandBot;

beforeEach(async () => {
  bot = await startCommandBot();
});

afterEach(() => bot.stop());

test('registers commands that Discord accepts, four of them for moderators', () => {
  const hidden = bot.fake
    .commands()
    .filter((command) => command['default_member_permissions'] !== undefined)
    .map((command) => [command['name'], command['default_member_permissions']]);
  const manage = String(PermissionFlagsBits.ManageGuild);
  expect(hidden).toEqual([
    ['subscribe', manage],
    ['unsubscribe', manage],
    ['subscriptions', manage],
    ['source', manage],
  ]);
  expect(bot.fake.commands().map((command) => command['contexts'])).toEqual(
    Array.from({ length: 7 }, () => [0]),
  );
});

test('hides the moderators’ commands from readers', async () => {
  const memberPermissions = PermissionFlagsBits.SendMessages;
  await expect(bot.fake.interact({ command: 'subscribe', memberPermissions })).rejects.toThrow(
    'hides',
  );
  const response = await bot.fake.interact({ command: 'help', memberPermissions });
  expect(response.original?.isEphemeral).toBe(true);
});

test('unsubscribes, and says when there was nothing', async () => {
  const { fake, store } = bot;
  await fake.interact({ command: 'subscribe' });
  const first = await fake.interact({ command: 'unsubscribe' });
  expect(first.original?.content).toContain('no longer');
  expect(await store.subscriptions.all()).toEqual([]);
  const second = await fake.interact({ command: 'unsubscribe' });
  expect(second.original?.content).toContain('no subscription');
});

test('touches no subscription of another server', async () => {
  const { fake, store } = bot;
  await store.subscriptions.save(someSubscription({ channelId: fake.channelId, guildId: '5' }));
  await fake.interact({ command: 'unsubscribe' });
  expect(await store.subscriptions.all()).toHaveLength(1);
  const list = await fake.interact({ command: 'subscriptions' });
  expect(list.original?.content).toContain('no subscriptions');
});

test('lists sixty channels without passing Discord’s limit', async () => {
  const { fake, store } = bot;
  for (let index = 0; index < 60; index += 1) {
    const channelId = `10000000000000${String(index).padStart(4, '0')}`;
    await store.subscriptions.save(someSubscription({ channelId, guildId: fake.guildId }));
  }
  const response = await fake.interact({ command: 'subscriptions' });
  expect(response.original?.content).toMatch(/… and \d+ more channels$/u);
});

test('shows the three newest cards that fit, only to the user who gave the command', async () => {
  const { fake, cards } = bot;
  cards.push(
    someCard({ articleId: 'other', kind: 'notice' }),
    someCard({
      articleId: 'far',
      title: '外省答复',
      region: { code: '440000', name: '广东省', level: 'province' },
    }),
    ...['甲', '乙', '丙', '丁'].map((title) => someCard({ articleId: title, title })),
  );
  const response = await fake.interact({ command: 'latest', options: { region: SUZHOU } });
  const shown = await fake.waitFor(
    () => response.followUps.length === 2 && [response.original, ...response.followUps],
    'three cards',
  );
  expect(shown.map((reply) => reply?.embeds[0]?.['title'])).toEqual(['甲', '乙', '丙']);
  expect(shown.every((reply) => reply?.isEphemeral)).toBe(true);
});

test.each([
  ['zh-CN', '管理服务器', '40 个来源'],
  ['zh-TW', '管理服务器', '40 个来源'],
  ['fr', 'Manage Server', '40 sources'],
])('helps in %s', async (locale, permission, sources) => {
  const response = await bot.fake.interact({ command: 'help', locale });
  expect(response.original?.content).toContain(permission);
  expect(response.original?.content).toContain(sources);
});

test('apologizes with a number that the operator finds in the log', async () => {
  bot.overviewFails = true;
  const response = await bot.fake.interact({ command: 'help' });
  const number = /`([0-9a-f]{8})`/u.exec(response.original?.content ?? '')?.[1];
  expect(bot.errors).toMatchObject([{ referenceId: number, command: 'help', detail: 'disk full' }]);
});

test('takes an acknowledgement for given when its answer got lost', async () => {
  bot.fake.failNext({ route: '/callback', status: 502, applied: true });
  const response = await bot.fake.interact({ command: 'help' });
  expect(response.original?.content).toContain('Jianbao');
});

test('pauses a channel that lost its permission, says so at every command, and catches up', async () => {
  const { fake, store, deliverer } = bot;
  await fake.interact({ command: 'subscribe' });
  const subscriptions = await store.subscriptions.all();
  fake.setChannelPermissions(fake.channelId, { deny: PermissionFlagsBits.SendMessages });
  for (const articleId of ['a', 'b']) {
    const card = someCard({ articleId, title: articleId });
    await store.outbox.enqueue(
      deliveriesFor(card, subscriptions, { occasion: 'new', now: new Date() }),
    );
  }
  expect(await deliverer.drain()).toMatchObject({ held: 2, sent: 0 });
  const refused = fake.requests.filter(({ status }) => status === 403);
  await deliverer.drain();
  expect(fake.requests.filter(({ status }) => status === 403)).toHaveLength(refused.length);

  const channelId = fake.otherChannelId;
  const help = await fake.interact({ command: 'help', channelId });
  const notice = await fake.waitFor(() => help.followUps[0], 'the notice');
  expect(notice.content).toContain(`<#${fake.channelId}>`);
  const list = await fake.interact({ command: 'subscriptions', channelId });
  expect(list.original?.content).toContain('paused: I may not send messages');

  fake.setChannelPermissions(fake.channelId, {});
  await fake.waitFor(
    () => fake.messages(fake.channelId).length === 2 || void deliverer.drain(),
    'what was missed',
  );
  const titles = fake.messages(fake.channelId).map((message) => message.embeds[0]?.['title']);
  expect(titles).toEqual(['a', 'b']);
});

test('notices at any command that a permission is back although no event said so', async () => {
  const { fake, store } = bot;
  const { channelId, guildId } = fake;
  const paused = { reason: 'missing-permission', since: '2026-11-22T02:00:00.000Z' } as const;
  await store.subscriptions.save(someSubscription({ channelId, guildId, paused }));
  const help = await fake.interact({ command: 'help' });
  const notice = await fake.waitFor(() => help.followUps[0], 'the good news');
  expect(notice.content).toContain('resumes in 1 channel.');
  expect((await store.subscriptions.get(channelId))?.paused).toBeNull();
});
