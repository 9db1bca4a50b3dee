import {
  startFakeDiscord,
  type FakeDiscord,
  type FakeDiscordOptions,
} from '../support/fake-discord.ts';
import { until, type Scope } from './bot-process.ts';

/** A Discord that lives as long as the test. */
export async function discordForTest(
  scope: Scope,
  options: FakeDiscordOptions = {},
): Promise<FakeDiscord> {
  const fake = await startFakeDiscord(options);
  scope.onTestFinished(() => fake.close());
  return fake;
}

/** Waits until the bot is there: commands registered, Gateway connected. */
export async function untilLoggedIn(fake: FakeDiscord): Promise<void> {
  await until('log-in', () => fake.commands().length > 0 && fake.gateway.isConnected);
}

/** A moderator's slash command; repeated where the machine is too busy to answer in Discord's three seconds. */
export async function command(
  fake: FakeDiscord,
  options: Parameters<FakeDiscord['interact']>[0],
): Promise<string> {
  const answer = await until(`an answer to /${options.command}`, () =>
    fake.interact({ locale: 'zh-CN', ...options }).catch((error: unknown) => {
      if (String(error).includes('did not respond')) return null;
      throw error;
    }),
  );
  return answer.original?.content ?? '';
}

/** Subscribes a channel. */
export function subscribe(
  fake: FakeDiscord,
  channelId: string,
  options: Readonly<Record<string, string | boolean>> = {},
): Promise<string> {
  return command(fake, { command: 'subscribe', options, channelId });
}

/** Titles of the cards in a channel, oldest first. */
export function titlesIn(fake: FakeDiscord, channelId: string): readonly unknown[] {
  return fake.messages(channelId).flatMap(({ embeds }) => embeds.map((embed) => embed['title']));
}
