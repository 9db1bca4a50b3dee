import { existsSync, readFileSync, readdirSync } from 'node:fs';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { clusterArticles } from '../../src/dedupe/cluster-articles.ts';
import { findDuplicate } from '../../src/dedupe/find-duplicate.ts';
import type { Article, Proposal } from '../../src/domain/article.ts';
import type { Region } from '../../src/domain/source.ts';
import {
  createRandom,
  planLetter,
  republications,
  twinOf,
  writeLetter,
} from '../support/compose-letters.ts';
import { composeArticle, identityOf } from '../support/composed-articles.ts';

const samples = new URL('../../../shared/samples/', import.meta.url);
const random = createRandom(7);
const plans = Array.from({ length: 40 }, () => planLetter(random));
const letters = plans.map((plan) => writeLetter(plan));

/** Knows some articles by their place, as a store would. */
function createKnown(articles: readonly Article[]): (article: Article) => Promise<string | null> {
  const byKey = new Map<string, string[]>();
  for (const [id, article] of articles.entries()) {
    const { keys, bands } = identityOf(article);
    for (const key of [...keys, ...bands()])
      byKey.set(key, [...(byKey.get(key) ?? []), String(id)]);
  }
  const deps = {
    lookup: async (keys: readonly string[]) =>
      new Map(
        keys.flatMap((key) => (byKey.has(key) ? [[key, byKey.get(key) ?? []] as const] : [])),
      ),
    loadArticle: async (id: string) => articles[Number(id)] ?? null,
  };
  return (article) => findDuplicate(deps, article, identityOf(article));
}

const body = letters[0]?.body ?? '';
const proposal: Proposal = {
  body: 'CPPCC',
  session: '六届二次会议',
  number: '0117',
  title: '关于提升课后服务质量的提案',
  role: 'main',
};
const letter = composeArticle({
  title: '关于市政协六届二次会议第0117号提案的答复',
  agency: '青溪市教育局',
  documentNumber: '青教提复〔2024〕17号',
  dateWritten: '2024-06-12',
  addressee: '林晓禾委员',
  proposal,
  body: body.slice(body.indexOf('一、')),
});

test.each(Object.entries(republications))('finds every letter after: %s', async (_, republish) => {
  const find = createKnown(letters);
  const found = await Promise.all(letters.map((original) => find(republish(original, random))));
  expect(found).toEqual(letters.map((_original, index) => String(index)));
});

test.each([true, false])('keeps template twins apart (metadata: %s)', async (withMetadata) => {
  const find = createKnown(letters);
  const twins = plans.map((plan) => writeLetter(twinOf(plan, random), withMetadata));
  expect(await Promise.all(twins.map(find))).toEqual(twins.map(() => null));
});

test('takes no letter for another', async () => {
  const find = createKnown(letters.slice(0, 20));
  const others = await Promise.all(letters.slice(20).map(find));
  expect(others).toEqual(others.map(() => null));
});

test.each<[string, Partial<Article>]>([
  ['another number', { proposal: { ...proposal, number: '0118' } }],
  ['another session', { proposal: { ...proposal, session: '六届三次会议' } }],
  ['the other assembly', { proposal: { ...proposal, body: 'NPC' } }],
])('keeps the same words for %s apart', async (_, changes) => {
  const other = composeArticle({ ...letter, title: '', documentNumber: null, ...changes });
  expect(await createKnown([letter])(other)).toBeNull();
});

test.each<[string, Partial<Article>]>([
  [
    'another proposal title',
    { proposal: { ...proposal, number: null, title: '关于整治噪声的提案' } },
  ],
  ['another addressee', { addressee: '沈秋白委员' }],
  ['another letter code', { documentNumber: '青教提复〔2024〕18号' }],
  ['another year in the title', { title: '2025年度提案办理答复' }],
])('keeps letters without numbers apart by %s', async (_, changes) => {
  const plain = {
    ...letter,
    title: '2024年度提案办理答复',
    proposal: { ...proposal, number: null },
  };
  expect(await createKnown([plain])({ ...plain, ...changes })).toBeNull();
  expect(await createKnown([plain])(plain)).toBe('0');
});

test.each<[string, Partial<Article>]>([
  ['leading zeros', { proposal: { ...proposal, number: '117' } }],
  ['an Arabic session', { proposal: { ...proposal, session: '第6届第2次会议' } }],
  ['the short name of the agency', { agency: '市教育局' }],
  ['a masked addressee', { addressee: '林**委员' }],
  ['other brackets in the letter code', { documentNumber: '青教提复[2024]第17号' }],
  ['a re-publisher as the agency', { agency: '青溪日报社' }],
  ['another date of writing', { dateWritten: '2024-06-13' }],
  ['nothing but the text', { ...composeArticle({}), body: letter.body }],
])('is one document in spite of %s', async (_, changes) => {
  expect(await createKnown([letter])({ ...letter, ...changes })).toBe('0');
});

test('keeps two agencies that answer one proposal apart', async () => {
  const [a, b] = [writeLetter(planLetter(random)), writeLetter(planLetter(random))];
  const main = { ...letter, body: a.body.slice(a.body.indexOf('一、')) };
  const coHandler = {
    ...letter,
    agency: '青溪市财政局',
    body: b.body.slice(b.body.indexOf('一、')),
  };
  expect(await createKnown([main])(coHandler)).toBeNull();
});

test('keeps the first letter and the supplementary one apart', async () => {
  const other = writeLetter(planLetter(random));
  const second = {
    ...letter,
    title: '关于市政协六届二次会议第0117号提案的补充答复',
    documentNumber: null,
    body: other.body.slice(other.body.indexOf('一、')),
  };
  expect(await createKnown([letter])(second)).toBeNull();
  expect(identityOf(second).id).not.toBe(identityOf(letter).id);
});

test('does not give a news item about a proposal the id of the letter that answers it', () => {
  const news = {
    ...letter,
    title: '市教育局走访政协委员',
    body: '近日，市教育局就第0117号提案走访政协委员，听取对课后服务的意见。',
  };
  expect(identityOf(news).id).not.toBe(identityOf(letter).id);
});

test('has a key of the content alone for another document whose id is taken', () => {
  const other = { ...letter, body: letters[3]?.body ?? '' };
  const [first, second] = [identityOf(letter), identityOf(other)];
  expect(second.id).toBe(first.id);
  expect(second.keys.at(-1)).not.toBe(first.keys.at(-1));
  expect(second.keys.at(-1)).toMatch(/^c-[0-9a-f]{32}$/u);
});

test('distinguishes cover pages without text by their titles', async () => {
  const cover = { ...letter, body: '附件：答复函.pdf' };
  const find = createKnown([cover]);
  expect(await find({ ...cover, url: 'https://www.example.gov.cn/a.html' })).toBe('0');
  expect(await find({ ...cover, title: '关于第0117号提案的会办意见' })).toBeNull();
});

test.each<[string, Partial<Article>, Partial<Article>]>([
  ['two cities', { agency: '青溪市教育局' }, { agency: '宁川市教育局' }],
  ['two unknown places', { url: 'https://a.gov.cn/1.html' }, { url: 'https://b.gov.cn/1.html' }],
  ['one agency and a title that says nothing', { agency: '青溪市教育局', title: '提案答复' }, {}],
])('does not merge cover pages of %s', async (_, first, second) => {
  const cover = composeArticle({
    title: '关于第38号提案办理情况的答复函',
    body: '附件下载',
    ...first,
  });
  const other = { ...cover, url: 'https://c.gov.cn/2.html', ...second };
  expect(await createKnown([cover])(other)).toBeNull();
});

const city = (code: string, level: Region['level'] = 'city'): Region => ({
  code,
  level,
  name: level === 'county' ? '越城区' : '青溪市',
});
const unread = composeArticle({
  title: '关于市政协六届二次会议第0117号提案的答复',
  body: '',
  issues: ['unreadable'],
  region: city('330600'),
});
const readable = { ...letter, region: city('330600') };

test('a letter that could be read by its title alone is the one that says the same proposal of the same place', async () => {
  expect(await createKnown([unread])(readable)).toBe('0');
  expect(await createKnown([readable])(unread)).toBe('0');
  const county = { ...readable, region: city('330602', 'county') };
  expect(await createKnown([unread])({ ...county, agency: '青溪市教体局' })).toBe('0');
  const named = { ...unread, agency: letter.agency, region: null };
  expect(await createKnown([named])({ ...readable, region: null })).toBe('0');
});

const matterless = '关于进一步提升课后服务质量的答复';
const sessionless = '关于市政协第0117号提案的答复';
const unplaced = '关于政协六届二次会议第0117号提案的答复';

test.each<[string, Partial<Article>, Partial<Article>]>([
  ['of another city', {}, { region: city('330200') }],
  ['of a province’s column', { region: city('330000', 'province') }, {}],
  [
    'of one province’s column, each',
    { region: city('330000', 'province') },
    { region: city('330000', 'province') },
  ],
  ['of an unknown place', { region: null }, {}],
  ['of another agency', { agency: '青溪市财政局' }, {}],
  ['that names no proposal', { title: matterless }, { title: matterless, proposal: null }],
  [
    'that names no session',
    { title: sessionless },
    { title: sessionless, proposal: { ...proposal, session: null } },
  ],
  ['that does not say whose assembly it is', { title: unplaced }, { title: unplaced }],
  [
    'that was written after it was published',
    { datePublished: '2026-02-10' },
    { dateWritten: '2026-04-07' },
  ],
])('a title alone is not the letter %s', async (_, title, changes) => {
  const [known, other] = [
    { ...unread, ...title },
    { ...readable, ...changes },
  ];
  expect(await createKnown([known])(other)).toBeNull();
  expect(await createKnown([other])(known)).toBeNull();
});

test('a title that names a proposal by its title is no letter of another province', async () => {
  const title = '关于市政协六届二次会议第0117号《关于提升课后服务质量的提案》的答复';
  const known = { ...unread, title, agency: null };
  const other = { ...readable, title, agency: '霞汀省教育厅', region: city('370000', 'province') };
  expect(await createKnown([known])(other)).toBeNull();
  expect(await createKnown([known])({ ...other, region: city('330000', 'province') })).toBe('0');
});

test('cover pages of one template are two where they are of two cities', async () => {
  const cover = { ...unread, body: '您提出的提案收悉，答复函见附件，感谢您对教育工作的关心支持。' };
  expect(await createKnown([cover])({ ...cover, region: city('330200') })).toBeNull();
  expect(await createKnown([cover])(cover)).toBe('0');
});

test('gives a re-published letter the same id on every site', () => {
  const { id } = identityOf(letter);
  const copies = [
    { ...letter, url: 'http://www.example.gov.cn/xw/1.html', datePublished: '2024-10-09' },
    { ...letter, body: letter.body.slice(0, letter.body.length * 0.7), documentNumber: null },
    { ...letter, title: `${letter.title}_青溪市人民政府`, indexNumber: '640400005/2022-00124' },
  ];
  expect(copies.map((copy) => identityOf(copy).id)).toEqual([id, id, id]);
  expect(id).toMatch(/^p-[0-9a-f]{32}$/u);
});

test('keeps the id of a text without any number when only its head and foot change', () => {
  const text = letters[1]?.body.split('\n').slice(2, 5).join('\n') ?? '';
  const plain = composeArticle({ title: '答复', body: text });
  const dressed = composeArticle({ title: '办理答复', body: `首页\n${text}\n打印 关闭` });
  expect(identityOf(dressed).id).toBe(identityOf(plain).id);
});

test('does not take a number that was never filled in for an 索引号', () => {
  const url = 'https://www.example.gov.cn/a.html';
  const keys = ['000-', '/', '640400005/2022-00124'].map(
    (indexNumber) => identityOf(composeArticle({ url, indexNumber })).keys,
  );
  expect(keys.map((list) => list.some((key) => key.startsWith('i-')))).toEqual([
    false,
    false,
    true,
  ]);
});

test('puts every article into exactly one cluster, copies together and twins apart', () => {
  const set = plans.slice(0, 8).flatMap((plan) => {
    const original = writeLetter(plan);
    const copies = Object.values(republications).map((republish) => republish(original, random));
    return [[original], copies, [writeLetter(twinOf(plan, random))]].flat();
  });
  const size = Object.keys(republications).length + 2;
  const clusters = clusterArticles(set);
  expect(clusters.flat().sort((a, b) => a - b)).toEqual([...set.keys()]);
  const wanted = plans.slice(0, 8).flatMap((_, group) => {
    const copies = Array.from({ length: size - 1 }, (_copy, index) => group * size + index);
    return [copies, [group * size + size - 1]];
  });
  expect(clusters).toEqual(expect.arrayContaining(wanted));
});

test('clusters any articles, none lost and none twice', () => {
  const part = fc.constantFrom(
    '您提出的提案收悉。',
    '第3号提案',
    '《关于双减的建议》',
    '\n',
    '作业管理覆盖全市中小学校。',
    '',
  );
  const texts = fc.array(fc.array(part, { maxLength: 12 }), { maxLength: 12 });
  const check = fc.property(texts, (bodies) => {
    const clusters = clusterArticles(
      bodies.map((parts) => composeArticle({ body: parts.join('') })),
    );
    expect(clusters.flat().sort((a, b) => a - b)).toEqual([...bodies.keys()]);
  });
  fc.assert(check, { numRuns: 100 });
});

test('reads a hostile text of a megabyte', () => {
  const article = composeArticle({
    title: '第'.repeat(100_000),
    body: '第1号提案《建议'.repeat(100_000),
  });
  expect(identityOf(article).id).toMatch(/^c-/u);
});

test.skipIf(!existsSync(samples))(
  'keeps the shared samples apart (skipped where ../shared is absent)',
  () => {
    const articles = readdirSync(samples).map((name) =>
      composeArticle({ body: readFileSync(new URL(name, samples), 'utf8') }),
    );
    expect(clusterArticles(articles)).toHaveLength(articles.length);
  },
);
