import { expect, onTestFinished, test } from 'vitest';

import { createAlarmBoard } from '../../src/app/alarm-board.ts';
import type { DiscordMessage } from '../../src/card/discord-message.ts';
import type { Language } from '../../src/domain/card.ts';
import { PermanentError } from '../../src/domain/errors.ts';
import type { Source } from '../../src/domain/source.ts';
import type { Alarm } from '../../src/health/alarms.ts';
import { openStore } from '../../src/store/open-store.ts';

const source: Source = {
  id: 'lanhe',
  name: '澜河市*教育局*',
  url: 'https://jyj.lanhe.gov.cn/jyta/',
  format: 'auto',
  regionCode: '320500',
  level: 'city',
  agency: null,
  family: null,
  group: 'reply',
  enabled: true,
  confirmed: 'never',
  selectors: null,
};

function alarm(changes: Partial<Alarm> = {}): Alarm {
  return {
    kind: 'stopped',
    sourceId: source.id,
    status: 'blocked',
    reason: 'challenge',
    since: '2026-11-20T02:00:00.000Z',
    lastSuccessAt: null,
    failures: 2,
    rowsBefore: 20,
    ...changes,
  };
}

/** A channel that shows what was posted and edited. */
async function openBoard(language: Language, channelId: string | null = '9') {
  const store = await openStore('memory:');
  onTestFinished(() => store.close());
  const posted: DiscordMessage[] = [];
  const edited: DiscordMessage[] = [];
  const channel = { isDeleted: false, time: Date.parse('2026-11-27T02:00:00Z') };
  const watched = new Set([source.id, 'other']);
  const outlet = {
    channelId,
    watched: () => watched,
    lastLookAt: () => Promise.resolve('2026-11-27T02:05:00.000Z'),
    now: () => new Date(channel.time),
    post: (_channelId: string, message: DiscordMessage) => {
      posted.push(message);
      return Promise.resolve({ messageId: String(posted.length) });
    },
    edit: (_channelId: string, _messageId: string, message: DiscordMessage) => {
      if (channel.isDeleted) return Promise.reject(new PermanentError('unknown message'));
      edited.push(message);
      return Promise.resolve();
    },
  };
  const board = createAlarmBoard(store.settings, outlet, language);
  return { board, posted, edited, channel, watched };
}

test.each([
  ['zh-CN', '访问受阻：要求先通过浏览器验证 · 自 2026-11-20'],
  ['en', 'blocked: a browser check comes first · since 2026-11-20'],
] as const)('shows in %s which source stopped, and why', async (language, words) => {
  const { board, posted } = await openBoard(language);
  await board.raise(source, alarm());
  const text = posted[0]?.embeds[0].description;
  expect(text).toContain(String.raw`澜河市\*教育局\*`);
  expect(text).toContain(words);
});

test('edits its one message for every further stop, and shows when all sources work again', async () => {
  const { board, posted, edited } = await openBoard('en');
  const other = { ...source, id: 'other', name: '乙局' };
  await Promise.all([
    board.raise(source, alarm()),
    board.raise(other, alarm({ sourceId: other.id, status: 'gone', reason: 'gone' })),
  ]);
  expect(posted).toHaveLength(1);
  expect(edited.at(-1)?.content).toBe('2 sources need attention');
  await board.raise(source, alarm({ kind: 'recovered' }));
  await board.raise(other, alarm({ kind: 'recovered', sourceId: other.id }));
  expect(edited.at(-1)?.content).toBe('All sources are fine again.');
  expect(posted).toHaveLength(1);
});

test('forgets a source that is no longer watched, and counts one as one', async () => {
  const { board, posted, edited, watched } = await openBoard('en');
  const other = { ...source, id: 'other', name: '乙局' };
  await board.raise(source, alarm());
  expect(posted[0]?.content).toBe('1 source needs attention');
  await board.raise(other, alarm({ sourceId: other.id }));
  watched.delete(source.id);
  await board.tidy();
  expect(edited.at(-1)?.content).toBe('1 source needs attention');
  expect(edited.at(-1)?.embeds[0].description).not.toContain('教育局');
});

test('posts anew when the message was deleted', async () => {
  const { board, posted, channel } = await openBoard('en');
  await board.raise(source, alarm());
  channel.isDeleted = true;
  await board.raise(source, alarm({ reason: 'forbidden' }));
  expect(posted).toHaveLength(2);
});

test('is silent about a redesign that keeps its rows, and without a channel', async () => {
  const { board, posted } = await openBoard('en');
  await board.raise(source, alarm({ kind: 'redesigned' }));
  expect(posted).toEqual([]);
  const mute = await openBoard('en', null);
  await mute.board.raise(source, alarm());
  expect(mute.posted).toEqual([]);
});

test('a new trouble is posted anew, so that the channel is unread; a change of a known one is not', async () => {
  const { board, posted, edited, channel } = await openBoard('zh-CN');
  const other = { ...source, id: 'other', name: '乙局' };
  await board.raise(source, alarm());
  await board.raise(other, alarm({ sourceId: 'other' }));
  expect(posted).toHaveLength(1);
  channel.time += 2 * 3_600_000;
  await board.raise(other, alarm({ sourceId: 'other', reason: 'timeout' }));
  expect(posted).toHaveLength(1);
  await board.raise(other, alarm({ kind: 'recovered', sourceId: 'other' }));
  await board.raise(other, alarm({ sourceId: 'other' }));
  expect(posted).toHaveLength(2);
  expect(edited.at(-1)?.embeds[0].description).toContain('最新状态见下方');
});

test('a calm board says when the bot last looked', async () => {
  const { board, edited } = await openBoard('zh-CN');
  await board.raise(source, alarm());
  await board.raise(source, alarm({ kind: 'recovered' }));
  expect(edited.at(-1)?.embeds[0].footer.text).toContain('最近查看 2026-11-27 10:05');
  await board.tidy();
  expect(edited).toHaveLength(2);
});
