import { openRecords } from '../../../src/store/open-records.ts';
import type { Namespace } from '../../../src/store/upgrades.ts';
import type { KnownEntry } from '../../../src/store/entries.ts';
import type { StoredDelivery } from '../../../src/store/card-shelf.ts';
import type { SourceStanding } from '../../../src/domain/source-state.ts';
import { composeSource } from '../../app/some-source.ts';
import { composeDelivery, composeSubscription } from '../../support/compose.ts';
import { DAY_MS } from '../../../src/base/clock.ts';
import type { Source } from '../../../src/domain/source.ts';

/** How much a store holds. */
export interface StoreSize {
  readonly documents: number;
  readonly subscriptions: number;
  readonly sources: number;
  /** Cards that wait for channels that are paused. */
  readonly held: number;
}

const AT_ONCE = 500;
/** Bands of a document's fingerprint, and its strong keys. */
const KEYS_A_DOCUMENT = 18;
const BODY = '全市义务教育学校课后服务做到应开尽开，参加学生占九成，家长满意度明显提高。'.repeat(
  40,
);

const two = (at: number): string => String(at).padStart(7, '0');
const channelAt = (at: number): string => String(1_300_000_000_000_000_000n + BigInt(at));

/** The sources of such a store, none of which is due. */
export function sourcesOf({ sources }: Pick<StoreSize, 'sources'>): readonly Source[] {
  return Array.from({ length: sources }, (_, at) =>
    composeSource({ id: `s${two(at)}`, url: `http://h${at}.example.gov.cn/list/` }),
  );
}

/** Fills an empty store with records of the sizes that real ones have. */
export async function fillStore(url: string, size: StoreSize): Promise<void> {
  const { namespace, close } = await openRecords(url);
  const write = async (
    name: Namespace,
    count: number,
    record: (at: number) => readonly [string, unknown],
  ): Promise<void> => {
    const records = namespace(name);
    for (let at = 0; at < count; at += AT_ONCE) {
      const length = Math.min(AT_ONCE, count - at);
      await records.setMany(Array.from({ length }, (_, offset) => record(at + offset)));
    }
  };
  const { documents, subscriptions, sources, held } = size;
  await write('entries', documents, (at) => [`www.example.gov.cn#${two(at)}`, entryAt(at)]);
  // Nothing reads these in idle seconds: only their place in the file counts.
  await write('articles', documents, (at) => [`p-${two(at)}`, { body: BODY, at }]);
  await write('identities', documents * KEYS_A_DOCUMENT, (at) => [
    `band:${two(at)}`,
    [`p-${two(Math.floor(at / KEYS_A_DOCUMENT))}`],
  ]);
  await write('ledger', documents, (at) => [`x:${two(at)}`, { id: `x:${two(at)}` }]);
  const paused = { reason: 'missing-access', since: '2026-11-01T00:00:00.000Z' } as const;
  await write('subscriptions', subscriptions, (at) => [
    channelAt(at),
    composeSubscription({ channelId: channelAt(at), guildId: String(at), paused }),
  ]);
  await write('pending', held, (at) => {
    const delivery = heldAt(at % Math.max(1, subscriptions), at);
    return [delivery.id, delivery];
  });
  await write('sources', sources, (at) => [`s${two(at)}`, standingAt(at)]);
  await namespace('settings').set('rereads-since', '2026-11-01');
  await close();
}

function entryAt(at: number): KnownEntry {
  return {
    url: `https://www.example.gov.cn/zwgk/202611/t20261101_${two(at)}.html`,
    title: `关于市政协第${two(at)}号提案的答复`,
    sourceId: `s${two(at % 100)}`,
    firstSeenAt: '2026-11-01T00:00:00.000Z',
    outcome: 'queued',
    reason: null,
    articleId: `p-${two(at)}`,
    attempts: 0,
  };
}

function heldAt(channel: number, at: number): StoredDelivery {
  const channelId = channelAt(channel);
  const articleId = `p-${two(at)}`;
  const since = '2026-11-01T00:00:00.000Z';
  const state = { kind: 'held', reason: 'missing-access', since, attempts: 0 } as const;
  const { card: _card, ...delivery } = composeDelivery({ channelId, articleId, state });
  return { ...delivery, id: `${channelId}:${articleId}`, revision: 1 };
}

function standingAt(at: number): SourceStanding {
  const now = Date.now();
  return {
    sourceId: `s${two(at)}`,
    status: at % 10 === 0 ? 'blocked' : 'ok',
    reason: at % 10 === 0 ? 'dns' : null,
    since: new Date(now - DAY_MS).toISOString(),
    validators: { etag: `"${two(at)}"`, lastModified: null },
    lastFullFetchAt: null,
    lastVisitAt: new Date(now - DAY_MS).toISOString(),
    lastSuccessAt: new Date(now - DAY_MS).toISOString(),
    lastNewEntryAt: null,
    nextVisitAt: new Date(now + DAY_MS).toISOString(),
    layout: 'ul>li',
    candidateLayout: null,
    newestDate: '2026-11-01',
    rowCount: 15,
    consecutiveFailures: 0,
  };
}
