import { expect, test } from 'vitest';

import { startManyHosts } from '../support/many-hosts.ts';

test('one round of 500 sources on 200 hosts: each gets its answer, and no host is pressed', async () => {
  const minGapMs = 40;
  const world = await startManyHosts({
    hosts: 200,
    sources: 500,
    minGapMs,
    jitterMs: 5,
    requestTimeoutMs: 2000,
  });
  const pages: string[] = [];
  const failures: string[] = [];
  await world.round((url, { kind }) => void (kind === 'page' ? pages : failures).push(url));
  const isFaulty = (url: string): boolean => world.faultyHosts.has(new URL(url).hostname);
  expect(world.faultyHosts.size).toBe(10);
  expect(pages.filter(isFaulty)).toEqual([]);
  expect(failures.filter((url) => !isFaulty(url))).toEqual([]);
  expect(pages.length + failures.length).toBe(500);
  // From the server's log; its clock and the test's round to milliseconds.
  expect(world.shortestGapMs()).toBeGreaterThanOrEqual(minGapMs - 2);
  const robots = world.site.requests('/robots.txt').map(({ host }) => host);
  expect(new Set(robots).size, 'robots.txt once a host').toBe(robots.length);
  await world.close();
}, 60_000);
