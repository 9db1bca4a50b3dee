import { expect, test } from 'vitest';

import type { CrawlDeps } from '../../src/crawl/crawl-deps.ts';
import { rereadDue } from '../../src/revise/reread-due.ts';
import { HOMEWORK, TRAINING, type DemoLetter } from '../../src/demo/letters.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import { composeSubscription } from '../support/compose.ts';
import { columnPages, manyLetters, someColumn } from '../support/news-stage.ts';
import { dayMs, lettersAt, otherLetters, postedStage, siteName, urlOf } from './posted-stage.ts';

const corrected: DemoLetter = {
  ...TRAINING,
  paragraphs: TRAINING.paragraphs.map((text) => text.replace('417万元', '41.7万元')),
};

test('a figure that the page puts right is put right on the card, which says when and keeps what changed', async () => {
  const stage = await postedStage([TRAINING]);
  expect(stage.shownText()).toContain('417万元');
  stage.pages.set(urlOf(TRAINING), trsDetail(corrected, siteName));
  expect(await stage.looksAfter(1)).toEqual(['corrected']);
  const [message] = stage.shown;
  expect(stage.shown).toHaveLength(1);
  expect(message?.edits).toBe(1);
  expect(stage.shownText()).toContain('41.7万元');
  expect(stage.shownText()).not.toContain('417万元');
  expect(stage.shownText()).toContain('更正于 2026\u201111\u201124');
  const { articleId, corrections } = await stage.record(TRAINING);
  expect(corrections).toHaveLength(1);
  expect(corrections?.[0]).toMatchObject({ on: '2026-11-24', more: 0 });
  expect(corrections?.[0]?.changes).toHaveLength(1);
  expect(corrections?.[0]?.changes[0]?.before).toContain('417万元');
  expect(corrections?.[0]?.changes[0]?.after).toContain('41.7万元');
  expect(JSON.stringify(message?.message.components)).toContain(`correction:${articleId}`);
  expect(stage.bugs).toEqual([]);
});

test('each channel says it in its own language', async () => {
  const stage = await postedStage([TRAINING], {
    subscriptions: [
      composeSubscription(),
      composeSubscription({ channelId: '200', language: 'en' }),
    ],
  });
  stage.pages.set(urlOf(TRAINING), trsDetail(corrected, siteName));
  await stage.looksAfter(1);
  const texts = stage.shown.map(({ message }) => JSON.stringify(message));
  expect(texts).toHaveLength(2);
  expect(texts.find((text) => text.includes('更正于'))).toContain('更正 · 改了什么');
  expect(texts.find((text) => text.includes('corrected 2026'))).toContain(
    'Correction · what changed',
  );
});

const page = trsDetail(TRAINING, siteName);
const body = TRAINING.paragraphs.map((text) => `<p>　　${text}</p>`).join('\n');

test.each([
  ['a counter', page.replace('>37<', '>4012<')],
  ['a day label', page.replaceAll(/发布时间：[\d-]+ 09:30/gu, '发布时间：2026-11-24 16:02')],
  ['blanks and line breaks', page.replaceAll('，', '， ').replaceAll('。', '。<br>')],
  ['full-width digits', page.replaceAll('417', '４１７')],
  [
    'a new template',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${TRAINING.title}-政务公开</title></head><body><header>青溪市 政务公开 无障碍</header>
<main><h2 class="t">${TRAINING.title}</h2><p class="i">阅读量：9021 次　来源：${TRAINING.agency}　日期：2026-11-24</p><article>${body}</article></main>
<aside><h4>热点</h4><ul><li><a href="/1.html">关于秋季招生的公告</a></li><li><a href="/2.html">关于节日值班的通知</a></li></ul></aside><footer>青溪市人民政府 主办</footer></body></html>`,
  ],
  [
    'files below the letter, in another order',
    page.replace(
      '</div>\n<div class="share">',
      '<p>附件：<a href="b.pdf">名单</a>　<a href="a.pdf">说明</a></p></div>\n<div class="share">',
    ),
  ],
])('%s edits nothing', async (_what, changed) => {
  const stage = await postedStage([TRAINING]);
  expect(changed).not.toBe(page);
  stage.pages.set(urlOf(TRAINING), changed);
  expect(await stage.looksAfter(1)).toEqual(['same']);
  expect(stage.shown.map(({ edits }) => edits)).toEqual([0]);
});

test('the page is read after one day, seven and thirty, and then no more', async () => {
  const stage = await postedStage([TRAINING]);
  const looks: number[] = [];
  for (let day = 1; day <= 92; day += 1) looks.push((await stage.looksAfter(1)).length);
  expect(looks.flatMap((count, index) => (count > 0 ? [index + 1] : []))).toEqual([1, 7, 30]);
  expect(await stage.store.rereads.all()).toEqual([]);
});

test('an empty list of days switches it off', async () => {
  const stage = await postedStage([TRAINING], { limits: { rereadDays: [] } });
  expect(await stage.store.rereads.all()).toEqual([]);
  expect(await stage.looksAfter(40)).toEqual([]);
});

test('a machine that was off for weeks looks once', async () => {
  const stage = await postedStage([TRAINING]);
  expect(await stage.looksAfter(20)).toEqual(['same']);
  expect(await stage.looksAfter(1)).toEqual([]);
});

const withRow = (letter: DemoLetter, title: string, published = letter.published) =>
  lettersAt([{ ...letter, title, published }], { pageOf: letter });

test.each([
  ['更正 in its title', withRow(TRAINING, `${TRAINING.title}（更正）`)],
  ['another day', withRow(TRAINING, TRAINING.title, '2026-11-22')],
  [
    '更正 in its title and another day',
    withRow(TRAINING, `（更正）${TRAINING.title}`, '2026-11-22'),
  ],
])('a row with %s has its page read at once', async (_what, list) => {
  const stage = await postedStage([TRAINING]);
  stage.pages.set(urlOf(TRAINING), trsDetail(corrected, siteName));
  stage.pages.set(someColumn().url, list);
  await stage.visit();
  await rereadDue(stage.deps);
  await stage.settle();
  expect(stage.shown).toHaveLength(1);
  expect(stage.shownText()).toContain('41.7万元');
  expect(stage.shownText()).toContain('更正于');
  // The row goes on looking like that: it is no news.
  await stage.visit();
  expect(await stage.look()).toEqual([]);
});

const redated = (letter: DemoLetter): DemoLetter => ({ ...letter, published: '2026-11-22' });

test('a list that shows all its rows otherwise at once prompts nothing', async () => {
  const letters = [TRAINING, HOMEWORK, ...manyLetters(3, 31)];
  const stage = await postedStage(letters);
  stage.pages.set(someColumn().url, lettersAt(letters.map(redated), {}));
  await stage.visit();
  expect(await stage.look()).toEqual([]);
});

test('a second list that shows a posted letter for the first time prompts nothing', async () => {
  const stage = await postedStage([TRAINING]);
  const all = someColumn({ id: 'all', url: 'https://www.qingxi.gov.cn/zwgk/all/' });
  const rows = [TRAINING, ...otherLetters].map((letter) => ({ href: urlOf(letter), letter }));
  stage.pages.set(all.url, trsList(rows, siteName));
  await stage.visit(all);
  expect(await stage.look()).toEqual([]);
});

test.each([
  ['404', { reason: 'gone' as const }],
  [
    'a page that says so',
    {
      html: '<html><head><meta charset="utf-8"><title>提示</title></head><body><div>您访问的页面不存在或已被删除</div></body></html>',
    },
  ],
  [
    'the front page',
    {
      html: '<html><head><meta charset="utf-8"><title>青溪市人民政府</title></head><body><ul><li><a href="/a">要闻</a></li><li><a href="/b">公告</a></li></ul></body></html>',
      url: 'https://www.qingxi.gov.cn/index.html',
    },
  ],
  [
    'its list',
    {
      html: columnPages(someColumn().url, [HOMEWORK]).get(someColumn().url) ?? '',
      url: someColumn().url,
    },
  ],
  [
    'an address that says 404',
    {
      html: '<html><head><meta charset="utf-8"><title>青溪市</title></head><body><p>返回首页</p></body></html>',
      url: 'https://www.qingxi.gov.cn/404.html',
    },
  ],
])(
  'gone once (%s) changes nothing, gone again a day later strikes the card, and back brings it back',
  async (_how, answer) => {
    const stage = await postedStage([TRAINING]);
    stage.answers.set(urlOf(TRAINING), answer);
    expect(await stage.looksAfter(1)).toEqual(['missing']);
    expect(await stage.looksAfter(0.5)).toEqual([]);
    expect(stage.shown[0]?.edits).toBe(0);
    expect(await stage.looksAfter(0.6)).toEqual(['withdrawn']);
    expect(stage.shown.map(({ edits }) => edits)).toEqual([1]);
    const struck = stage.shown[0]?.message;
    expect(struck?.embeds[0].title).toMatch(/^~~.+~~$/u);
    expect(struck?.embeds[0].description).toContain('原网页已于 2026\u201111\u201124 撤下');
    expect(struck?.embeds[0].description).toMatch(/^- ~~.*\*\*417万元\*\*.*~~$/mu);
    expect(struck?.content).toMatch(/^已撤下｜~~/u);
    expect(struck?.components).toEqual([]);
    stage.answers.delete(urlOf(TRAINING));
    expect(await stage.looksAfter(2)).toEqual(['restored']);
    expect(stage.shown.map(({ edits }) => edits)).toEqual([2]);
    expect(stage.shownText()).not.toContain('~~');
    expect(stage.shownText()).not.toContain('撤下');
  },
);

test.each([
  'server-error',
  'timeout',
  'dns',
  'connection',
  'forbidden',
  'robots',
  'tls',
  'challenge',
] as const)('an outage (%s) is not gone, however long it lasts', async (reason) => {
  const stage = await postedStage([TRAINING]);
  stage.answers.set(urlOf(TRAINING), { reason });
  for (let day = 0; day < 100; day += 1) {
    for (const outcome of await stage.looksAfter(1)) expect(outcome).toBe('unsure');
  }
  expect(stage.shown.map(({ edits }) => edits)).toEqual([0]);
});

test('an error between two looks that find nothing does not begin anew, a page that is back does', async () => {
  const stage = await postedStage([TRAINING]);
  const url = urlOf(TRAINING);
  stage.answers.set(url, { reason: 'gone' });
  expect(await stage.looksAfter(1)).toEqual(['missing']);
  stage.answers.set(url, {
    html: '<html><head><meta charset="utf-8"><title>系统提示</title></head><body>系统繁忙，请稍后再试</body></html>',
  });
  expect(await stage.looksAfter(1)).toEqual(['unsure']);
  stage.answers.delete(url);
  expect(await stage.looksAfter(1)).toEqual(['same']);
  stage.answers.set(url, { reason: 'gone' });
  expect(await stage.looksAfter(5)).toEqual(['missing']);
  stage.answers.set(url, { reason: 'server-error' });
  expect(await stage.looksAfter(1.1)).toEqual(['unsure']);
  stage.answers.set(url, { reason: 'gone' });
  expect(await stage.looksAfter(1.1)).toEqual(['withdrawn']);
});

test.each([
  [
    'in place of the letter',
    trsDetail({ ...TRAINING, paragraphs: ['该答复已撤回，以重新公布的为准。'] }, siteName),
  ],
  [
    'under a title that was written anew',
    trsDetail(
      {
        ...TRAINING,
        title: '市九届人大五次会议第88号建议办理情况',
        paragraphs: ['该答复已撤回，以重新公布的为准。'],
      },
      siteName,
    ),
  ],
  [
    'alone on a page',
    '<html><head><meta charset="utf-8"><title>提示信息</title></head><body><div>本文已失效</div></body></html>',
  ],
])(
  'a page that says %s that the letter was taken back strikes it at once',
  async (_where, html) => {
    const stage = await postedStage([TRAINING]);
    stage.answers.set(urlOf(TRAINING), { html });
    expect(await stage.looksAfter(1)).toEqual(['withdrawn']);
    expect(stage.shownText()).toContain('原网页已于 2026\u201111\u201124 声明撤回');
  },
);

test('a letter that tells of something taken back is not taken back', async () => {
  const more = '关于原收费标准，该文件已废止，相关通知已撤回。';
  const { paragraphs } = TRAINING;
  const stage = await postedStage([TRAINING]);
  const letter = {
    ...TRAINING,
    paragraphs: [...paragraphs.slice(0, 3), more, ...paragraphs.slice(3)],
  };
  stage.pages.set(urlOf(TRAINING), trsDetail(letter, siteName));
  expect(await stage.looksAfter(1)).toEqual(['corrected']);
  expect(stage.shownText()).not.toContain('~~');
});

test.each([
  ['another letter at its address', trsDetail(HOMEWORK, siteName)],
  [
    'a log-in page',
    '<html><head><meta charset="utf-8"><title>统一身份认证</title></head><body><form>用户名<input name="u">密码<input type="password"><button>登录</button></form></body></html>',
  ],
  [
    'a page with advertising in it',
    trsDetail(
      {
        ...corrected,
        paragraphs: [
          ...corrected.paragraphs.slice(0, 2),
          '澳门新葡京娱乐城官网 真人百家乐 在线开户 注册送彩金 时时彩平台',
          ...corrected.paragraphs.slice(2),
        ],
      },
      siteName,
    ),
  ],
  [
    'a page that ends in the middle',
    trsDetail({ ...TRAINING, paragraphs: TRAINING.paragraphs.slice(0, 3) }, siteName),
  ],
  ['an empty page', ''],
])('%s is no correction', async (_what, html) => {
  const stage = await postedStage([TRAINING]);
  stage.answers.set(urlOf(TRAINING), { html });
  expect(await stage.looksAfter(1)).toEqual(['unsure']);
  expect(stage.shown.map(({ edits }) => edits)).toEqual([0]);
});

test('a text from which something is missing is believed when it is the same a day later', async () => {
  const stage = await postedStage([TRAINING]);
  const paragraphs = TRAINING.paragraphs.filter((text) => !text.includes('资金监管率'));
  stage.pages.set(urlOf(TRAINING), trsDetail({ ...TRAINING, paragraphs }, siteName));
  expect(await stage.looksAfter(1)).toEqual(['unsure']);
  expect(await stage.looksAfter(1.1)).toEqual(['corrected']);
  expect((await stage.record(TRAINING)).corrections?.[0]?.changes[0]?.after).toBeNull();
});

test('what another version of the program reads otherwise is no correction, a figure is', async () => {
  const stage = await postedStage([TRAINING], {});
  const paragraphs = TRAINING.paragraphs.map((text) => text.replace('未消课部分', '剩余部分'));
  stage.pages.set(urlOf(TRAINING), trsDetail({ ...TRAINING, paragraphs }, siteName));
  const newer = { ...stage, deps: { ...stage.deps, readWith: '9.9.9' } };
  stage.advance(dayMs);
  expect(await rereadDue(newer.deps)).toMatchObject({ reread: 1, corrected: 0 });
  const wrong = paragraphs.map((text) => text.replace('417万元', '41.7万元'));
  stage.pages.set(urlOf(TRAINING), trsDetail({ ...TRAINING, paragraphs: wrong }, siteName));
  stage.advance(7 * dayMs);
  expect(await rereadDue({ ...newer.deps, readWith: '9.9.10' })).toMatchObject({ corrected: 1 });
});

test('a page is requested with the validators of the look before, and in full when its row changed', async () => {
  const stage = await postedStage([TRAINING]);
  const sent: unknown[] = [];
  const validators = { etag: '"7"', lastModified: null };
  const deps: CrawlDeps = {
    ...stage.deps,
    fetchPage: async (url, options) => {
      sent.push(options?.validators?.etag ?? null);
      if (options?.validators?.etag === '"7"') return { kind: 'not-modified' };
      const outcome = await stage.deps.fetchPage(url, options);
      return outcome.kind === 'page' ? { ...outcome, validators } : outcome;
    },
  };
  for (const days of [1, 6]) {
    stage.advance(days * dayMs);
    await rereadDue(deps);
  }
  stage.pages.set(someColumn().url, withRow(TRAINING, `${TRAINING.title}（更正）`));
  await stage.visit();
  await rereadDue(deps);
  expect(sent).toEqual([null, '"7"', null]);
});

test('a page that was posted from its first half shows all of it once it is whole, and is not called corrected', async () => {
  const half = { ...TRAINING, paragraphs: TRAINING.paragraphs.slice(0, 4) };
  const stage = await postedStage([half]);
  expect(stage.shownText()).not.toContain('先学后付');
  stage.pages.set(urlOf(TRAINING), trsDetail(TRAINING, siteName));
  expect(await stage.looksAfter(1)).toEqual(['completed']);
  expect(stage.shown.map(({ edits }) => edits)).toEqual([1]);
  expect(stage.shownText()).toContain('先学后付');
  expect(stage.shownText()).not.toContain('更正');
});

test('a letter in a digest that is corrected or taken down is marked in its row', async () => {
  const letters = [TRAINING, ...manyLetters(7, 63)];
  const stage = await postedStage(letters);
  expect(stage.shown).toHaveLength(1);
  const rows = (): readonly string[] =>
    (stage.shown[0]?.message.embeds[0].description ?? '').split('\n');
  stage.pages.set(urlOf(TRAINING), trsDetail(corrected, siteName));
  stage.advance(dayMs);
  for (let round = 0; round < 4; round += 1) await stage.look();
  expect(rows().filter((row) => row.endsWith('已更正'))).toHaveLength(1);
  stage.answers.set(urlOf(TRAINING), { reason: 'gone' });
  for (const days of [6, 1.1]) {
    stage.advance(days * dayMs);
    for (let round = 0; round < 5; round += 1) await stage.look();
  }
  expect(rows().filter((row) => /^- ~~.*已撤下$/u.test(row))).toHaveLength(1);
  expect(rows()).toHaveLength(8);
});
