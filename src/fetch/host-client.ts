import type { FailureReason, FetchFailure, JudgeBody } from '../domain/fetch.ts';
import { hostOf, isLoopbackHost } from './check-address.ts';
import { classifyAnswer, classifyStatus } from './classify-answer.ts';
import { redirectTarget } from './follow-redirects.ts';
import type { HostRegistry } from './host-registry.ts';
import {
  afterSuccess,
  afterTrouble,
  countRequest,
  refuseHost,
  refuseReread,
  type HostState,
  type HttpsTrial,
} from './host-state.ts';
import type { HostTurns } from './host-turns.ts';
import type { Answer } from './within-limits.ts';
import { trouble } from './trouble.ts';

/** One request to one host, in its turn. */
interface HostRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** `reread`: a page that was read before, for which only a share of the day's budget is there. */
  readonly purpose: 'page' | 'reread' | 'robots';
  readonly crawlDelayMs: number;
  /** Left out for the address that is meant itself. */
  readonly trial?: HttpsTrial;
}

export type Send = (
  url: URL,
  headers: HostRequest['headers'],
  signal?: AbortSignal,
) => Promise<Answer | FetchFailure>;

/** How many requests a host gets, and how fast. */
export interface HostPoliteness {
  readonly minGapMs: number;
  readonly jitterMs: number;
  readonly dailyBudgetPerHost: number;
}

export interface HostClientDeps {
  readonly hosts: HostRegistry;
  readonly turns: HostTurns;
  readonly send: Send;
  /** With a parser that reads what browsers read. */
  readonly sendTolerantly: Send;
  readonly now: () => Date;
  readonly random: () => number;
  readonly isClosed: () => boolean;
  readonly judgeBody: JudgeBody;
}

/** Sends one request when it is its host's turn, and records the result in the host's state. */
export type HostClient = (url: URL, request: HostRequest) => Promise<Answer | FetchFailure>;

/** What the strict parser refuses and the tolerant one may read. */
const MISREAD: ReadonlySet<string> = new Set<FailureReason>(['malformed', 'cut']);

/**
 * Creates the client that every request uses: pause and budget, gap, request, judgement. An answer that the strict parser
 * refuses is requested once more, in a turn of its own, and read by the tolerant one; its host is remembered.
 */
export function createHostClient(deps: HostClientDeps, politeness: HostPoliteness): HostClient {
  const { hosts, now } = deps;
  const tolerated = new Set<string>();

  function refuse(host: string, purpose: HostRequest['purpose']): FetchFailure | null {
    if (deps.isClosed()) return trouble('closed', 'The fetcher was closed.');
    const state = hosts.get(host);
    const budget = politeness.dailyBudgetPerHost;
    const refused = refuseHost(state, budget, now());
    return refused === null && purpose === 'reread' ? refuseReread(state, budget, now()) : refused;
  }

  async function work(
    url: URL,
    request: HostRequest,
    { isTolerant, signal }: { readonly isTolerant: boolean; readonly signal?: AbortSignal },
  ): Promise<Answer | FetchFailure> {
    const host = hostKey(url);
    hosts.update(host, (state) => countRequest(state, now(), request.purpose === 'reread'));
    const send = isTolerant ? deps.sendTolerantly : deps.send;
    const answer = await send(url, request.headers, signal);
    // What is written now would be refused; whoever has the host asks again.
    if (signal?.aborted === true) return goneTo(host);
    if (!isTolerant && isMisread(answer)) {
      await hosts.save(host);
      return answer;
    }
    if (isTolerant && answer.kind === 'answer') tolerated.add(host);
    const failure = answer.kind === 'failure' ? answer : judge(answer, request.purpose, deps);
    if (!deps.isClosed()) {
      hosts.update(host, (state) => stateAfter(state, { answer, failure, request }, now()));
    }
    await hosts.save(host);
    return failure ?? answer;
  }

  async function takeTurn(
    url: URL,
    request: HostRequest,
    isTolerant: boolean,
  ): Promise<Answer | FetchFailure> {
    const host = hostKey(url);
    const jitterMs = deps.random() * politeness.jitterMs;
    return deps.turns.run<Answer | FetchFailure>(host, {
      refuse: () => refuse(host, request.purpose),
      gapMs: () => Math.max(politeness.minGapMs, request.crawlDelayMs) + jitterMs,
      lose: () => goneTo(host),
      work: (signal) =>
        work(url, request, signal === undefined ? { isTolerant } : { isTolerant, signal }),
    });
  }

  return async (url, request) => {
    const host = hostKey(url);
    await hosts.open(host);
    const isTolerant = tolerated.has(host);
    const answer = await takeTurn(url, request, isTolerant);
    const isRepeated = isMisread(answer) && !isTolerant && request.trial !== 'probe';
    return isRepeated ? takeTurn(url, request, true) : answer;
  };
}

function goneTo(host: string): FetchFailure {
  return trouble('closed', `Another process may send requests to ${host} by now.`);
}

function isMisread(answer: Answer | FetchFailure): boolean {
  return answer.kind === 'failure' && MISREAD.has(answer.reason);
}

/** The key of a host; on loopback each port counts as one host. */
export function hostKey(url: URL): string {
  const host = hostOf(url);
  return isLoopbackHost(host) ? `${host}:${url.port}` : host;
}

function judge(
  answer: Answer,
  purpose: HostRequest['purpose'],
  deps: HostClientDeps,
): FetchFailure | null {
  if (redirectTarget(answer) !== null) return null;
  const now = deps.now();
  return purpose === 'robots'
    ? classifyStatus(answer, now)
    : classifyAnswer(answer, now, deps.judgeBody);
}

interface Judged {
  readonly answer: Answer | FetchFailure;
  readonly failure: FetchFailure | null;
  readonly request: HostRequest;
}

// Statuses that mean something else on robots.txt than on a page.
const OWN_MEANING_ON_ROBOTS: ReadonlySet<FailureReason> = new Set(['forbidden', 'gone']);

// A good robots.txt does not outweigh pages that fail, and a redirect decides nothing yet.
function stateAfter(state: HostState, judged: Judged, now: Date): HostState {
  const { answer, failure, request } = judged;
  const { purpose, trial } = request;
  if (trial !== undefined && !counts(trial, answer, failure)) return state;
  if (failure === null) {
    const isFinal = answer.kind === 'answer' && redirectTarget(answer) === null;
    return purpose !== 'robots' && isFinal ? afterSuccess(state) : state;
  }
  if (purpose === 'robots' && OWN_MEANING_ON_ROBOTS.has(failure.reason)) return state;
  return afterTrouble(state, failure, now);
}

/**
 * Whether the answer to a trial says something of the host. That https does not work is no fault of one that is read over http;
 * of a probe only the wish for fewer requests counts.
 */
function counts(
  trial: HttpsTrial,
  answer: Answer | FetchFailure,
  failure: FetchFailure | null,
): boolean {
  return trial === 'probe' ? failure?.reason === 'rate-limited' : answer.kind === 'answer';
}
