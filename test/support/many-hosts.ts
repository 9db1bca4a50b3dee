import type { FetchOutcome } from '../../src/domain/fetch.ts';
import { createFetcher, type Fetcher } from '../../src/fetch/create-fetcher.ts';
import { startFakeGovSite, type FakeAnswer, type FakeGovSite } from './fake-gov-site.ts';
import { judgeBody } from '../../src/markup/judge-body.ts';

/** Many government hosts with several lists each, all played by one loopback server. */
export interface ManyHosts {
  readonly site: FakeGovSite;
  readonly fetcher: Fetcher;
  readonly urls: readonly string[];
  readonly faultyHosts: ReadonlySet<string>;
  /** Requests every list once, all at the same time, and calls back with each outcome as it comes. */
  round(onOutcome: (url: string, outcome: FetchOutcome) => void | Promise<void>): Promise<void>;
  /** The shortest time between two requests to one host in the server's log, by its clock. */
  shortestGapMs(): number;
  /** Lets the fetcher believe that time has passed. */
  advance(ms: number): void;
  close(): Promise<void>;
}

/** The size of the world. */
export interface ManyHostsOptions {
  readonly hosts: number;
  readonly sources: number;
  readonly minGapMs: number;
  readonly jitterMs: number;
  readonly requestTimeoutMs: number;
}

const faults: readonly FakeAnswer[] = [
  { hang: true },
  { reset: true },
  { status: 500 },
  { status: 412, body: '<script>eval(1)</script>' },
  { body: '答复'.repeat(200), chunkSlowly: 100 },
  { body: '答复'.repeat(200), truncate: true },
  { status: 403, body: '访问被拒绝' },
  { body: 'x'.repeat(300_000) },
  { redirectTo: '/loop' },
];
const everyNthIsFaulty = 20;

/** Starts the hosts: one in twenty has a fault, each another one; one of them has no address. */
export async function startManyHosts(options: ManyHostsOptions): Promise<ManyHosts> {
  const site = await startFakeGovSite();
  const names = Array.from({ length: options.hosts }, (_, index) => `h${index}.example.gov.cn`);
  const faultyHosts = new Set(names.filter((_, index) => index % everyNthIsFaulty === 7));
  const [nameless] = faultyHosts;
  const urls = Array.from({ length: options.sources }, (_, index) => {
    const name = names[index % names.length] ?? '';
    const path = `//${name}:${site.port}/jyta/${Math.floor(index / names.length)}/`;
    site.set(path, answerFor([...faultyHosts].indexOf(name), index));
    return `http:${path}`;
  });
  let offsetMs = 0;
  const fetcher = createFetcher({
    userAgent: 'Jianbao/0.1 (+https://example.org/jianbao)',
    minGapMs: options.minGapMs,
    jitterMs: options.jitterMs,
    requestTimeoutMs: options.requestTimeoutMs,
    maxBytes: 200_000,
    dailyBudgetPerHost: 200,
    allowedHosts: [],
    allowLoopback: true,
    judgeBody,
    now: () => new Date(Date.now() + offsetMs),
    resolve: (host) =>
      host === nameless
        ? Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))
        : Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  });
  return {
    site,
    fetcher,
    urls,
    faultyHosts,
    round: async (onOutcome) => {
      await Promise.all(
        urls.map(async (url) => {
          await onOutcome(url, await fetcher.fetchPage(url));
        }),
      );
    },
    shortestGapMs: () => shortestGap(site),
    advance: (ms) => void (offsetMs += ms),
    close: async () => {
      await fetcher.close();
      await site.close();
    },
  };
}

function answerFor(fault: number, index: number): FakeAnswer {
  if (fault > 0) return faults[fault % faults.length] ?? {};
  const rows = Array.from(
    { length: 20 },
    (_, row) =>
      `<li><a href="./t202610${10 + row}_${index * 100 + row}.html">关于第${row}号提案的答复</a><span>2026-10-${10 + row}</span></li>`,
  );
  return { body: `<html><title>建议提案</title><ul>${rows.join('')}</ul></html>`, etag: true };
}

function shortestGap(site: FakeGovSite): number {
  const last = new Map<string, number>();
  let shortest = Infinity;
  for (const { host, at } of site.log) {
    shortest = Math.min(shortest, at - (last.get(host) ?? -Infinity));
    last.set(host, at);
  }
  return shortest;
}
