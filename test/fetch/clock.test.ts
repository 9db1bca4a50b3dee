import { expect, test } from 'vitest';

import { fetchFailure } from '../../src/fetch/fetch-failure.ts';
import { afterFailure, newHostState, refuseHost } from '../../src/fetch/host-state.ts';

const AHEAD = new Date('2036-11-24T02:00:00Z');
const NOW = new Date('2026-11-24T02:00:00Z');

test('a host that was paused while the clock was ten years ahead is requested again', () => {
  const failure = fetchFailure('challenge', 'A script comes first.', { status: 412 });
  const paused = afterFailure(newHostState('jyj.example.gov.cn', AHEAD), failure, AHEAD);
  expect(refuseHost(paused, 300, AHEAD)).toMatchObject({ reason: 'paused-host' });
  expect(refuseHost(paused, 300, NOW)).toBeNull();
});
