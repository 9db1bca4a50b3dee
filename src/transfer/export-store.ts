import type { Subscription } from '../domain/subscription.ts';
import type { ArticleRecord } from '../store/articles.ts';
import type { StoredDelivery } from '../store/card-shelf.ts';
import type { Card } from '../domain/card.ts';
import { erasedCard, erasedRecord } from '../store/erased.ts';
import type { RecordsForReading } from '../store/open-records-for-reading.ts';
import type { SourceStanding } from '../domain/source-state.ts';
import { type Namespace, VERSIONS } from '../store/upgrades.ts';
import type { Counts, OnProgress } from './back-up.ts';
import { READ_ORDER, WRITE_ORDER } from './read-order.ts';

/** A record in an export: its key, the version of its kind, and itself. */
export type ExportedRecord = readonly [key: string, version: number, data: unknown];

/**
 * What is exported beside the subscriptions: what was posted, where, and what is needed to know it again. Without texts of what was
 * posted; histories, budgets of hosts and looks at posted letters begin anew.
 */
export const EXPORTED: ReadonlySet<Namespace> = new Set(WRITE_ORDER);

/** The message that shows the alarms is edited, not posted again; older letters are not looked at from the start. */
const CARRIED_SETTINGS: ReadonlySet<string> = new Set(['alarm-board', 'rereads-since']);

export interface ExportOptions {
  readonly program: string;
  readonly now: Date;
  readonly onProgress?: OnProgress;
}

/** An export as text, one record a line; of no store, an empty one. Returns what is in it. */
export async function* exportStore(
  namespace: RecordsForReading['namespace'] | null,
  { program, now, onProgress }: ExportOptions,
): AsyncGenerator<string, Counts> {
  const counts: Partial<Record<Namespace, number>> = {};
  let total = 0;
  const head = { format: 'jianbao-export', version: 2, program, at: now.toISOString() };
  const subscriptions: Subscription[] = [];
  for await (const [, one] of namespace?.<Subscription>('subscriptions').entries() ?? []) {
    subscriptions.push(one);
  }
  counts.subscriptions = subscriptions.length;
  yield `${JSON.stringify(head).slice(0, -1)},\n"subscriptions":${JSON.stringify(subscriptions, null, 2)},\n"records":{`;
  const strip = createStripper();
  for (const [index, name] of READ_ORDER.filter((one) => EXPORTED.has(one)).entries()) {
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(name)}:[`;
    let separator = '\n';
    for await (const [key, record] of namespace?.<unknown>(name).entries() ?? []) {
      const data = strip(name, key, record);
      if (data === null) continue;
      yield `${separator}${JSON.stringify([key, VERSIONS[name], data] satisfies ExportedRecord)}`;
      separator = ',\n';
      counts[name] = (counts[name] ?? 0) + 1;
      total += 1;
      onProgress?.(total);
    }
    yield ']';
  }
  yield '}}\n';
  return counts;
}

/** What of a record is carried; null for nothing. Waiting letters, which come first, keep their cards. */
function createStripper(): (name: Namespace, key: string, record: unknown) => unknown {
  const waiting = new Set<string>();
  /* oxlint-disable typescript/no-unsafe-type-assertion -- a namespace has one type of record */
  const works: Readonly<Partial<Record<Namespace, (record: unknown, key: string) => unknown>>> = {
    settings: (record, key) => (CARRIED_SETTINGS.has(key) ? record : null),
    // The lists are read in full, as whoever has the validators has seen all rows.
    sources: (record) => ({ ...(record as SourceStanding), validators: null }),
    articles: (record) => {
      const one = record as ArticleRecord;
      // It is queued from its record.
      return one.isQueued === false ? one : erasedRecord(one);
    },
    pending: (record) => {
      waiting.add((record as StoredDelivery).articleId);
      return record;
    },
    ledger: (record) => ({ ...(record as StoredDelivery), isErased: true }),
    cards: (record) => {
      const card = record as Card;
      return waiting.has(card.articleId) ? card : erasedCard(card);
    },
  };
  /* oxlint-enable typescript/no-unsafe-type-assertion */
  return (name, key, record) => {
    const work = works[name];
    return work === undefined ? record : work(record, key);
  };
}
