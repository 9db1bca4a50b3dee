/** How often each channel may be written to. */
export interface Pace {
  /** From when on, in milliseconds; null for at once. */
  restUntil(channelId: string, nowMs: number): number | null;
  note(channelId: string, nowMs: number): void;
}

// Five messages in five seconds is what Discord's headers say of a channel (field notes). Whoever comes near them waits within
// discord.js, and keeps a place that other channels' cards need.
const MESSAGES = 5;
const WITHIN_MS = 5000;
/** So many channels are remembered before those are dropped that have rested. */
const MANY = 2000;

export function createPace(): Pace {
  const posts = new Map<string, readonly number[]>();

  // A time that lies ahead is of a clock that was wrong.
  const recent = (channelId: string, nowMs: number): readonly number[] =>
    (posts.get(channelId) ?? []).filter((at) => at <= nowMs && nowMs - at < WITHIN_MS);

  function dropRested(nowMs: number): void {
    for (const channelId of posts.keys()) {
      if (recent(channelId, nowMs).length === 0) posts.delete(channelId);
    }
  }

  return {
    restUntil(channelId, nowMs) {
      const times = recent(channelId, nowMs);
      const [first = 0] = times;
      return times.length < MESSAGES ? null : first + WITHIN_MS;
    },
    note(channelId, nowMs) {
      if (posts.size >= MANY && !posts.has(channelId)) dropRested(nowMs);
      posts.set(channelId, [...recent(channelId, nowMs), nowMs]);
    },
  };
}
