import { expect, test } from 'vitest';
import { buildCard } from '../../src/card/build-card.ts';
import type { Article } from '../../src/domain/article.ts';
import type { Summary } from '../../src/domain/summary.ts';
import type { Verdict } from '../../src/domain/verdict.ts';

const verdict: Verdict = {
  kind: 'reply',
  relevance: 'core',
  topics: ['homework'],
  evidence: [],
  reasons: [],
};
const summary: Summary = {
  text: '答复李晓明委员的提案\n• 电话0571-87654321',
  keyPoints: ['李晓明委员提出的建议'],
  keyFigures: [{ value: '9', unit: '所', text: '在9所学校试点，联系电话：87654321' }],
  commitments: [{ text: '年底前完成，联系人：李四', deadline: null }],
};

function articleOf(more: Partial<Article>): Article {
  return {
    url: 'https://www.example.gov.cn/a.html',
    title: '关于李晓明委员第9号提案的答复',
    agency: '青田区教育局',
    region: null,
    documentNumber: '青教提复〔2024〕9号',
    indexNumber: null,
    proposal: {
      body: 'CPPCC',
      session: null,
      number: '9',
      title: '李晓明等：关于课后服务的提案',
      role: 'main',
    },
    addressee: '李晓明委员',
    dateWritten: '2024-05-20',
    datePublished: null,
    body: '',
    attachments: [],
    problems: [],
    ...more,
  };
}

test('drops the addressee’s name and every private number, and keeps what is public', () => {
  const card = buildCard({ articleId: 'x', article: articleOf({}), verdict, summary });
  const all = JSON.stringify(card);
  expect(all).not.toMatch(/李晓明|87654321|李四/u);
  expect(card.documentNumber).toBe('青教提复〔2024〕9号');
  expect(card.title).toBe('关于委员第9号提案的答复');
});

test('drops all names of a letter to several members', () => {
  const article = articleOf({ addressee: '张伟、李娜等委员', title: '答复张伟李娜的函' });
  expect(buildCard({ articleId: 'x', article, verdict, summary }).title).toBe('答复的函');
});

test('takes the words of a letter to everybody for no names', () => {
  const article = articleOf({ addressee: '各位委员', title: '致各位委员的一封信' });
  expect(buildCard({ articleId: 'x', article, verdict, summary }).title).toBe('致各位委员的一封信');
});

test('keeps an organization’s name', () => {
  const article = articleOf({
    addressee: '民进青田区总支',
    title: '关于民进青田区总支第9号提案的答复',
  });
  expect(buildCard({ articleId: 'x', article, verdict, summary }).title).toBe(
    '关于民进青田区总支第9号提案的答复',
  );
});

test('begins at revision 1 and carries the other publications', () => {
  const alsoPublishedBy = [{ agency: '青田区人民政府', url: 'https://www.example.cn/' }];
  const card = buildCard({
    articleId: 'x',
    article: articleOf({}),
    verdict,
    summary,
    alsoPublishedBy,
  });
  expect(card.revision).toBe(1);
  expect(card.alsoPublishedBy).toEqual(alsoPublishedBy);
});
