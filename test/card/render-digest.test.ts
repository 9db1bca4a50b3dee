import { MessageCreateRequestSchema } from 'discord-api-spec/zod';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { renderDigest, splitDigest } from '../../src/card/render-digest.ts';
import type { Card } from '../../src/domain/card.ts';
import type { DigestPart } from '../../src/domain/delivery.ts';
import { someCard } from '../support/some-card.ts';

const digest: DigestPart = {
  id: 'qingxi@2026-11-23T02:00:00.000Z',
  source: { name: '青溪市 建议提案办理', url: 'https://www.qingxi.gov.cn/zwgk/jytabl/' },
  kind: 'reply',
  count: 46,
  part: 1,
  parts: 3,
  articleIds: [],
};

test('says at a glance what came at once, then lists title, agency and date', () => {
  const cards = [
    someCard(),
    someCard({
      title: '对市政协第0002号提案的答复',
      subject: '关于减轻作业负担的提案',
      reference: '市政协第0002号提案',
      agency: null,
      datePublished: null,
      proposal: {
        body: 'CPPCC',
        session: null,
        number: '0002',
        title: '关于减轻作业负担的提案',
        role: null,
      },
    }),
  ];
  expect(renderDigest(cards, { language: 'zh-CN', digest })).toMatchInlineSnapshot(`
    {
      "allowed_mentions": {
        "parse": [],
      },
      "components": [
        {
          "components": [
            {
              "label": "打开栏目",
              "style": 5,
              "type": 2,
              "url": "https://www.qingxi.gov.cn/zwgk/jytabl/",
            },
          ],
          "type": 1,
        },
      ],
      "content": "汇总｜青溪市 建议提案办理 一次公布了 46 件相关答复 · 1/3",
      "embeds": [
        {
          "author": {
            "name": "汇总",
          },
          "color": 3120750,
          "description": "- [对市政协第0001号提案的答复](https://jyj.example.gov.cn/reply/1.html) · 某市教育局 · 2026‑11‑05
    - [关于减轻作业负担的提案（市政协第0002号提案）](https://jyj.example.gov.cn/reply/1.html) · 2026‑11‑02",
          "fields": [],
          "footer": {
            "text": "减报 · 编号 ccc9cbac · 1/3",
          },
          "title": "青溪市 建议提案办理 一次公布了 46 件相关答复 · 1/3",
          "url": "https://www.qingxi.gov.cn/zwgk/jytabl/",
        },
      ],
    }
  `);
});

test('says it in English where the channel wants that; quoted titles stay', () => {
  const { content, embeds } = renderDigest([someCard()], {
    language: 'en',
    digest: { ...digest, kind: null, parts: 1 },
  });
  expect(content).toBe('Digest | 青溪市 建议提案办理: 46 relevant documents published at once');
  expect(embeds[0].description).toContain('对市政协第0001号提案的答复');
});

test('never links a copying site', () => {
  const copy = someCard({ issues: ['mirror'], url: 'https://www.copies.example.com/1.html' });
  const { embeds } = renderDigest([copy], { language: 'zh-CN', digest });
  expect(embeds[0].description).toContain('（转载副本）');
  expect(JSON.stringify(embeds)).not.toContain('copies.example.com');
});

test('mentions no user and makes no markup of what was scraped', () => {
  const title = '@everyone <@&123456> [立即领取](https://evil.example/) **答复**';
  const source = { name: '@here [x](https://evil.example/)', url: 'javascript:alert(1)' };
  const message = renderDigest([someCard({ title })], {
    language: 'zh-CN',
    digest: { ...digest, source },
  });
  expect(message.allowed_mentions).toEqual({ parse: [] });
  expect(message.components).toEqual([]);
  const shown = JSON.stringify(message);
  expect(shown).not.toMatch(/@everyone|@here|<@|\]\(https:\/\/evil/u);
});

const wild = fc.oneof(
  fc.string({ maxLength: 400, unit: 'grapheme' }),
  fc.string({ maxLength: 80 }).map((text) => `关于《${text}》的答复`.repeat(4)),
);
const anyCard: fc.Arbitrary<Card> = fc
  .record({
    title: wild,
    agency: fc.option(wild, { nil: null }),
    url: fc.option(fc.oneof(wild, fc.webUrl({ withQueryParameters: true })), { nil: null }),
    datePublished: fc.constantFrom('2026-11-02', null),
    proposal: fc.record({
      body: fc.constant('CPPCC' as const),
      session: fc.constant(null),
      number: fc.constant(null),
      title: fc.option(wild, { nil: null }),
      role: fc.constant(null),
    }),
  })
  .map((parts) => someCard(parts));

test('splits any replies into valid messages, in order and none lost', () => {
  fc.assert(
    fc.property(
      fc.array(anyCard, { minLength: 1, maxLength: 70 }),
      fc.constantFrom('zh-CN' as const, 'en' as const),
      wild,
      (cards, language, name) => {
        const parts = splitDigest(cards);
        expect(parts.flat()).toEqual(cards);
        for (const part of parts) {
          const source = { ...digest.source, name };
          const message = renderDigest(part, { language, digest: { ...digest, source } });
          expect(MessageCreateRequestSchema.safeParse(message).error).toBeUndefined();
          const [{ author, title, description = '', footer }] = message.embeds;
          expect(description.length).toBeLessThanOrEqual(4096);
          expect(description.split('\n')).toHaveLength(part.length);
          expect((author.name + title + description + footer.text).length).toBeLessThan(6000);
          expect(message.content.trim()).not.toBe('');
          expect(JSON.stringify(message).isWellFormed()).toBe(true);
        }
      },
    ),
    { numRuns: 60 },
  );
});
