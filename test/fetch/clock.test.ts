import { expect, test } from 'vitest';

import { trouble } from '../../src/fetch/trouble.ts';
import { afterTrouble, newHostState, refuseHost } from '../../src/fetch/host-state.ts';

const AHEAD = new Date('2036-11-24T02:00:00Z');
const NOW = new Date('2026-11-24T02:00:00Z');

test('a host that was paused while the clock was ten years ahead is requested again', () => {
  const failure = trouble('challenge', 'A script comes first.', { status: 412 });
  const paused = afterTrouble(newHostState('jyj.example.gov.cn', AHEAD), failure, AHEAD);
  expect(refuseHost(paused, 300, AHEAD)).toMatchObject({ reason: 'paused-host' });
  expect(refuseHost(paused, 300, NOW)).toBeNull();
});
