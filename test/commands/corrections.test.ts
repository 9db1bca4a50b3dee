import { afterEach, beforeEach, expect, test } from 'vitest';

import type { ArticleRecord } from '../../src/store/articles.ts';
import { startCommandBot, type CommandBot } from '../support/command-bot.ts';
import { composeSummary } from '../support/compose.ts';
import { composeArticle } from '../support/composed-articles.ts';
import { someCard } from '../support/some-card.ts';

let bot: CommandBot;

beforeEach(async () => {
  bot = await startCommandBot();
});

afterEach(() => bot.stop());

const card = someCard({ articleId: 'p-1', revision: 2, correctedOn: '2026-11-24' });
const record: ArticleRecord = {
  articleId: 'p-1',
  article: composeArticle({ body: '全市追回预收费41.7万元。' }),
  verdict: { kind: 'reply', relevance: 'core', topics: [], evidence: [], reasons: [] },
  summary: composeSummary(),
  card,
  publications: [],
  firstSeenAt: '2026-11-23T02:00:00.000Z',
  sourceId: 's',
  corrections: [
    {
      on: '2026-11-24',
      changes: [{ before: '全市追回预收费417万元。', after: '全市追回预收费41.7万元。' }],
      more: 0,
    },
  ],
};

/** Presses the button that `/latest` shows, as any member may. */
async function pressed(locale: string) {
  const { fake, cards } = bot;
  cards.push(card);
  await fake.interact({ command: 'latest', locale });
  const response = await fake.click({ customId: 'correction:p-1', locale, memberPermissions: 0n });
  await fake.waitFor(() => response.followUps.length === 1, 'an answer');
  return response.followUps[0];
}

test.each([
  ['zh-CN', '更正于 2026-11-24', '原：', '今：'],
  ['en-US', 'corrected 2026-11-24', 'before: ', 'now: '],
])('shows in %s what changed, only to whoever presses the button', async (locale, ...words) => {
  const [head, old, now] = words;
  await bot.store.articles.save(record);
  const answer = await pressed(locale);
  expect(answer?.isEphemeral).toBe(true);
  expect(answer?.content).toBe(
    `**${head}**\n- ${old}~~全市追回预收费417万元。~~\n- ${now}全市追回预收费41.7万元。`,
  );
});

test.each([
  ['of another server', { ...record, guildIds: ['1'] }],
  ['whose text was erased', { ...record, corrections: [] }],
  ['that was forgotten', null],
])('of a letter %s nothing is shown', async (_which, known) => {
  if (known !== null) await bot.store.articles.save(known);
  const answer = await pressed('zh-CN');
  expect(answer?.content).toBe('改动的内容已不再保留，请看原文。');
});

test('what was taken down is not among the latest', async () => {
  const { fake, cards } = bot;
  const withdrawal = { kind: 'gone', on: '2026-11-24' } as const;
  const stillAt = { agency: null, url: 'https://www.yunhai.gov.cn/1.html' };
  cards.push(
    someCard({ articleId: 'a', title: '撤下的答复', withdrawal }),
    someCard({ articleId: 'b', title: '别处仍有的答复', withdrawal: { ...withdrawal, stillAt } }),
  );
  const { original, followUps } = await fake.interact({ command: 'latest' });
  expect(original?.embeds[0]?.['title']).toBe('别处仍有的答复');
  expect(followUps).toEqual([]);
});
