import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { KeyvSqlite } from '@keyv/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { renderHtml } from '../../src/card/render-html.ts';
import { mergePublication } from '../../src/revise/merge-publication.ts';
import { createKeyValue } from '../../src/store/key-value.ts';
import { openStore } from '../../src/store/open-store.ts';
import { type Namespace, UPGRADES, VERSIONS } from '../../src/store/upgrades.ts';
import { composeDelivery } from '../support/compose.ts';
import { someCard } from '../support/some-card.ts';
import { allPending } from '../support/all-pending.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (): string => `sqlite://${join(folder, 'store.sqlite')}`;

/** Writes records as a program of that version did; the version is that of the kind of record. */
async function write(
  name: Namespace,
  records: Readonly<Record<string, unknown>>,
  version = 1,
): Promise<void> {
  const adapter = new KeyvSqlite({ uri: file(), driver: 'node:sqlite' });
  const store = createKeyValue(adapter, { namespace: name, version });
  await store.setMany(Object.entries(records));
  await store.close();
}

const title = '关于市政协五届一次会议第38号提案的答复';
const proposal = {
  body: 'CPPCC',
  session: '五届一次会议',
  number: '38',
  title: '关于减轻作业负担的提案',
  role: 'main',
};
const point = '全市218所学校实行作业公示，达标学校比例为98.6%';
const promise = '2027年底前为农村学校配备走教教师200名';
const figures = [
  { value: '218', unit: '所', text: '全市218所学校实行作业公示' },
  { value: '98.6', unit: '%', text: '达标学校比例为98.6%' },
];
const shared = {
  region: { code: '330600', name: '青溪市', level: 'city' },
  title,
  url: 'https://www.qingxi.gov.cn/zwgk/jytabl/202609/t20260918_103.html',
  agency: '青溪市教育局',
  documentNumber: '青教提复〔2026〕38号',
  proposal,
  dateWritten: '2026-08-25',
  datePublished: '2026-09-18',
  problems: [],
};
const card = {
  ...shared,
  articleId: 'p-38',
  revision: 1,
  kind: 'reply',
  relevance: 'core',
  topics: ['homework'],
  points: [point, promise],
  figures,
  commitments: [promise],
  summary: `青溪市教育局答复《关于减轻作业负担的提案》\n• ${point}\n下一步：${promise}`,
  alsoPublishedBy: [],
};
const record = {
  articleId: 'p-38',
  article: {
    ...shared,
    title: `${title}（林知远）`,
    indexNumber: null,
    addressee: '林知远、何秋委员',
    body: `林知远、何秋委员：\n${point}。\n下一步，${promise}。`,
    attachments: [],
  },
  verdict: { kind: 'reply', relevance: 'core', topics: ['homework'], evidence: [], reasons: [] },
  summary: {
    text: card.summary,
    keyPoints: [point, promise],
    keyFigures: figures,
    commitments: [{ text: promise, deadline: { from: '2027-01-01', to: '2027-12-31' } }],
  },
  card,
  publications: [],
  firstSeenAt: '2026-09-18T02:00:00.000Z',
  sourceId: 'column',
};
const queued = { ...composeDelivery({ channelId: '1', articleId: 'p-38' }), card };
const posted = {
  ...composeDelivery({ channelId: '2', articleId: 'p-38' }),
  card,
  state: { kind: 'sent', messageId: 'm1', at: '2026-09-18T02:00:00.000Z' },
};

async function writeStore1(): Promise<void> {
  await write('store', { format: 'jianbao' });
  await write('articles', { 'p-38': record });
  await write('recent', { newest: [{ articleId: 'p-38', date: '2026-09-18', card }] });
  await write('pending', { [queued.id]: queued });
  await write('ledger', { [posted.id]: posted });
  await write('identities', { k1: ['p-38'] });
}

test('a store of version 1 goes on: what waits is sent as it was, what was sent is not sent again', async () => {
  await writeStore1();
  const store = await openStore(file());
  const [waiting] = await allPending(store.outbox);
  if (waiting === undefined) throw new Error('nothing waits');
  const message = renderDiscordMessage(waiting.card, { language: 'zh-CN', occasion: 'new' });
  // A message that was posted right before a crash is found again by its title.
  expect(message.embeds[0].title).toBe(title);
  expect(message.embeds[0].description).toContain('**218所**学校实行作业公示');
  expect(message.embeds[0].description).not.toContain('走教教师');
  expect(JSON.stringify(message.embeds[0].fields)).toContain(promise);
  expect(
    await store.outbox.enqueue([composeDelivery({ channelId: '2', articleId: 'p-38' })]),
  ).toEqual([]);
  expect(
    await store.outbox.enqueue([composeDelivery({ channelId: '1', articleId: 'p-38' })]),
  ).toEqual([]);
  expect((await store.outbox.get(posted.id))?.state).toEqual(posted.state);
  const [latest] = await store.articles.latest({ limit: 1 });
  expect(latest).toEqual(waiting.card);
  expect(renderHtml(message)).toContain(title);
  await store.close();
});

test('a document of version 1 that appears elsewhere changes its card and shows no name', async () => {
  await writeStore1();
  const store = await openStore(file());
  const known = await store.articles.get('p-38');
  if (known === null) throw new Error('no record');
  expect(known.article).toMatchObject({ otherProposals: [], addresseeNames: ['林知远', '何秋'] });
  const { article, verdict, summary } = known;
  const url = 'https://jyj.qingxi.gov.cn/art/2026/9/20/art_1_1.html';
  const found = { article: { ...article, url }, verdict, summary, url, publisher: '青溪市教育局' };
  const merged = mergePublication(known, found);
  if (merged === null) throw new Error('nothing new');
  expect(known.card.standing).toBeNull();
  expect(merged.card.standing).not.toBeNull();
  expect(merged.card).toEqual({
    ...known.card,
    standing: merged.card.standing,
    revision: 2,
    alsoPublishedBy: [{ agency: '青溪市教育局', url }],
  });
  expect(JSON.stringify(merged.card)).not.toContain('林知远');
  // A change that is not shown is no reason to edit the message.
  const same = {
    ...found,
    article: known.article,
    url: known.article.url?.replace('_103', '_999') ?? '',
  };
  expect(mergePublication(merged, same)?.card).toEqual(merged.card);
  await store.articles.save(merged);
  await store.close();
  const again = await openStore(file());
  expect(await again.articles.get('p-38')).toEqual(merged);
  await again.close();
});

const state2 = {
  sourceId: 'column',
  reason: 'timeout',
  since: '2026-09-18T02:00:00.000Z',
  validators: null,
  lastFullFetchAt: null,
  lastVisitAt: '2026-09-18T02:00:00.000Z',
  lastSuccessAt: null,
  lastNewEntryAt: null,
  nextVisitAt: '2026-09-18T08:00:00.000Z',
  layout: null,
  candidateLayout: null,
  newestDate: null,
  rowCount: 0,
};
const visit2 = {
  at: state2.since,
  reason: 'timeout',
  rows: 0,
  newRows: 0,
  newestDate: null,
  ms: 9,
};

test('a store of version 2 goes on: its former names are read as today’s', async () => {
  await write('store', { format: 'jianbao' }, 2);
  const history = [{ ...visit2, condition: 'blocked' }];
  await write('sources', {
    column: { ...state2, condition: 'blocked', consecutiveTroubles: 3, history },
  });
  const entry = { url: shared.url, title, sourceId: 'column', firstSeenAt: state2.since };
  const failed = { ...entry, outcome: 'retry', articleId: null, attempts: 1 };
  await write('entries', {
    a: { ...failed, reason: 'mistake' },
    b: { ...failed, reason: 'timeout' },
  });
  const line = { name: '青溪市教育局', reason: 'timeout', since: state2.since };
  const board = { channelId: '1', messageId: 'm1' };
  await write('settings', {
    'alarm-board': { ...board, lines: { column: { ...line, condition: 'blocked' } } },
  });
  const {
    issues: _none,
    host: _host,
    standing: _standing,
    ...written
  } = someCard({
    articleId: 'p-38',
  });
  const card2 = { ...written, problems: ['truncated'] };
  const waiting = { ...composeDelivery({ channelId: '1', articleId: 'p-38' }), card: card2 };
  const sent = { ...posted, card: card2 };
  const { problems: _old, ...others } = record.article;
  const article2 = { ...others, otherProposals: [], addresseeNames: [] };
  const document = { ...record, article: { ...article2, problems: ['truncated'] }, card: card2 };
  await write('articles', { 'p-38': document }, 2);
  await write('recent', { newest: [{ articleId: 'p-38', date: '2026-09-18', card: card2 }] }, 2);
  await write('pending', { [waiting.id]: waiting }, 2);
  await write('ledger', { [sent.id]: sent }, 2);

  const store = await openStore(file());
  expect(await store.sources.load('column')).toEqual({
    ...state2,
    status: 'blocked',
    consecutiveFailures: 3,
    history: [{ ...visit2, status: 'blocked' }],
  });
  const entries = await store.entries.getMany(['a', 'b']);
  expect([...entries.values()].map(({ reason }) => reason)).toEqual(['bug', 'timeout']);
  expect(await store.settings.load('alarm-board')).toEqual({
    ...board,
    lines: { column: { ...line, status: 'blocked' } },
  });
  const host = written.url === null ? null : new URL(written.url).hostname;
  const now = { ...written, host, standing: null, isAllowed: true, issues: ['truncated'] };
  const known = await store.articles.get('p-38');
  expect(known).toEqual({
    ...document,
    article: { ...article2, issues: ['truncated'] },
    card: now,
  });
  expect(await store.articles.latest({ limit: 1 })).toEqual([now]);
  expect(await store.articles.countInLatest(['p-38', 'newest'])).toBe(1);
  // Its visits are apart now.
  expect((await store.sources.all()).get('column')).not.toHaveProperty('history');
  expect(await allPending(store.outbox)).toEqual([{ ...waiting, card: now }]);
  expect((await store.outbox.get(sent.id))?.card).toEqual(now);
  await store.close();
});

test.each([
  ['http://jyj.qingxi.gov.cn/38.html', ['truncated', 'plain-http']],
  ['https://jyj.qingxi.gov.cn/38.html', ['truncated']],
])('a document of version 5 at %s has the issues %j; its card stays', async (url, issues) => {
  await write('store', { format: 'jianbao' }, 5);
  const posted5 = someCard({ articleId: 'p-38', url });
  const { problems: _old, ...others } = record.article;
  const article = { ...others, url, otherProposals: [], addresseeNames: [], issues: ['truncated'] };
  await write('articles', { 'p-38': { ...record, article, card: posted5 } }, 5);
  const store = await openStore(file());
  const known = await store.articles.get('p-38');
  expect(known?.article.issues).toEqual(issues);
  expect(known?.card).toEqual(posted5);
  await store.close();
});

test('once opened, an older program refuses the store as a whole', async () => {
  await writeStore1();
  await (await openStore(file())).close();
  const adapter = new KeyvSqlite({ uri: file(), driver: 'node:sqlite' });
  const older = createKeyValue(adapter, { namespace: 'store', version: 1 });
  await expect(older.get('format')).rejects.toThrow(/has version 8; this program reads up to 1/u);
  await older.close();
});

test.each(Object.entries(VERSIONS))('every older record of %s has a step', (name, version) => {
  const steps: Readonly<Record<string, object | undefined>> = UPGRADES;
  const older = Array.from({ length: version - 1 }, (_, index) => String(index + 1));
  expect(Object.keys(steps[name] ?? {})).toEqual(older);
});
