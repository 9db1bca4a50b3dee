import { expect, test } from 'vitest';
import { buildCard } from '../../src/card/build-card.ts';
import type { Article } from '../../src/domain/article.ts';
import type { Quote } from '../../src/domain/summary.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { composeSummary } from '../support/compose.ts';
import { composeArticle } from '../support/composed-articles.ts';

const verdict: Verdict = {
  kind: 'reply',
  relevance: 'core',
  topics: ['homework'],
  evidence: [],
  reasons: [],
};
const quote = (text: string): Quote => ({ text, kind: 'fact', figures: [], because: ['share'] });
const summary = composeSummary({
  lead: {
    agency: '青田区教育局',
    role: 'main',
    reference: '区政协第9号提案',
    number: '9',
    subject: '李晓明等：关于课后服务的提案',
    recipient: null,
  },
  points: [quote('李晓明委员提出的建议'), quote('在9所学校试点')],
  next: [{ ...quote('年底前完成，联系人：李四'), deadline: null }],
  leftOut: { points: 1, commitments: 0, figures: 2 },
});

function articleOf(more: Partial<Article>): Article {
  return composeArticle({
    url: 'https://www.example.gov.cn/a.html',
    title: '关于李晓明委员第9号提案的答复',
    agency: '青田区教育局',
    documentNumber: '青教提复〔2024〕9号',
    proposal: {
      body: 'CPPCC',
      session: null,
      number: '9',
      title: '李晓明等：关于课后服务的提案',
      role: 'main',
    },
    addressee: '李晓明委员',
    addresseeNames: ['李晓明'],
    dateWritten: '2024-05-20',
    ...more,
  });
}

test('drops the addressee’s name and every private number, and keeps what is public', () => {
  const card = buildCard({ articleId: 'x', article: articleOf({}), verdict, summary });
  const all = JSON.stringify(card);
  expect(all).not.toMatch(/李晓明|87654321|李四/u);
  expect(card.documentNumber).toBe('青教提复〔2024〕9号');
  expect(card.title).toBe('关于委员第9号提案的答复');
  expect(card.subject).toBe('等：关于课后服务的提案');
});

test('edits no quotation: one with a name in it is left out, and counted', () => {
  const card = buildCard({ articleId: 'x', article: articleOf({}), verdict, summary });
  expect(card.points.map(({ text }) => text)).toEqual(['在9所学校试点']);
  expect(card.next).toEqual([]);
  expect(card.leftOut).toEqual({ points: 2, commitments: 1, figures: 2 });
});

test('drops all names of a letter to several members', () => {
  const article = articleOf({
    addresseeNames: ['张伟', '李娜'],
    title: '答复张伟李娜的函',
  });
  expect(buildCard({ articleId: 'x', article, verdict, summary }).title).toBe('答复的函');
});

test('cuts no name out of a word that is written like it', () => {
  const article = articleOf({
    addresseeNames: ['文明'],
    title: '关于文明校园建设的答复',
  });
  expect(buildCard({ articleId: 'x', article, verdict, summary }).title).toBe(
    '关于文明校园建设的答复',
  );
});

test('leads to the file where the letter is only an attachment', () => {
  const file = { url: 'https://www.example.gov.cn/a.pdf', name: '答复.pdf', type: 'pdf' };
  const article = articleOf({ attachments: [file], issues: ['attachment-only'] });
  expect(buildCard({ articleId: 'x', article, verdict, summary }).attachments).toEqual([file]);
  const read = articleOf({ attachments: [file] });
  expect(buildCard({ articleId: 'x', article: read, verdict, summary }).attachments).toEqual([]);
});

test('takes the words of a letter to everybody for no names', () => {
  const article = articleOf({ addresseeNames: [], title: '致各位委员的一封信' });
  expect(buildCard({ articleId: 'x', article, verdict, summary }).title).toBe('致各位委员的一封信');
});

test('keeps an organization’s name', () => {
  const article = articleOf({
    addresseeNames: [],
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
