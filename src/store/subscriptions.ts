import { loadedOnce } from '../base/loaded-once.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { KeyValue } from './key-value.ts';

/** The part of a subscription that says which cards a channel wants. */
export type Choice = Pick<Subscription, 'regionPrefixes' | 'relevances' | 'kinds' | 'topics'>;

/** The channels' subscriptions, one for each channel. They are in memory, as this process alone changes them. */
export interface SubscriptionStore {
  get(channelId: string): Promise<Subscription | null>;
  all(): Promise<readonly Subscription[]>;
  /** Those whose choice is wanted. Many channels choose the same: each choice is judged once. */
  choosing(isWanted: (choice: Choice) => boolean): Promise<readonly Subscription[]>;
  save(subscription: Subscription): Promise<void>;
  /**
   * Puts what `change` makes of a channel's subscription in its place, null for none; what comes at the same time is made of
   * the result. Writes nothing where it gives back what it was given. Returns what is there afterwards.
   */
  change(
    channelId: string,
    change: (before: Subscription | null) => Subscription | null,
  ): Promise<Subscription | null>;
  /** False when the channel had none. */
  remove(channelId: string): Promise<boolean>;
}

type Records = Pick<KeyValue<Subscription>, 'entries' | 'set' | 'delete'>;

interface Known {
  readonly byChannel: Map<string, Subscription>;
  readonly byChoice: Map<string, Map<string, Subscription>>;
}

/** Subscriptions over one namespace, keyed by channel. */
export function createSubscriptionStore(records: Records): SubscriptionStore {
  const turns = createTurns();
  const memory = loadedOnce(async () => {
    const known: Known = { byChannel: new Map(), byChoice: new Map() };
    for await (const [, subscription] of records.entries()) note(known, subscription);
    return known;
  });

  async function write(channelId: string, after: Subscription | null): Promise<boolean> {
    const known = await memory.get();
    try {
      const isThere = after === null ? await records.delete(channelId) : await set(records, after);
      if (after === null) forget(known, channelId);
      else note(known, after);
      return isThere;
    } catch (error) {
      // Nobody knows whether it was written.
      memory.drop();
      throw error;
    }
  }

  async function change(
    channelId: string,
    makeNext: (before: Subscription | null) => Subscription | null,
  ): Promise<Subscription | null> {
    const before = (await memory.get()).byChannel.get(channelId) ?? null;
    const after = makeNext(before);
    if (after !== before) await write(channelId, after);
    return after;
  }

  return {
    get: async (channelId) => (await memory.get()).byChannel.get(channelId) ?? null,
    all: async () => [...(await memory.get()).byChannel.values()],
    async choosing(isWanted) {
      const found: Subscription[] = [];
      for (const members of (await memory.get()).byChoice.values()) {
        const [first] = members.values();
        if (first !== undefined && isWanted(first)) found.push(...members.values());
      }
      return found;
    },
    save: (subscription) =>
      turns(subscription.channelId, async () => {
        await write(subscription.channelId, subscription);
      }),
    change: (channelId, makeNext) => turns(channelId, () => change(channelId, makeNext)),
    remove: (channelId) => turns(channelId, () => write(channelId, null)),
  };
}

/** One piece of work at a time for each channel; those of others need not wait for it. */
function createTurns(): <T>(channelId: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (channelId, work) => {
    const before = last.get(channelId);
    const mine = before === undefined ? work() : before.then(work, work);
    last.set(channelId, mine);
    const forgetMine = (): void => {
      if (last.get(channelId) === mine) last.delete(channelId);
    };
    mine.then(forgetMine, forgetMine);
    return mine;
  };
}

async function set(records: Records, subscription: Subscription): Promise<true> {
  await records.set(subscription.channelId, subscription);
  return true;
}

function choiceOf({ regionPrefixes, relevances, kinds, topics }: Choice): string {
  return JSON.stringify([regionPrefixes, relevances, kinds, topics]);
}

function note(known: Known, subscription: Subscription): void {
  leaveChoice(known, subscription.channelId);
  known.byChannel.set(subscription.channelId, subscription);
  const choice = choiceOf(subscription);
  const members = known.byChoice.get(choice) ?? new Map<string, Subscription>();
  known.byChoice.set(choice, members.set(subscription.channelId, subscription));
}

function forget(known: Known, channelId: string): void {
  leaveChoice(known, channelId);
  known.byChannel.delete(channelId);
}

function leaveChoice({ byChannel, byChoice }: Known, channelId: string): void {
  const before = byChannel.get(channelId);
  if (before === undefined) return;
  const choice = choiceOf(before);
  const members = byChoice.get(choice);
  members?.delete(channelId);
  if (members?.size === 0) byChoice.delete(choice);
}
