import type { Outlet } from '../../src/app/outlet.ts';
import type { ShardFacts } from '../../src/status/status-facts.ts';
import type { Store } from '../../src/store/open-store.ts';

/** What a test decides of Discord. */
export interface FakeConnection {
  shards: readonly ShardFacts[];
  post: () => Promise<void>;
}

/** Channels that take what is posted, in this process, and the store's subscriptions to them. */
export function fakeOutlet(store: Store, discord: FakeConnection): Outlet {
  let posted = 0;
  return {
    kind: 'discord',
    subscriptions: store.subscriptions,
    async post() {
      await discord.post();
      posted += 1;
      return { messageId: String(posted) };
    },
    edit: () => Promise.resolve(),
    findRecentMessage: null,
    listPosted: null,
    onPaused: () => undefined,
    raiseAlarm: () => Promise.resolve(),
    tidy: () => Promise.resolve(),
    open: () => Promise.resolve(),
    abort: () => undefined,
    close: () => Promise.resolve(),
    routes: {},
    shards: () => discord.shards,
    ended: new Promise(() => undefined),
    failure: () => null,
  };
}
