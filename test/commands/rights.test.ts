import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { startCommandBot, type CommandBot } from '../support/command-bot.ts';
import { someSubscription } from '../support/some-card.ts';

const { ViewChannel, SendMessages, ManageGuild, ManageChannels, ManageWebhooks } =
  PermissionFlagsBits;
const READER = ViewChannel | SendMessages;
const userId = '800000000000000042';

let bot: CommandBot;

beforeEach(async () => {
  bot = await startCommandBot();
});

afterEach(() => bot.stop());

/** As if an administrator had opened the moderators' commands to everybody. */
function use(
  command: string,
  memberPermissions: bigint,
  more: { readonly channel?: string; readonly locale?: string } = {},
) {
  const { channel, locale = 'en-US' } = more;
  const options = channel === undefined ? {} : { channel };
  return bot.fake.interact({ command, options, memberPermissions, userId, locale, isOpened: true });
}

test.each([
  [READER | ManageGuild, true],
  [READER | ManageChannels, true],
  [READER | ManageWebhooks, true],
  [READER, false],
  [ManageChannels | ViewChannel, false],
  [ManageChannels | SendMessages, false],
])('lets a member with permissions %s subscribe the channel: %s', async (permissions, may) => {
  await use('subscribe', permissions);
  expect(await bot.store.subscriptions.all()).toHaveLength(may ? 1 : 0);
});

test.each([
  ['en-US', 'missing permissions in', 'one of Manage Server', 'An administrator'],
  ['zh-CN', '您在', '管理频道（Manage Channels）', '管理员'],
])('says in %s what a member lacks and who can give it', async (locale, ...words) => {
  const response = await use('subscribe', READER, { locale });
  for (const word of words) expect(response.original?.content).toContain(word);
  expect(response.original?.isEphemeral).toBe(true);
});

test('checks a chosen channel by the member’s rights in that channel, not in the current one', async () => {
  const { fake, store } = bot;
  const { otherChannelId } = fake;
  const refused = await use('subscribe', READER | ManageChannels, { channel: otherChannelId });
  expect(refused.original?.content).toContain(`<#${otherChannelId}>`);
  expect(await store.subscriptions.all()).toEqual([]);

  fake.setMemberPermissions(otherChannelId, userId, { allow: ManageChannels });
  await use('subscribe', READER, { channel: otherChannelId });
  expect(await store.subscriptions.get(otherChannelId)).not.toBeNull();

  fake.setMemberPermissions(otherChannelId, userId, { allow: ManageChannels, deny: ViewChannel });
  const hidden = await use('unsubscribe', READER | ManageChannels, { channel: otherChannelId });
  expect(hidden.original?.content).toContain('View Channel');
  expect(await store.subscriptions.all()).toHaveLength(1);

  fake.setMemberPermissions(otherChannelId, userId, { allow: ManageChannels, deny: SendMessages });
  const silent = await use('subscribe', READER, { channel: otherChannelId });
  expect(silent.original?.content).toContain('Send Messages');
  // Whoever may not write there may still end it.
  await use('unsubscribe', READER, { channel: otherChannelId });
  expect(await store.subscriptions.all()).toEqual([]);
});

test('takes no channel of another server, whatever the member may do here', async () => {
  const { fake, store } = bot;
  const guildId = fake.addGuild('another');
  const channelId = fake.addChannel(guildId, 'there');
  await store.subscriptions.save(someSubscription({ channelId, guildId }));
  for (const command of ['subscribe', 'unsubscribe']) {
    const options = { channel: channelId };
    const at = { channelId: fake.channelId };
    const { original } = await fake.interact({ command, options, ...at });
    expect(original?.content).toMatch(/no channel of this server|no subscription/u);
  }
  expect(await store.subscriptions.get(channelId)).toMatchObject({ guildId });
});

test('lets only those who manage the server end the subscription of a channel that is gone', async () => {
  const { fake, store } = bot;
  const { guildId } = fake;
  const channelId = fake.addChannel(fake.addGuild('another'), 'there');
  // Of this server once, as the store says; Discord knows it no more.
  await store.subscriptions.save(someSubscription({ channelId, guildId }));
  const refused = await use('unsubscribe', READER | ManageChannels, { channel: channelId });
  expect(refused.original?.content).toContain('no channel of this server');
  expect(await store.subscriptions.all()).toHaveLength(1);
  await use('unsubscribe', READER | ManageGuild, { channel: channelId });
  expect(await store.subscriptions.all()).toEqual([]);
});

test('lists to a member without Manage Server only channels that they can see', async () => {
  const { fake, store } = bot;
  const { guildId, channelId, otherChannelId } = fake;
  for (const id of [channelId, otherChannelId]) {
    await store.subscriptions.save(someSubscription({ channelId: id, guildId }));
  }
  fake.setMemberPermissions(otherChannelId, userId, { deny: ViewChannel });
  const some = await use('subscriptions', READER | ManageChannels);
  expect(some.original?.content).toContain(`<#${channelId}>`);
  expect(some.original?.content).not.toContain(`<#${otherChannelId}>`);
  expect(some.original?.content).toContain('1 more channel that you cannot see');
  const all = await use('subscriptions', READER | ManageGuild);
  expect(all.original?.content).toContain(`<#${otherChannelId}>`);
});

test('tells readers of no channel that rests', async () => {
  const { fake, store } = bot;
  const { guildId, otherChannelId: channelId } = fake;
  fake.setChannelPermissions(channelId, { deny: SendMessages });
  const paused = { reason: 'missing-permission', since: '2026-11-22T02:00:00.000Z' } as const;
  await store.subscriptions.save(someSubscription({ channelId, guildId, paused }));
  const toManager = await use('help', READER | ManageGuild);
  await fake.waitFor(() => toManager.followUps[0], 'the notice');
  const toReader = await use('help', READER);
  await fake.interact({ command: 'help' });
  expect(toReader.followUps).toEqual([]);
});
