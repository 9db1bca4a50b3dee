import type { JudgeBody, TroubleReason } from '../domain/fetch.ts';
import { hostOf, isLoopbackHost } from './check-address.ts';
import { classifyAnswer, classifyStatus } from './classify-answer.ts';
import { redirectTarget } from './follow-redirects.ts';
import type { HostBook } from './host-book.ts';
import {
  afterSuccess,
  afterTrouble,
  countRequest,
  refuseHost,
  type HostState,
} from './host-state.ts';
import type { HostTurns } from './host-turns.ts';
import type { Answer } from './send-request.ts';
import { trouble, type Trouble } from './trouble.ts';

/** One request to one host, in its turn. */
interface HostRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly purpose: 'page' | 'robots';
  readonly crawlDelayMs: number;
}

/** How hard a host may be pressed. */
export interface HostManners {
  readonly minGapMs: number;
  readonly jitterMs: number;
  readonly dailyBudgetPerHost: number;
}

/** What asking a host needs. */
export interface HostAskerDeps {
  readonly book: HostBook;
  readonly turns: HostTurns;
  readonly send: (url: URL, headers: HostRequest['headers']) => Promise<Answer | Trouble>;
  readonly now: () => Date;
  readonly random: () => number;
  readonly isClosed: () => boolean;
  readonly judgeBody: JudgeBody;
}

/** Sends one request when it is its host's turn, and writes down what it says about the host. */
export type AskHost = (url: URL, request: HostRequest) => Promise<Answer | Trouble>;

/** Creates the way that every request goes: pause and budget, gap, request, judgement. */
export function createHostAsker(deps: HostAskerDeps, manners: HostManners): AskHost {
  const { book, now } = deps;

  function refuse(host: string): Trouble | null {
    if (deps.isClosed()) return trouble('closed', 'The fetcher was closed.');
    return refuseHost(book.get(host), manners.dailyBudgetPerHost, now());
  }

  async function work(host: string, url: URL, request: HostRequest): Promise<Answer | Trouble> {
    book.update(host, (state) => countRequest(state, now()));
    const answer = await deps.send(url, request.headers);
    const fault = answer.kind === 'trouble' ? answer : judge(answer, request.purpose, deps);
    if (!deps.isClosed()) {
      book.update(host, (state) => note(state, { answer, fault, purpose: request.purpose }, now()));
    }
    await book.save(host);
    return fault ?? answer;
  }

  return async (url, request) => {
    const host = hostKey(url);
    await book.open(host);
    const jitterMs = deps.random() * manners.jitterMs;
    return deps.turns.run<Answer | Trouble>(host, {
      refuse: () => refuse(host),
      gapMs: () => Math.max(manners.minGapMs, request.crawlDelayMs) + jitterMs,
      work: () => work(host, url, request),
    });
  };
}

/** What counts as one host: on loopback, each port is a site of its own. */
export function hostKey(url: URL): string {
  const host = hostOf(url);
  return isLoopbackHost(host) ? `${host}:${url.port}` : host;
}

function judge(
  answer: Answer,
  purpose: HostRequest['purpose'],
  deps: HostAskerDeps,
): Trouble | null {
  if (redirectTarget(answer) !== null) return null;
  const now = deps.now();
  return purpose === 'robots'
    ? classifyStatus(answer, now)
    : classifyAnswer(answer, now, deps.judgeBody);
}

interface Judged {
  readonly answer: Answer | Trouble;
  readonly fault: Trouble | null;
  readonly purpose: HostRequest['purpose'];
}

// Statuses that mean something else on robots.txt than on a page.
const OWN_MEANING_ON_ROBOTS: ReadonlySet<TroubleReason> = new Set(['forbidden', 'gone']);

// A good robots.txt does not make up for pages that fail, and a redirect says nothing yet.
function note(state: HostState, judged: Judged, now: Date): HostState {
  const { answer, fault, purpose } = judged;
  if (fault === null) {
    const isFinal = answer.kind === 'answer' && redirectTarget(answer) === null;
    return purpose === 'page' && isFinal ? afterSuccess(state) : state;
  }
  if (purpose === 'robots' && OWN_MEANING_ON_ROBOTS.has(fault.reason)) return state;
  return afterTrouble(state, fault, now);
}
