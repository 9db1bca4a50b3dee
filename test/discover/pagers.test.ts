import { expect, test } from 'vitest';

import { discoverEntries } from '../../src/discover/discover-entries.ts';

const url = 'https://jyj.lanhe.gov.cn/jyta/list.jsp?p=1';
const row = (at: number, host = '') =>
  `<li><a href="${host}/show_${4100 + at}.html">关于第${at + 101}号建议办理情况的答复</a><span>2024-03-${10 + (at % 18)}</span></li>`;
const rows = (count: number, host = '') =>
  Array.from({ length: count }, (_, at) => row(at, host)).join('');
const read = (after: string, list = rows(6), before = '') =>
  discoverEntries(
    {
      url,
      kind: 'html',
      text: `<html><head>${before}</head><body><p>当前位置：<a href="/">首页</a> <a href="/zw/">&gt;</a> 建议</p><ul>${list}</ul>${after}</body></html>`,
      charset: 'utf-8',
      issues: [],
    },
    { today: '2026-11-22' },
  );

test.each([
  ['a sign', '<div><span>1</span><a href="?p=3">3</a><a href="?p=2">&gt;</a></div>'],
  ['a sign escaped twice', '<div>1 <a href="?p=3">3</a><a href="?p=2">&amp;gt;</a></div>'],
  ['an angle quote', '<div>1/9 <a href="?p=2">›</a></div>'],
  ['a single sign beside a double one', '<div>1 <a href="?p=9">»</a><a href="?p=2">›</a></div>'],
  ['a double sign', '<p><a href="?p=0">&lt;&lt;</a> 1 <a href="?p=2">&gt;&gt;</a></p>'],
  ['a full-width sign', '<div><b>1</b><a href="?p=2">＞</a></div>'],
  ['signs of both ways', '<div><a href="?p=0">&lt;</a><a href="?p=2">&gt;</a></div>'],
  ['a class', '<div class="page"><a href="?p=9">9</a><a class="next" href="?p=2"></a></div>'],
  ['an image', '<div>1 <a href="?p=3">3</a><a href="?p=2"><img src="/img/next.gif"></a></div>'],
  ['a named image', '<div><a href="?p=2"><img src="/a/b.png" alt="下一页"></a></div>'],
  ['words', '<div><a href="?p=2">下一页</a></div>'],
  ['words for older letters', '<div><a href="?p=2">更早的答复 →</a></div>'],
  [
    'a call',
    '<script>Ls.pagination("#a",function(pageIndex){return "list.jsp?pageIndex="+pageIndex},{currentPage:1,pageCount:4})</script>',
  ],
])('finds the next page behind %s', async (_what, pager) => {
  const { nextPage } = await read(pager);
  expect(nextPage?.replace('pageIndex', 'p')).toBe('https://jyj.lanhe.gov.cn/jyta/list.jsp?p=2');
});

test.each([
  ['the path to the column', '<p>相关：<a href="/a/">建议</a><a href="/b/">&gt;</a>提案</p>'],
  ['a slider', '<div><a href="/pic1.html">校园风采展示一</a><a href="/pic2.html">&gt;</a></div>'],
])('takes no sign from %s', async (_what, around) => {
  expect((await read(around)).nextPage).toBeNull();
});

test('counts the rows beyond the cap', async () => {
  const found = await read('', rows(2_300));
  expect([found.entries.length, found.truncated]).toEqual([2_000, 300]);
  expect((await read('')).truncated).toBe(0);
});

test.each([
  'http://192.168.10.5:8080/cms/',
  'http://oa/cms/',
  'http://10.1.2.3/',
  'http://cms.local/',
])('an inner address is none for readers: %s', async (base) => {
  const relative = await read('', rows(6).replaceAll('"/show', '"show'), `<base href="${base}">`);
  expect(relative.entries[0]?.url).toBe('https://jyj.lanhe.gov.cn/jyta/show_4100.html');
  const whole = await read('', rows(6, base.replace(/\/$/u, '')));
  expect(whole.entries[0]?.url).toContain('https://jyj.lanhe.gov.cn/');
});

test('another public address is one', async () => {
  const found = await read('', rows(6, 'https://www.lanhe.gov.cn'));
  expect(found.entries[0]?.url).toBe('https://www.lanhe.gov.cn/show_4100.html');
});
