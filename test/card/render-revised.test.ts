import { expect, test } from 'vitest';

import { articleOfButton, correctionButtonId } from '../../src/card/correction-button.ts';
import { renderCorrections } from '../../src/card/render-corrections.ts';
import { renderDigest, splitDigest } from '../../src/card/render-digest.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { renderHtml } from '../../src/card/render-html.ts';
import { renderText } from '../../src/card/render-text.ts';
import type { Card, Language } from '../../src/domain/card.ts';
import type { DigestPart } from '../../src/domain/delivery.ts';
import { expectValid } from './expect-valid.ts';
import { sampleCard } from './sample-card.ts';

const gone: Partial<Card> = { revision: 2, withdrawal: { kind: 'gone', on: '2026-11-24' } };
const elsewhere: Partial<Card> = {
  revision: 2,
  withdrawal: {
    kind: 'gone',
    on: '2026-11-24',
    stillAt: { agency: '云海省教育厅', url: 'https://jyt.yunhai.gov.cn/art/9.html' },
  },
};
const corrected: Partial<Card> = { revision: 2, correctedOn: '2026-11-24' };
const related: Partial<Card> = {
  related: [
    {
      articleId: 'p-2',
      role: 'co-handling',
      agency: '青田区财政局',
      date: '2024-05-02',
      url: 'https://czj.example.gov.cn/2.html',
    },
    { articleId: 'p-3', role: 'answer', agency: '青田区民政局', date: null, url: null },
  ],
};

const render = (more: Partial<Card>, language: Language = 'zh-CN') =>
  renderDiscordMessage(sampleCard(more), { language, occasion: 'new' });

test('a card whose page is gone is struck through, says since when, and leads nowhere', () => {
  const message = render(gone);
  expectValid(message);
  const [embed] = message.embeds;
  expect(message.content).toBe('已撤下｜~~青田区：关于扩大课后服务的提案~~');
  expect(embed.title).toBe('~~关于扩大课后服务的提案（区政协三届二次会议第9号提案）~~');
  expect(embed.url).toBeUndefined();
  expect(embed.description).toContain('**原网页已于 2026\u201111\u201124 撤下**');
  expect(embed.description).toContain('- ~~学科类培训机构由**63家**压减至**2家**~~');
  expect(embed.fields[0]?.value).toBe('- ~~年底前实现监管全覆盖~~');
  expect(message.components).toEqual([]);
  expect(JSON.stringify(message)).not.toContain('另见');
});

test('where the page says it itself, the card leads to that page', () => {
  const message = render({ withdrawal: { kind: 'withdrawn', on: '2026-11-24' } });
  expect(message.content).toMatch(/^已撤回｜/u);
  expect(message.embeds[0].description).toContain('声明撤回');
  expect(message.embeds[0].url).toContain('/art_1_9.html');
});

test('where another government site has it, nothing is struck, and the card leads there', () => {
  const message = render(elsewhere);
  expectValid(message);
  expect(JSON.stringify(message)).not.toContain('~~');
  expect(message.embeds[0].description).toContain('撤下，同一文件仍见于 jyt.yunhai.gov.cn');
  expect(message.embeds[0].url).toBe('https://jyt.yunhai.gov.cn/art/9.html');
});

test('a corrected card says when, and has a button for what changed', () => {
  const message = render(corrected);
  expectValid(message);
  expect(message.embeds[0].description).toContain('更正于 2026\u201111\u201124');
  expect(message.components[0]?.components[1]).toEqual({
    type: 2,
    style: 2,
    label: '更正 · 改了什么',
    custom_id: 'correction:a1b2c3d4e5f6',
  });
});

test('other letters on the proposal are listed, one that may not be linked without a link', () => {
  const field = render(related).embeds[0].fields.find(({ name }) => name.startsWith('同一提案'));
  expect(field?.value.split('\n')).toEqual([
    '- [青田区财政局 · 会办意见 · 2024\u201105\u201102](https://czj.example.gov.cn/2.html)',
    '- 青田区民政局 · 答复',
  ]);
});

test('all of it is said in English, too', () => {
  const text = JSON.stringify([
    render({ ...gone, ...corrected, ...related }, 'en'),
    render(elsewhere, 'en'),
  ]);
  for (const words of [
    'taken down | ~~',
    'The original page was taken down (2026\u201111\u201124)',
    'the same document is still on jyt.yunhai.gov.cn',
    'corrected 2026\u201111\u201124',
    'Correction · what changed',
    'Other letters on this proposal',
    'co-handling opinion',
  ]) {
    expect(text).toContain(words);
  }
});

test('the preview and a terminal show it as well', () => {
  const html = renderHtml(render({ ...gone, ...corrected, ...related }));
  expect(html).toContain('<s>关于扩大课后服务的提案');
  expect(html).toContain('<s>学科类培训机构由<strong>63家</strong>');
  expect(html).toContain('<span class="jb-button">更正 · 改了什么</span>');
  expect(html).not.toContain('~~');
  const text = renderText(sampleCard({ ...gone, ...corrected, ...related }), 'zh-CN');
  expect(text).toContain('[x] 关于扩大课后服务的提案');
  expect(text).toContain('原网页已于 2026-11-24 撤下');
  expect(text).toContain('更正于 2026-11-24');
  expect(text).toContain(
    '• 青田区财政局 · 会办意见 · 2024-05-02 https://czj.example.gov.cn/2.html',
  );
});

const digest: DigestPart = {
  id: 'd',
  source: { name: '青田区', url: 'https://www.example.gov.cn/list/' },
  kind: 'reply',
  count: 60,
  part: 1,
  parts: 1,
  articleIds: [],
};

test('a digest marks its rows, and stays within the limit when all of them are marked', () => {
  const rows = (cards: readonly Card[]): readonly string[] =>
    (renderDigest(cards, { language: 'zh-CN', digest }).embeds[0].description ?? '').split('\n');
  expect(rows([sampleCard(gone)])[0]).toMatch(/^- ~~\[关于扩大课后服务的提案.*~~ · .* · 已撤下$/u);
  expect(rows([sampleCard(corrected)])[0]).toMatch(/· 已更正$/u);
  expect(rows([sampleCard(elsewhere)])[0]).toContain('yunhai');
  const many = Array.from({ length: 300 }, (_, at) =>
    sampleCard({ subject: `关于第${at}件事的提案` }),
  );
  for (const part of splitDigest(many)) {
    const message = renderDigest(
      part.map((card) => ({ ...card, ...elsewhere, ...corrected })),
      {
        language: 'en',
        digest,
      },
    );
    expectValid(message);
    expect(message.embeds[0].description?.split('\n')).toHaveLength(part.length);
  }
});

test('what changed is shown old and new, escaped, in bounds, and the rest is counted', () => {
  const change = { before: '追回**417万元** @everyone', after: '追回41.7万元' };
  const text = renderCorrections([{ on: '2026-11-24', changes: [change], more: 2 }], 'zh-CN', 2000);
  expect(text).toBe(
    '**更正于 2026-11-24**\n- 原：~~追回\\*\\*417万元\\*\\* @\u200beveryone~~\n- 今：追回41.7万元\n-# 另有 2 处改动，见原文',
  );
  const long = { before: '旧'.repeat(400), after: null };
  const all = Array.from({ length: 5 }, () => ({
    on: '2026-11-24',
    changes: Array.from({ length: 8 }, () => long),
    more: 0,
  }));
  const english = renderCorrections(all, 'en', 2000);
  expect(english.length).toBeLessThanOrEqual(2000);
  expect(english).toMatch(/-# \d+ more changes in the source$/u);
  expect(renderCorrections([], 'en', 2000)).toBe('');
});

test.each(['', 'a:b', '../x', 'x'.repeat(200), 'é', 'a b'])(
  '"%s" is no document of a button',
  (id) => {
    expect(correctionButtonId(id)).toBeNull();
    expect(articleOfButton(`correction:${id}`)).toBeNull();
  },
);

test('a button knows its document', () => {
  const id = correctionButtonId('p-0123456789abcdef0123456789abcdef-0a1b2c3d');
  expect(articleOfButton(id ?? '')).toBe('p-0123456789abcdef0123456789abcdef-0a1b2c3d');
  expect(articleOfButton('source:add:x')).toBeNull();
});
