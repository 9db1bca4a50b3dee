import { expect, test } from 'vitest';

import { DAY_MS } from '../../src/base/clock.ts';
import { composeDelivery } from '../support/compose.ts';
import { drawWorld } from './draw-world.ts';
import { judgeYear } from './judge-year.ts';
import { runBot, type Year } from './run-bot.ts';

async function play(
  seed: number,
  size: { readonly sites: number; readonly days: number },
): Promise<Year> {
  return runBot(drawWorld({ seed, ...size }));
}

async function verdictOn(year: Year): Promise<readonly string[]> {
  const { failures, index } = await judgeYear(year);
  const errors = year.diary.bugs.map(({ line }) => line);
  const told = failures.map(
    ({ kind, cause, letter, detail }) => `${kind}: ${cause}; ${letter?.id ?? ''} ${detail}`,
  );
  return [
    ...told,
    ...errors,
    ...(index.unknownMessages > 0 ? ['messages that show no letter'] : []),
  ];
}

// Longer and larger: npm run simulate -- --seed 1
test.each([1, 4])(
  'two months of five sites with mishaps: nothing lost, nothing twice, nothing old as new, nothing untold (seed %s)',
  async (seed) => {
    const year = await play(seed, { sites: 5, days: 60 });
    expect(year.channels.shown.length).toBeGreaterThan(100);
    expect(await verdictOn(year)).toEqual([]);
  },
  600_000,
);

test('the judge misses what is not in a channel, and sees what is there twice, old or stuck', async () => {
  const year = await play(7, { sites: 2, days: 60 });
  expect(await verdictOn(year)).toEqual([]);
  const { world, channels, store } = year;
  const [everything] = world.channels;
  const one = channels.shown.find(
    ({ channelId, at }) => channelId === everything?.id && at > world.year.from + 15 * DAY_MS,
  );
  if (one === undefined) throw new Error('A world without news.');
  const judge = async (changed: Partial<Year>): Promise<readonly string[]> => {
    const { failures } = await judgeYear({ ...year, ...changed });
    return [...new Set(failures.map(({ kind }) => kind))];
  };
  const showing = (shown: Year['channels']['shown']): Partial<Year> => ({
    channels: { ...channels, shown },
  });
  expect(await judge(showing(channels.shown.filter((message) => message !== one)))).toEqual([
    'lost',
  ]);
  expect(await judge(showing([...channels.shown, { ...one, id: '1' }]))).toEqual(['twice']);
  async function* asNew(): ReturnType<typeof store.outbox.ended> {
    for await (const delivery of store.outbox.ended()) yield { ...delivery, occasion: 'new' };
  }
  const outbox = { ...store.outbox, ended: asNew };
  expect(await judge({ store: { ...store, outbox } })).toEqual(['old as new']);
  const stuck = composeDelivery({ queuedAt: new Date(world.year.from).toISOString() });
  async function* pending(): ReturnType<typeof store.outbox.pending> {
    yield stuck;
  }
  expect(await judge({ store: { ...store, outbox: { ...store.outbox, pending } } })).toEqual([
    'untold',
  ]);
}, 600_000);
