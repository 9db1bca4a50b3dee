import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import type { Turns } from '../../src/turns/turns.ts';

/** Two sides that want and take turns: two processes, or twice the same one. */
export interface Sides {
  readonly one: Turns;
  readonly other: Turns;
  readonly failures: readonly unknown[];
}

const patienceMs = 60_000;

/** Waits for what comes sooner or later. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await sleep(10);
  }
}

/** What holds for turns, whoever keeps them. */
export function turnsContract(open: () => Promise<Sides>): void {
  test('each key that is wanted has one turn, on whatever side', async () => {
    const { one, other } = await open();
    const had: string[] = [];
    for (const side of new Set([one, other])) {
      const work = async ({ key }: { readonly key: string }): Promise<'done'> => {
        had.push(key);
        return 'done';
      };
      await side.serve('host', { atOnce: 3, work });
    }
    const keys = Array.from({ length: 12 }, (_, index) => `h${index}.example.gov.cn`);
    await one.want('host', keys);
    await until('all of them', () => had.length >= keys.length);
    await sleep(1500);
    expect(had.toSorted()).toEqual(keys.toSorted());
  });

  test('no key is worked on twice at a time, however often it is wanted, and the last wish counts', async () => {
    const { one, other } = await open();
    let running = 0;
    let most = 0;
    let turns = 0;
    const letGo = Promise.withResolvers<void>();
    for (const side of new Set([one, other])) {
      await side.serve('host', {
        atOnce: 4,
        work: async () => {
          running += 1;
          turns += 1;
          most = Math.max(most, running);
          if (turns === 1) await letGo.promise;
          await sleep(50);
          running -= 1;
          return 'done';
        },
      });
    }
    await one.want('host', ['busy']);
    await until('its turn', () => running === 1);
    for (let index = 0; index < 5; index += 1) await other.want('host', ['busy']);
    await sleep(1500);
    expect(turns).toBe(1);
    letGo.resolve();
    await until('another one', () => turns === 2 && running === 0);
    await sleep(1500);
    expect([turns, most]).toEqual([2, 1]);
  });

  test('a key that is still wanted goes on, one whose work fails does not', async () => {
    const { one, failures } = await open();
    let tries = 0;
    await one.serve('host', {
      atOnce: 2,
      work: async ({ key }) => {
        if (key === 'fails') throw new Error('as it must');
        tries += 1;
        return tries < 3 ? 'again' : 'done';
      },
    });
    await one.want('host', ['fails', 'goes on']);
    await until('the third', () => tries === 3);
    await until('the failure', () => failures.length === 1);
    await sleep(1500);
    expect([tries, failures.length]).toEqual([3, 1]);
  });

  test('a stop aborts the turn and gives it back', async () => {
    const { one, other } = await open();
    const led: string[] = [];
    const lead =
      (name: string) =>
      async ({ signal }: { readonly signal: AbortSignal }): Promise<'again'> => {
        led.push(name);
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve());
        });
        return 'again';
      };
    await one.serve('bot', { atOnce: 1, work: lead('one') });
    await one.want('bot', ['leader']);
    await until('a leader', () => led.length === 1);
    if (other !== one) {
      await other.serve('bot', { atOnce: 1, work: lead('other') });
      await other.want('bot', ['leader']);
      await sleep(2500);
    }
    const before = led.join();
    await one.stop();
    if (other !== one) await until('the next leader', () => led.length === 2);
    expect(before).toBe('one');
    expect(led).toEqual(other === one ? ['one'] : ['one', 'other']);
  });
}
