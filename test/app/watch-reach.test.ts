import { expect, test } from 'vitest';

import { watchReach } from '../../src/app/watch-reach.ts';
import { judgeReach, type Visited } from '../../src/crawl/judge-reach.ts';
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
] as const)('calls a round with %j %s', (reasons, reach) => {
  const all = visited(reasons);
  expect(
    judgeReach(
      all,
      all.map(({ source }) => source),
    ),
  ).toBe(reach);
});

test('does not call this machine offline for two of many sites', () => {
  const catalogue = visited([null, null, null, null]).map(({ source }) => source);
  expect(judgeReach(visited(['dns', 'connection']), catalogue)).toBe('unknown');
});

test('says once that the machine is offline, and again after it was online', () => {
  const told: string[] = [];
  const logger = { info: () => undefined, warn: () => void told.push('warn') };
  const note = watchReach(logger, () => void told.push('said'));
  const round = { visited: 3, failed: 0, queued: 0, blocked: 3 };
  for (const reach of ['offline', 'offline', 'unknown', 'offline'] as const) {
    note({ ...round, reach });
  }
  expect(told).toEqual(['warn', 'said']);
  note({ ...round, reach: 'online' });
  note({ ...round, reach: 'offline' });
  expect(told).toHaveLength(4);
});
