import { describe, expect, onTestFinished, test } from 'vitest';
import { Pool } from 'pg';

import { StoreError } from '../../src/domain/errors.ts';
import { openBossTurns } from '../../src/turns/boss-turns.ts';
import { createEmbeddedTurns } from '../../src/turns/embedded-turns.ts';
import type { Turns } from '../../src/turns/turns.ts';
import { startFaultyNetwork } from '../support/faulty-network.ts';
import { onPostgres } from '../support/on-postgres.ts';
import { turnsContract, until } from './contract.ts';

describe('turns in one process', () => {
  turnsContract(async () => {
    const failures: unknown[] = [];
    const one = createEmbeddedTurns({ onError: (error) => failures.push(error) });
    onTestFinished(() => one.stop());
    return { one, other: one, failures };
  });
});

onPostgres('turns on PostgreSQL', (server) => {
  const at = (port = server().port): string =>
    `postgres://jianbao:secret-word@127.0.0.1:${port}/jianbao`;

  async function open(failures: unknown[] = [], url = at()): Promise<Turns> {
    const turns = await openBossTurns(url, {
      onError: (error) => failures.push(error),
      onTrouble: () => undefined,
    });
    onTestFinished(() => turns.stop());
    return turns;
  }

  async function empty(): Promise<void> {
    const pool = new Pool({ connectionString: at() });
    await pool.query('DROP SCHEMA IF EXISTS jb_turns CASCADE');
    await pool.end();
  }

  turnsContract(async () => {
    await empty();
    const failures: unknown[] = [];
    const [one, other] = await Promise.all([open(failures), open(failures)]);
    return { one, other, failures };
  });

  test('whoever gives no sign loses its turn, and learns of it', async () => {
    await empty();
    const network = await startFaultyNetwork(server().port);
    onTestFinished(() => network.close());
    const led: string[] = [];
    const lost: string[] = [];
    const lead =
      (name: string) =>
      async ({ signal }: { readonly signal: AbortSignal }): Promise<'again'> => {
        led.push(name);
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve());
        });
        lost.push(name);
        return 'again';
      };
    const cut = await open([], at(network.port));
    const other = await open();
    await cut.serve('bot', { atOnce: 1, work: lead('cut') });
    await cut.want('bot', ['leader']);
    await until('the first', () => led.length === 1);
    await other.serve('bot', { atOnce: 1, work: lead('other') });
    network.set('swallow');
    await until('the second', () => led.length === 2);
    network.set('pass');
    await until('that the first learns of it', () => lost.length === 1);
    expect([led, lost]).toEqual([['cut', 'other'], ['cut']]);
  });

  test('all goes on after a restart of the server, and nobody died', async () => {
    await empty();
    const turns = await open();
    const had: string[] = [];
    await turns.serve('host', {
      atOnce: 1,
      work: async ({ key }) => {
        had.push(key);
        return 'done';
      },
    });
    await turns.want('host', ['before']);
    await until('the first', () => had.length === 1);
    await server().stop();
    await expect(turns.want('host', ['meanwhile'])).rejects.toThrow(StoreError);
    await server().start();
    await turns.want('host', ['after']);
    await until('the next', () => had.length === 2);
    expect(had).toEqual(['before', 'after']);
  });

  test('a server that is not there is said, without its password', async () => {
    const failure: unknown = await openBossTurns(at(1), {
      onError: () => undefined,
      onTrouble: () => undefined,
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreError);
    expect(String(failure)).not.toContain('secret-word');
  });
});
