import { expect, test } from 'vitest';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import type { Card } from '../../src/domain/card.ts';
import { composeLine, composePromise } from '../support/compose.ts';
import { expectValid } from './expect-valid.ts';
import { sampleCard } from './sample-card.ts';

const ZH = { language: 'zh-CN', occasion: 'new' } as const;

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
    - 学科类培训机构由**63家**压减至**2家**
    -# 另有 1 项承诺、1 个数据，见原文",
          "fields": [
            {
              "inline": false,
              "name": "下一步",
              "value": "- 年底前实现监管全覆盖",
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
          "title": "关于扩大课后服务的提案（区政协三届二次会议第9号提案）",
          "url": "https://www.example.gov.cn/art/2024/5/20/art_1_9.html",
        },
      ],
    }
  `);
});

test('is headed by the subject with its number, else by the title', () => {
  const title = (card: Card): string => renderDiscordMessage(card, ZH).embeds[0].title;
  expect(title(sampleCard({ reference: '' }))).toBe('关于扩大课后服务的提案');
  expect(title(sampleCard({ subject: '' }))).toBe('关于区政协三届二次会议第9号提案的答复');
});

test.each([
  ['关于区政协三届二次会议第9号提案的答复', null],
  ['关于您所提提案的答复', '> 区政协三届二次会议第9号提案'],
])('under the title %s quotes the reference only where it is new', (title, quote) => {
  const card = sampleCard({ title, subject: '' });
  const { description = '' } = renderDiscordMessage(card, ZH).embeds[0];
  expect(description.split('\n').find((line) => line.startsWith('>')) ?? null).toBe(quote);
});

test('breaks no date, and distinguishes every revision', () => {
  const [first, second, third] = [1, 2, 3].map(
    (revision) => renderDiscordMessage(sampleCard({ revision }), ZH).embeds[0],
  );
  expect(first?.description).toContain('成文 2024\u201105\u201120');
  expect(first?.footer.text).toBe('减报 · 编号 a1b2c3d4');
  expect(second?.footer.text).toBe('减报 · 编号 a1b2c3d4 · 已更新');
  expect(third?.footer.text).toBe('减报 · 编号 a1b2c3d4 · 已更新 2 次');
});

test('sets figures in bold in their places, and two that touch as one', () => {
  const points = [composeLine('检查机构{12家次}，关停{12家}'), composeLine('面积{3亩}{2分}')];
  const { description } = renderDiscordMessage(sampleCard({ points }), ZH).embeds[0];
  expect(description).toContain('检查机构**12家次**，关停**12家**');
  expect(description).toContain('面积**3亩2分**');
});

test('says the days that a deadline means beside its words', () => {
  const text = '明年9月底前实现监管全覆盖';
  const deadline = { from: '2024-05-20', to: '2025-09-30', words: '明年9月底前', at: 0 };
  const promise = (isRelative: boolean) => ({
    ...composeLine(text),
    deadline: { ...deadline, isRelative },
  });
  const nextOf = (isRelative: boolean, language: 'zh-CN' | 'en'): string | undefined => {
    const card = sampleCard({ next: [promise(isRelative)] });
    return renderDiscordMessage(card, { language, occasion: 'new' }).embeds[0].fields[0]?.value;
  };
  expect(nextOf(true, 'zh-CN')).toBe('- **明年9月底前**实现监管全覆盖（即2025年9月30日前）');
  expect(nextOf(true, 'en')).toBe('- **明年9月底前**实现监管全覆盖 (by 2025-09-30)');
  expect(nextOf(false, 'zh-CN')).toBe('- **明年9月底前**实现监管全覆盖');
});

test('says whom an opinion is sent to, and names what is left out', () => {
  const card = sampleCard({ recipient: '市发展改革委', hasTable: true });
  const [embed] = renderDiscordMessage(card, ZH).embeds;
  expect(embed.description).toContain('> 致市发展改革委');
  expect(embed.fields.at(-1)?.value).toBe('- 原文有表格，表中数据未列出。');
});

test('links the files of a letter that is only an attachment', () => {
  const attachments = [{ url: 'https://www.example.gov.cn/a.pdf', name: '答复.pdf', type: 'pdf' }];
  const [embed] = renderDiscordMessage(sampleCard({ attachments }), ZH).embeds;
  expect(embed.fields).toContainEqual({
    name: '附件',
    value: '[答复.pdf](https://www.example.gov.cn/a.pdf)',
    inline: false,
  });
});

test('leaves numbers at the start of a line as they are', () => {
  const points = [composeLine('98.6%的学校达标'), composeLine('1.4万人参加')];
  const { description } = renderDiscordMessage(sampleCard({ points }), ZH).embeds[0];
  expect(description).toContain('- 98.6%的学校达标\n- 1.4万人参加');
});

test('names a county with the city around it', () => {
  const region = { code: '320106', name: '鼓楼区', level: 'county', within: '南京市' } as const;
  const message = renderDiscordMessage(sampleCard({ region }), ZH);
  expect(message.content).toContain('南京市鼓楼区：');
  expect(message.embeds[0].author.name).toContain('南京市鼓楼区');
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
  expect(embed.description).toContain('1 promise, 1 figure more in the source');
  expect(embed.fields.map(({ name }) => name)).toEqual(['What comes next', 'Also published by']);
  expect(embed.footer.text).toBe('Jianbao · ref a1b2c3d4 · updated');
  expect(message.components[0]?.components[0]?.label).toBe('Read the source');
});

test('says that a copy is a copy, and does not link it as the source', () => {
  const message = renderDiscordMessage(sampleCard({ issues: ['mirror'] }), ZH);
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
      subject: '',
      reference: text,
      recipient: text,
      points: [composeLine(text)],
      next: [composePromise(text)],
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
      subject: '',
      reference: long,
      points: Array.from({ length: 40 }, () => composeLine(long)),
      next: Array.from({ length: 40 }, () => composePromise(long)),
      attachments: Array.from({ length: 40 }, () => ({
        name: long,
        url: `https://e.example/${'b'.repeat(480)}`,
        type: 'pdf',
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
      subject: blank,
      reference: blank,
      recipient: blank,
      points: [composeLine(blank)],
      next: [composePromise(blank)],
      leftOut: { points: 0, commitments: 0, figures: 0 },
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
