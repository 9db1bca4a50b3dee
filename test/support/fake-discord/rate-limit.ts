/** How many messages a channel takes in which time. Discord does not promise figures; it sends them along. */
export interface MessageLimit {
  readonly count: number;
  readonly perMs: number;
}

/** What a limit says about one request. */
export interface LimitAnswer {
  readonly isExceeded: boolean;
  readonly retryAfterSeconds: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts requests by bucket; null when there is no limit. */
export function createRateLimit(
  limit: MessageLimit | null,
  now: () => number,
): (method: string, path: string) => LimitAnswer | null {
  const buckets = new Map<string, { used: number; endsAt: number }>();
  return (method, path) => {
    const isPost = method === 'POST' && /^\/channels\/\d+\/messages$/u.test(path);
    if (limit === null || !isPost) return null;
    const known = buckets.get(path);
    const isOver = known === undefined || known.endsAt <= now();
    const bucket = isOver ? { used: 0, endsAt: now() + limit.perMs } : known;
    buckets.set(path, bucket);
    bucket.used += 1;
    const leftSeconds = (bucket.endsAt - now()) / 1000;
    const isExceeded = bucket.used > limit.count;
    return {
      isExceeded,
      retryAfterSeconds: leftSeconds,
      headers: {
        'x-ratelimit-bucket': 'messages',
        'x-ratelimit-limit': String(limit.count),
        'x-ratelimit-remaining': String(Math.max(0, limit.count - bucket.used)),
        'x-ratelimit-reset-after': String(leftSeconds),
        'x-ratelimit-scope': 'user',
        ...(isExceeded ? { 'retry-after': String(leftSeconds) } : {}),
      },
    };
  };
}
