import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { startCommandBot, type CommandBot } from '../support/command-bot.ts';
import { someCard, someSubscription } from '../support/some-card.ts';
import { allPending } from '../support/all-pending.ts';

const SUZHOU = '320500';

let bot: CommandBot;

beforeEach(async () => {
  bot = await startCommandBot();
});

afterEach(() => bot.stop());

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
  const tuned = await store.subscriptions.get(fake.otherChannelId);
  const again = { channel: fake.otherChannelId };
  const response = await fake.interact({ command: 'subscribe', options: again, locale: 'zh-CN' });
  expect(response.original?.content).toContain('没有变化');
  expect(response.original?.content).toContain('没有填写的选项保持不变');
  expect(await store.subscriptions.get(fake.otherChannelId)).toEqual(tuned);
  expect(await allPending(store.outbox)).toEqual([]);
});

test.each([
  [{ region: '330000' }, { regionPrefixes: ['33'] }],
  [{ 'region-2': '330000' }, { regionPrefixes: ['3205', '33'] }],
  [{ 'region-3': '330000' }, { regionPrefixes: ['3205', '44', '33'] }],
  [{ region: 'all' }, { regionPrefixes: [] }],
  [{ region: '全国各地' }, { regionPrefixes: [] }],
  [{ topic: 'homework' }, { topics: ['homework'] }],
  [{ topic: 'all' }, { topics: [] }],
  [{ relevance: 'core' }, { relevances: ['core'] }],
  [{ 'other-kinds': false }, { kinds: ['reply'] }],
  [{ language: 'zh-CN' }, { language: 'zh-CN' }],
])('changes with %j nothing else', async (options, changes) => {
  const { fake, store } = bot;
  const tuned = someSubscription({
    channelId: fake.channelId,
    guildId: fake.guildId,
    regionPrefixes: ['3205', '44'],
    relevances: ['core', 'related', 'adjacent'],
    kinds: ['reply', 'notice', 'interpretation', 'news', 'opinion', 'other'],
    topics: ['science'],
    language: 'en',
  });
  await store.subscriptions.save(tuned);
  const response = await fake.interact({ command: 'subscribe', options, locale: 'zh-CN' });
  expect(response.original?.content).toContain('已更新');
  expect(await store.subscriptions.get(fake.channelId)).toEqual({ ...tuned, ...changes });
});

test('says that national replies come too only where that adds something', async () => {
  const { fake } = bot;
  const settingsWith = async (region: string, locale: string) => {
    const response = await fake.interact({ command: 'subscribe', options: { region }, locale });
    return response.original?.content.split('\n')[1];
  };
  expect(await settingsWith(SUZHOU, 'zh-CN')).toBe('- 地区：江苏省 苏州市（全国性的始终包含）');
  expect(await settingsWith('all', 'zh-CN')).toBe('- 地区：全国各地');
  expect(await settingsWith('000000', 'zh-CN')).toBe('- 地区：全国（国家部委等）');
  expect(await settingsWith('all', 'en-US')).toBe('- Region: everywhere');
  expect(await settingsWith('330000', 'en-US')).toBe(
    '- Region: 浙江省 Zhejiang (national replies are always included)',
  );
});

test.each([
  ['zh-CN', '苏州', '江苏省 苏州市'],
  ['en-US', '苏州', '江苏省 苏州市 Jiangsu Suzhou'],
  ['en-US', 'suzhou', '江苏省 苏州市 Jiangsu Suzhou'],
])('offers regions in %s for %s', async (locale, value, name) => {
  const { choices } = await bot.fake.autocomplete({
    command: 'subscribe',
    focused: { name: 'region', value },
    locale,
  });
  expect(choices[0]).toEqual({ name, value: SUZHOU });
});

test.each([
  ['zh-CN', '', '全国各地'],
  ['zh-CN', '全国', '全国各地'],
  ['en-US', '', 'Everywhere'],
  ['en-US', 'Every', 'Everywhere'],
])('offers in %s for “%s” the way back to all regions, within the limit', async (...row) => {
  const [locale, value, name] = row;
  const { choices } = await bot.fake.autocomplete({
    command: 'subscribe',
    focused: { name: 'region', value },
    locale,
  });
  expect(choices[0]).toEqual({ name, value: 'all' });
  expect(choices.length).toBeLessThanOrEqual(25);
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

test.each([
  ['en-US', 'Read Message History', 'active, but'],
  ['zh-CN', '阅读消息历史记录', '正常；但'],
])('warns in %s of a channel that cannot be read back, and subscribes it', async (...row) => {
  const [locale, name, state] = row;
  const { fake, store } = bot;
  const deny = PermissionFlagsBits.ReadMessageHistory;
  fake.setChannelPermissions(fake.channelId, { deny });
  fake.setChannelPermissions(fake.otherChannelId, { deny });
  for (const channel of [fake.channelId, fake.otherChannelId]) {
    const response = await fake.interact({ command: 'subscribe', options: { channel }, locale });
    expect(response.original?.content).toContain(name);
  }
  expect(await store.subscriptions.all()).toHaveLength(2);
  const list = await fake.interact({ command: 'subscriptions', locale });
  expect(list.original?.content.split(state)).toHaveLength(3);
});

test('warns of nothing where all permissions are there', async () => {
  const response = await bot.fake.interact({ command: 'subscribe' });
  expect(response.original?.content).not.toContain('History');
});

test('refuses a channel that cannot take cards', async () => {
  const { fake } = bot;
  const channelId = fake.addChannel(fake.guildId, 'voice', 2);
  const response = await fake.interact({ command: 'subscribe', channelId });
  expect(response.original?.content).toContain('neither');
});
