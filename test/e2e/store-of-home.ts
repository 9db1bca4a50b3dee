import { openStore, type Store } from '../../src/store/open-store.ts';
import { composeSubscription } from '../support/compose.ts';
import type { FakeDiscord } from '../support/fake-discord.ts';
import type { BotHome } from './bot-process.ts';

/** Works on the store of a bot that is not running. */
export async function withStore<R>(home: BotHome, work: (store: Store) => Promise<R>): Promise<R> {
  const store = await openStore(home.store);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Subscribes channels before the bot has ever run. */
export function subscribeBefore(
  home: BotHome,
  { guildId }: FakeDiscord,
  channelIds: readonly string[],
): Promise<void> {
  return withStore(home, async ({ subscriptions }) => {
    for (const channelId of channelIds) {
      await subscriptions.save(composeSubscription({ channelId, guildId }));
    }
  });
}
