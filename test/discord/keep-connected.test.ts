import { expect, test } from 'vitest';

import type { Connection } from '../../src/discord/create-connection.ts';
import { keepConnected, type Keeper } from '../../src/discord/keep-connected.ts';
import { TransientError } from '../../src/domain/errors.ts';

/** A step that the test lets go on, or fail. */
function gate(): PromiseWithResolvers<void> {
  return Promise.withResolvers<void>();
}

interface Stage {
  readonly keeper: Keeper;
  readonly prepared: PromiseWithResolvers<void>;
  readonly opened: PromiseWithResolvers<void>;
  /** What happened to connections, in order. */
  readonly log: readonly string[];
  readonly lose: () => void;
}

function stage(firstPauseMs = 1): Stage {
  const prepared = gate();
  const opened = gate();
  const log: string[] = [];
  let lost = (_error: Error): void => undefined;
  const connection: Connection = {
    open: () => {
      log.push('open');
      return opened.promise;
    },
    isHealthy: () => true,
    shards: () => [],
    guilds: () => [],
    close: async () => void log.push('close'),
  };
  const silent = (): void => undefined;
  const keeper = keepConnected({
    connect: (onLost) => {
      log.push('connect');
      lost = onLost;
      return connection;
    },
    prepare: () => {
      log.push('prepare');
      return prepared.promise;
    },
    onTokenRefused: silent,
    firstPauseMs,
    logger: { info: silent, warn: silent, error: silent },
  });
  return { keeper, prepared, opened, log, lose: () => lost(new TransientError('lost')) };
}

test.each(['halt', 'stop'] as const)(
  '%s while the commands are registered: nothing is connected afterwards',
  async (how) => {
    const { keeper, prepared, log } = stage();
    const start = keeper.start();
    await keeper[how]();
    prepared.resolve();
    await start;
    expect(log).toEqual(['prepare']);
    expect(keeper.isHealthy()).toBe(false);
  },
);

test('stopped while the registration fails: it is not tried again', async () => {
  const { keeper, prepared, log } = stage();
  const start = keeper.start();
  await keeper.stop();
  prepared.reject(new TransientError('down'));
  await start;
  expect(log).toEqual(['prepare']);
});

test('stopped while it logs in: what is opened all the same is closed', async () => {
  const { keeper, prepared, opened, log } = stage();
  prepared.resolve();
  const start = keeper.start();
  await expect.poll(() => log).toContain('open');
  await keeper.stop();
  const before = log.length;
  opened.resolve();
  await start;
  expect(log.slice(before)).toEqual(['close']);
  expect(keeper.isHealthy()).toBe(false);
});

test('stopped while the log-in fails: it is closed and not tried again', async () => {
  const { keeper, prepared, opened, log } = stage();
  prepared.resolve();
  const start = keeper.start();
  await expect.poll(() => log).toContain('open');
  await keeper.stop();
  opened.reject(new TransientError('down'));
  await start;
  expect(log.filter((step) => step === 'connect')).toHaveLength(1);
});

test('stopped in the pause between two attempts: the pause ends and none follows', async () => {
  const { keeper, prepared, log } = stage(3_600_000);
  prepared.reject(new TransientError('down'));
  const start = keeper.start();
  await expect.poll(() => log).toContain('prepare');
  await keeper.stop();
  await start;
  expect(log).toEqual(['prepare']);
});

test('a connection that is lost after a stop is not replaced', async () => {
  const { keeper, prepared, opened, log, lose } = stage();
  prepared.resolve();
  opened.resolve();
  await keeper.start();
  await keeper.stop();
  lose();
  await Promise.resolve();
  expect(log).toEqual(['prepare', 'connect', 'open', 'close']);
  expect(keeper.isHealthy()).toBe(false);
});

test('a stop before the start: nothing is done', async () => {
  const { keeper, log } = stage();
  await keeper.stop();
  await keeper.start();
  expect(log).toEqual([]);
});
