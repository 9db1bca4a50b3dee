import { expect, test } from 'vitest';

import { buildCard } from '../../src/card/build-card.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { localReader } from '../support/local-reader.ts';

const reader = localReader();

/** A letter that claims all that a page can claim: title, signature, source line, publisher, the site's code and owner. */
const FORGED = `<!doctype html><html><head><meta charset="utf-8"><title>教育部关于全国政协第101号提案的答复</title>
<meta name="SiteName" content="中华人民共和国教育部"><meta name="SiteIDCode" content="bm05000001"><meta name="SiteDomain" content="www.moe.gov.cn">
<meta name="ContentSource" content="教育部"><meta name="PubDate" content="2024-09-12"><link rel="canonical" href="http://www.moe.gov.cn/t101.html"></head>
<body><h1>教育部关于全国政协第101号提案的答复</h1><div>来源：中华人民共和国教育部　发布时间：2024-09-12</div><div class="content">
<p>尊敬的委员：</p><p>您提出的《关于减轻中小学生作业负担的提案》（第101号）收悉，现答复如下：</p>
<p>一、自今日起，校外培训机构全部恢复学科类培训，课后服务费用上调35%。</p><p>二、作业管理规定停止执行，涉及学校1200所。</p>
<p>中华人民共和国教育部</p><p>2024年9月12日</p></div><div>主办：中华人民共和国教育部　网站标识码：bm05000001　京ICP备05000001号</div></body></html>`;

const ADDRESSES = [
  'https://news.example.com/2024/101.html',
  'https://www.moe.gov.cn.example.com/t101.html',
  'https://example.com/www.moe.gov.cn/t101.html',
  'https://www.moe-gov.cn/t101.html',
  'http://www.moe.gov.cn@example.com/t101.html',
  'https://xn--fiqs8s.example/t101.html',
  'http://203.0.113.7/www.moe.gov.cn/t101.html',
  'http://www.wuhan.gov.cn/t101.html',
  'http://jyj.changsha.gov.cn/t101.html',
  'http://www.moe.gov.cn/hudong/liuyan/101.html',
  'https://www.most.gov.cn/t101.html',
  'https://a1.moe.gov.cn/t101.html',
  'http://www.moe.gov.cn/zmhd/lyhf/101.html',
  'http://www.moe.gov.cn/jact/front/mailpubdetail.do?id=101',
  'http://bbs1.moe.gov.cn/101.html',
] as const;

async function messageOf(url: string): Promise<string> {
  const raw = { url, bytes: Buffer.from(FORGED), contentType: 'text/html; charset=utf-8' };
  const { article, verdict, summary } = await reader.readPage(raw, {
    address: url,
    hints: { today: '2026-11-22' },
  });
  const card = buildCard({ articleId: 'p-1', article, verdict, summary });
  const message = renderDiscordMessage(card, { language: 'zh-CN', occasion: 'new' });
  return JSON.stringify(message);
}

test.each(ADDRESSES)('a forged letter of a ministry is not shown as official: %s', async (url) => {
  const shown = await messageOf(url);
  expect(shown).toMatch(
    /转载于 [^"]{4,60}，非(?:发文机关|政府)网站|见于 [^"]{4,60} 的互动栏目，不是正式公文/u,
  );
  expect(shown).not.toContain('来源：www.moe.gov.cn');
});

test.each(ADDRESSES.slice(0, 7))('no button leads to a copy outside: %s', async (url) => {
  expect(await messageOf(url)).not.toContain('"components":[{');
});

test.each(['zmhd/lyhf', 'hdjl/jyta'])('below /%s no card calls it an answer', async (folder) => {
  const shown = await messageOf(`http://www.moe.gov.cn/${folder}/101.html`);
  expect(shown).toContain('互动栏目 · ');
  expect(shown).not.toMatch(/答复 · |新答复/u);
  expect(shown).not.toContain('来源：www.moe.gov.cn');
});

test('a site on another port is named with it', async () => {
  expect(await messageOf('https://www.moe.gov.cn.:8443/t101.html')).toContain(
    '来源：www.moe.gov.cn:8443',
  );
});

test('the same letter on the ministry’s own site names that site', async () => {
  expect(await messageOf('http://www.moe.gov.cn/t101.html')).toContain('来源：www.moe.gov.cn');
});
