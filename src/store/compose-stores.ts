import type { Backlog } from '../domain/backlog.ts';
import type { Card } from '../domain/card.ts';
import type { SourceStanding, VisitRecord } from '../domain/source-state.ts';
import type { Subscription } from '../domain/subscription.ts';
import {
  createArticleStore,
  type ArticleRecord,
  type ArticleStore,
  type RecentArticle,
} from './articles.ts';
import {
  createAttemptStore,
  type AttemptStore,
  type HostDeaths,
  type ReadingAttempt,
} from './attempts.ts';
import type { StoredDelivery } from './card-shelf.ts';
import { createEditStore, type EditStore, type PendingEdit } from './edits.ts';
import { createEntryStore, type EntryStore, type KnownEntry } from './entries.ts';
import { createIdentityStore, type IdentityStore } from './identities.ts';
import { createHandedStore, type HandedStore, type HandedTask } from './handed.ts';
import type { KeyValue } from './key-value.ts';
import { createKeyedStore, type KeyedStore } from './keyed.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createRereadStore, type Reread, type RereadStore } from './rereads.ts';
import { createSightingStore, type SightingStore } from './sightings.ts';
import { createSourceStore, type SourceStore } from './sources.ts';
import { createSubscriptionStore, type SubscriptionStore } from './subscriptions.ts';
import { inOrder, type Together } from './together.ts';
import type { Namespace } from './upgrades.ts';

/** All that the bot remembers, by what it is about. */
export interface Stores {
  /** Writes what the stores made ready, in this order, in one transaction where there are any. */
  readonly together: Together;
  readonly sources: SourceStore;
  /** By source: rows that are seen and not settled. */
  readonly backlogs: KeyedStore<Backlog>;
  /** Breakers, budgets and robots of hosts; the fetch room knows the shape. */
  readonly hosts: KeyedStore<unknown>;
  readonly entries: EntryStore;
  readonly sightings: SightingStore;
  /** Readings that were begun and did not end well. */
  readonly attempts: AttemptStore;
  readonly articles: ArticleStore;
  readonly identities: IdentityStore;
  readonly rereads: RereadStore;
  readonly subscriptions: SubscriptionStore;
  readonly outbox: Outbox;
  readonly edits: EditStore;
  /** What crawling processes leave to the one that leads. */
  readonly handed: HandedStore;
  /** Small facts of the bot itself, such as the message that shows the alarms. */
  readonly settings: KeyedStore<unknown>;
}

/** The typed stores over their namespaces; `open` is called once for each. Without `together` each write is one of its own. */
export function composeStores(
  open: <T>(name: Namespace) => KeyValue<T>,
  together: Together = inOrder,
): Stores {
  return {
    together,
    sources: createSourceStore({
      sources: open<SourceStanding>('sources'),
      histories: open<readonly VisitRecord[]>('histories'),
    }),
    backlogs: createKeyedStore(open<Backlog>('backlogs')),
    hosts: createKeyedStore(open<unknown>('hosts')),
    entries: createEntryStore(open<KnownEntry>('entries')),
    sightings: createSightingStore(open<readonly string[]>('sightings')),
    attempts: createAttemptStore(open<ReadingAttempt>('attempts'), open<HostDeaths>('deaths')),
    articles: createArticleStore({
      articles: open<ArticleRecord>('articles'),
      recent: open<RecentArticle>('recent'),
    }),
    identities: createIdentityStore(open<readonly string[]>('identities')),
    rereads: createRereadStore(open<Reread>('rereads')),
    subscriptions: createSubscriptionStore(open<Subscription>('subscriptions')),
    outbox: createOutbox(
      {
        pending: open<StoredDelivery>('pending'),
        ledger: open<StoredDelivery>('ledger'),
        cards: open<Card>('cards'),
      },
      together,
    ),
    edits: createEditStore(open<PendingEdit>('edits')),
    handed: createHandedStore(open<HandedTask>('handed')),
    settings: createKeyedStore(open<unknown>('settings')),
  };
}
