import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import {
  createDiscord,
  type Discord,
  type DiscordOptions,
} from '../../src/discord/create-discord.ts';
import { TokenError } from '../../src/domain/errors.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { someCard, someSubscription } from '../support/some-card.ts';
import { startFakeDiscord, type FakeDiscord } from '../support/fake-discord.ts';

const MESSAGE = renderDiscordMessage(someCard(), { language: 'en', occasion: 'new' });

let fake: FakeDiscord;
const logged: string[] = [];
const stops: (() => Promise<void>)[] = [];
const log = (facts: object, message: string) =>
  void logged.push(`${message} ${JSON.stringify(facts)}`);

beforeEach(async () => {
  logged.length = 0;
  fake = await startFakeDiscord({ heartbeatIntervalMs: 200 });
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await fake.close();
});

function discord(changes: Partial<DiscordOptions> = {}): Discord {
  const created = createDiscord({
    token: fake.token,
    apiUrl: fake.apiUrl,
    commands: { definitions: [], handle: () => Promise.resolve() },
    logger: { info: log, warn: log, error: log },
    firstPauseMs: 20,
    ...changes,
  });
  stops.push(created.stop);
  return created;
}

test('registers the commands, logs in with the Guilds intent alone and is healthy', async () => {
  const definitions = [{ name: 'help', description: 'help' }];
  const handle = () => Promise.resolve();
  const bot = discord({ commands: { definitions, handle } });
  expect(bot.shards()).toEqual([]);
  await bot.start();
  expect(bot.shards()).toEqual([{ id: 0, isConnected: true }]);
  expect(fake.commands()).toMatchObject([{ name: 'help' }]);
  expect(fake.gateway.intents).toBe(1);
  expect(bot.isHealthy()).toBe(true);
  expect(fake.violations).toEqual([]);
});

test('tries again until Discord answers', async () => {
  fake.failNext({ status: 500, times: 2 });
  fake.failNext({ how: 'reset', route: '/gateway/bot' });
  const bot = discord();
  await bot.start();
  expect(bot.isHealthy()).toBe(true);
});

test('posts although the commands were refused', async () => {
  fake.failNext({ method: 'PUT', status: 400, code: 50_035 });
  const bot = discord();
  await bot.start();
  expect(bot.isHealthy()).toBe(true);
  expect(logged.join('\n')).toContain('commands refused');
});

test('says that the token is refused, once, and does not try again', async () => {
  let refusals = 0;
  const onTokenRefused = () => {
    refusals += 1;
  };
  const bot = discord({ token: 'wrong', onTokenRefused });
  await expect(bot.start()).rejects.toBeInstanceOf(TokenError);
  expect(refusals).toBe(1);
  expect(bot.isHealthy()).toBe(false);
  expect(fake.requests).toHaveLength(1);
});

test('notices when the token is revoked while it is connected', async () => {
  const refused = Promise.withResolvers<void>();
  const bot = discord({ onTokenRefused: refused.resolve });
  await bot.start();
  fake.changeToken('another');
  fake.gateway.drop(4004);
  await refused.promise;
  expect(bot.isHealthy()).toBe(false);
  expect(bot.shards().some(({ isConnected }) => isConnected)).toBe(false);
  expect(fake.gateway.counts.identifies).toBe(1);
});

test('resumes after a lost connection', async () => {
  const bot = discord();
  await bot.start();
  fake.gateway.drop();
  await fake.waitFor(() => fake.gateway.counts.resumes === 1 && bot.isHealthy(), 'a resume');
  expect(fake.gateway.counts.identifies).toBe(1);
});

test('notices a connection that is dead without being closed', async () => {
  const bot = discord();
  await bot.start();
  fake.gateway.isMute = true;
  await fake.waitFor(() => fake.gateway.counts.resumes > 0, 'a resume');
  fake.gateway.isMute = false;
  expect(await fake.waitFor(() => bot.isHealthy(), 'health')).toBe(true);
});

test('answers an interaction that came while it was away', async () => {
  const definitions = [{ name: 'help', description: 'help' }];
  const bot = discord({
    commands: {
      definitions,
      handle: async (interaction) => {
        if (interaction.isChatInputCommand()) await interaction.reply('here');
      },
    },
  });
  await bot.start();
  fake.gateway.drop();
  const response = await fake.interact({ command: 'help' });
  expect(response.original?.content).toBe('here');
  expect(fake.violations).toEqual([]);
});

test('outlives a handler that throws', async () => {
  const definitions = [{ name: 'help', description: 'help' }];
  const handle = () => Promise.reject(new Error('bug'));
  const bot = discord({ commands: { definitions, handle } });
  await bot.start();
  await expect(fake.interact({ command: 'help' })).rejects.toThrow('did not respond');
  expect(bot.isHealthy()).toBe(true);
});

test('reports the channels in which it may post, and again when a permission comes back', async () => {
  const told: (readonly string[])[] = [];
  fake.setChannelPermissions(fake.channelId, { deny: PermissionFlagsBits.SendMessages });
  const bot = discord({ onWritable: (ids) => void told.push(ids) });
  await bot.start();
  await fake.waitFor(() => told.length > 0, 'the first list');
  expect(told).toEqual([[fake.otherChannelId]]);
  fake.setChannelPermissions(fake.channelId, {});
  await fake.waitFor(() => told.length === 2, 'the channel');
  expect(told[1]).toEqual([fake.channelId]);
});

test('reports the channels of a guild again when its roles change', async () => {
  const told: (readonly string[])[] = [];
  fake.setGuildPermissions(fake.guildId, 0n);
  const bot = discord({ onWritable: (ids) => void told.push(ids) });
  await bot.start();
  fake.setGuildPermissions(
    fake.guildId,
    PermissionFlagsBits.ViewChannel |
      PermissionFlagsBits.SendMessages |
      PermissionFlagsBits.EmbedLinks,
  );
  await fake.waitFor(() => told.length > 0, 'the channels');
  expect(told[0]).toEqual([fake.channelId, fake.otherChannelId]);
});

test('does not take an outage of a guild for a removal', async () => {
  const removed: string[] = [];
  const told: (readonly string[])[] = [];
  const bot = discord({
    onGuildRemoved: (id) => void removed.push(id),
    onWritable: (ids) => void told.push(ids),
  });
  await bot.start();
  await fake.waitFor(() => told.length === 1, 'the first list');
  fake.loseGuild(fake.guildId, 'unavailable');
  fake.restoreGuild(fake.guildId);
  await fake.waitFor(() => told.length === 2, 'the guild');
  expect(removed).toEqual([]);
  fake.loseGuild(fake.guildId, 'removed');
  await fake.waitFor(() => removed.length === 1, 'the removal');
  expect(removed).toEqual([fake.guildId]);
});

test('stops while it still tries to log in', async () => {
  fake.failNext({ status: 500, times: 1000 });
  const bot = discord({ firstPauseMs: 60_000 });
  const started = bot.start();
  await fake.waitFor(() => fake.requests.length > 0, 'the first try');
  await bot.stop();
  await expect(started).resolves.toBeUndefined();
});

test('writes no token into the log', async () => {
  fake.failNext({ status: 500, times: 2 });
  const bot = discord({ token: 'secret-token' });
  fake.changeToken('secret-token');
  await bot.start();
  fake.changeToken('another');
  fake.gateway.drop(4004);
  await fake.waitFor(() => logged.some((line) => line.includes('refused')), 'the refusal');
  expect(logged.join('\n')).not.toContain('secret-token');
});

test('counts a token as refused as soon as a post is', async () => {
  let isRefused = false;
  const onTokenRefused = () => {
    isRefused = true;
  };
  const bot = discord({ onTokenRefused });
  await bot.start();
  fake.changeToken('another');
  await expect(bot.edit(fake.channelId, '1', MESSAGE)).rejects.toBeInstanceOf(TokenError);
  expect(isRefused).toBe(true);
  expect(bot.isHealthy()).toBe(false);
});

test('announces once in the server’s system channel that another channel is paused', async () => {
  const bot = discord();
  await bot.start();
  const paused = { reason: 'missing-permission', since: '2026-11-22T02:00:00.000Z' } as const;
  const { otherChannelId: channelId, guildId } = fake;
  const subscription = someSubscription({ channelId, guildId, paused, language: 'en' });
  await bot.notifyPaused(subscription);
  await bot.notifyPaused(subscription);
  expect(fake.messages(fake.channelId).map(({ content }) => content)).toEqual([
    expect.stringContaining(`<#${channelId}>`),
  ]);
  expect(fake.violations).toEqual([]);
});

test('announces it to the user who subscribed when the system channel cannot be written', async () => {
  const bot = discord();
  await bot.start();
  fake.setChannelPermissions(fake.channelId, { deny: PermissionFlagsBits.SendMessages });
  const paused = { reason: 'missing-permission', since: '2026-11-22T02:00:00.000Z' } as const;
  const { channelId, guildId } = fake;
  await bot.notifyPaused(someSubscription({ channelId, guildId, paused, createdBy: '42' }));
  expect(fake.privateMessages('42')[0]?.content).toContain('暂停');
  fake.failNext({ route: '/users/@me/channels', status: 403, code: 50_007 });
  const other = someSubscription({ channelId: '1', guildId, paused });
  await expect(bot.notifyPaused({ ...other, guildId: '1' })).resolves.toBeUndefined();
});

test('has as many shards as Discord asks for; one that is lost is not a lost connection', async () => {
  const sharded = await startFakeDiscord({ heartbeatIntervalMs: 200, shards: 2 });
  stops.push(() => sharded.close());
  const bot = discord({ token: sharded.token, apiUrl: sharded.apiUrl });
  await bot.start();
  const healthy = (): readonly boolean[] => bot.shards().map(({ isConnected }) => isConnected);
  await sharded.waitFor(() => healthy().join() === 'true,true', 'two shards');
  expect(sharded.gateway.counts.identifies).toBe(2);
  sharded.gateway.refusedShard = 1;
  sharded.gateway.drop(undefined, 1);
  await sharded.waitFor(() => healthy().join() === 'true,false', 'a lost shard');
  expect(bot.isHealthy()).toBe(true);
  sharded.gateway.refusedShard = null;
  await sharded.waitFor(() => healthy().join() === 'true,true', 'both again');
  expect(logged.some((line) => line.startsWith('discord connection lost'))).toBe(false);
  expect(sharded.violations).toEqual([]);
});

test('a connection that needs more shards by now is made anew with them', async () => {
  const growing = await startFakeDiscord({ heartbeatIntervalMs: 200 });
  stops.push(() => growing.close());
  const bot = discord({ token: growing.token, apiUrl: growing.apiUrl });
  await bot.start();
  growing.askForShards(2);
  growing.gateway.drop(4011);
  await growing.waitFor(() => bot.shards().length === 2 && bot.isHealthy(), 'two shards');
  expect(growing.violations).toEqual([]);
});
