import { expect, test } from 'vitest';
import { arrangeCard } from '../../src/card/card-lines.ts';
import { buildCard } from '../../src/card/build-card.ts';
import { CARD_MESSAGES } from '../../src/card/messages.ts';
import { mergePublication } from '../../src/revise/merge-publication.ts';
import type { Article } from '../../src/domain/article.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { letterOfArticle } from '../../src/letter/read-letter.ts';
import type { ArticleRecord } from '../../src/store/articles.ts';
import { summarizeArticle } from '../../src/summarize/summarize-article.ts';
import { composeArticle } from '../support/composed-articles.ts';
import { someCard } from '../support/some-card.ts';

const GENUINE = 'http://jyj.wuhan.gov.cn/jyta/101.html';
const FORGED = 'https://copies.example/101.html';

function articleAt(url: string, share: string, more: Partial<Article> = {}): Article {
  return composeArticle({
    title: '关于市政协五届二次会议第101号提案的答复',
    agency: '武汉市教育局',
    dateWritten: '2024-09-12',
    body: `课后服务覆盖率达${share}%。\n查处违规机构36家。`,
    url,
    ...more,
  });
}

function recordOf(article: Article): ArticleRecord {
  const verdict: Verdict = {
    kind: 'reply',
    relevance: 'core',
    topics: [],
    evidence: [],
    reasons: [],
  };
  const summary = summarizeArticle(article, letterOfArticle(article), verdict);
  const card = buildCard({ articleId: 'p-101', article, verdict, summary });
  return {
    articleId: 'p-101',
    article,
    verdict,
    summary,
    card,
    publications: [],
    firstSeenAt: '2024-09-13T00:00:00.000Z',
    sourceId: 'column',
  };
}

function merged(first: Article, second: Article): ArticleRecord | null {
  const { verdict, summary } = recordOf(second);
  const url = second.url ?? '';
  return mergePublication(recordOf(first), {
    article: second,
    verdict,
    summary,
    url,
    publisher: null,
  });
}

// Who vouches for a page decides before anything that is wrong with it.
test('a forged copy that was first gives way to the agency’s own page', () => {
  const record = merged(articleAt(FORGED, '12'), articleAt(GENUINE, '98'));
  expect(record?.article.url).toBe(GENUINE);
  expect(JSON.stringify(record?.card)).not.toContain('12%');
});

test('a forged copy never replaces a genuine page, whatever is wrong with that', () => {
  const genuine = articleAt(GENUINE, '98', { issues: ['truncated', 'traditional'] });
  const record = merged(genuine, articleAt(FORGED, '12'));
  expect(record?.article.url).toBe(GENUINE);
  expect(JSON.stringify(record?.card)).not.toContain('12%');
});

test('of two pages with the same standing the sounder one represents the document', () => {
  const other = 'http://jyj.wuhan.gov.cn/zwgk/101.html';
  const record = merged(
    articleAt(GENUINE, '98', { issues: ['truncated'] }),
    articleAt(other, '98'),
  );
  expect(record?.article.url).toBe(other);
});

test('an own page that cannot be read does not take the place of a copy that can', () => {
  const cover = articleAt(GENUINE, '98', { body: '', issues: ['unreadable'] });
  const copy = articleAt('http://www.wuhan.gov.cn/101.html', '98');
  expect(merged(cover, copy)?.article.url).toBe('http://www.wuhan.gov.cn/101.html');
});

test.each([true, false])(
  'copies that print different figures both stand, own one first: %s',
  (isOwnFirst) => {
    const copy = 'http://www.wuhan.gov.cn/101.html';
    const own = articleAt(GENUINE, '98');
    const other = articleAt(copy, '96');
    const [first, second] = isOwnFirst ? [own, other] : [other, own];
    const record = merged(first, second);
    expect(record?.article.url).toBe(GENUINE);
    expect(record?.publications).toMatchObject([
      { url: copy, differs: { ours: '课后服务覆盖率达98%。', theirs: '课后服务覆盖率达96%。' } },
    ]);
    const { notes } = arrangeCard(record?.card ?? someCard(), CARD_MESSAGES['zh-CN']);
    expect(notes).toContain(
      '数字不一致：此处为“课后服务覆盖率达98%”，www.wuhan.gov.cn 上为“课后服务覆盖率达96%”',
    );
  },
);

test('the figures of a copy outside the government’s sites are not worth a word', () => {
  const record = merged(articleAt(GENUINE, '98'), articleAt(FORGED, '12'));
  expect(record?.publications[0]).not.toHaveProperty('differs');
});

const plain = { issues: ['plain-http'] } as const;
const PORTAL = 'https://www.wuhan.gov.cn/101.html';
const ELSEWHERE = 'https://www.yichang.gov.cn/101.html';

test.each<[string, Article, Article, string]>([
  [
    'one over https takes the place of the same site’s over http',
    articleAt(GENUINE, '98', plain),
    articleAt('https://jyj.wuhan.gov.cn/zwgk/101.html', '98', { issues: ['traditional'] }),
    'https://jyj.wuhan.gov.cn/zwgk/101.html',
  ],
  [
    'the place’s own portal over https takes the place of the agency’s over http',
    articleAt(GENUINE, '98', plain),
    articleAt(PORTAL, '98'),
    PORTAL,
  ],
  [
    'the agency’s over http does not take the place of the portal’s over https',
    articleAt(PORTAL, '98', { issues: ['truncated'] }),
    articleAt(GENUINE, '98', plain),
    PORTAL,
  ],
  [
    'a site elsewhere does not take the place of the agency’s own, however it came',
    articleAt(GENUINE, '98', plain),
    articleAt(ELSEWHERE, '98'),
    GENUINE,
  ],
  [
    'nor does it keep the agency’s own out',
    articleAt(ELSEWHERE, '12'),
    articleAt(GENUINE, '98', plain),
    GENUINE,
  ],
  [
    'a copy outside the government’s sites takes the place of none',
    articleAt(ELSEWHERE.replace('https', 'http'), '98', plain),
    articleAt(FORGED, '12'),
    ELSEWHERE.replace('https', 'http'),
  ],
])('of two copies %s', (...[, first, second, represented]) => {
  expect(merged(first, second)?.article.url).toBe(represented);
});

test('a card says beside its site that the connection was not secured, and where another figure came over https', () => {
  const record = merged(articleAt(GENUINE, '98', plain), articleAt(ELSEWHERE, '96'));
  const notes = (language: 'zh-CN' | 'en'): readonly string[] =>
    arrangeCard(record?.card ?? someCard(), CARD_MESSAGES[language]).notes;
  expect(notes('zh-CN')).toContain('该网站的连接没有加密，内容在途中有可能被人改动。');
  expect(notes('zh-CN').join('')).toContain('www.yichang.gov.cn 上为“课后服务覆盖率达96%”');
  expect(notes('en').join('')).toContain('was not secured');
});
