import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { createCommands } from '../../src/commands/create-commands.ts';
import { createDeliverer } from '../../src/deliver/create-deliverer.ts';
import type { Deliverer } from '../../src/deliver/create-deliverer.ts';
import { deliveriesFor, deliveryFor } from '../../src/deliver/deliveries-for.ts';
import { createDiscord } from '../../src/discord/create-discord.ts';
import type { Discord } from '../../src/discord/create-discord.ts';
import type { Card } from '../../src/domain/card.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/open-store.ts';
import { startFakeDiscord } from '../support/fake-discord.ts';
import type { FakeDiscord } from '../support/fake-discord.ts';
import { someCard, someSubscription } from '../support/some-card.ts';

interface Bot {
  readonly fake: FakeDiscord;
  readonly store: Store;
  readonly discord: Discord;
  readonly deliverer: Deliverer;
  /** What `/latest` and the sample find. */
  readonly cards: Card[];
  readonly errors: object[];
  overviewFails: boolean;
}

const SUZHOU = '320500';
const TOPICS = [
  { key: 'homework', label: { zh: '作业负担', en: 'Homework' } },
  { key: 'science', label: { zh: '科学教育', en: 'Science education' } },
];

let bot: Bot;

/** The real bot's parts for Discord, against the fake. */
async function startBot(): Promise<Bot> {
  const fake = await startFakeDiscord();
  const store = await openStore('memory:');
  const cards: Card[] = [];
  const errors: object[] = [];
  const logger = {
    info: () => undefined,
    warn: () => undefined,
    error: (facts: object) => void errors.push(facts),
  };
  const now = () => new Date();
  const commands = createCommands({
    subscriptions: store.subscriptions,
    articles: {
      latest: ({ limit, matches = () => true }) =>
        Promise.resolve(cards.filter(matches).slice(0, limit)),
    },
    topics: TOPICS,
    render: renderDiscordMessage,
    resumeChannels: (ids) => deliverer.resumeChannels(ids),
    sampleFor: async (subscription) => {
      const [card] = cards;
      if (card === undefined) return false;
      const sample = deliveryFor(card, subscription, { occasion: 'sample', now: now() });
      await store.outbox.enqueue([sample]);
      return true;
    },
    sourcesOverview: () =>
      started.overviewFails
        ? Promise.reject(new Error('disk full'))
        : Promise.resolve({ watched: 40, inTrouble: 2, lastVisitAt: '2026-11-22T02:00:00.000Z' }),
    sourceStandings: () => Promise.resolve([]),
    sourceDesk: null,
    now,
    logger,
  });
  const discord = createDiscord({
    token: fake.token,
    apiUrl: fake.apiUrl,
    commands,
    logger,
    onWritable: (ids) => void deliverer.resumeChannels(ids),
  });
  const deliverer = createDeliverer({
    outbox: store.outbox,
    subscriptions: store.subscriptions,
    post: discord.post,
    findRecentMessage: discord.findRecentMessage,
    render: renderDiscordMessage,
    now,
    logger,
  });
  const started: Bot = { fake, store, discord, deliverer, cards, errors, overviewFails: false };
  await discord.start();
  return started;
}

beforeEach(async () => {
  bot = await startBot();
});

afterEach(async () => {
  await bot.discord.stop();
  await bot.fake.close();
  if (bot.fake.violations.length > 0) throw new Error(bot.fake.violations.join('\n'));
});

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
    Array.from({ length: 6 }, () => [0]),
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

test('subscribes the current channel with sensible settings and shows the newest card there', async () => {
  const { fake, store, deliverer, cards } = bot;
  cards.push(someCard());
  const response = await fake.interact({ command: 'subscribe', locale: 'zh-CN' });
  expect(response.original?.content).toContain('作为示例');
  expect(response.original?.isEphemeral).toBe(true);
  expect(await store.subscriptions.get(fake.channelId)).toMatchObject({
    guildId: fake.guildId,
    regionPrefixes: [],
    relevances: ['core', 'related'],
    kinds: ['reply'],
    topics: [],
    paused: null,
  });
  await deliverer.drain();
  expect(fake.messages(fake.channelId)).toHaveLength(1);
  expect(fake.messages(fake.channelId)[0]?.content).toMatch(/^示例/u);
});

test('keeps what a moderator chose, and changes it at the next use without another sample', async () => {
  const { fake, store, cards } = bot;
  const options = {
    region: SUZHOU,
    'region-2': '440000',
    relevance: 'adjacent',
    topic: 'science',
    'other-kinds': true,
    language: 'en',
    channel: fake.otherChannelId,
  };
  await fake.interact({ command: 'subscribe', options });
  expect(await store.subscriptions.get(fake.otherChannelId)).toMatchObject({
    regionPrefixes: ['3205', '44'],
    relevances: ['core', 'related', 'adjacent'],
    kinds: ['reply', 'notice', 'interpretation', 'news', 'opinion', 'other'],
    topics: ['science'],
    language: 'en',
  });
  cards.push(someCard());
  const again = { channel: fake.otherChannelId };
  const response = await fake.interact({ command: 'subscribe', options: again });
  expect(response.original?.content).toContain('changed');
  expect(await store.subscriptions.get(fake.otherChannelId)).toMatchObject({ topics: [] });
  expect(await store.outbox.pending()).toEqual([]);
});

test('offers regions by a part of their name', async () => {
  const response = await bot.fake.autocomplete({
    command: 'subscribe',
    focused: { name: 'region', value: '苏州' },
  });
  expect(response.choices[0]).toEqual({ name: '江苏省 苏州市', value: SUZHOU });
});

test('takes a region that was typed and not chosen, and says when it knows none', async () => {
  const { fake, store } = bot;
  await fake.interact({ command: 'subscribe', options: { region: '苏州市' } });
  expect((await store.subscriptions.get(fake.channelId))?.regionPrefixes).toEqual(['3205']);
  const response = await fake.interact({ command: 'latest', options: { region: 'Atlantis' } });
  expect(response.original?.content).toContain('Atlantis');
});

test.each([
  ['zh-CN', '嵌入链接'],
  ['en-US', 'Embed Links'],
])('names the missing permission in %s and saves nothing', async (locale, name) => {
  const { fake, store } = bot;
  fake.setChannelPermissions(fake.channelId, { deny: PermissionFlagsBits.EmbedLinks });
  const response = await fake.interact({ command: 'subscribe', locale });
  expect(response.original?.content).toContain(name);
  expect(await store.subscriptions.all()).toEqual([]);
});

test('checks the permissions of another channel too', async () => {
  const { fake, store } = bot;
  fake.setChannelPermissions(fake.otherChannelId, { deny: PermissionFlagsBits.SendMessages });
  const options = { channel: fake.otherChannelId };
  const response = await fake.interact({ command: 'subscribe', options });
  expect(response.original?.content).toContain('Send Messages');
  expect(await store.subscriptions.all()).toEqual([]);
});

test('refuses a channel that cannot take cards', async () => {
  const { fake } = bot;
  const channelId = fake.addChannel(fake.guildId, 'voice', 2);
  const response = await fake.interact({ command: 'subscribe', channelId });
  expect(response.original?.content).toContain('neither');
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

test('shows the three newest cards that fit, only to who asks', async () => {
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
  expect(notice.content).toContain('goes on in 1 channel.');
  expect((await store.subscriptions.get(channelId))?.paused).toBeNull();
});
