import { expect, test } from 'vitest';

import { createRoleKeeper } from '../../src/app/role-status.ts';

test('says who leads, and how its shards do', () => {
  const { status, lead, standBy } = createRoleKeeper('bot');
  expect(status()).toEqual({ role: 'bot', isLeading: false, shards: [] });
  const shards = [
    { id: 0, isHealthy: true },
    { id: 1, isHealthy: false },
  ];
  lead(() => shards);
  expect(status()).toEqual({ role: 'bot', isLeading: true, shards });
  standBy();
  expect(status()).toEqual({ role: 'bot', isLeading: false, shards: [] });
});
