import { expect, test } from 'vitest';

import { addressKey, canonicalUrl, entryKey } from '../../src/discover/canonical-url.ts';

const plain = 'https://jyj.lanhe.gov.cn/jyta/202411/t20241105_77.html';

test.each([
  ['another scheme', 'http://jyj.lanhe.gov.cn/jyta/202411/t20241105_77.html'],
  ['www', 'https://www.jyj.lanhe.gov.cn/jyta/202411/t20241105_77.html'],
  ['a mobile host', 'https://m.jyj.lanhe.gov.cn/jyta/202411/t20241105_77.html'],
  ['a default port', 'http://jyj.lanhe.gov.cn:80/jyta/202411/t20241105_77.html'],
  ['upper case in the host', 'https://JYJ.Lanhe.GOV.cn/jyta/202411/t20241105_77.html'],
  ['a fragment', `${plain}#top`],
  ['a session id', 'https://jyj.lanhe.gov.cn/jyta/202411/t20241105_77.html;jsessionid=0AF3'],
  ['a session id in the query', `${plain}?jsessionid=0AF3`],
  ['tracking', `${plain}?utm_source=wx&spm=1.2&from=timeline&isappinstalled=0`],
  ['a cache breaker', `${plain}?_t=1731400000000`],
  ['double slashes', 'https://jyj.lanhe.gov.cn//jyta//202411/t20241105_77.html'],
  ['needless escapes', 'https://jyj.lanhe.gov.cn/jyta/202411/%7420241105%5F77.html'],
  ['blanks around', `  ${plain}\n`],
])('ignores %s', (_, variant) => {
  expect(canonicalUrl(variant)).toBe(canonicalUrl(plain));
});

test.each([
  ['https://jyj.lanhe.gov.cn/jyta/index.html', 'http://jyj.lanhe.gov.cn/jyta'],
  ['https://jyj.lanhe.gov.cn/index.shtml', 'https://jyj.lanhe.gov.cn'],
  ['http://hudong.moe.gov.cn/jyb_xxgk/a.html', 'https://www.moe.gov.cn/jyb_xxgk/a.html'],
  ['http://a.gov.cn/c/mpost_12.html', 'http://a.gov.cn/c/post_12.html'],
  ['http://a.gov.cn/s?b=2&a=1', 'http://a.gov.cn/s?a=1&b=2'],
  ['http://a.gov.cn/%e6%95%99', 'http://a.gov.cn/%E6%95%99'],
  ['http://a.gov.cn/教', 'http://a.gov.cn/%E6%95%99'],
  ['http://a.gov.cn/s?id=5&amp;c=1', 'http://a.gov.cn/s?id=5&c=1'],
])('writes %s and %s alike', (a, b) => {
  expect(canonicalUrl(a)).toBe(canonicalUrl(b));
});

test.each([
  ['http://a.gov.cn/show.asp?id=1', 'http://a.gov.cn/show.asp?id=2'],
  ['http://a.gov.cn/show.asp?from=12', 'http://a.gov.cn/show.asp?from=13'],
  ['http://a.gov.cn/show.asp?t=3', 'http://a.gov.cn/show.asp?t=4'],
  ['http://a.gov.cn/A.html', 'http://a.gov.cn/a.html'],
  ['http://a.gov.cn:8080/a.html', 'http://a.gov.cn/a.html'],
  ['http://jyj.a.gov.cn/a.html', 'http://kjj.a.gov.cn/a.html'],
  ['https://a.gov.cn/v5/#/detail?id=1', 'https://a.gov.cn/v5/#/detail?id=2'],
  ['http://a.gov.cn/index_1.html', 'http://a.gov.cn/index_2.html'],
])('keeps %s and %s apart', (a, b) => {
  expect(canonicalUrl(a)).not.toBe(canonicalUrl(b));
});

test('is stable when applied twice, and returns other text as it is', () => {
  const urls = [plain, 'http://m.a.gov.cn/x/?b=1&a=%7e', 'https://a.gov.cn/v5/#/detail?id=1'];
  for (const url of urls) expect(canonicalUrl(canonicalUrl(url))).toBe(canonicalUrl(url));
  expect(canonicalUrl(' not an address ')).toBe('not an address');
  expect(canonicalUrl('mailto:a@b.cn')).toBe('mailto:a@b.cn');
});

test.each([
  ['TRS in another folder', plain, 'http://jyj.lanhe.gov.cn/zwgk/t20241105_77.shtml'],
  [
    'Hanweb',
    'http://a.gov.cn/art/2024/4/15/art_12_58.html',
    'https://www.a.gov.cn/col/art_12_58.html',
  ],
  [
    'gkmlpt and its portal',
    'http://a.gov.cn/gkmlpt/content/3/36/post_3643.html',
    'http://a.gov.cn/tzgg/content/mpost_3643.html',
  ],
  [
    'ucap',
    'http://www.gov.cn/zhengce/content_6899.htm',
    'http://gov.cn/zhengceku/content_6899.htm',
  ],
  [
    'VSB and its script form',
    'http://a.gov.cn/info/1019/1492.htm',
    'http://a.gov.cn/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1019&wbnewsid=1492',
  ],
])('knows one article of %s by its id', (_, a, b) => {
  expect(addressKey(a)).toBe(addressKey(b));
});

test('keeps ids of different hosts and of different articles apart', () => {
  expect(addressKey(plain)).not.toBe(addressKey(plain.replace('jyj', 'kjj')));
  expect(addressKey(plain)).not.toBe(addressKey(plain.replace('_77', '_78')));
});

test('sees new content at a re-used address by its title, and none in a new date', () => {
  const entry = { url: plain, title: '对第0101号提案的答复', date: '2024-11-05' };
  const redated = { ...entry, date: '2024-11-20', title: '对第 0101 号提案的答复' };
  const reused = { ...entry, title: '对第0102号提案的答复' };
  expect(entryKey(redated)).toBe(entryKey(entry));
  expect(entryKey(reused)).not.toBe(entryKey(entry));
});
