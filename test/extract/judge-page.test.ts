import { expect, test } from 'vitest';

import { extractArticle } from '../../src/extract/extract-article.ts';
import type { Page } from '../../src/domain/page.ts';

const today = '2026-11-22';
const url = 'https://jyj.lanhe.gov.cn/show.jsp?id=55';
const pageOf = (text: string, kind: Page['kind'] = 'html'): Page => ({
  url,
  kind,
  text,
  charset: 'utf-8',
  issues: [],
});

test.each([
  ['<title>提示</title><p>服务器开小差了，请刷新。</p>', ['server-error', 'unreadable']],
  ['<title>提示信息</title><p>今日天气晴，适合出行。</p>', ['unreadable']],
  ['<title>提示信息</title><p>您访问的页面不存在。</p><a href="/">首页</a>', ['soft-404']],
])('a short page that shows no sign of a document is none: %s', (html, issues) => {
  const { article } = extractArticle(pageOf(html), { today });
  expect(article).toMatchObject({ body: '', title: '', issues });
});

test('a notice in plain text is not a document either', () => {
  const { article } = extractArticle(pageOf('当前人数过多，请排队。', 'text'), { today });
  expect(article).toMatchObject({ body: '', issues: ['server-error', 'unreadable'] });
});

test.each([
  ['a greeting', '<p>何知秋代表：</p><p>已按您的建议办理，校门前新设护学岗三处。</p>'],
  ['a set phrase', '<p>您的来信收悉，校门前新设护学岗三处，请家长放心。</p>'],
  ['a signature', '<p>校门前新设护学岗三处，今日启用。</p><p>青禾县教育局</p><p>2024年9月3日</p>'],
  ['a number', '<p>青教函〔2024〕17号</p><p>校门前新设护学岗三处，今日启用。</p>'],
  ['a file', '<p>校门前新设护学岗三处。</p><p><a href="/a/b.pdf">护学岗安排</a></p>'],
  ['a title', '<h1>关于增设护学岗的通知</h1><p>校门前新设护学岗三处，今日启用。</p>'],
  ['its system', '<meta name="ArticleTitle" content="护学岗启用"><p>校门前新设护学岗三处。</p>'],
])('a short page is a document by %s', (_sign, html) => {
  const { article } = extractArticle(pageOf(`<html><body>${html}</body></html>`), { today });
  expect(article.body).toContain('护学岗三处');
  expect(article.issues).not.toContain('unreadable');
});

test('the title that the list gave is a sign, on the page and only there', () => {
  const html = '<h3>护学岗启用情况说明会</h3><p>校门前新设三处，今日启用。</p>';
  const read = (entryTitle: string) =>
    extractArticle(pageOf(html), { today, entryTitle }).article.body;
  expect(read('护学岗启用情况说明会')).toContain('今日启用');
  expect(read('另一件完全不同的事情')).toBe('');
});
