import { describe, expect, test } from 'vitest';
import { arrangeCard } from '../../src/card/card-lines.ts';
import { buildCard } from '../../src/card/build-card.ts';
import { CARD_MESSAGES } from '../../src/card/messages.ts';
import type { ReadAgain } from '../../src/revise/look-again.ts';
import { reviseRecord } from '../../src/revise/revise-record.ts';
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
const plain = { issues: ['plain-http'] } as const;
const PORTAL = 'https://www.wuhan.gov.cn/101.html';
const ELSEWHERE = 'https://www.yichang.gov.cn/101.html';

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
  return mergedInto(recordOf(first), second);
}

function mergedInto(record: ArticleRecord | null, article: Article): ArticleRecord | null {
  if (record === null) return null;
  const { verdict, summary } = recordOf(article);
  const url = article.url ?? '';
  return mergePublication(record, { article, verdict, summary, url, publisher: null });
}

function readAgain(article: Article): ReadAgain {
  const { verdict, summary } = recordOf(article);
  const identity = { id: 'p-101', keys: [], bands: [], matters: [] };
  return { article, verdict, summary, identity };
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

// A page without a text keeps its address; the text of a lower copy is shown with its site's name.
describe.each(['unreadable', 'unsupported', 'attachment-only', 'empty'] as const)(
  'own page: %s',
  (issue) => {
    const cover = articleAt(GENUINE, '98', { body: '', issues: [issue] });
    const textOf = (record: ArticleRecord | null): string => JSON.stringify(record?.card.points);
    const notesOf = (record: ArticleRecord | null): string =>
      arrangeCard(record?.card ?? someCard(), CARD_MESSAGES['zh-CN']).notes.join(' ');

    test.each([true, false])(
      'a site of the place gives its text, own one first: %s',
      (isOwnFirst) => {
        const copy = articleAt(PORTAL, '98');
        const record = isOwnFirst ? merged(cover, copy) : merged(copy, cover);
        expect(record?.article).toMatchObject({ url: GENUINE, textFrom: PORTAL });
        expect(record?.publications.map(({ url }) => url)).toEqual([PORTAL]);
        expect(textOf(record)).toContain('98%');
        expect(notesOf(record)).toContain(
          'jyj.wuhan.gov.cn 上的原网页未能读出正文，以上内容取自 www.wuhan.gov.cn',
        );
        expect(notesOf(record)).toContain('登载于 www.wuhan.gov.cn');
        expect(notesOf(record)).not.toContain('来源：jyj.wuhan.gov.cn');
      },
    );

    test.each([ELSEWHERE, FORGED, `${PORTAL.slice(0, -8)}liuyan/1.html`])(
      '%s gives none',
      (url) => {
        const record = merged(cover, articleAt(url, '12'));
        expect(record?.article.url).toBe(GENUINE);
        expect(record?.article).not.toHaveProperty('textFrom');
        expect(JSON.stringify(record?.card)).not.toContain('12%');
      },
    );

    test('what was known from elsewhere keeps its text and names it', () => {
      const record = merged(articleAt(ELSEWHERE, '12'), cover);
      expect(record?.article).toMatchObject({ url: GENUINE, textFrom: ELSEWHERE });
      expect(notesOf(record)).toContain('转载于 www.yichang.gov.cn，非发文机关网站');
      expect(notesOf(record)).toContain('以上内容取自 www.yichang.gov.cn');
      const better = mergedInto(record, articleAt(PORTAL, '98'));
      expect(better?.article).toMatchObject({ url: GENUINE, textFrom: PORTAL });
      const whole = mergedInto(better, articleAt('https://jyj.wuhan.gov.cn/zwgk/101.html', '97'));
      expect(whole?.article).not.toHaveProperty('textFrom');
      expect(textOf(whole)).toContain('97%');
    });

    test('its own text takes the place of the other’s when it is read at last', () => {
      const record = merged(cover, articleAt(PORTAL, '96'));
      if (record === null) throw new Error('nothing merged');
      const options = { now: new Date('2024-10-01'), readWith: undefined, doubted: undefined };
      const still = reviseRecord(record, { ...readAgain(cover) }, options);
      expect(still).toEqual({ kind: 'same', record });
      const read = reviseRecord(record, readAgain(articleAt(GENUINE, '98')), options);
      expect(read.kind).toBe('completed');
      expect(read.record.article).not.toHaveProperty('textFrom');
      expect(textOf(read.record)).toContain('98%');
      expect(notesOf(read.record)).toContain('来源：jyj.wuhan.gov.cn');
    });
  },
);

test('what visitors wrote on the agency’s own site takes the place of nothing', () => {
  const genuine = articleAt(GENUINE, '98', { issues: ['traditional', 'plain-http'] });
  for (const path of ['zmhd/1.html', 'liuyan/1.html', 'hdjl/jyta/1.html']) {
    const record = merged(genuine, articleAt(`https://jyj.wuhan.gov.cn/${path}`, '12'));
    expect(record?.article.url).toBe(GENUINE);
  }
  const labelled = articleAt('https://jyj.wuhan.gov.cn/a.html', '12', {
    issues: ['message-board'],
  });
  expect(merged(genuine, labelled)?.article.url).toBe(GENUINE);
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

test.each<[string, Article, Article, string]>([
  [
    'one over https takes the place of the same site’s over http',
    articleAt(GENUINE, '98', plain),
    articleAt('https://jyj.wuhan.gov.cn/zwgk/101.html', '98', { issues: ['traditional'] }),
    'https://jyj.wuhan.gov.cn/zwgk/101.html',
  ],
  [
    'the place’s own portal over https does not take the place of the agency’s over http',
    articleAt(GENUINE, '98', plain),
    articleAt(PORTAL, '12'),
    GENUINE,
  ],
  ['nor does it keep that out', articleAt(PORTAL, '12'), articleAt(GENUINE, '98', plain), GENUINE],
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

test('two pages of one site that print other figures are both named, with all that differs', () => {
  const other = 'https://jyj.wuhan.gov.cn/zwgk/101.html';
  const record = merged(
    articleAt(GENUINE, '98', { body: '课后服务覆盖率达98%，惠及学生8600人。' }),
    articleAt(other, '12', { body: '课后服务覆盖率达12%，惠及学生100人。', ...plain }),
  );
  const notes = (language: 'zh-CN' | 'en'): string =>
    arrangeCard(record?.card ?? someCard(), CARD_MESSAGES[language]).notes.join('\n');
  expect(record?.article.url).toBe(GENUINE);
  expect(notes('zh-CN')).toContain(
    'jyj.wuhan.gov.cn 另一网页 上为“课后服务覆盖率达12%”；此处“惠及学生8600人”，彼处“惠及学生100人”',
  );
  expect(notes('en')).toContain('another page of jyj.wuhan.gov.cn');
});
