import { expect, test } from 'vitest';
import { hostOf, isUserContent, judgeStanding } from '../../src/region/standing.ts';

// [address, author, who vouches for it]
test.each([
  ['http://www.moe.gov.cn/jyb_xxgk/t1.html', '教育部', 'own'],
  ['https://jyj.wuhan.gov.cn/a.html', '武汉市教育局', 'own'],
  ['http://whjyj.wuhan.gov.cn.:80/a.html', '武汉市教育局', 'own'],
  ['http://www.altjyj.gov.cn/a.html', '阿勒泰地区教育局', 'own'],
  ['http://www.altjyj.gov.cn/a.html', '武汉市教育局', 'government'],
  ['http://scjgj.wuhan.gov.cn/a.html', '武汉市教育局', 'region'],
  ['http://www.wuhan.gov.cn/a.html', '武汉市教育局', 'region'],
  ['http://www.wuhan.gov.cn/a.html', '武汉市人民政府办公室', 'own'],
  ['http://www.hubei.gov.cn/a.html', '武汉市教育局', 'region'],
  ['http://www.wuhan.gov.cn/a.html', '教育部', 'government'],
  ['http://www.wuhan.gov.cn/a.html', '湖北省教育厅', 'government'],
  ['http://jyj.changsha.gov.cn/a.html', '武汉市教育局', 'government'],
  ['http://www.wuhan.gov.cn/hudong/liuyan/1.html', '武汉市教育局', 'user-content'],
  ['http://www.wuhan.gov.cn/s?q=1', '武汉市教育局', 'user-content'],
  ['https://jyj.wuhan.gov.cn.copies.example/a.html', '武汉市教育局', 'outside'],
  ['https://example.com/jyj.wuhan.gov.cn/a.html', '武汉市教育局', 'outside'],
  ['https://xn--fiqs8s.example/a.html', '教育部', 'outside'],
])('%s, signed %s: %s', (url, agency, standing) => {
  expect(judgeStanding(url, agency, null)).toBe(standing);
});

test('without an address nobody vouches', () => {
  expect(judgeStanding(null, '教育部', null)).toBeNull();
  expect(judgeStanding('no address', '教育部', null)).toBeNull();
});

test('hosts are named as people read them', () => {
  expect(hostOf('http://JYJ.Wuhan.gov.cn.:8080/a')).toBe('jyj.wuhan.gov.cn');
  expect(isUserContent('http://liuyan.wuhan.gov.cn/1.html')).toBe(true);
  expect(isUserContent('http://jyj.wuhan.gov.cn/jyta/1.html')).toBe(false);
});
