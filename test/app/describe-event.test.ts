import { expect, test } from 'vitest';

import { describeEvent } from '../../src/app/describe-event.ts';
import type { CrawlEvent, EntryReport } from '../../src/crawl/crawl-deps.ts';
import { columnSource } from '../crawl/reply-column.ts';

const source = columnSource();
const entry = { url: 'https://www.qingxi.gov.cn/1.html', title: '第1号提案的答复', date: null };

function entryEvent(report: Partial<EntryReport>): CrawlEvent {
  return {
    kind: 'entry',
    source,
    report: { entry, outcome: 'queued', reason: null, article: null, ...report },
  };
}

test.each(['queued', 'duplicate', 'irrelevant', 'unreadable', 'gone', 'retry', 'waits'] as const)(
  'says in both languages that an entry was %s',
  (outcome) => {
    const chinese = describeEvent(entryEvent({ outcome }), 'zh-CN');
    const english = describeEvent(entryEvent({ outcome }), 'en');
    expect(chinese).toContain(entry.title);
    expect(english).toContain(entry.title);
    expect(english).not.toBe(chinese);
    expect(`${chinese}${english}`).not.toContain('undefined');
  },
);

test('never prints the name of the member who made the proposal', () => {
  const title = '关于对张晓明委员第012号提案的答复';
  const line = describeEvent(
    entryEvent({
      entry: { ...entry, title },
      article: {
        id: 'c-1',
        title,
        kind: 'reply',
        relevance: 'core',
        evidence: ['张晓明委员：\n您提出的提案收悉'],
        duplicateOf: null,
      },
    }),
    'zh-CN',
  );
  expect(line).not.toContain('张晓明');
  expect(line).toContain('第012号提案的答复');
});

test('says what a page was judged to be, and why', () => {
  const line = describeEvent(
    entryEvent({
      outcome: 'irrelevant',
      reason: 'news',
      article: {
        id: 'c-1',
        title: entry.title,
        kind: 'news',
        relevance: 'core',
        evidence: ['推进会', '召开', '强调', '第四条'],
        duplicateOf: null,
      },
    }),
    'zh-CN',
  );
  expect(line).toMatch(/\[news\/core\] \(news\)/u);
  expect(line).toContain('推进会 · 召开 · 强调');
  expect(line).not.toContain('第四条');
});

test('distinguishes a card for channels from one without a subscription', () => {
  expect(describeEvent(entryEvent({ deliveries: 2 }), 'zh-CN')).toContain('入队');
  expect(describeEvent(entryEvent({ deliveries: 0 }), 'zh-CN')).toContain('无频道订阅');
  expect(describeEvent(entryEvent({ deliveries: 0 }), 'en')).not.toContain('queued');
});

test('keeps quoted text on one line', () => {
  const article = {
    id: 'c-1',
    title: entry.title,
    kind: 'reply',
    relevance: 'core',
    evidence: ['减轻\n 负担'],
    duplicateOf: null,
  } as const;
  expect(describeEvent(entryEvent({ article }), 'en')).toContain('because of: 减轻 负担');
});

test('says how a visit went and how many rows a first visit took as known', () => {
  const visit = {
    status: 'ok',
    reason: null,
    rows: 20,
    fresh: 20,
    skipped: 19,
    older: 0,
    truncated: 0,
    waiting: 0,
    queued: 1,
    ms: 12,
  };
  expect(describeEvent({ kind: 'visit', source, visit }, 'zh-CN')).toMatch(/青溪市.*20 行.*19 条/u);
  const later = { ...visit, status: 'blocked', reason: 'challenge', skipped: 0 };
  const line = describeEvent({ kind: 'visit', source, visit: later }, 'en');
  expect(line).toContain('blocked (challenge)');
  expect(line).not.toContain('first visit');
});
