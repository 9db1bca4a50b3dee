import { array, assert, constant, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';

import type { MediaKind, Page } from '../../src/domain/page.ts';
import { extractArticle } from '../../src/extract/extract-article.ts';

const page = (kind: MediaKind, text: string): Page => ({
  url: 'https://jyj.example.gov.cn/a/t20240903_1.html',
  kind,
  text,
  charset: 'utf-8',
  issues: [],
});
const today = '2026-11-22';
const paragraph = '您提出的关于加强课后服务的建议收悉，现答复如下：我局高度重视，积极办理。';

const scraps = constantFrom(
  '<div>',
  '</div>',
  '<p>',
  '</p>',
  '<table><tr><td>',
  '</td></tr></table>',
  '<br>',
  '<a href="x.pdf">',
  '</a>',
  '<h1>',
  '</h1>',
  '<meta name="PubDate" content="2024-01-0',
  '<script>',
  '</script>',
  '<!--',
  '-->',
  '索引号：',
  '发布日期',
  '2024年7月18日',
  '第0635号提案',
  '五届一次会议',
  '《',
  '》',
  '〔2024〕',
  '号',
  '委员：',
  '數(shù)?',
  '????',
  '[bookmark: ',
  'HYPERLINK "',
  '\u0000',
  '\ud800',
  '　　',
  '\n',
  '---\n',
  ': ',
  '<',
  '>',
  '&#',
);
const soup = array(oneof(scraps, string({ maxLength: 12 }), constant(paragraph)), {
  maxLength: 60,
}).map((parts) => parts.join(''));

test.each<MediaKind>(['html', 'text', 'markdown', 'xml', 'json', 'pdf', 'other'])(
  'makes an article of any %s',
  (kind) => {
    assert(
      property(oneof(soup, string({ unit: 'binary' })), (text) => {
        const { article } = extractArticle(page(kind, text), { today });
        expect(article.title).not.toMatch(/[\r\n]/u);
        expect((article.datePublished ?? '') <= '2026-11-22').toBe(true);
        expect(article.body === '' || article.body.trim() === article.body).toBe(true);
      }),
      { numRuns: 150 },
    );
  },
);

test.each([
  ['nested elements', '<div>'.repeat(60_000) + paragraph],
  ['unclosed links', '<a href=x>'.repeat(20_000) + paragraph],
  ['close tags without open ones', `<div>${paragraph}`.repeat(50) + '</b>'.repeat(60_000)],
  ['nested tables', '<table><tr><td>'.repeat(5_000) + paragraph],
  ['small elements', '<p>文字</p>'.repeat(200_000)],
  ['one text of ten megabytes', `<p>${'中文字符，测试。'.repeat(1_300_000)}</p>`],
])('survives a page of %s', (_name, text) => {
  const { article } = extractArticle(page('html', text), { today });
  expect(article.body.length).toBeLessThanOrEqual(200_000);
});

test.each([
  ['# TITLE', 'TITLE'],
  ['#TITLE', 'TITLE'],
  ['  ## TITLE ##', 'TITLE'],
  ['# **TITLE**', 'TITLE'],
])('keeps the marks of a Markdown heading out of the title: %s', (line, expected) => {
  const title = '关于市十五届人大一次会议第12号建议的答复';
  const text = `${line.replace('TITLE', title)}\n\n王小明代表：\n\n${paragraph}\n\n青溪市教育局\n2024年5月6日\n`;
  const { article } = extractArticle(page('text', text), { today });
  expect(article.title).toBe(expected.replace('TITLE', title));
});

test('says that a page was too large to read whole', () => {
  const { article } = extractArticle(page('html', '<p>段落，文字。</p>'.repeat(200_000)), {
    today,
  });
  expect(article.issues).toContain('too-large');
});

test('says that a page was nested too deeply', () => {
  const { article } = extractArticle(page('html', '<div>'.repeat(60_000) + paragraph), { today });
  expect(article.issues).toContain('too-deep');
  expect(article.body).toContain('现答复如下');
});

test('gives no date of the future and none before 2000', () => {
  const text = `<h1>关于课后服务的答复</h1><p>发布时间：2099-01-01</p><p>${paragraph}</p><p>1998年3月4日</p>`;
  const { article } = extractArticle({ ...page('html', text), url: null }, { today });
  expect([article.datePublished, article.dateWritten]).toEqual([null, null]);
});

test('takes the day in the address only when nothing better gives one', () => {
  const text = `<h1>关于课后服务的答复</h1><p>${paragraph}</p>`;
  expect(extractArticle(page('html', text), { today }).article.datePublished).toBe('2024-09-03');
  const { article: hinted } = extractArticle(page('html', text), {
    today,
    entryDate: '2024-09-05',
  });
  expect(hinted.datePublished).toBe('2024-09-05');
});

test.each(['访问时间：2026-03-20 10:00', '有效期：2024-01-01至2029-12-31', '今天是2024年9月1日'])(
  'a day that says something else is no day of publication: %s',
  (line) => {
    const text = `<h1>关于课后服务的答复</h1><div>${line} 来源：某市教育局</div><p>${paragraph}</p>`;
    const { article } = extractArticle({ ...page('html', text), url: null }, { today });
    expect(article.datePublished).toBeNull();
  },
);

test('a moment in a meta element is a day in China', () => {
  const text = `<meta name="PubDate" content="2024-09-17T18:20:30Z"><h1>关于课后服务的答复</h1><p>${paragraph}</p>`;
  expect(extractArticle(page('html', text), { today }).article.datePublished).toBe('2024-09-18');
});

test('marks a page whose visible and hidden days disagree', () => {
  const text = `<meta name="PubDate" content="2020-01-01"><h1>关于课后服务的答复</h1><p>发布时间：2024-03-04 来源：某市教育局</p><p>${paragraph}</p>`;
  const { article } = extractArticle(page('html', text), { today });
  expect(article.datePublished).toBe('2024-03-04');
  expect(article.issues).toContain('date-conflict');
});

test('makes a cut title whole from the list', () => {
  const whole = '关于对市政协十一届二次会议第0123号《关于加强中小学生心理健康教育的提案》的答复';
  const text = `<meta name="ArticleTitle" content="${whole.slice(0, 20)}…"><p>${paragraph}</p>`;
  expect(extractArticle(page('html', text), { today, entryTitle: whole }).article.title).toBe(
    whole,
  );
});
