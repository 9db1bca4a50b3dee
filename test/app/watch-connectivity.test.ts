import { expect, test } from 'vitest';

import { watchConnectivity } from '../../src/app/watch-connectivity.ts';
import { judgeConnectivity, type Visited } from '../../src/crawl/judge-connectivity.ts';
import { columnSource } from '../crawl/reply-column.ts';

function visited(reasons: readonly (string | null)[]): readonly Visited[] {
  return reasons.map((reason, index) => ({
    source: { ...columnSource(), url: `https://www.town${index}.gov.cn/` },
    visit: {
      status: reason === null ? 'ok' : 'blocked',
      reason,
      rows: 0,
      fresh: 0,
      skipped: 0,
      older: 0,
      truncated: 0,
      waiting: 0,
      queued: 0,
      ms: 1,
    },
  }));
}

test.each([
  [['dns', 'connection', 'dns'], 'offline'],
  [['dns', 'dns', 'dns', 'paused-host'], 'offline'],
  [['dns', 'dns', 'dns', null], 'online'],
  [['dns', 'dns', 'dns', 'timeout'], 'online'],
  [['paused-host', 'budget'], 'unknown'],
  [[], 'unknown'],
] as const)('calls a round with %j %s', (reasons, connectivity) => {
  const all = visited(reasons);
  expect(
    judgeConnectivity(
      all,
      all.map(({ source }) => source),
    ),
  ).toBe(connectivity);
});

test('does not call this machine offline for two of many sites', () => {
  const catalogue = visited([null, null, null, null]).map(({ source }) => source);
  expect(judgeConnectivity(visited(['dns', 'connection']), catalogue)).toBe('unknown');
});

test('says once that the machine is offline, and again after it was online', () => {
  const told: string[] = [];
  const logger = { info: () => undefined, warn: () => void told.push('warn') };
  const note = watchConnectivity(logger, () => void told.push('said'));
  const round = { visited: 3, failed: 0, queued: 0, blocked: 3, heldBack: 0 };
  for (const connectivity of ['offline', 'offline', 'unknown', 'offline'] as const) {
    note({ ...round, connectivity });
  }
  expect(told).toEqual(['warn', 'said']);
  note({ ...round, connectivity: 'online' });
  note({ ...round, connectivity: 'offline' });
  expect(told).toHaveLength(4);
});
