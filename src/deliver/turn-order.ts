/** A channel for which something waits. */
export interface Waiter {
  readonly channelId: string;
  readonly guildId: string;
}

/** Whose turn is next. A turn is one message, so that no channel and no server keeps the others waiting. */
export interface TurnOrder {
  /** Puts channels in line, those that wait longest first; who is in line, or has its turn, stays where it is. */
  join(waiters: readonly Waiter[]): void;
  isInLine(channelId: string): boolean;
  /** The channel whose turn begins; null where nobody is in line. */
  next(): string | null;
  /** Ends a turn; a channel that has more to send comes again once every other in line had its turn. */
  end(channelId: string, hasMore: boolean): void;
}

interface Place {
  readonly guildId: string;
  /** `now`: in this round; `later`: in the next one. */
  where: 'now' | 'later' | 'in-hand';
}

/**
 * Rounds over all channels: nobody comes twice before everybody in line came once. Within a round servers take turns, each with its
 * channel that waits longest. Who joins while a round is under way need not wait for its end: every other turn is of the
 * channel that came last.
 */
export function createTurnOrder(): TurnOrder {
  const places = new Map<string, Place>();
  let round = createRound();
  let nextRound = createRound();
  let latest: string[] = [];
  let served = new Set<string>();
  let isLatestsTurn = false;

  function startNextRound(): void {
    round = nextRound;
    nextRound = createRound();
    served = new Set();
    latest = [];
    for (const channelId of round.channels()) {
      const place = places.get(channelId);
      if (place !== undefined) place.where = 'now';
    }
  }

  /** A turn may last into the next round, which its channel then joins. */
  function enter(channelId: string, guildId: string): 'now' | 'later' {
    const isServed = served.has(channelId);
    (isServed ? nextRound : round).add(guildId, channelId);
    return isServed ? 'later' : 'now';
  }

  const isWaiting = (channelId: string): boolean => places.get(channelId)?.where === 'now';

  function takeLatest(): string | null {
    for (let one = latest.pop(); one !== undefined; one = latest.pop()) {
      if (isWaiting(one)) return one;
    }
    return null;
  }

  function takeLongest(): string | null {
    for (let one = round.take(); one !== null; one = round.take()) if (isWaiting(one)) return one;
    return null;
  }

  function take(): string | null {
    const first = isLatestsTurn ? takeLatest() : null;
    isLatestsTurn = !isLatestsTurn;
    return first ?? takeLongest() ?? takeLatest();
  }

  return {
    join(waiters) {
      const joining = waiters.filter(({ channelId }) => !places.has(channelId));
      const isUnderWay = !round.isEmpty();
      const late: string[] = [];
      for (const { channelId, guildId } of joining) {
        const where = enter(channelId, guildId);
        places.set(channelId, { guildId, where });
        if (isUnderWay && where === 'now') late.push(channelId);
      }
      latest.push(...late.toReversed());
    },
    isInLine: (channelId) => places.has(channelId),
    next() {
      let channelId = take();
      if (channelId === null) {
        startNextRound();
        channelId = take();
      }
      const place = channelId === null ? undefined : places.get(channelId);
      if (channelId === null || place === undefined) return null;
      place.where = 'in-hand';
      served.add(channelId);
      return channelId;
    },
    end(channelId, hasMore) {
      const place = places.get(channelId);
      if (place === undefined) return;
      if (!hasMore) {
        places.delete(channelId);
        return;
      }
      place.where = enter(channelId, place.guildId);
    },
  };
}

interface Round {
  add(guildId: string, channelId: string): void;
  /** The first channel of the server whose turn it is. */
  take(): string | null;
  isEmpty(): boolean;
  channels(): Iterable<string>;
}

function createRound(): Round {
  // In the order of their turns.
  const guilds = new Map<string, string[]>();
  return {
    add(guildId, channelId) {
      const channels = guilds.get(guildId);
      if (channels === undefined) guilds.set(guildId, [channelId]);
      else channels.push(channelId);
    },
    take() {
      const [first] = guilds;
      if (first === undefined) return null;
      const [guildId, channels] = first;
      const channelId = channels.shift() ?? null;
      guilds.delete(guildId);
      if (channels.length > 0) guilds.set(guildId, channels);
      return channelId;
    },
    isEmpty: () => guilds.size === 0,
    channels: () => [...guilds.values()].flat(),
  };
}
