import {
  createFetcher,
  type Fetcher,
  type FetcherOptions,
} from '../../src/fetch/create-fetcher.ts';
import { judgeBody } from '../../src/markup/judge-body.ts';

/** A fetcher on a clock that only moves when it sleeps. */
export interface TestFetcher extends Fetcher {
  /** Every pause that was requested, in order. */
  readonly sleeps: readonly number[];
  /** Moves the clock. */
  advance(ms: number): void;
}

const start = Date.parse('2026-11-23T02:00:00Z');

/** Creates a fetcher for loopback sites with a fake clock, no jitter and short patience. */
export function createTestFetcher(overrides: Partial<FetcherOptions> = {}): TestFetcher {
  const sleeps: number[] = [];
  let time = start;
  const fetcher = createFetcher({
    userAgent: 'Jianbao/0.1 (+https://example.org/jianbao; bot@example.org)',
    minGapMs: 5000,
    jitterMs: 0,
    requestTimeoutMs: 5000,
    maxBytes: 100_000,
    dailyBudgetPerHost: 200,
    allowedHosts: [],
    allowLoopback: true,
    judgeBody,
    now: () => new Date(time),
    sleep: (ms) => {
      sleeps.push(ms);
      time += ms;
      return Promise.resolve();
    },
    ...overrides,
  });
  return { ...fetcher, sleeps, advance: (ms) => void (time += ms) };
}
