import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { createPoster } from '../../src/discord/create-poster.ts';
import { deliveryNonce } from '../../src/deliver/delivery-nonce.ts';
import {
  ChannelGoneError,
  PermanentError,
  TokenError,
  TransientError,
} from '../../src/domain/errors.ts';
import { startFakeDiscord, type FakeDiscord } from '../support/fake-discord.ts';
import { someCard } from '../support/some-card.ts';

const MESSAGE = renderDiscordMessage(someCard(), { language: 'zh-CN', occasion: 'new' });
const NONCE = deliveryNonce('101', 'a1', 1);
const TIMEOUT_MS = 300;

let fake: FakeDiscord;

beforeEach(async () => {
  fake = await startFakeDiscord();
});
afterEach(() => fake.close());

function poster(token = fake.token) {
  return createPoster({ token, apiUrl: fake.apiUrl, timeoutMs: TIMEOUT_MS });
}

function post(to = poster()): Promise<{ readonly messageId: string }> {
  return to.post(fake.channelId, MESSAGE, NONCE);
}

test('posts a card that Discord accepts, with its nonce', async () => {
  const { messageId } = await post();
  expect(fake.messages(fake.channelId)).toMatchObject([{ id: messageId, nonce: NONCE }]);
  expect(fake.violations).toEqual([]);
});

test.each([
  ['a server error', { status: 500 }],
  ['a gateway error after the message was applied', { status: 502, applied: true }],
  ['a reset connection', { how: 'reset' }],
  ['a reset connection after the message was applied', { how: 'reset', applied: true }],
  ['a closed connection after the message was applied', { how: 'fin', applied: true }],
  ['silence', { how: 'hang', applied: true }],
] as const)('leaves one message when a request is repeated, at %s', async (_what, fault) => {
  fake.failNext(fault);
  const to = poster();
  await expect(post(to)).rejects.toBeInstanceOf(TransientError);
  expect(fake.requests).toHaveLength(1);
  await post(to);
  expect(fake.messages(fake.channelId)).toHaveLength(1);
});

test.each([
  ['a long Retry-After', { status: 429, retryAfter: 3600 }, 3_600_000],
  ['a global limit', { status: 429, retryAfter: 60, global: true }, 60_000],
])('hands %s on instead of waiting for it', async (_what, fault, atLeastMs) => {
  fake.failNext(fault);
  const error = await post().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TransientError);
  expect(error instanceof TransientError && error.retryAfterMs).toBeGreaterThanOrEqual(atLeastMs);
});

test('does not ask again at once after a 429 that names no time', async () => {
  fake.failNext({ status: 429, times: 1000 });
  await expect(post()).rejects.toMatchObject({ name: 'TransientError', retryAfterMs: null });
  expect(fake.requests).toHaveLength(1);
});

test.each([
  [403, 50_001, 'missing-access'],
  [403, 50_013, 'missing-permission'],
  [404, 10_003, 'unknown-channel'],
  [400, 50_083, 'missing-permission'],
  [403, 160_005, 'missing-permission'],
])('takes %i with code %i as %s', async (status, code, reason) => {
  fake.failNext({ status, code });
  const error = await post().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ChannelGoneError);
  expect(error).toMatchObject({ reason });
});

test.each([
  [400, 50_035, 'bad-form'],
  [404, 10_008, 'unknown-message'],
  [400, 200_000, 'blocked-by-automod'],
  [400, 40_099, 'discord-40099'],
])('takes %i with code %i as a matter of this card alone', async (status, code, reason) => {
  fake.failNext({ status, code });
  const error = await post().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PermanentError);
  expect(error).toMatchObject({ reason });
});

test.each([
  ['403 without a code, as Cloudflare answers,', 403],
  ['404 without a code', 404],
])('pauses no channel for a %s', async (_what, status) => {
  fake.failNext({ status });
  await expect(post()).rejects.toBeInstanceOf(TransientError);
});

test('says at every call that the token was refused', async () => {
  const to = poster('wrong');
  await expect(post(to)).rejects.toBeInstanceOf(TokenError);
  await expect(post(to)).rejects.toBeInstanceOf(TokenError);
});

test('reports that the server is not reachable', async () => {
  const to = createPoster({ token: 'a', apiUrl: 'http://127.0.0.1:9/api' });
  await expect(post(to)).rejects.toBeInstanceOf(TransientError);
});

test('edits a message without allowing mentions', async () => {
  const to = poster();
  const { messageId } = await post(to);
  const again = renderDiscordMessage(someCard({ title: '更正后的答复' }), {
    language: 'zh-CN',
    occasion: 'new',
  });
  await to.edit(fake.channelId, messageId, again);
  expect(fake.messages(fake.channelId)[0]?.embeds[0]?.['title']).toBe('更正后的答复');
  expect(fake.violations).toEqual([]);
});

test('finds its own card again among many messages, and only that one', async () => {
  const to = poster();
  const since = new Date();
  const { messageId } = await post(to);
  for (let index = 0; index < 130; index += 1) {
    const card = someCard({ articleId: `b${index}`, title: `答复 ${index}` });
    const message = renderDiscordMessage(card, { language: 'zh-CN', occasion: 'new' });
    // A new one each time: discord.js itself keeps to 50 requests a second.
    await poster().post(fake.channelId, message, deliveryNonce('101', `b${index}`, 1));
  }
  expect(await to.findRecentMessage(fake.channelId, MESSAGE, since)).toEqual({ messageId });
  const other = renderDiscordMessage(someCard({ articleId: 'c', title: '另一份答复' }), {
    language: 'zh-CN',
    occasion: 'new',
  });
  expect(await to.findRecentMessage(fake.channelId, other, since)).toBeNull();
});

test('finds its card although the time of the attempt lies days ahead of Discord’s', async () => {
  const to = poster();
  const { messageId } = await post(to);
  await poster().say(fake.channelId, '大家好');
  const later = new Date(Date.now() + 40 * 86_400_000);
  expect(await to.findRecentMessage(fake.channelId, MESSAGE, later)).toEqual({ messageId });
});

test('does not take a history that it may not read for one without the card', async () => {
  const to = poster();
  await post(to);
  fake.setChannelPermissions(fake.channelId, { deny: PermissionFlagsBits.ReadMessageHistory });
  await expect(to.findRecentMessage(fake.channelId, MESSAGE, new Date())).rejects.toMatchObject({
    reason: 'missing-history',
  });
});

test('finds its card in another language, and whichever clock is ahead by hours', async () => {
  const to = poster();
  const { messageId } = await post(to);
  const english = renderDiscordMessage(someCard(), { language: 'en', occasion: 'new' });
  for (const hours of [-20, -2, 0, 2, 20]) {
    const since = new Date(Date.now() + hours * 3_600_000);
    expect(await to.findRecentMessage(fake.channelId, english, since)).toEqual({ messageId });
  }
});

test('keeps to a channel’s own limit without running into it', async () => {
  await fake.close();
  fake = await startFakeDiscord({ messageLimit: { count: 3, perMs: 200 } });
  const to = createPoster({ token: fake.token, apiUrl: fake.apiUrl });
  for (let index = 0; index < 8; index += 1) {
    const message = renderDiscordMessage(someCard({ title: `答复 ${index}` }), {
      language: 'zh-CN',
      occasion: 'new',
    });
    await to.post(fake.channelId, message, `n${index}`);
  }
  expect(fake.messages(fake.channelId)).toHaveLength(8);
  expect(fake.requests.filter(({ status }) => status === 429)).toEqual([]);
});

test('a process that stood still between its leave and its request posts nothing once another has posted', async () => {
  const forgetting = await startFakeDiscord({ nonceWindowMs: -1 });
  let isSure = true;
  const asked: string[] = [];
  const late = createPoster({
    token: forgetting.token,
    apiUrl: forgetting.apiUrl,
    leave: {
      isSure: () => isSure,
      confirm: () => {
        asked.push('late');
        return Promise.reject(new Error('another process leads by now'));
      },
    },
  });
  const successor = createPoster({
    token: forgetting.token,
    apiUrl: forgetting.apiUrl,
    leave: { isSure: () => true, confirm: () => Promise.resolve() },
  });
  // What was confirmed a moment ago is old once the process goes on.
  isSure = false;
  await successor.post(forgetting.channelId, MESSAGE, NONCE);
  await expect(late.post(forgetting.channelId, MESSAGE, NONCE)).rejects.toBeInstanceOf(
    TransientError,
  );
  expect(asked).toEqual(['late']);
  expect(forgetting.messages(forgetting.channelId)).toHaveLength(1);
  expect(forgetting.requests).toHaveLength(1);
  await forgetting.close();
});
