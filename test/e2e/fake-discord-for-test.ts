import { expect, onTestFinished } from 'vitest';

import { startFakeDiscord } from '../support/fake-discord.ts';
import type { FakeDiscord, FakeDiscordOptions } from '../support/fake-discord.ts';
import { until } from './bot-process.ts';

/** A Discord that lives as long as the test, and at its end has nothing to complain about. */
export async function discordForTest(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const fake = await startFakeDiscord(options);
  onTestFinished(() => fake.close());
  return fake;
}

/** Waits until the bot is there: commands registered, Gateway connected. */
export async function untilLoggedIn(fake: FakeDiscord): Promise<void> {
  await until('log-in', () => fake.commands().length > 0 && fake.gateway.isConnected);
}

/** A moderator subscribes a channel by slash command; the answer must say something. */
export async function subscribe(
  fake: FakeDiscord,
  channelId: string,
  options: Readonly<Record<string, string | boolean>> = {},
): Promise<string> {
  const answer = await fake.interact({ command: 'subscribe', options, channelId, locale: 'zh-CN' });
  const words = answer.original?.content ?? '';
  expect(words).not.toBe('');
  return words;
}

/** Titles of the cards in a channel, oldest first. */
export function titlesIn(fake: FakeDiscord, channelId: string): readonly unknown[] {
  return fake.messages(channelId).flatMap(({ embeds }) => embeds.map((embed) => embed['title']));
}
