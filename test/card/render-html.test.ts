import { parseHTML } from 'linkedom';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DISCORD_STYLES } from '../../src/card/discord-styles.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { renderHtml } from '../../src/card/render-html.ts';
import { renderText } from '../../src/card/render-text.ts';
import { composeLine } from '../support/compose.ts';
import { sampleCard } from './sample-card.ts';

const ZH = { language: 'zh-CN', occasion: 'new' } as const;
const htmlOf = (more = {}): string => renderHtml(renderDiscordMessage(sampleCard(more), ZH));

test('shows the card as Discord would: linked title, quote, list, bold figures, fields, button', () => {
  const { document } = parseHTML(
    `<body>${htmlOf({ title: '关于扩大课后服务的提案的答复' })}</body>`,
  );
  const text = (selector: string): string | undefined =>
    document.querySelector(selector)?.textContent?.trim();
  expect(text('.jb-content')).toBe('新答复｜青田区：关于扩大课后服务的提案');
  expect(text('.jb-kicker')).toBe('答复 · 青田区 · 双减');
  expect(document.querySelector('.jb-title a')?.getAttribute('href')).toBe(
    'https://www.example.gov.cn/art/2024/5/20/art_1_9.html',
  );
  expect(text('.jb-subtext')).toBe('另有 1 项承诺、1 个数据，见原文');
  expect(document.querySelectorAll('.jb-description li').length).toBe(2);
  expect(text('.jb-description strong')).toBe('青田区教育局');
  expect(text('.jb-description li strong')).toBe('32所');
  expect(document.querySelectorAll('.jb-field').length).toBe(2);
  expect(document.querySelector('.jb-button')?.getAttribute('rel')).toContain('noopener');
});

test('has a bar color for every card color in the stylesheet', () => {
  const bar = /jb-bar-[0-9a-f]{6}/u.exec(htmlOf())?.[0] ?? 'none';
  expect(DISCORD_STYLES).toContain(`.${bar} {`);
});

test('escapes whatever a page may say', () => {
  const evil =
    '<script>alert(1)</script><img src=x onerror=alert(1)> "\' & [a](javascript:alert(1))';
  const { document } = parseHTML(
    `<body>${htmlOf({ title: evil, agency: evil, subject: '', points: [composeLine(evil)] })}</body>`,
  );
  expect(document.querySelectorAll('script, img').length).toBe(0);
  for (const link of document.querySelectorAll('a')) {
    expect(link.getAttribute('href')).toMatch(/^https?:\/\//u);
  }
  expect(document.querySelector('.jb-title')?.textContent).toContain('<script>alert(1)</script>');
});

test('shows text with markup characters as it was written', () => {
  const { document } = parseHTML(
    `<body>${htmlOf({ points: [composeLine('出台“1+N”_方案_*若干*（试行）[一] 1. #2 > 3 \\ ~~x~~')] })}</body>`,
  );
  expect(document.querySelector('.jb-description li')?.textContent).toBe(
    '出台“1+N”_方案_*若干*（试行）[一] 1. #2 > 3 \\ ~~x~~',
  );
});

test('never lets any text become an element of its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const html = htmlOf({ points: [composeLine(text)], title: text });
      expect(
        html.replaceAll(
          /<\/?(?:article|div|p|span|section|h3|h4|a|ul|li|strong|blockquote|br)(?: [a-z-]+="[^"<>]*")*>/gu,
          '',
        ),
      ).not.toMatch(/[<>]/u);
    }),
    { numRuns: 200 },
  );
});

test('prints the card for a terminal in both languages', () => {
  expect(renderText(sampleCard(), 'zh-CN')).toMatchInlineSnapshot(`
    "[答复 · 青田区 · 双减]
    关于扩大课后服务的提案（区政协三届二次会议第9号提案）
    青田区教育局 · 青教提复〔2024〕9号 · 成文 2024-05-20 · 发布 2024-05-28
      • 全区32所小学开展课后服务
      • 学科类培训机构由63家压减至2家

    下一步：
      • 年底前实现监管全覆盖

    另有 1 项承诺、1 个数据，见原文

    另见：
      • 青田区人民政府 https://www.example.cn/x(1).html

    https://www.example.gov.cn/art/2024/5/20/art_1_9.html
    减报 · 编号 a1b2c3d4"
  `);
  expect(renderText(sampleCard({ issues: ['mirror'] }), 'en')).not.toContain('example.gov.cn');
});
