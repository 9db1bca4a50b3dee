import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import type { Card } from '../../src/domain/card.ts';
import { expectValid } from './expect-valid.ts';

const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        '@everyone',
        '<@1>',
        '汉',
        '🙂',
        '\ud800',
        '\u0301',
        '\n',
        '• ',
        '下一步：',
        '**',
        '[a](http://b)',
        '12家',
        '\u202e',
        ' ',
      ),
      { maxLength: 200 },
    )
    .map((parts) => parts.join('')),
);
const maybe = fc.option(wild, { nil: null });

const span = fc.record({ at: fc.nat(400), length: fc.nat(30) });
const line = fc.record({
  text: wild,
  kind: fc.constantFrom('decision', 'rule', 'admission', 'fact'),
  figures: fc.array(span, { maxLength: 6 }),
});
const days = fc.constantFrom('2024-05-20', '2025-01-01', '2025-12-31');
const promise = fc
  .tuple(line, wild, span, fc.boolean(), days, days)
  .map(([{ text, kind, figures }, words, { at }, isRelative, from, to]) => ({
    text,
    kind,
    figures,
    deadline: { from, to, words, at, isRelative },
  }));

const anyUrl = fc.oneof(wild, fc.webUrl());
const plainCard: fc.Arbitrary<Card> = fc.record({
  articleId: wild,
  revision: fc.integer({ min: 1, max: 99 }),
  kind: fc.constantFrom('reply', 'notice', 'interpretation', 'news', 'opinion', 'other'),
  relevance: fc.constantFrom('core', 'related', 'adjacent', 'none'),
  topics: fc.array(wild, { maxLength: 3 }),
  region: fc.option(
    fc.record({
      code: wild,
      name: wild,
      level: fc.constantFrom('national', 'province', 'city', 'county'),
    }),
    { nil: null },
  ),
  title: wild,
  host: fc.option(wild),
  isAllowed: fc.boolean(),
  standing: fc.option(
    fc.constantFrom('own' as const, 'region', 'government', 'user-content', 'outside'),
  ),
  url: fc.option(fc.oneof(wild, fc.webUrl({ withQueryParameters: true })), { nil: null }),
  agency: maybe,
  documentNumber: maybe,
  proposal: fc.option(
    fc.record({
      body: fc.constantFrom('CPPCC', 'NPC'),
      session: maybe,
      number: maybe,
      title: maybe,
      role: fc.constantFrom('main', 'co-handling', null),
    }),
    { nil: null },
  ),
  dateWritten: maybe,
  datePublished: maybe,
  subject: wild,
  reference: wild,
  recipient: maybe,
  points: fc.array(line, { maxLength: 12 }),
  next: fc.array(promise, { maxLength: 12 }),
  leftOut: fc.record({ points: fc.nat(99), commitments: fc.nat(99), figures: fc.nat(99) }),
  hasTable: fc.boolean(),
  attachments: fc.array(fc.record({ name: wild, url: fc.oneof(wild, fc.webUrl()), type: wild }), {
    maxLength: 9,
  }),
  alsoPublishedBy: fc.array(fc.record({ agency: maybe, url: fc.oneof(wild, fc.webUrl()) }), {
    maxLength: 9,
  }),
  issues: fc.uniqueArray(fc.constantFrom('mirror', 'traditional', 'truncated', 'damaged-text')),
});

/** What a look at its page may have found since. */
const since: fc.Arbitrary<Partial<Card>> = fc.record(
  {
    correctedOn: wild,
    withdrawal: fc.record(
      {
        kind: fc.constantFrom('gone' as const, 'withdrawn' as const),
        on: wild,
        stillAt: fc.record({ agency: maybe, url: anyUrl }),
      },
      { requiredKeys: ['kind', 'on'] },
    ),
    related: fc.array(
      fc.record({
        articleId: wild,
        role: fc.constantFrom('answer' as const, 'co-handling' as const, 'follow-up' as const),
        agency: maybe,
        date: maybe,
        url: fc.option(anyUrl, { nil: null }),
      }),
      { maxLength: 5 },
    ),
  },
  { requiredKeys: [] },
);
const known = { articleId: 'p-0123456789abcdef' };
const anyCard = fc
  .tuple(plainCard, since, fc.boolean())
  .map(([card, more, isKnown]): Card => Object.assign(card, more, isKnown ? known : {}));

test('gives a valid message with no live mention for any card', () => {
  fc.assert(
    fc.property(anyCard, fc.constantFrom('zh-CN' as const, 'en' as const), (card, language) => {
      const message = renderDiscordMessage(card, { language, occasion: 'digest' });
      expectValid(message);
      const shown = JSON.stringify([message.content, message.embeds]);
      expect(shown).not.toMatch(/@everyone|@here|<@|<#/u);
    }),
    { numRuns: 150 },
  );
});
