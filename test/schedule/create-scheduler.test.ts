import { afterEach, expect, test, vi } from 'vitest';

import { ConfigError } from '../../src/domain/errors.ts';
import { createScheduler } from '../../src/schedule/create-scheduler.ts';

afterEach(() => void vi.useRealTimers());

/** A round that the test ends. */
function createRound() {
  const ends: (() => void)[] = [];
  const run = vi.fn<() => Promise<void>>(
    () => new Promise<void>((resolve) => void ends.push(resolve)),
  );
  return { run, end: () => ends.shift()?.() };
}

test('never makes two rounds at once, by hand either', async () => {
  const { run, end } = createRound();
  const scheduler = createScheduler({ cron: '0 * * * *', run });
  const first = scheduler.runNow();
  const second = scheduler.runNow();
  expect(run).toHaveBeenCalledTimes(1);
  end();
  await Promise.all([first, second]);
  const third = scheduler.runNow();
  expect(run).toHaveBeenCalledTimes(2);
  end();
  await third;
  await scheduler.stop();
});

test('makes rounds by the clock, skips one while another is running, and reports it', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T02:00:30Z') });
  const { run, end } = createRound();
  const missed: string[] = [];
  const scheduler = createScheduler({
    cron: '* * * * *',
    run,
    onMissed: (why) => void missed.push(why),
  });
  scheduler.start();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(run).toHaveBeenCalledTimes(1);
  expect(missed).toContain('overlap');
  end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(run).toHaveBeenCalledTimes(2);
  end();
  await scheduler.stop();
});

test('skips the clock’s round while one that was started by hand is running', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T02:00:30Z') });
  const { run, end } = createRound();
  const scheduler = createScheduler({ cron: '* * * * *', run });
  scheduler.start();
  const byHand = scheduler.runNow();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(run).toHaveBeenCalledTimes(1);
  end();
  await byHand;
  await scheduler.stop();
});

test('goes by the time of China', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T23:59:30Z') });
  const run = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const scheduler = createScheduler({ cron: '0 8 * * 1', run });
  scheduler.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(run).toHaveBeenCalledTimes(1);
  await scheduler.stop();
});

test('waits for the running round when stopped, and starts no more', async () => {
  const { run, end } = createRound();
  const scheduler = createScheduler({ cron: '* * * * *', run });
  scheduler.start();
  const round = scheduler.runNow();
  let isStopped = false;
  const stopping = scheduler.stop().then(() => (isStopped = true));
  await Promise.resolve();
  expect(isStopped).toBe(false);
  end();
  await Promise.all([round, stopping]);
  await scheduler.runNow();
  expect(run).toHaveBeenCalledTimes(1);
});

test('goes on after a round that failed', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T02:00:30Z') });
  const errors: unknown[] = [];
  const run = vi.fn<() => Promise<void>>(() => Promise.reject(new Error('disk full')));
  const scheduler = createScheduler({
    cron: '* * * * *',
    run,
    onError: (error) => void errors.push(error),
  });
  scheduler.start();
  await vi.advanceTimersByTimeAsync(90_000);
  expect(run).toHaveBeenCalledTimes(2);
  expect(errors).toHaveLength(2);
  await expect(scheduler.runNow()).rejects.toThrow('disk full');
  await scheduler.stop();
});

test('names a schedule that is not a cron expression', () => {
  const make = (): unknown => createScheduler({ cron: 'often', run: () => Promise.resolve() });
  expect(make).toThrow(ConfigError);
});
