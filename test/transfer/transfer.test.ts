import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, expect, onTestFinished, test } from 'vitest';

import { openRecords } from '../../src/store/open-records.ts';
import { filling } from '../../src/store/filling.ts';
import { openStore } from '../../src/store/open-store.ts';
import { openRecordsForReading } from '../../src/store/open-records-for-reading.ts';
import { NAMESPACES } from '../../src/store/upgrades.ts';
import { backUp } from '../../src/transfer/back-up.ts';
import { comparedSince } from '../../src/transfer/put-back-note.ts';
import { READ_ORDER } from '../../src/transfer/read-order.ts';
import { restore } from '../../src/transfer/restore.ts';
import { composeDelivery, composeSubscription } from '../support/compose.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-transfer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const address = (name: string): string => `sqlite://${join(folder, name)}`;
const now = new Date('2026-11-25T08:00:00Z');
const common = { program: '0.1.0', now };

test('every kind of record is read, once', () => {
  expect(READ_ORDER.toSorted()).toEqual(NAMESPACES.toSorted());
});

test('a backup is the store as it was when it was begun, whatever is written meanwhile', async () => {
  const store = await openStore(address('a.sqlite'));
  await store.subscriptions.save(composeSubscription({ channelId: '1' }));
  const many = Array.from({ length: 2000 }, (_, at) =>
    composeDelivery({ channelId: '1', articleId: `p-${at}` }),
  );
  await store.outbox.enqueue(many);
  const file = join(folder, 'one.backup');
  const writing: Promise<unknown>[] = [];
  const report = await backUp(address('a.sqlite'), file, {
    ...common,
    onProgress() {
      if (writing.length > 0) return;
      writing.push(
        store.outbox.enqueue([composeDelivery({ channelId: '1', articleId: 'late' })]),
        store.subscriptions.save(composeSubscription({ channelId: '2' })),
      );
    },
  });
  await Promise.all(writing);
  await store.close();
  expect(report.counts).toMatchObject({ pending: 2000, subscriptions: 1 });
  await restore(address('b.sqlite'), file, { ...common, replace: false });
  const copy = await openStore(address('b.sqlite'));
  expect(await copy.outbox.queue('1')).toMatchObject({ size: 2000 });
  await copy.close();
  expect(readdirSync(folder).toSorted()).toEqual(
    expect.not.arrayContaining([expect.stringContaining('restoring')]),
  );
});

test('reading writes nothing', async () => {
  await (await openStore(address('a.sqlite'))).close();
  const records = await openRecordsForReading(address('a.sqlite'));
  await expect(records.namespace('settings').set('a', 1)).rejects.toThrow(/to be read/u);
  await records.close();
});

test('a store that was filled halfway is refused, to look at, too, and taken to be filled again', async () => {
  const records = await openRecords(address('a.sqlite'));
  const cut = filling(records.namespace('store'), async () => {
    await records.namespace('settings').set('a', 1);
    throw new Error('cut short');
  });
  await expect(cut).rejects.toThrow('cut short');
  await records.close();
  await expect(openStore(address('a.sqlite'))).rejects.toThrow(/was cut short, so not all/u);
  await expect(openRecordsForReading(address('a.sqlite'))).rejects.toThrow(
    /was cut short, so not all/u,
  );
  const again = await openRecords(address('a.sqlite'), { takesHalf: true });
  await filling(again.namespace('store'), () => Promise.resolve());
  await again.close();
  await (await openStore(address('a.sqlite'))).close();
});

test.each([
  [{ since: '2026-11-20T00:00:00.000Z', at: '2026-11-24T00:00:00.000Z' }, '2026-11-20'],
  // Put back more than 30 days ago.
  [{ since: '2026-10-01T00:00:00.000Z', at: '2026-10-02T00:00:00.000Z' }, null],
  // Written while the clock was wrong.
  [{ since: '2027-01-01T00:00:00.000Z', at: '2026-11-24T00:00:00.000Z' }, null],
  [{ at: '2026-11-24T00:00:00.000Z' }, null],
  [null, null],
])('of the note %j the channels are compared since %s', (note, since) => {
  expect(comparedSince(note, now)?.toISOString().slice(0, 10) ?? null).toBe(since);
});
