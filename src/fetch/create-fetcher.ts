import { setTimeout as delay } from 'node:timers/promises';

import type {
  FetchFailure,
  FetchOutcome,
  FetchPage,
  JudgeBody,
  Validators,
} from '../domain/fetch.ts';
import { createHostClient, hostKey, type HostClientDeps, type Send } from './host-client.ts';
import { checkAddress, hostOf, isLoopbackHost } from './check-address.ts';
import { createRobots } from './create-robots.ts';
import { followRedirects, type Followed } from './follow-redirects.ts';
import { type ChangeHost, createHostRegistry } from './host-registry.ts';
import type { HostState, HostStore, HttpsTrial } from './host-state.ts';
import { createTrustReader, type HostTls } from './host-trust.ts';
import { createHostTurns, type SharedHosts } from './host-turns.ts';
import { createResolver, guardedLookup, type ResolveHost } from './resolve-host.ts';
import { sendRequest } from './send-request.ts';
import { sendTolerantly } from './send-tolerantly.ts';
import { trouble } from './trouble.ts';
import { createHttpsFirst } from './https-first.ts';
import type { Answer } from './within-limits.ts';

/** How the fetcher behaves. Times in milliseconds. */
export interface FetcherOptions {
  /** One honest User-Agent with a contact: `Jianbao/0.1 (+https://…; mailto:…)`. */
  readonly userAgent: string;
  /** Between the end of one request to a host and the start of the next. */
  readonly minGapMs: number;
  /** Up to this much is added to each gap. */
  readonly jitterMs: number;
  /** For one request as a whole: connection, headers and body. */
  readonly requestTimeoutMs: number;
  /** For a body as sent and again when decompressed. */
  readonly maxBytes: number;
  readonly dailyBudgetPerHost: number;
  /** Hosts outside `.gov.cn`: `example.org`, or `.example.org` with all below it. */
  readonly allowedHosts: readonly string[];
  /** Lets 127.0.0.0/8 and `localhost` with any port; for tests and the demo only. */
  readonly allowLoopback: boolean;
  /** Recognizes gates by body and cookies; without it none is. */
  readonly judgeBody?: JudgeBody;
  /** By host name. */
  readonly hosts?: Readonly<Record<string, HostTls>>;
  /** Keeps pauses, budgets and robots.txt over restarts. */
  readonly hostStore?: HostStore;
  /** Where other processes send requests to the same hosts. */
  readonly shared?: SharedHosts;
  /** Requests in flight to all hosts together; default 32. */
  readonly maxConcurrent?: number;
  readonly now?: () => Date;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for jitter. */
  readonly random?: () => number;
  /** Replaces DNS in tests. */
  readonly resolve?: ResolveHost;
  /** Replaces the network in tests, for hosts that no test can be. */
  readonly send?: Send;
}

/** Fetches within the limits of politeness; every refusal and failure is an outcome. */
export interface Fetcher {
  readonly fetchPage: FetchPage;
  /** The states of the hosts requested since the start, for operators. */
  hostStates(): readonly HostState[];
  /** Stops all requests and waits until they have ended. */
  close(): Promise<void>;
}

const DEFAULT_CONCURRENCY = 32;
const SENDABLE = /^[\x20-\x7E]{1,1000}$/u;
const COMMON_HEADERS = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.8,*/*;q=0.5',
  'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5',
  'accept-encoding': 'gzip, deflate, br',
} as const;

/** Creates the one part that talks to government sites. */
export function createFetcher(options: FetcherOptions): Fetcher {
  if (!SENDABLE.test(options.userAgent)) throw new TypeError('The User-Agent must be plain ASCII.');
  const now = options.now ?? (() => new Date());
  const rules = { ...options, judgeBody: options.judgeBody ?? ((): null => null) };
  const closing = new AbortController();
  const hosts = createHostRegistry({
    store: options.hostStore ?? null,
    now,
    userAgent: options.userAgent,
  });
  const sleep = options.sleep ?? pause;
  const turns = createHostTurns({
    maxConcurrent: options.maxConcurrent ?? DEFAULT_CONCURRENCY,
    now,
    sleep: (ms) => sleep(ms, closing.signal),
    ...(options.shared === undefined ? {} : { shared: options.shared }),
    closing: closing.signal,
    reload: (host) => hosts.reload(host),
  });
  const change: ChangeHost = (host, makeNext) =>
    turns.alone(host, async () => {
      hosts.update(host, makeNext);
      await hosts.save(host);
    });
  const requestFromHost = createHostClient(
    {
      hosts,
      turns,
      ...createSenders(options, closing.signal),
      judgeBody: rules.judgeBody,
      now,
      random: options.random ?? Math.random,
      isClosed: () => closing.signal.aborted,
    },
    options,
  );
  const askHttpsFirst = createHttpsFirst(hosts, { now, change });
  const headers = { ...COMMON_HEADERS, 'user-agent': options.userAgent };
  const adviseOnRobots = createRobots({
    hosts,
    change,
    lookAgain: (host) => turns.alone(host, () => Promise.resolve()),
    hostKey,
    fetchRobots: (url, trial) =>
      followRedirects(url, rules, (hop) =>
        requestFromHost(hop, { headers, purpose: 'robots', crawlDelayMs: 0, ...optional(trial) }),
      ),
    now,
    userAgent: options.userAgent,
  });

  return {
    fetchPage: async (address, request = {}) => {
      const check = checkAddress(address, options);
      if (check.kind === 'refused') return trouble('refused-address', check.detail);
      const ask = async (url: URL, trial?: HttpsTrial): Promise<Answer | FetchFailure> => {
        const advice = await adviseOnRobots(url, trial);
        if (advice.kind === 'failure') return advice;
        // What is compared is compared whole.
        const validators = trial === 'probe' ? null : (request.validators ?? null);
        return requestFromHost(url, {
          headers: { ...headers, ...requestHeaders(validators, request.referer) },
          purpose: request.isReread === true ? 'reread' : 'page',
          crawlDelayMs: advice.crawlDelayMs,
          ...optional(trial),
        });
      };
      const result = await followRedirects(check.url, rules, (url) => askHttpsFirst(url, ask));
      return result.kind === 'failure' ? result : toOutcome(result);
    },
    hostStates: () => hosts.all(),
    close: async () => {
      closing.abort();
      await turns.idle();
    },
  };
}

function createSenders(
  options: FetcherOptions,
  signal: AbortSignal,
): Pick<HostClientDeps, 'send' | 'sendTolerantly'> {
  const { send: fake } = options;
  if (fake !== undefined) return { send: fake, sendTolerantly: fake };
  const readTrust = createTrustReader(options.hosts ?? {});
  const resolve = options.resolve ?? createResolver(options.requestTimeoutMs);
  const lookup = guardedLookup(resolve, options.allowLoopback);
  const overWire =
    (send: typeof sendRequest): Send =>
    async (url, headers, lost) => {
      const trust = await readTrust(hostOf(url));
      if (trust.kind === 'failure') return trust;
      return send(url, headers, {
        timeoutMs: options.requestTimeoutMs,
        maxBytes: options.maxBytes,
        lookup,
        ca: trust.ca,
        ecdhCurve: trust.ecdhCurve,
        signal: lost === undefined ? signal : AbortSignal.any([signal, lost]),
      });
    };
  return { send: overWire(sendRequest), sendTolerantly: overWire(sendTolerantly) };
}

function requestHeaders(
  validators: Validators | null,
  referer: string | undefined,
): Record<string, string> {
  const headers = {
    'if-none-match': validators?.etag,
    'if-modified-since': validators?.lastModified,
    referer,
  };
  return Object.fromEntries(
    Object.entries(headers).filter(
      (header): header is [string, string] =>
        typeof header[1] === 'string' && SENDABLE.test(header[1]),
    ),
  );
}

function toOutcome({ answer, movedTo }: Followed): FetchOutcome {
  if (answer.status === 304) return { kind: 'not-modified' };
  const validator = (name: string): string | null => {
    const value = answer.header(name);
    return value !== null && SENDABLE.test(value) ? value : null;
  };
  return {
    kind: 'page',
    raw: {
      url: answer.url.href,
      bytes: answer.bytes,
      contentType: answer.header('content-type'),
      ...(answer.isCut ? { isCut: true } : {}),
      ...(isPlainHttp(answer) ? { isPlainHttp: true } : {}),
    },
    status: answer.status,
    // That a cut answer did not change says nothing of the rest.
    validators: answer.isCut
      ? { etag: null, lastModified: null }
      : { etag: validator('etag'), lastModified: validator('last-modified') },
    movedTo,
  };
}

/** Nobody is on the way to this very machine. */
function isPlainHttp({ url, isSecured }: Answer): boolean {
  return url.protocol === 'http:' && isSecured !== true && !isLoopbackHost(hostOf(url));
}

function optional(trial: HttpsTrial | undefined): { readonly trial?: HttpsTrial } {
  return trial === undefined ? {} : { trial };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
