import ipaddr from 'ipaddr.js';

import { DAY_MS } from '../base/clock.ts';
import type { FailureReason, FetchFailure } from '../domain/fetch.ts';
import { hostOf, isLoopbackHost } from './check-address.ts';
import { redirectTarget } from './follow-redirects.ts';
import { hostKey } from './host-client.ts';
import type { ChangeHost, HostRegistry } from './host-registry.ts';
import type { HostState, HttpsTrial } from './host-state.ts';
import { isSamePage } from './same-page.ts';
import type { Answer } from './within-limits.ts';

/** Requests one address after its robots.txt; a trial is for the https twin of an http address. */
type Ask = (url: URL, trial?: HttpsTrial) => Promise<Answer | FetchFailure>;

/** Requests an address, by https in place of http where the host is known to give the same pages by both. */
export type AskHttpsFirst = (url: URL, ask: Ask) => Promise<Answer | FetchFailure>;

/** How long what was found out about a host's https is not tried again. */
const TRIED_FOR_MS = 30 * DAY_MS;

/** These say that https does not work for an address; http may. */
const FALLS_BACK: ReadonlySet<string> = new Set<FailureReason>([
  'tls',
  'connection',
  'timeout',
  'malformed',
  'cut',
  'robots',
]);

/** These come before a request: nothing was found out. */
const NOT_TRIED: ReadonlySet<string> = new Set<FailureReason>(['closed', 'budget', 'paused-host']);

/**
 * Creates the choice between http and https for addresses that say http. Once in 30 days a host, a good page is requested by https,
 * too; where it is the same, https is used for the host from then on, until it fails. An https address is never requested by http.
 */
export function createHttpsFirst(
  hosts: HostRegistry,
  { now, change }: { readonly now: () => Date; readonly change: ChangeHost },
): AskHttpsFirst {
  const trying = new Set<string>();

  async function remember(host: string, works: boolean): Promise<void> {
    const checkedAt = now().toISOString();
    await change(host, (state) => ({ ...state, https: { works, checkedAt } }));
  }

  /** The page by https where that is the same; else as it came. */
  async function trySecurely(url: URL, plain: Answer, ask: Ask): Promise<Answer> {
    const host = hostKey(url);
    if (trying.has(host)) return plain;
    trying.add(host);
    try {
      const answer = await ask(twinOf(url), 'probe');
      if (answer.kind === 'failure' && NOT_TRIED.has(answer.reason)) return plain;
      const isSame = answer.kind === 'answer' && isSamePage(plain, answer);
      await remember(host, isSame);
      return isSame ? { ...answer, url, isSecured: true } : plain;
    } finally {
      trying.delete(host);
    }
  }

  async function askSecurely(url: URL, ask: Ask): Promise<Answer | FetchFailure> {
    const answer = await ask(twinOf(url), 'instead');
    const isFailure = answer.kind === 'failure';
    if (isFailure ? FALLS_BACK.has(answer.reason) : leadsTo(answer, url)) {
      await remember(hostKey(url), false);
      return ask(url);
    }
    if (!isFailure) return { ...answer, url, isSecured: true };
    if (answer.reason !== 'gone') return answer;
    // Another site may answer there by now: that a page is gone must be so by http, too.
    const plain = await ask(url);
    if (plain.kind === 'failure' || plain.status !== 200) return answer;
    await remember(hostKey(url), false);
    return plain;
  }

  return async (url, ask) => {
    if (!mayBeSecured(url)) return ask(url);
    const host = hostKey(url);
    await hosts.open(host);
    if (hosts.get(host).https?.works === true) return askSecurely(url, ask);
    const plain = await ask(url);
    const isWhole = plain.kind === 'answer' && plain.status === 200 && !plain.isCut;
    // Its turn read what other processes found out.
    return isWhole && isDue(hosts.get(host), now()) ? trySecurely(url, plain, ask) : plain;
  };
}

/** A public host's http address on its usual port; no certificate names an IP address as a rule. */
function mayBeSecured(url: URL): boolean {
  const host = hostOf(url);
  const isName = !isLoopbackHost(host) && !ipaddr.isValid(host);
  return isName && url.protocol === 'http:' && url.port === '';
}

function isDue({ https }: HostState, now: Date): boolean {
  if (https === undefined) return true;
  const age = now.getTime() - Date.parse(https.checkedAt);
  // A time that lies ahead was noted while the machine's clock was wrong.
  return !(age >= 0 && age < TRIED_FOR_MS);
}

function twinOf(url: URL): URL {
  const twin = new URL(url);
  twin.protocol = 'https:';
  return twin;
}

/** Whether https sends its visitors back to the very http address. */
function leadsTo(answer: Answer, url: URL): boolean {
  const target = redirectTarget(answer);
  return target !== null && URL.parse(target, answer.url.href)?.href === url.href;
}
