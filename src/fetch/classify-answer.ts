import type { FailureReason, FetchFailure, JudgeBody } from '../domain/fetch.ts';
import { hostOf } from './check-address.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { Answer } from './within-limits.ts';
import { trouble } from './trouble.ts';

interface StatusRule {
  readonly from: number;
  readonly to: number;
  readonly reason: FailureReason;
}

// First match wins. 412: Ruishu-type gates; 512, 521: Jiasule; 405: WAFs that refuse by agent or region.
const STATUS_RULES: readonly StatusRule[] = [
  { from: 412, to: 412, reason: 'challenge' },
  { from: 512, to: 512, reason: 'challenge' },
  { from: 521, to: 521, reason: 'challenge' },
  { from: 404, to: 404, reason: 'gone' },
  { from: 410, to: 410, reason: 'gone' },
  { from: 408, to: 408, reason: 'timeout' },
  { from: 429, to: 429, reason: 'rate-limited' },
  { from: 400, to: 499, reason: 'forbidden' },
  { from: 500, to: 999, reason: 'server-error' },
];

// Statuses whose body may name a gate more exactly.
const MAY_HIDE_GATE: ReadonlySet<FailureReason> = new Set(['forbidden', 'server-error']);

// Gates are small (docs/field-notes.md §3); what is larger is a page, whatever it holds.
const MAX_GATE_BYTES = 5 * 1024;

/** Judges a final answer by status and body: null when it is a page. */
export function classifyAnswer(
  answer: Answer,
  now: Date,
  judgeBody: JudgeBody,
): FetchFailure | null {
  const failure = classifyStatus(answer, now);
  const mayBeGate = failure === null || MAY_HIDE_GATE.has(failure.reason);
  const gate =
    mayBeGate && answer.bytes.length <= MAX_GATE_BYTES
      ? judgeBody({ text: readText(answer.bytes), cookies: cookiesOf(answer) })
      : null;
  if (gate !== null && (failure === null || gate.kind === 'challenge')) {
    return trouble(gate.kind, gate.detail, { status: answer.status });
  }
  return failure;
}

/** Judges an answer by its status alone: null when it is good. */
export function classifyStatus(answer: Answer, now: Date): FetchFailure | null {
  const { status } = answer;
  const rule = STATUS_RULES.find(({ from, to }) => status >= from && status <= to);
  if (rule === undefined) return null;
  return trouble(rule.reason, `${hostOf(answer.url)} answered ${status}.`, {
    status,
    retryAfterMs: parseRetryAfter(answer.header('retry-after'), now),
  });
}

/** Whether the answer sets the cookie of a known gate. */
export function hasGateCookie(answer: Answer, judgeBody: JudgeBody): boolean {
  return judgeBody({ text: '', cookies: cookiesOf(answer) }) !== null;
}

function cookiesOf(answer: Answer): string {
  return (answer.header('set-cookie') ?? '').slice(0, MAX_COOKIES);
}

const MAX_COOKIES = 4_000;

function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
