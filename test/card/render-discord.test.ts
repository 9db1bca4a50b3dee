import { MessageCreateRequestSchema } from 'discord-api-spec/zod';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DiscordMessage } from '../../src/card/discord-message.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import type { Card } from '../../src/domain/card.ts';
import { sampleCard } from './sample-card.ts';

const ZH = { language: 'zh-CN', occasion: 'new' } as const;

function totalOf(message: DiscordMessage): number {
  const [embed] = message.embeds;
  return [
    embed.author.name,
    embed.title,
    embed.description ?? '',
    ...embed.fields.flatMap(({ name, value }) => [name, value]),
    embed.footer.text,
  ].join('').length;
}

/** Discord's own schema, and the limits that it does not state. */
function expectValid(message: DiscordMessage): void {
  expect(MessageCreateRequestSchema.safeParse(message).error).toBeUndefined();
  const [embed] = message.embeds;
  expect(message.content.length).toBeLessThanOrEqual(2000);
  expect(message.content.trim()).not.toBe('');
  expect(embed.title.length).toBeLessThanOrEqual(256);
  expect(embed.title.trim()).not.toBe('');
  expect(embed.author.name.length).toBeLessThanOrEqual(256);
  expect((embed.description ?? '').length).toBeLessThanOrEqual(4096);
  expect(embed.footer.text.length).toBeLessThanOrEqual(2048);
  expect(embed.fields.length).toBeLessThanOrEqual(25);
  for (const { name, value } of embed.fields) {
    expect(name.trim()).not.toBe('');
    expect(value.trim()).not.toBe('');
    expect(name.length).toBeLessThanOrEqual(256);
    expect(value.length).toBeLessThanOrEqual(1024);
  }
  expect(totalOf(message)).toBeLessThanOrEqual(6000);
  for (const row of message.components) {
    for (const button of row.components) {
      expect(button.label.length).toBeLessThanOrEqual(80);
      expect(button.url.length).toBeLessThanOrEqual(512);
    }
  }
  expect(JSON.stringify(message).isWellFormed()).toBe(true);
}

test('renders an ordinary reply', () => {
  const message = renderDiscordMessage(sampleCard(), ZH);
  expectValid(message);
  expect(message).toMatchInlineSnapshot(`
    {
      "allowed_mentions": {
        "parse": [],
      },
      "components": [
        {
          "components": [
            {
              "label": "阅读原文",
              "style": 5,
              "type": 2,
              "url": "https://www.example.gov.cn/art/2024/5/20/art_1_9.html",
            },
          ],
          "type": 1,
        },
      ],
      "content": "新答复｜青田区：关于扩大课后服务的提案",
      "embeds": [
        {
          "author": {
            "name": "答复 · 青田区 · 双减",
          },
          "color": 3120750,
          "description": "**青田区教育局** · 青教提复〔2024〕9号 · 成文 2024‑05‑20 · 发布 2024‑05‑28
    - 全区**32所**小学开展课后服务
    - 学科类培训机构由63家压减至2家",
          "fields": [
            {
              "inline": false,
              "name": "更多数据",
              "value": "- 为家长追回预付费**318万元**",
            },
            {
              "inline": false,
              "name": "下一步",
              "value": "- 年底前实现监管全覆盖
    - 每学期公布一次作业监测结果",
            },
            {
              "inline": false,
              "name": "另见",
              "value": "[青田区人民政府](https://www.example.cn/x%281%29.html)",
            },
          ],
          "footer": {
            "text": "减报 · 编号 a1b2c3d4",
          },
          "title": "关于区政协三届二次会议第9号提案的答复",
          "url": "https://www.example.gov.cn/art/2024/5/20/art_1_9.html",
        },
      ],
    }
  `);
});

test.each([
  ['关于区政协三届二次会议第9号提案的答复', null],
  ['关于区政协第19号提案的答复', '> 答复区政协三届二次会议第9号提案'],
  ['关于扩大课后服务的提案的答复', '> 答复区政协三届二次会议第9号提案'],
])('under the title %s quotes of the lead only what is new', (title, quote) => {
  const { description = '' } = renderDiscordMessage(sampleCard({ title }), ZH).embeds[0];
  expect(description.split('\n').find((line) => line.startsWith('>')) ?? null).toBe(quote);
  expect(description).not.toContain('关于扩大课后服务');
  expect(description).toContain('青田区教育局');
});

test('quotes the whole lead where no subject stands above it', () => {
  const { description } = renderDiscordMessage(sampleCard({ proposal: null }), ZH).embeds[0];
  expect(description).toContain('> 答复区政协三届二次会议第9号提案《关于扩大课后服务的提案》');
});

test('breaks no date, and tells every revision from the others', () => {
  const [first, second, third] = [1, 2, 3].map(
    (revision) => renderDiscordMessage(sampleCard({ revision }), ZH).embeds[0],
  );
  expect(first?.description).toContain('成文 2024\u201105\u201120');
  expect(first?.footer.text).toBe('减报 · 编号 a1b2c3d4');
  expect(second?.footer.text).toBe('减报 · 编号 a1b2c3d4 · 已更新');
  expect(third?.footer.text).toBe('减报 · 编号 a1b2c3d4 · 已更新 2 次');
});

test('sets no part of a longer unit in bold', () => {
  const message = renderDiscordMessage(
    sampleCard({
      summary: '• 检查机构12家次，关停12家\n• 整治3个月，涉及3个镇',
      figures: [
        { value: '12', unit: '家', text: '关停12家' },
        { value: '3', unit: '个', text: '涉及3个镇' },
      ],
    }),
    ZH,
  );
  expect(message.embeds[0].description).toContain('检查机构12家次，关停**12家**');
  expect(message.embeds[0].description).toContain('整治3个月，涉及**3个**镇');
});

test('renders the same card with English labels and the quoted text as it is', () => {
  const message = renderDiscordMessage(sampleCard({ revision: 2 }), {
    language: 'en',
    occasion: 'sample',
  });
  expectValid(message);
  const [embed] = message.embeds;
  expect(message.content).toBe('Sample reply | 青田区: 关于扩大课后服务的提案');
  expect(embed.author.name).toBe('Reply · 青田区 · double reduction');
  expect(embed.fields.map(({ name }) => name)).toEqual([
    'More figures',
    'What comes next',
    'Also published by',
  ]);
  expect(embed.footer.text).toBe('Jianbao · ref a1b2c3d4 · updated');
  expect(message.components[0]?.components[0]?.label).toBe('Read the source');
});

test('says that a copy is a copy, and does not link it as the source', () => {
  const message = renderDiscordMessage(sampleCard({ problems: ['mirror'] }), ZH);
  expect(message.components).toEqual([]);
  expect(message.embeds[0].url).toBeUndefined();
  expect(JSON.stringify(message)).toContain('转载副本');
  expect(JSON.stringify(message)).not.toContain('example.gov.cn');
});

test.each([
  'javascript:alert(1)',
  'ftp://example.cn/a',
  'data:text/html,x',
  'not an address',
  'https://user:secret@example.cn/',
  `https://example.cn/${'a'.repeat(600)}`,
  `https://example.cn/${'汉'.repeat(100)}`,
])('does not link %s', (url) => {
  const message = renderDiscordMessage(
    sampleCard({ url, alsoPublishedBy: [{ agency: 'x', url }] }),
    ZH,
  );
  expectValid(message);
  expect(message.components).toEqual([]);
  expect(message.embeds[0].url).toBeUndefined();
  expect(message.embeds[0].fields.map(({ name }) => name)).not.toContain('另见');
});

test('labels a co-handling opinion as one', () => {
  const { proposal } = sampleCard();
  const card = sampleCard({
    proposal: proposal === null ? null : { ...proposal, role: 'co-handling' },
  });
  expect(renderDiscordMessage(card, ZH).embeds[0].author.name).toBe('会办意见 · 青田区 · 双减');
});

test.each([
  ['a mention of everyone', '@everyone 请看', /@(?:everyone|here)/u],
  ['a mention of a user', '<@123456789012345678>', /<@/u],
  ['a mention of a role', '<@&123456789012345678>', /<@/u],
  ['a channel', '<#123456789012345678>', /<#/u],
  ['a masked link', '[点此领取](https://evil.example)', /(?<!\\)\]\(/u],
  ['a bare address', '详见https://evil.example/a', /https:\/\/evil/u],
  ['a timestamp', '<t:1700000000>', /(?<!\\)<t:/u],
  ['bold and spoilers', '**重** ||密||', /(?<!\\)\*\*重|(?<!\\)\|\|/u],
  ['a heading', '# 大标题', /^# /mu],
])('neutralizes %s in scraped text', (_, text, forbidden) => {
  const message = renderDiscordMessage(
    sampleCard({
      title: text,
      agency: text,
      documentNumber: text,
      summary: `${text}\n• ${text}\n下一步：${text}`,
      figures: [{ value: '1', unit: '个', text: `${text}1个` }],
      commitments: [text],
      region: { code: '330199', name: text, level: 'county' },
      proposal: null,
      alsoPublishedBy: [{ agency: text, url: 'https://www.example.cn/' }],
    }),
    ZH,
  );
  expectValid(message);
  const [embed] = message.embeds;
  const rendered = [
    message.content,
    embed.title,
    embed.description ?? '',
    ...embed.fields.map(({ value }) => value),
  ];
  for (const part of rendered) {
    const withoutOwnLinks = part.replaceAll('](https://www.example.cn/)', '');
    expect(withoutOwnLinks).not.toMatch(forbidden);
  }
  expect(message.allowed_mentions).toEqual({ parse: [] });
});

test.each([
  ['Chinese', '汉'],
  ['emoji', '👨‍👩‍👧‍👦'],
  ['astral characters', '𠮷'],
  ['combining marks', 'e\u0301\u0323'],
  ['markup', '*_~`|<>[]()\\'],
])('keeps the limits with endless %s, and cuts between characters', (_, unit) => {
  const long = unit.repeat(3000);
  const message = renderDiscordMessage(
    sampleCard({
      title: long,
      agency: long,
      documentNumber: long,
      summary: Array.from({ length: 40 }, () => `• ${long}`).join('\n'),
      commitments: Array.from({ length: 40 }, () => long),
      figures: Array.from({ length: 40 }, (_unused, at) => ({
        value: `${at}`,
        unit: '个',
        text: `${long}${at}个`,
      })),
      alsoPublishedBy: Array.from({ length: 40 }, () => ({
        agency: long,
        url: `https://e.example/${'a'.repeat(480)}`,
      })),
      proposal: null,
    }),
    ZH,
  );
  expectValid(message);
  const { title } = message.embeds[0];
  expect(title.endsWith('…')).toBe(true);
  const cut = title.slice(0, -1).replaceAll(/\\([*_~`|<>[\]()\\])/gu, '$1');
  expect(unit.repeat(300).startsWith(cut)).toBe(true);
  // Markup may be cut between any two signs; other characters are one for a reader.
  const whole = unit.startsWith('*') ? 1 : unit.length;
  expect(cut.length % whole).toBe(0);
});

test('sends no field, title or description that shows nothing', () => {
  const blank = ' \u200b\u3164\u2800\ufeff ';
  const message = renderDiscordMessage(
    sampleCard({
      title: blank,
      agency: blank,
      documentNumber: blank,
      summary: `${blank}\n• ${blank}\n下一步：${blank}`,
      points: [blank],
      figures: [{ value: '1', unit: '', text: blank }],
      commitments: [blank],
      alsoPublishedBy: [],
      dateWritten: null,
      datePublished: null,
      region: null,
      proposal: null,
    }),
    ZH,
  );
  expectValid(message);
  expect(message.embeds[0].title).toBe('（无标题）');
  expect(message.embeds[0].description).toBeUndefined();
  expect(message.embeds[0].fields).toEqual([]);
});

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

const anyCard: fc.Arbitrary<Card> = fc.record({
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
  points: fc.array(wild, { maxLength: 6 }),
  figures: fc.array(fc.record({ value: wild, unit: wild, text: wild }), { maxLength: 20 }),
  commitments: fc.array(wild, { maxLength: 12 }),
  summary: wild,
  alsoPublishedBy: fc.array(fc.record({ agency: maybe, url: fc.oneof(wild, fc.webUrl()) }), {
    maxLength: 9,
  }),
  problems: fc.uniqueArray(fc.constantFrom('mirror', 'traditional', 'truncated', 'damaged-text')),
});

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
