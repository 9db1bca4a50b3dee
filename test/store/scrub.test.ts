import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { openStore } from '../../src/store/open-store.ts';
import { composeDelivery } from '../support/compose.ts';
import { allPending } from '../support/all-pending.ts';

test('what was deleted is overwritten on the disk, and what stays can be read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jianbao-scrub-'));
  const store = await openStore(`sqlite://${join(folder, 'jianbao.sqlite')}`);
  const onDisk = (): string =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('\n');
  const gone = composeDelivery({ articleId: 'to-be-deleted', channelId: '1' });
  const kept = composeDelivery({ articleId: 'to-be-kept', channelId: '1' });
  await store.outbox.enqueue([gone, kept]);
  await store.outbox.remove([gone]);
  await store.outbox.removeCards([gone.card]);
  expect(onDisk()).toContain('to-be-deleted');
  await store.scrub();
  expect(onDisk()).not.toContain('to-be-deleted');
  expect(onDisk()).toContain('to-be-kept');
  expect(await allPending(store.outbox)).toEqual([kept]);
  await store.outbox.enqueue([gone]);
  expect(await allPending(store.outbox)).toHaveLength(2);
  await store.close();
});
