import { expect, test } from 'vitest';

import type { WatchedSource } from '../../src/commands/command.ts';
import { coverageOf, coverageText } from '../../src/commands/coverage.ts';
import { sourceListReply } from '../../src/commands/source-list.ts';

const now = new Date('2026-11-27T02:00:00Z');
const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();

function watched(changes: Partial<WatchedSource>): WatchedSource {
  return {
    name: '澜河市教育局',
    url: 'https://jyj.lanhe.gov.cn/jyta/',
    status: 'ok',
    reason: null,
    since: null,
    regionCode: '330600',
    lastSuccessAt: daysAgo(1),
    waiting: null,
    tally: null,
    hasGap: false,
    isPending: false,
    ...changes,
  };
}

const columns = [
  watched({}),
  watched({ regionCode: '330000', lastSuccessAt: daysAgo(9) }),
  watched({ regionCode: null }),
];

test.each([
  [
    ['3306'],
    'zh-CN',
    '关注该地区 1 个栏目（本周读到 1 个）、上级地区 1 个（0）、全国性 1 个（1）。',
  ],
  [['44'], 'zh-CN', '目前没有该地区自己的栏目'],
  [['33'], 'en', '2 columns of this choice are watched (1 read this week), 1 national ones (1).'],
  [[], 'en', '3 columns are watched, 2 were read this week.'],
] as const)('says how far %j is covered', (prefixes, language, words) => {
  const text = coverageText(coverageOf(columns, prefixes, now), language, prefixes.length === 0);
  expect(text).toContain(words);
});

test('a region whose columns could not be read for a week is told so', () => {
  const silent = [watched({ lastSuccessAt: daysAgo(8) }), watched({ lastSuccessAt: null })];
  expect(coverageText(coverageOf(silent, ['3306'], now), 'zh-CN')).toContain('本周都没能读到');
});

test('the list of sources says what became of the rows that got no card', () => {
  const tally = {
    unreadable: 2,
    gone: 1,
    irrelevant: 40,
    near: 3,
    skipped: 12,
    older: 1,
    walks: 0,
  };
  const waiting = { unread: 4, failing: 1, since: daysAgo(7), reason: 'timeout' };
  const { embeds } = sourceListReply([watched({ tally, waiting }), watched({ tally })], 'zh-CN');
  expect(JSON.stringify(embeds)).toContain(
    '待读 4（其中读不了、还在试的 1）· 读不了已放弃 4 · 页面已不在 2 · 判为无关但沾边 6 · 视为旧文 26\\n',
  );
  const gaps = sourceListReply([watched({ hasGap: true }), watched({})], 'zh-CN');
  expect(JSON.stringify(gaps.embeds)).toContain('两次访问之间可能漏看过文件的栏目 1');
});
