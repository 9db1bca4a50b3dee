import { expect, test } from 'vitest';

import { createRoleKeeper } from '../../src/app/role-status.ts';

test('says who leads, and that one that crawls has nobody to lead it', () => {
  const { status, lead, standBy } = createRoleKeeper('bot');
  expect(status()).toMatchObject({ role: 'bot', standing: 'standby' });
  lead();
  expect(status()).toMatchObject({ role: 'bot', standing: 'leader' });
  standBy();
  expect(status()).toMatchObject({ role: 'bot', standing: 'standby' });
  expect(createRoleKeeper('crawl').status().standing).toBe('worker');
});

test('trouble is over once nothing more is heard of it', () => {
  let atMs = 0;
  const { status, noteTrouble } = createRoleKeeper('bot', () => atMs);
  expect(status().isReached).toBe(true);
  noteTrouble();
  expect(status().isReached).toBe(false);
  atMs = 16_000;
  expect(status().isReached).toBe(true);
});
