import { checkAddress, type AddressRules } from './check-address.ts';
import type { FetchFailure, JudgeBody } from '../domain/fetch.ts';
import { hasGateCookie } from './classify-answer.ts';
import type { Answer } from './within-limits.ts';
import { trouble } from './trouble.ts';

/** Where a chain of redirects ended. */
export interface Followed {
  readonly kind: 'followed';
  readonly answer: Answer;
  /** The new address, when the chain began with permanent redirects. */
  readonly movedTo: string | null;
}

/** Where redirects may lead, and what is a gate on the way. */
interface RedirectRules extends AddressRules {
  readonly judgeBody: JudgeBody;
}

const MAX_REDIRECTS = 5;
const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const PERMANENT_STATUSES: ReadonlySet<number> = new Set([301, 308]);

/** The address that an answer redirects to, as written; null when it is not a redirect. */
export function redirectTarget(answer: Answer): string | null {
  return REDIRECT_STATUSES.has(answer.status) ? answer.header('location') : null;
}

/** Follows at most five redirects within the allowed hosts; every hop takes its own host's turn. */
export async function followRedirects(
  start: URL,
  rules: RedirectRules,
  ask: (url: URL) => Promise<Answer | FetchFailure>,
): Promise<Followed | FetchFailure> {
  const seen = new Set<string>();
  let url = start;
  let movedTo: string | null = null;
  let isPermanent = true;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    seen.add(url.href);
    const answer = await ask(url);
    if (answer.kind === 'failure') return answer;
    if (!REDIRECT_STATUSES.has(answer.status)) return { kind: 'followed', answer, movedTo };
    const next = nextAddress(answer, rules, seen);
    if (next.kind === 'failure') return next;
    url = next.url;
    isPermanent &&= PERMANENT_STATUSES.has(answer.status);
    if (isPermanent) movedTo = url.href;
  }
  return trouble('redirect', `More than ${MAX_REDIRECTS} redirects from ${start.href}.`);
}

function nextAddress(
  answer: Answer,
  rules: RedirectRules,
  seen: ReadonlySet<string>,
): { readonly kind: 'url'; readonly url: URL } | FetchFailure {
  const { status } = answer;
  const target = redirectTarget(answer);
  const here = answer.url.href;
  if (target === null || !URL.canParse(target, here)) {
    return trouble('redirect', `${here} redirects to nowhere.`, { status });
  }
  const check = checkAddress(new URL(target, here).href, rules);
  if (check.kind === 'refused') {
    const reason = check.why === 'host' ? 'redirect' : 'refused-address';
    return trouble(reason, `${here} redirects: ${check.detail}`, { status });
  }
  if (seen.has(check.url.href)) {
    const reason = hasGateCookie(answer, rules.judgeBody) ? 'challenge' : 'redirect';
    return trouble(reason, `${here} redirects in a circle.`, { status });
  }
  return { kind: 'url', url: check.url };
}
