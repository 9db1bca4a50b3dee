import { expect, test } from 'vitest';

import { refreshTarget } from '../../src/markup/refresh-target.ts';

const here = 'http://jyj.lanhe.gov.cn/art/2026/11/3/art_12_345.html';

function targetOf(text: string, url: string | null = here): string | null {
  return refreshTarget({ url, kind: 'html', text, charset: 'utf-8', issues: [] });
}

test.each([
  [
    '<meta http-equiv="refresh" content="0;url=/jyta/7.html">',
    'http://jyj.lanhe.gov.cn/jyta/7.html',
  ],
  [
    '<meta http-equiv="Refresh" content="3; URL=\'art_12_345_1.html\'"><p>正在跳转，请稍候</p>',
    'http://jyj.lanhe.gov.cn/art/2026/11/3/art_12_345_1.html',
  ],
  [
    '<meta http-equiv="refresh" content="0;url=https://www.lanhe.gov.cn/jyta/7.html">',
    'https://www.lanhe.gov.cn/jyta/7.html',
  ],
  [
    '<p>本栏目已迁移，请访问<a href="/zwgk/jyta/">新栏目</a></p>',
    'http://jyj.lanhe.gov.cn/zwgk/jyta/',
  ],
  [
    '<h1>Object moved</h1><p>to <a href="/zwgk/9.html">here</a>.',
    'http://jyj.lanhe.gov.cn/zwgk/9.html',
  ],
])('is led on by %s', (text, expected) => {
  expect(targetOf(text)).toBe(expected);
});

const prose = '经研究，现就作业管理和课后服务的有关情况答复如下，感谢您对教育工作的关心。'.repeat(
  4,
);

test.each([
  [
    'a page that has its text',
    `<meta http-equiv="refresh" content="0;url=/7.html"><p>${prose}</p>`,
  ],
  ['a page that reloads itself', `<meta http-equiv="refresh" content="5;url=${here}#top">`],
  ['a slow refresh', '<meta http-equiv="refresh" content="300;url=/7.html">'],
  ['a refresh without an address', '<meta http-equiv="refresh" content="5">'],
  ['the home page', '<meta http-equiv="refresh" content="0;url=/index.html">'],
  ['an error page', '<title>404</title><meta http-equiv="refresh" content="3;url=/error/7.html">'],
  [
    'a strange host',
    '<meta http-equiv="refresh" content="0;url=https://lanhe.example.com/7.html">',
  ],
  ['another scheme', '<meta http-equiv="refresh" content="0;url=javascript:go()">'],
  ['a choice of links', '<p>网站已迁移</p><a href="/a/">甲</a><a href="/b/">乙</a>'],
  ['one link without such a word', '<a href="/a/">返回</a>'],
])('is not led on by %s', (_name, text) => {
  expect(targetOf(text)).toBeNull();
});

test('is not led on from a page without an address', () => {
  expect(targetOf('<meta http-equiv="refresh" content="0;url=/7.html">', null)).toBeNull();
});
