import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { PendingEdit } from '../../src/store/edits.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { composeDelivery } from '../support/compose.ts';
import { allPending } from '../support/all-pending.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-edits-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const addresses = [
  ['memory', () => 'memory:'],
  ['sqlite', () => `sqlite://${join(folder, 'store.sqlite')}`],
] as const;

function edit(changes: Partial<PendingEdit> = {}): PendingEdit {
  return {
    deliveryId: '1:a:1',
    channelId: '1',
    revision: 2,
    notBefore: '2026-03-01T00:00:30.000Z',
    attempts: 0,
    ...changes,
  };
}

describe.each(addresses)('edits in %s', (_name, address) => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore(address());
  });
  afterEach(() => store.close());

  test('makes one edit of several changes, at the time of the first', async () => {
    await store.edits.add([edit(), edit({ deliveryId: '2:a:1', channelId: '2' })]);
    await store.edits.add([edit({ revision: 3, notBefore: '2026-03-01T09:00:00.000Z' })]);
    expect(await store.edits.all()).toEqual([
      edit({ revision: 3 }),
      edit({ deliveryId: '2:a:1', channelId: '2' }),
    ]);
  });

  test('keeps a pause when the document changes again', async () => {
    const later = { notBefore: '2026-03-01T01:00:00.000Z', attempts: 2 };
    await store.edits.add([edit()]);
    await store.edits.postpone(edit(later));
    await store.edits.add([edit({ revision: 4 })]);
    expect(await store.edits.all()).toEqual([edit({ revision: 4, ...later })]);
  });

  test('keeps what was added while an older revision was being shown', async () => {
    await store.edits.add([edit()]);
    const changes = [store.edits.add([edit({ revision: 3 })]), store.edits.settle([edit()])];
    await Promise.all(changes);
    expect(await store.edits.all()).toEqual([edit({ revision: 3 })]);
    await store.edits.settle([edit({ revision: 3 }), edit({ deliveryId: 'unknown' })]);
    expect(await store.edits.all()).toEqual([]);
  });

  test('moves the deliveries of one message to the ledger together', async () => {
    const [a, b] = ['a', 'b'].map((articleId) => composeDelivery({ articleId, channelId: '1' }));
    if (a === undefined || b === undefined) throw new Error('no delivery');
    await store.outbox.enqueue([a, b]);
    const state = { kind: 'sent', messageId: 'm', at: '2026-03-01T00:00:00.000Z' } as const;
    await store.outbox.update({ ...a, state }, { ...b, state });
    expect(await allPending(store.outbox)).toEqual([]);
    const known = await store.outbox.getMany([a.id, b.id, '1:c:1']);
    expect([...known.values()].map((delivery) => delivery.state)).toEqual([state, state]);
  });
});

test('an edit that was due before the end is due after it', async () => {
  const address = addresses[1][1]();
  const first = await openStore(address);
  await first.edits.add([edit()]);
  await first.close();
  const second = await openStore(address);
  expect(await second.edits.all()).toEqual([edit()]);
  await second.close();
});
