import { DAY_MS } from '../base/clock.ts';

const FIRST_MS = 2000;
const LONGEST_MS = 15 * 60_000;
const JITTER = 0.25;
/** No wait is as long, whatever Discord asks for. */
const NO_WAIT_MS = DAY_MS;

/** How long to wait after the n-th failed attempt: doubling, never less than requested, spread by `random`. */
export function retryDelayMs(
  attempts: number,
  retryAfterMs: number | null,
  random: () => number,
): number {
  const own = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(Math.max(own, retryAfterMs ?? 0) * (1 + JITTER * random()));
}

/** Whether a time is still to be waited for; one further off was noted while the machine's clock was wrong. */
export function isAhead(dueAtMs: number, nowMs: number): boolean {
  const waitMs = dueAtMs - nowMs;
  return waitMs > 0 && waitMs <= NO_WAIT_MS;
}
