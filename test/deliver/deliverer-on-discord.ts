import { onTestFinished } from 'vitest';

import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { createDeliverer, type Deliverer } from '../../src/deliver/create-deliverer.ts';
import type { DelivererDeps } from '../../src/deliver/deliverer-deps.ts';
import { createPoster } from '../../src/discord/create-poster.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { startFakeDiscord, type FakeDiscord } from '../support/fake-discord.ts';
import { someSubscription } from '../support/some-card.ts';

/** A Discord that forgets nonces at once, as the real one does after some minutes. */
export async function discordForTest(): Promise<FakeDiscord> {
  const fake = await startFakeDiscord({ nonceWindowMs: -1 });
  onTestFinished(() => fake.close());
  return fake;
}

/** A deliverer with a store of its own, on that Discord; one channel is subscribed. */
export interface DeliveringBot {
  readonly store: Store;
  readonly deliverer: Deliverer;
  readonly subscription: Subscription;
}

/** Starts one; `parts` stand in place of its usual ones. */
export async function delivererOn(
  fake: FakeDiscord,
  {
    subscription: wanted = {},
    ...parts
  }: Partial<DelivererDeps> & { readonly subscription?: Partial<Subscription> } = {},
): Promise<DeliveringBot> {
  const store = await openStore('memory:');
  const poster = createPoster({ token: fake.token, apiUrl: fake.apiUrl });
  const subscription = someSubscription({ channelId: fake.channelId, ...wanted });
  await store.subscriptions.save(subscription);
  const deliverer = createDeliverer({
    ...poster,
    outbox: store.outbox,
    subscriptions: store.subscriptions,
    editing: { ...store, edit: poster.edit },
    render: renderDiscordMessage,
    now: () => new Date(),
    random: () => 0,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...parts,
  });
  return { store, deliverer, subscription };
}
