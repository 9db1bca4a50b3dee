import { expect, test } from 'vitest';
import { judgeStanding, standingOf, userContentAt } from '../../src/region/standing.ts';
import { hostOf, siteOf, withoutFinalDot } from '../../src/text/host-of.ts';
import { composeArticle } from '../support/composed-articles.ts';

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
  // Governments write on the portal alone, ministries on their own domain alone.
  ['https://www.moe.gov.cn/a.html', '国务院', 'government'],
  ['https://www.most.gov.cn/a.html', '国务院办公厅', 'government'],
  ['https://www.gov.cn/a.html', '国务院办公厅', 'own'],
  ['https://gov.cn/a.html', '国务院', 'own'],
  ['https://www.gov.cn/a.html', '教育部', 'region'],
  ['https://www.most.gov.cn/a.html', '教育部', 'government'],
  ['https://www.samr.gov.cn/a.html', '教育部办公厅 市场监管总局办公厅', 'own'],
  ['https://xn--80a1a.moe.gov.cn/a.html', '教育部', 'government'],
  ['https://moe.wuhan.gov.cn/a.html', '教育部', 'government'],
  ['https://scjgj.wuhan.gov.cn/a.html', '武汉市人民政府', 'region'],
  ['https://school1.wuhan.gov.cn/a.html', '武汉市人民政府', 'region'],
  ['https://wuhan.gov.cn/a.html', '武汉市人民政府', 'own'],
  ['https://fakeedu.wuhan.gov.cn/a.html', '武汉市教育局', 'region'],
  ['https://evilxxjyj.wuhan.gov.cn/a.html', '武汉市教育局', 'region'],
  ['https://jyj.scjgj.wuhan.gov.cn/a.html', '武汉市教育局', 'region'],
  ['https://www.jyj.wuhan.gov.cn/a.html', '武汉市教育局', 'own'],
  ['https://jyj.tongling.ah.gov.cn/a.html', '铜陵市教育局', 'own'],
  ['https://gdstc.gd.gov.cn/a.html', '广东省科学技术厅', 'own'],
  ['https://sthjt.qinghai.gov.cn/a.html', '青海省生态环境厅', 'own'],
  ['https://www.moa.gov.cn/a.html', '农业农村部', 'own'],
  ['https://www.nhc.gov.cn/a.html', '国家卫生健康委员会', 'own'],
  ['https://www.ndrc.gov.cn/a.html', '国家发展和改革委员会', 'own'],
  ['https://www.ndrc.gov.cn/a.html', '国家发展改革委', 'own'],
  // Who signs beside a ministry vouches for itself alone.
  ['https://jyj.wuhan.gov.cn/a.html', '教育部 武汉市教育局', 'government'],
  ['https://jyj.wuhan.gov.cn/a.html', '武汉市教育局、教育部', 'government'],
  ['https://jyj.wuhan.gov.cn/a.html', '教育部武汉市教育局', 'government'],
  ['https://jyj.wuhan.gov.cn/a.html', '武汉市人民政府转教育部', 'region'],
  ['https://jyj.wuhan.gov.cn/a.html', '武汉市教育局 武汉市市场监督管理局', 'own'],
])('%s, signed %s: %s', (url, agency, standing) => {
  expect(judgeStanding(url, agency, null)).toBe(standing);
});

test('without an address nobody vouches', () => {
  expect(judgeStanding(null, '教育部', null)).toBeNull();
  expect(judgeStanding('no address', '教育部', null)).toBeNull();
});

test('hosts are named as people read them', () => {
  expect(hostOf('http://JYJ.Wuhan.gov.cn.:8080/a')).toBe('jyj.wuhan.gov.cn');
  expect(hostOf('no address')).toBeNull();
  expect(siteOf('http://jyj.wuhan.gov.cn.:8080/a')).toBe('jyj.wuhan.gov.cn:8080');
  expect(siteOf('https://jyj.wuhan.gov.cn:443/a')).toBe('jyj.wuhan.gov.cn');
  expect(withoutFinalDot('http://jyj.wuhan.gov.cn./a?b=1')).toBe('http://jyj.wuhan.gov.cn/a?b=1');
  expect(withoutFinalDot('no address.')).toBe('no address.');
});

const VISITORS = [
  '/zmhd/lyhf/1.html /jlhd/zxly/1.html /hdjl/1.html /ldxx/1.html /szxx/1.html /jzxx/1.html /ldzx/xjcx/1.html /wlwz/1.html',
  '/zxts/1.html /tsjb/1.html /xfts/1.html /gzcy/1.html /gbook/1.html /gongzhongliuyan/1.html /liuyanhuifu/1.html',
  '/interaction/1.html /interact/letter/1.html /consult/1.html /mail/1.html /email/1.html /mayorbox/1.html',
  '/shizhangxinxiang/1.html /ldxx_detail.jsp?id=1 /jact/front/mailpubdetail.do?sysid=1 /col/col123/letter.html',
  '/hudongjiaoliu/1.html /zhengminhudong/1.html /wytw/1.html /comment-list/1.html /Comment/1 /liuyan.jsp?id=2',
  '/index.php?m=guestbook&id=1 /index.php?c=liuyan /so/s?tab=all&qt=1 /jsearch/1.html /s.jsp?content=1 /jsearchfront/1.html',
  '/elasticsearch/1.html /ss/search.do?searchWord=1 /unionsearch/1 /q?wenti=1 /gov/12345hotline/1.html /12345/1.html /mzhd/1.html',
  '/jyxc/1.html /xfxx/1.html /minyi/1.html /wenda/1.html /luntan/1.html /tieba/1.html /blog/1.html /user/1.html',
  '/%6Ciuyan/1.html /LIUYAN/1.html /a/liuyan2/1.html /hudong1/1.html /msgboard/1.html /app/letter/detail?id=1',
  '/%E7%BD%91%E6%B0%91%E7%95%99%E8%A8%80/1.html',
].flatMap((row) => row.split(' '));
test.each(VISITORS)('visitors write below %s', (path) => {
  const url = `http://jyj.wuhan.gov.cn${path}`;
  expect(userContentAt(url)).toBe('visitors');
  expect(judgeStanding(url, '武汉市教育局', null)).toBe('user-content');
});

test.each('liuyan hudong 12345 gz12345 zmhd szxx so mail bbs1 liuyan-jyj'.split(' '))(
  'visitors write on %s',
  (label) => {
    expect(judgeStanding(`https://${label}.wuhan.gov.cn/a.html`, '武汉市人民政府', null)).toBe(
      'user-content',
    );
  },
);

// The office's own columns among them are found, and do not stand as official.
test.each(
  '/zmhd/tajy/rdjy/1.html /hdjl/jytabl/202405/t1.html /gzcy/zxta/1.html /hudong/jytablfw/1.html /myzj/1.html /zixun/1.html /hdjl/myzj/1.html /hdjl/hygq_29682/1.html'.split(
    ' ',
  ),
)('the office writes below %s', (path) => {
  expect(userContentAt(`https://sthjt.qinghai.gov.cn${path}`)).toBe('office');
});

test.each([
  'https://jyj.xinxiang.gov.cn/zwgk/jyta/1.html',
  'https://www.xinxiang.gov.cn/xinxiang/jyta/1.html',
  'https://www.liuyang.gov.cn/liuyang/jyta/1.html',
  'https://jyj.wuhan.gov.cn/jyta/202407/t20240702_12345.html',
  'https://jyj.wuhan.gov.cn/col/12345/1.html',
  'https://jyj.wuhan.gov.cn/art/2024/7/2/art_12345_67.html',
  'https://www.moe.gov.cn/s78/A07/tongzhi/1.html',
  'https://kjt.hunan.gov.cn/kjt/research/1.html',
  'https://wlj.hefei.gov.cn/mayor/site/label/8888?labelName=publicInfoList&siteId=6784341',
  'https://jyj.weinan.gov.cn/zfxxgk/fdzdgknr/tajybl/1.html',
  'https://sjt.guizhou.gov.cn/zwgk/zdlyxx/jyta/1.html',
  'https://whlyj.wuhan.gov.cn/zwgk/zxxx/1.html',
])('nothing in %s says that visitors write there', (url) => {
  expect(userContentAt(url)).toBeNull();
});

test.each([
  'https://www.moe.gov.cn/%',
  'https://a.gov.cn/%E7%95',
  `https://a.gov.cn/${'a/'.repeat(900)}`,
])('a strange address is read to its end: %s', (url) => {
  expect(userContentAt(url)).toBeNull();
});

test('what a page says of itself lowers it, and raises nothing', () => {
  const one = { agency: '武汉市教育局', url: 'https://jyj.wuhan.gov.cn/a.html' };
  expect(standingOf(composeArticle(one))).toBe('own');
  expect(standingOf(composeArticle({ ...one, issues: ['message-board'] }))).toBe('user-content');
  const url = 'https://copies.example/a.html';
  expect(standingOf(composeArticle({ ...one, url, issues: ['message-board'] }))).toBe('outside');
  expect(standingOf(composeArticle({ ...one, textFrom: url }))).toBe('outside');
});
