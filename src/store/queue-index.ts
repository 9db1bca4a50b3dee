import { byCodeUnits } from '../base/by-code-units.ts';
import type { DigestPart } from '../domain/delivery.ts';
import type { StoredDelivery } from './card-shelf.ts';

/** What waits for one channel. */
export interface ChannelQueue {
  readonly channelId: string;
  readonly size: number;
  /** Of these, how many are held. */
  readonly held: number;
  /** When the first of them was queued, in milliseconds. */
  readonly since: number;
}

/**
 * Which deliveries wait, in memory: by channel, in the order in which they are to be sent. Some sixty bytes each; what else there
 * is to a delivery is read when its turn comes.
 */
export interface QueueIndex {
  /** Adds a delivery, or notes its new state. */
  put(delivery: Indexed): void;
  remove(channelId: string, articleId: string): void;
  has(channelId: string, articleId: string): boolean;
  queue(channelId: string): ChannelQueue | null;
  queues(): readonly ChannelQueue[];
  /** The documents that wait for a channel, in order. */
  articleIds(channelId: string): Iterable<string>;
}

type Indexed = Pick<StoredDelivery, 'channelId' | 'articleId' | 'queuedAt' | 'state'> & {
  readonly digest?: Pick<DigestPart, 'part'>;
};

interface Lane {
  /** By document: its place in the queue, and in the lowest bit whether it is held. */
  places: Map<string, number>;
  held: number;
  last: number;
  isSorted: boolean;
}

/** A digest's messages were queued at one time; so many of them keep their order. */
const PARTS = 1024;

/** Two numbers and a flag in one: a time has 41 bits, and 53 are exact. */
function placeOf({ queuedAt, digest, state }: Indexed): number {
  const part = Math.min(digest?.part ?? 0, PARTS - 1);
  return (Date.parse(queuedAt) * PARTS + part) * 2 + (state.kind === 'held' ? 1 : 0);
}

const timeOf = (place: number): number => Math.floor(place / (PARTS * 2));
const orderOf = (place: number): number => Math.floor(place / 2);

export function createQueueIndex(): QueueIndex {
  const lanes = new Map<string, Lane>();
  const words = createWords();

  function put(delivery: Indexed): void {
    const { channelId } = delivery;
    const place = placeOf(delivery);
    const lane = lanes.get(channelId) ?? newLane();
    lanes.set(channelId, lane);
    const before = lane.places.get(delivery.articleId);
    const articleId = before === undefined ? words.take(delivery.articleId) : delivery.articleId;
    lane.held += (place % 2) - ((before ?? 0) % 2);
    if (before === undefined ? orderOf(place) <= orderOf(lane.last) : isMoved(before, place)) {
      lane.isSorted = false;
    }
    lane.places.set(articleId, place);
    lane.last = Math.max(lane.last, place);
  }

  function remove(channelId: string, articleId: string): void {
    const lane = lanes.get(channelId);
    const place = lane?.places.get(articleId);
    if (lane === undefined || place === undefined) return;
    lane.places.delete(articleId);
    lane.held -= place % 2;
    words.give(articleId);
    if (lane.places.size === 0) lanes.delete(channelId);
  }

  function describe(channelId: string, lane: Lane): ChannelQueue {
    const [first = 0] = inOrder(lane).values();
    return { channelId, size: lane.places.size, held: lane.held, since: timeOf(first) };
  }

  return {
    put,
    remove,
    has: (channelId, articleId) => lanes.get(channelId)?.places.has(articleId) === true,
    queue(channelId) {
      const lane = lanes.get(channelId);
      return lane === undefined ? null : describe(channelId, lane);
    },
    queues: () => Array.from(lanes, ([channelId, lane]) => describe(channelId, lane)),
    articleIds(channelId) {
      const lane = lanes.get(channelId);
      return lane === undefined ? [] : inOrder(lane).keys();
    },
  };
}

const newLane = (): Lane => ({ places: new Map(), held: 0, last: -1, isSorted: true });

const isMoved = (before: number, after: number): boolean => orderOf(before) !== orderOf(after);

/** Nearly always what comes is the newest, and the order is there already. */
function inOrder(lane: Lane): ReadonlyMap<string, number> {
  if (lane.isSorted) return lane.places;
  const sorted = [...lane.places].sort(
    ([a, at], [b, bt]) => orderOf(at) - orderOf(bt) || byCodeUnits(a, b),
  );
  lane.places = new Map(sorted);
  lane.isSorted = true;
  return lane.places;
}

/** One copy of each document's id, however many channels it waits for. */
function createWords(): {
  readonly take: (word: string) => string;
  readonly give: (word: string) => void;
} {
  const uses = new Map<string, { readonly word: string; count: number }>();
  return {
    take(word) {
      const known = uses.get(word) ?? { word, count: 0 };
      known.count += 1;
      uses.set(word, known);
      return known.word;
    },
    give(word) {
      const known = uses.get(word);
      if (known === undefined) return;
      known.count -= 1;
      if (known.count === 0) uses.delete(word);
    },
  };
}
