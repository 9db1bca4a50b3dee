import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { describeEvent } from '../../src/app/describe-event.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { renderHtml } from '../../src/card/render-html.ts';
import type { CrawlEvent } from '../../src/crawl/crawl-deps.ts';
import { readableAddress } from '../../src/privacy/public-files.ts';
import { openStore } from '../../src/store/open-store.ts';
import { columnUrl, scriptedSite, testCrawl } from '../crawl/reply-column.ts';
import { personalPages } from './personal-pages.ts';
import { allPending } from '../support/all-pending.ts';

const WORDS =
  '作业 课堂 操场 图书 实验 音乐 美术 体育 劳动 社团 午餐 校车 阅读 书法 足球 篮球 合唱 舞蹈 航模 棋类 编程 陶艺 剪纸 戏剧 诗歌 地理 历史 生物 化学 物理 数学 语文 外语 健康 安全 心理 营养 视力 睡眠 假期'.split(
    ' ',
  );

/** Words in an order of its own: without them all pages would be copies of one document. */
function wordsOf(at: number): string {
  let seed = at * 7919 + 17;
  return Array.from({ length: 120 }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return WORDS[Math.floor(seed / 65_536) % WORDS.length] ?? '';
  }).join('');
}

const letters = [...personalPages('first'), ...personalPages('second')].filter(
  ({ group }) => !group.startsWith('keep'),
);
const pages = letters.map(({ html, ...page }, at) => {
  const number = `第${101 + at}号`;
  const own = `<p>三是${wordsOf(at)}。</p><p>青溪市教育局</p>`;
  const numbered = html.replaceAll('第57号', number).replace('<p>青溪市教育局</p>', own);
  return { ...page, at, html: numbered, title: /<h1>(.*?)<\/h1>/u.exec(numbered)?.[1] ?? '' };
});

/** All that is left anywhere after the bot visited a column of letters that are full of names and numbers. */
async function leftBehind(): Promise<Readonly<Record<string, string>>> {
  const home = mkdtempSync(path.join(tmpdir(), 'jianbao-'));
  // Registered first, so that it comes last: the store is closed before.
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const store = await openStore(`sqlite://${path.join(home, 'store.sqlite')}`);
  const site = scriptedSite();
  const rows = pages.map(
    ({ at, title }) =>
      `<li><a href="./202407/t20240701_${at}.html">${title}</a><span>2024-07-01</span></li>`,
  );
  site.pages.set(columnUrl, `<html><body><ul class="list">${rows.join('\n')}</ul></body></html>`);
  for (const { at, html } of pages) site.pages.set(`${columnUrl}202407/t20240701_${at}.html`, html);
  const limits = { firstVisit: 'all', entriesPerVisit: 400, digestAbove: 400 } as const;
  const crawl = await testCrawl(site, { store, limits });
  await crawl.visit();
  const cards = (await allPending(store.outbox)).map(({ card }) => card);
  const latest = await store.articles.latest({ limit: 400 });
  const messages = [...cards, ...latest].flatMap((card) =>
    (['zh-CN', 'en'] as const).map((language) =>
      renderDiscordMessage(card, { language, occasion: 'new' }),
    ),
  );
  const events: readonly CrawlEvent[] = crawl.events;
  expect(cards.length).toBeGreaterThan(pages.length / 2);
  return {
    channels: JSON.stringify(messages),
    preview: messages.map(renderHtml).join('\n'),
    'what a round prints': events
      .flatMap((event) => [describeEvent(event, 'zh-CN'), describeEvent(event, 'en')])
      .join('\n'),
    'the files of the store': readdirSync(home)
      .map((name) => readFileSync(path.join(home, name), 'utf8'))
      .join('\n'),
  };
}

/** Names of more than two characters and numbers: shorter ones may be a part of other words. */
const secrets = [...new Set(pages.flatMap((page) => page.secrets))].filter((one) => one.length > 2);

test('no name and no number is left in channels, preview, log or store', async () => {
  for (const [place, text] of Object.entries(await leftBehind())) {
    // A name in an address is escaped: %E6%9D%8E is 李.
    const read = text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/gu, readableAddress);
    const found = secrets.filter((secret) => read.includes(secret));
    console.log(`${place}: ${found.length} of ${secrets.length}`, found.join(' '));
    expect(found.length / secrets.length).toBeLessThanOrEqual(0.02);
  }
}, 120_000);
