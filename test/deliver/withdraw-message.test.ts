import { expect, test } from 'vitest';

import type { DiscordMessage } from '../../src/card/discord-message.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { renderWithdrawn } from '../../src/card/render-withdrawn.ts';
import { createDeliverer } from '../../src/deliver/create-deliverer.ts';
import { ChannelGoneError, PermanentError, TransientError } from '../../src/domain/errors.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { openStore } from '../../src/store/open-store.ts';
import { expectValid } from '../card/expect-valid.ts';
import { someSubscription } from '../support/some-card.ts';

const hourMs = 3_600_000;

/** A message of a forgotten document that has to be emptied; edits fail with these errors first. */
async function stage(subscription: Subscription | null, ...faults: unknown[]) {
  const store = await openStore('memory:');
  const clock = { ms: Date.parse('2026-11-22T02:00:00.000Z') };
  const now = (): Date => new Date(clock.ms);
  const edited: { readonly messageId: string; readonly message: DiscordMessage }[] = [];
  if (subscription !== null) await store.subscriptions.save(subscription);
  await store.edits.add([
    {
      deliveryId: '101:a:1',
      channelId: '101',
      revision: 1,
      notBefore: now().toISOString(),
      attempts: 0,
      withdrawn: { messageId: 'm1' },
    },
  ]);
  const deliverer = createDeliverer({
    outbox: store.outbox,
    subscriptions: store.subscriptions,
    post: () => Promise.reject(new Error('nothing is posted')),
    editing: {
      ...store,
      edit: async (_channelId, messageId, message) => {
        const fault = faults.shift();
        if (fault !== undefined) throw fault;
        edited.push({ messageId, message });
      },
    },
    render: renderDiscordMessage,
    now,
    random: () => 0,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const waiting = async (): Promise<number> => (await store.edits.all()).length;
  return { store, clock, deliverer, edited, waiting };
}

const since = '2026-11-22T01:00:00.000Z';

test.each<readonly [string, Subscription | null, 'zh-CN' | 'en']>([
  ['subscribed', someSubscription({ language: 'en' }), 'en'],
  ['no longer subscribed', null, 'zh-CN'],
  ['paused', someSubscription({ paused: { reason: 'moderator', since } }), 'zh-CN'],
])('empties the message of a channel that is %s', async (_name, subscription, language) => {
  const { deliverer, edited, waiting } = await stage(subscription);
  await deliverer.drain();
  const message = renderWithdrawn(language);
  expectValid(message);
  expect(edited).toEqual([{ messageId: 'm1', message }]);
  expect(await waiting()).toBe(0);
});

test.each([
  ['is missing a permission', new ChannelGoneError('50001', 'missing-access'), hourMs],
  ['cannot reach Discord', new TransientError('502'), 2000],
])('waits while it %s, and pauses nothing', async (_name, error, pauseMs) => {
  const { store, deliverer, edited, clock, waiting } = await stage(someSubscription(), error);
  expect(await deliverer.drain()).toMatchObject({ nextAt: clock.ms + pauseMs });
  expect(await waiting()).toBe(1);
  expect((await store.subscriptions.get('101'))?.paused).toBeNull();
  clock.ms += pauseMs;
  await deliverer.drain();
  expect(edited).toHaveLength(1);
  expect(await waiting()).toBe(0);
});

test.each([
  ['the message', new PermanentError('10008', { reason: 'unknown-message' })],
  ['the channel', new ChannelGoneError('10003', 'unknown-channel')],
])('is done when %s was deleted', async (_name, error) => {
  const { deliverer, waiting } = await stage(null, error);
  await deliverer.drain();
  expect(await waiting()).toBe(0);
});

test('takes the place of every other edit of its message', async () => {
  const { store, waiting } = await stage(null);
  const [edit] = await store.edits.all();
  if (edit === undefined) throw new Error('no edit');
  const { withdrawn, ...plain } = edit;
  const other = { ...plain, deliveryId: '101:b:1' };
  await store.edits.add([{ ...other, revision: 3 }]);
  await store.edits.add([{ ...other, ...(withdrawn === undefined ? {} : { withdrawn }) }]);
  await store.edits.add([{ ...other, revision: 4 }]);
  expect(await waiting()).toBe(2);
  const kept = (await store.edits.all()).find(({ deliveryId }) => deliveryId === '101:b:1');
  expect(kept).toMatchObject({ withdrawn: { messageId: 'm1' } });
});
