import { expect, test } from 'vitest';

import { deliveriesFor } from '../../src/deliver/deliveries-for.ts';
import { deliveryNonce } from '../../src/deliver/delivery-nonce.ts';
import { matchesSubscription } from '../../src/deliver/matches-subscription.ts';
import type { Card } from '../../src/domain/card.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { someCard, someSubscription } from '../support/some-card.ts';

const NOW = new Date('2026-11-22T02:00:00.000Z');
const NATIONAL = { code: '000000', name: '全国', level: 'national' } as const;

type Row = [title: string, card: Partial<Card>, subscription: Partial<Subscription>, isIt: boolean];

const rows: readonly Row[] = [
  ['everything when no region is chosen', {}, {}, true],
  ['a city in the chosen province', {}, { regionPrefixes: ['32'] }, true],
  ['nothing from another province', {}, { regionPrefixes: ['33'] }, false],
  ['what any of several regions gives', {}, { regionPrefixes: ['33', '3205'] }, true],
  ['national cards whatever the region', { region: NATIONAL }, { regionPrefixes: ['33'] }, true],
  [
    'no national card that only a county’s site shows',
    { region: NATIONAL, host: 'www.wuhan.gov.cn', standing: 'government' },
    { regionPrefixes: ['33'] },
    false,
  ],
  [
    'a national card on a site of the chosen province',
    { region: NATIONAL, host: 'www.wuhan.gov.cn', standing: 'government' },
    { regionPrefixes: ['42'] },
    true,
  ],
  [
    'a national card on the ministry’s own site',
    { region: NATIONAL, host: 'www.moe.gov.cn', standing: 'own' },
    { regionPrefixes: ['33'] },
    true,
  ],
  [
    'no national card from outside the government’s sites',
    { region: NATIONAL, host: 'copies.example', standing: 'outside' },
    { regionPrefixes: ['33'] },
    false,
  ],
  ['no card of unknown region for a region', { region: null }, { regionPrefixes: ['32'] }, false],
  ['a card of unknown region without a choice', { region: null }, {}, true],
  ['no adjacent card by default', { relevance: 'adjacent' }, {}, false],
  ['adjacent when asked for', { relevance: 'adjacent' }, { relevances: ['adjacent'] }, true],
  ['no notice by default', { kind: 'notice' }, {}, false],
  ['a notice when asked for', { kind: 'notice' }, { kinds: ['reply', 'notice'] }, true],
  ['its topic', {}, { topics: ['homework', 'fees'] }, true],
  ['no other topic', {}, { topics: ['fees'] }, false],
];

test.each(rows)('a subscription gets %s', (...[, card, subscription, isIt]) => {
  expect(matchesSubscription(someCard(card), someSubscription(subscription))).toBe(isIt);
});

test('queues one delivery for each channel that wants the card', () => {
  const deliveries = deliveriesFor(
    someCard(),
    [
      someSubscription(),
      someSubscription({ channelId: '102', regionPrefixes: ['11'] }),
      someSubscription({ channelId: '103' }),
    ],
    { occasion: 'new', now: NOW },
  );
  expect(deliveries.map(({ id }) => id)).toEqual(['101:a1:1', '103:a1:1']);
  expect(deliveries[0]?.state).toEqual({ kind: 'queued', notBefore: null, attempts: 0 });
});

test.each([
  ['missing-permission', ['held']],
  ['missing-access', ['held']],
  ['unknown-channel', ['held']],
  ['moderator', []],
  ['guild-removed', ['held']],
] as const)('a channel paused for %s gets %j', (reason, states) => {
  const paused = { reason, since: NOW.toISOString() };
  const deliveries = deliveriesFor(someCard(), [someSubscription({ paused })], {
    occasion: 'new',
    now: NOW,
  });
  expect(deliveries.map(({ state }) => state.kind)).toEqual(states);
});

test('derives a nonce that Discord takes, the same each time and another for each channel and revision', () => {
  const nonce = deliveryNonce('101', 'a1', 1);
  expect(nonce).toMatch(/^[\w-]{24}$/u);
  expect(deliveryNonce('101', 'a1', 1)).toBe(nonce);
  const others = [
    deliveryNonce('102', 'a1', 1),
    deliveryNonce('101', 'a2', 1),
    deliveryNonce('101', 'a1', 2),
  ];
  expect(new Set([nonce, ...others]).size).toBe(4);
});
