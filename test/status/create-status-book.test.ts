import { expect, test } from 'vitest';

import { createStatusBook } from '../../src/status/create-status-book.ts';

const MINUTE = 60_000;
const start = Date.parse('2026-11-22T02:00:00Z');

function bookForTest(): {
  readonly clock: { at: number };
  readonly book: ReturnType<typeof createStatusBook>;
  readonly lateMs: () => number;
} {
  const clock = { at: start };
  const book = createStatusBook({
    now: () => new Date(clock.at),
    startedAt: new Date(start),
    maxIntervalMs: 48 * 60 * MINUTE,
  });
  return { clock, book, lateMs: () => book.rounds(book.sources([])).lateMs };
}

test('a round is late from when the schedule wants one, not from the last one: at night none is due', () => {
  const { clock, book, lateMs } = bookForTest();
  book.beginRound();
  clock.at += MINUTE;
  book.endRound('good', new Date(start + 600 * MINUTE));
  clock.at = start + 590 * MINUTE;
  expect(lateMs()).toBe(0);
  clock.at = start + 645 * MINUTE;
  expect(lateMs()).toBe(45 * MINUTE);
});

test('a long round is not late while it gives signs', () => {
  const { clock, book, lateMs } = bookForTest();
  book.beginRound();
  clock.at += 90 * MINUTE;
  expect(lateMs()).toBe(90 * MINUTE);
  book.noteSign();
  expect(lateMs()).toBe(0);
  expect(book.rounds(book.sources([])).isRunning).toBe(true);
});

test.each(['offline', 'held-back', 'failed'] as const)(
  'a round that ended %s leaves the schedule waiting',
  (outcome) => {
    const { clock, book, lateMs } = bookForTest();
    book.beginRound();
    clock.at += 40 * MINUTE;
    book.endRound(outcome, new Date(clock.at + 5 * MINUTE));
    expect(lateMs()).toBe(40 * MINUTE);
    expect(book.lastGoodAt()).toBeNull();
  },
);

test('sources are counted by what the store knew, what visits found, and what is watched now', () => {
  const { book } = bookForTest();
  const stored = { reason: null, lastVisitAt: '2026-11-21T02:00:00Z' };
  book.noteStored('a', { ...stored, status: 'ok' });
  book.noteStored('b', { ...stored, status: 'ok' });
  book.noteStored('gone-from-the-catalogue', { ...stored, status: 'blocked' });
  expect(book.noteVisit('a', { status: 'ok', reason: null })).toBeNull();
  expect(book.noteVisit('b', { status: 'blocked', reason: 'dns' })).toBe('ok');
  expect(book.noteVisit('c', { status: 'ok', reason: null })).toBe('new');
  const found = book.sources([{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }]);
  expect(found.watched).toBe(4);
  expect(found.byStatus).toMatchObject({ ok: 2, blocked: 1, new: 1, gone: 0 });
  expect(found.stopped).toEqual([{ id: 'b', status: 'blocked', reason: 'dns' }]);
});

test('of very many stopped sources some are named', () => {
  const { book } = bookForTest();
  const watched = Array.from({ length: 500 }, (_, at) => ({ id: `s${at}` }));
  for (const { id } of watched) book.noteVisit(id, { status: 'blocked', reason: 'dns' });
  const { stopped, byStatus } = book.sources(watched);
  expect(byStatus.blocked).toBe(500);
  expect(stopped).toHaveLength(20);
});

test('where nothing works a source may rest for eight days, else for the longest interval', () => {
  const { book } = bookForTest();
  const longest = (): number =>
    book.rounds(book.sources([{ id: 'a' }, { id: 'b' }])).longestRestMs / MINUTE / 60;
  book.noteVisit('a', { status: 'blocked', reason: 'dns' });
  expect(longest()).toBe(192);
  book.noteVisit('b', { status: 'quiet', reason: null });
  expect(longest()).toBe(48);
});

test('readers that ended count for an hour; a clock that was set back makes nothing older', () => {
  const { clock, book } = bookForTest();
  for (let death = 0; death < 7; death += 1) book.noteDeath();
  expect(book.recentDeaths()).toBe(7);
  clock.at -= 600 * MINUTE;
  expect(book.sinceSentMs()).toBe(0);
  clock.at = start + 61 * MINUTE;
  expect(book.recentDeaths()).toBe(0);
});
