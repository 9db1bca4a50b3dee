import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createHousekeeper, type HousekeeperOptions } from '../../src/app/create-housekeeper.ts';
import { leaveRequest, waitingRequests } from '../../src/app/requests.ts';
import { StoreError } from '../../src/domain/errors.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';

function housekeeperOver(opened: Store, folder: string | null) {
  const store: Store = { ...opened, folder };
  const said: string[] = [];
  const note = (_facts: object, message: string): void => void said.push(message);
  const options: HousekeeperOptions = {
    store,
    keepDays: 365,
    deliverer: { betweenDeliveries: (work) => work(), wake: () => undefined },
    now: () => new Date('2026-11-23T02:00:00Z'),
    logger: { info: note, warn: note, error: note },
  };
  return { said, ...createHousekeeper(options) };
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'jianbao-requests-'));

test.skipIf(process.platform === 'win32')(
  'a request waits for the bot in a file of its owner alone, and is gone once it was done',
  async () => {
    const folder = newFolder();
    expect(waitingRequests(folder)).toEqual([]);
    leaveRequest(folder, 'forget', 'https://www.qingxi.gov.cn/jyta/1.html');
    const [name = ''] = readdirSync(join(folder, 'requests'));
    expect(statSync(join(folder, 'requests', name)).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, 'requests', 'something-else.txt'), 'not a request');

    const store = await openStore('memory:');
    const { said, takeRequests } = housekeeperOver(store, folder);
    await takeRequests();
    await takeRequests();
    expect(said).toEqual(['document forgotten']);
    expect(readdirSync(join(folder, 'requests'))).toEqual(['something-else.txt']);
    let kept = 0;
    for await (const [key, { outcome }] of store.entries.all()) {
      expect([key.startsWith('forgotten '), outcome]).toEqual([true, 'forgotten']);
      kept += 1;
    }
    expect(kept).toBe(1);
  },
);

test('an id that nothing has is said and done with; a request that fails stays', async () => {
  const folder = newFolder();
  leaveRequest(folder, 'forget', 'p-12345678');
  const store = await openStore('memory:');
  const { said, takeRequests } = housekeeperOver(store, folder);
  await takeRequests();
  expect(said).toEqual(['not one document to forget']);
  expect(waitingRequests(folder)).toEqual([]);

  leaveRequest(folder, 'forget', 'https://www.qingxi.gov.cn/jyta/1.html');
  const broken = { ...store, scrub: () => Promise.reject(new StoreError('disk full')) };
  const failing = housekeeperOver(broken, folder);
  await failing.takeRequests();
  expect(failing.said).toEqual(['request not done']);
  expect(waitingRequests(folder)).toHaveLength(1);
});

test('texts are swept once a day, also after a restart', async () => {
  const store = await openStore('memory:');
  let sweeps = 0;
  const counted: Store = {
    ...store,
    articles: {
      ...store.articles,
      removeFromLatest: async () => {
        sweeps += 1;
      },
    },
  };
  for (let start = 0; start < 3; start += 1) {
    await housekeeperOver(counted, null).sweepDaily();
  }
  expect(sweeps).toBe(1);
});
