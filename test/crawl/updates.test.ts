import { expect, test } from 'vitest';

import type { PageIssue } from '../../src/domain/page.ts';
import { mergePublication, type Republication } from '../../src/revise/merge-publication.ts';
import { buildCard } from '../../src/card/build-card.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import { HOMEWORK, type DemoLetter } from '../../src/demo/letters.ts';
import type { Article } from '../../src/domain/article.ts';
import type { ArticleRecord } from '../../src/store/articles.ts';
import { composeSummary } from '../support/compose.ts';
import { composeArticle, identityOf } from '../support/composed-articles.ts';
import {
  columnPages,
  manyLetters,
  newsStage,
  otherLetters,
  someColumn,
} from '../support/news-stage.ts';

const official = 'https://jyj.qingxi.gov.cn/zwgk/1.html';
const clone = 'https://www.copies.example.com/wk/77.html';
const province = 'https://jyt.yunhai.gov.cn/art/1.html';

function letter(url: string, parts: Partial<Article> = {}): Article {
  return {
    ...composeArticle({
      title: '关于市政协五届二次会议第0003号提案的答复',
      body: '全市小学一二年级不布置家庭书面作业。',
    }),
    url,
    agency: '青溪市教育局',
    datePublished: '2026-11-02',
    ...parts,
  };
}

const verdict = {
  kind: 'reply',
  relevance: 'core',
  topics: [],
  evidence: [],
  reasons: [],
} as const;
const summary = composeSummary();

function recordOf(article: Article): ArticleRecord {
  const articleId = identityOf(article).id;
  const card = buildCard({ articleId, article, verdict, summary, isAllowed: true });
  const firstSeenAt = '2026-11-02T00:00:00.000Z';
  return {
    articleId,
    article,
    verdict,
    summary,
    card,
    publications: [],
    firstSeenAt,
    sourceId: 's',
  };
}

const again = (article: Article, publisher: string | null = null): Republication => ({
  article,
  verdict,
  summary,
  url: article.url ?? '',
  publisher,
});

const mirror = { issues: ['mirror'] as const, agency: null, datePublished: null };

test('another site raises the revision and is shown on the card', () => {
  const merged = mergePublication(
    recordOf(letter(official)),
    again(letter(province), '云海省教育厅'),
  );
  expect(merged?.card).toMatchObject({
    revision: 2,
    url: official,
    alsoPublishedBy: [{ agency: '云海省教育厅', url: province }],
  });
});

test('the official page replaces the address, agency, dates and marks of the clone that was first', () => {
  const first = recordOf(letter(clone, mirror));
  const merged = mergePublication(first, again(letter(official)));
  expect(merged?.articleId).toBe(first.articleId);
  expect(merged?.card).toMatchObject({
    revision: 2,
    url: official,
    agency: '青溪市教育局',
    datePublished: '2026-11-02',
    issues: [],
    alsoPublishedBy: [],
  });
  expect(merged?.publications).toEqual([{ agency: null, url: clone, mirror: true }]);
});

test.each([
  ['a clone of the official page', again(letter(clone, mirror))],
  ['the same document in another column of the same site', again(letter(`${official}?column=2`))],
])('%s is remembered and changes no message', (_name, found) => {
  const merged = mergePublication(recordOf(letter(official)), found);
  expect(merged?.publications).toHaveLength(1);
  expect(merged?.card.revision).toBe(1);
});

test.each([
  official,
  'http://jyj.qingxi.gov.cn/zwgk/1.html',
  'https://jyj.qingxi.gov.cn/zwgk/1.html;jsessionid=1234',
])('%s is the place that is known', (url) => {
  expect(mergePublication(recordOf(letter(official)), again(letter(url)))).toBeNull();
});

test.each<readonly [string, PageIssue, PageIssue | null, string]>([
  ['a text replaces a cover without one', 'attachment-only', null, province],
  ['a whole text replaces a damaged one', 'damaged-text', 'traditional', province],
  ['a clone never replaces an agency’s page', 'attachment-only', 'mirror', official],
  ['of two equal copies the first one stays', 'truncated', 'truncated', official],
])('%s', (...[_name, first, second, expected]) => {
  const before = [first];
  const after = second === null ? [] : [second];
  const record = recordOf(letter(official, { issues: before }));
  const merged = mergePublication(record, again(letter(province, { issues: after })));
  expect(merged?.card.url).toBe(expected);
});

test('a document that is published everywhere does not grow without end', () => {
  let record = recordOf(letter(official));
  for (let site = 0; site < 150; site += 1) {
    record = mergePublication(record, again(letter(`https://s${site}.gov.cn/1.html`))) ?? record;
  }
  expect(record.publications.length).toBe(100);
});

const city = someColumn();
const cityUrl = `${city.url}202611/t20261101_10126.html`;
const provinceColumn = someColumn({
  id: 'province',
  name: '云海省 建议提案',
  url: 'https://jyt.yunhai.gov.cn/jyta/',
  agency: '云海省教育厅',
});
const county = someColumn({ id: 'county', url: 'https://www.xian.gov.cn/jyta/' });

test('edits the posted message once when other sites publish the same reply, and never posts it again', async () => {
  const pages = new Map([
    ...columnPages(city.url, [HOMEWORK, ...otherLetters]),
    ...columnPages(provinceColumn.url, [HOMEWORK, ...otherLetters]),
    ...columnPages(county.url, [HOMEWORK, ...otherLetters]),
  ]);
  const stage = await newsStage({ pages });
  await stage.visit();
  await stage.settle();
  expect(stage.shown).toHaveLength(1);
  await stage.visit(provinceColumn);
  await stage.visit(county);
  await stage.settle();
  const [message] = stage.shown;
  expect(stage.shown).toHaveLength(1);
  expect(message?.edits).toBe(1);
  const shown = JSON.stringify(message?.message);
  expect(shown).toContain('云海省教育厅');
  expect(shown).toContain('www.xian.gov.cn');
  expect(message?.message.embeds[0].url).toBe(cityUrl);
  expect(message?.message.allowed_mentions).toEqual({ parse: [] });
  expect(await stage.store.edits.all()).toEqual([]);
  expect(stage.bugs).toEqual([]);
});

test('edits what is still on its way once it is posted', async () => {
  const pages = new Map([
    ...columnPages(city.url, [HOMEWORK, ...otherLetters]),
    ...columnPages(provinceColumn.url, [HOMEWORK, ...otherLetters]),
  ]);
  const stage = await newsStage({ pages });
  await stage.visit();
  await stage.visit(provinceColumn);
  expect(stage.shown).toHaveLength(0);
  await stage.settle();
  expect(stage.shown.map(({ edits }) => edits)).toEqual([1]);
});

/** A page as cloning sites make it: syllables in brackets behind the characters. */
function cloned(text: string): string {
  const readings: Readonly<Record<string, string>> = {
    作: 'zuò',
    业: 'yè',
    学: 'xué',
    生: 'shēng',
    教: 'jiào',
    师: 'shī',
  };
  return text.replaceAll(/[作业学生教师]/gu, (han) => `${han}(${readings[han] ?? ''})`);
}

function copyOf(original: DemoLetter): DemoLetter {
  return { ...original, paragraphs: original.paragraphs.map(cloned) };
}

test('a clone that was first gives way to the agency’s own page, in the message too', async () => {
  const copies = someColumn({ id: 'copies', url: 'https://www.copies.example.com/wk/' });
  const copy = copyOf(HOMEWORK);
  const cloneAt = `${copies.url}77.html`;
  const pages = new Map([
    ...columnPages(city.url, [HOMEWORK, ...otherLetters]),
    ...columnPages(copies.url, otherLetters),
    [
      copies.url,
      trsList(
        [copy, ...otherLetters].map((other, index) => ({
          href: `./${77 + index}.html`,
          letter: other,
        })),
        '文库',
      ),
    ],
    [cloneAt, trsDetail(copy, '文库')],
  ]);
  const stage = await newsStage({ pages });
  await stage.visit(copies);
  await stage.settle();
  expect(stage.shown).toHaveLength(1);
  // A copy names its site, and does not lead there: it has no original that is known.
  expect(JSON.stringify(stage.shown[0]?.message)).toContain('转载于 www.copies.example.com');
  expect(JSON.stringify(stage.shown[0]?.message)).not.toContain('https://www.copies');
  await stage.visit();
  await stage.settle();
  expect(stage.shown).toHaveLength(1);
  const [message] = stage.shown;
  expect(message?.message.embeds[0].url).toBe(cityUrl);
  const shown = JSON.stringify(message?.message);
  expect(shown).not.toContain('copies.example.com');
  expect(shown).not.toContain('转载副本');
  expect(shown).toContain('2026\u201109\u201118');
});

test('a reply that a digest lists is brought up to date there', async () => {
  const letters = manyLetters(8, 22);
  const [first] = letters;
  if (first === undefined) throw new Error('no letter');
  const copies = someColumn({ id: 'copies', url: 'https://www.copies.example.com/wk/' });
  const copy = letters.map(copyOf);
  const pages = new Map([
    ...columnPages(copies.url, copy),
    ...columnPages(city.url, [first, ...otherLetters]),
  ]);
  const stage = await newsStage({ pages });
  await stage.visit(copies);
  await stage.settle();
  const rows = (): readonly string[] =>
    (stage.shown[0]?.message.embeds[0].description ?? '').split('\n');
  expect(rows().filter((row) => row.includes('转载副本'))).toHaveLength(8);
  await stage.visit();
  await stage.settle();
  expect(stage.shown).toHaveLength(1);
  expect(stage.shown[0]?.edits).toBe(1);
  expect(rows()).toHaveLength(8);
  expect(rows().filter((row) => row.includes('转载副本'))).toHaveLength(7);
  expect(rows()[0]).toContain('www.qingxi.gov.cn');
});

test('killed between the record and the edit: the repeated visit queues the edit again', async () => {
  const pages = new Map([
    ...columnPages(city.url, [HOMEWORK, ...otherLetters]),
    ...columnPages(provinceColumn.url, [HOMEWORK, ...otherLetters]),
  ]);
  const stage = await newsStage({ pages });
  await stage.visit();
  await stage.settle();
  const killed = new Error('killed');
  const dying = await newsStage({
    pages,
    continues: stage,
    wrapStore: (store) => ({
      ...store,
      edits: { ...store.edits, add: () => Promise.reject(killed) },
      entries: { ...store.entries, saving: () => ({ run: () => Promise.reject(killed) }) },
    }),
  });
  await expect(dying.visit(provinceColumn)).rejects.toBe(killed);
  await stage.visit(provinceColumn);
  await stage.settle();
  expect(stage.shown.map(({ edits }) => edits)).toEqual([1]);
});

test('two letters under one key and with different words are two cards', async () => {
  const [first, second] = [41, 42].map((seed) => manyLetters(1, seed)[0]);
  if (first === undefined || second === undefined) throw new Error('no letter');
  const head = first.paragraphs.slice(0, 2);
  const twin = {
    ...second,
    title: first.title,
    agency: first.agency,
    paragraphs: [...head, ...second.paragraphs.slice(2, -2), first.agency, '2024年6月12日'],
  };
  const stage = await newsStage({
    pages: new Map([
      ...columnPages(city.url, [first, ...otherLetters]),
      ...columnPages(county.url, [twin, ...otherLetters]),
    ]),
  });
  expect(await stage.visit()).toMatchObject({ queued: 1 });
  expect(await stage.visit(county)).toMatchObject({ queued: 1 });
  await stage.settle();
  // They answer one proposal: the earlier card is edited to name the later letter.
  expect(stage.shown.map(({ edits }) => edits)).toEqual([1, 0]);
  expect(new Set(stage.shown.map(({ message }) => message.embeds[0].url)).size).toBe(2);
});
