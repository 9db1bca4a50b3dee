import { addressKey } from '../discover/canonical-url.ts';
import { isFor } from '../domain/audience.ts';
import type { EntryTrace } from '../domain/explanation.ts';
import { isMeantBy } from '../domain/short-id.ts';
import type { Source } from '../domain/source.ts';
import { redactPersonalData } from '../privacy/redact-title.ts';
import type { ArticleRecord } from '../store/articles.ts';
import type { KnownEntry } from '../store/entries.ts';
import type { Stores } from '../store/compose-stores.ts';
import { bareText } from '../text/han.ts';
import { isAddress } from './find-traces.ts';
import { forgottenAddress } from '../rows/forgotten.ts';
import { isOf } from '../rows/known-rows.ts';
import { addressSign } from '../rows/recognize-rows.ts';

/** Who asks: the sources that they may know of, and the server, or null for the operator. */
export interface Asking {
  readonly sources: readonly Source[];
  readonly guildId: string | null;
}

/** What is kept of a letter: the rows that led to it, and its record. */
export interface Traced {
  readonly entries: readonly EntryTrace[];
  readonly record: ArticleRecord | null;
}

const SHORTEST_WORDS = 4;

/**
 * Looks a letter up by an address of it, by the id at the foot of its card, or by words of its title, by keys alone: quick in a
 * store of any size. Words find only what waits, and the newest documents.
 */
export async function traceLetter(store: Stores, target: string, asking: Asking): Promise<Traced> {
  const wanted = target.trim();
  const entries = isAddress(wanted) ? await entriesAt(store, wanted, asking) : [];
  const named = entries.find(({ articleId }) => articleId !== null)?.articleId ?? null;
  const articleId = named ?? (await idOf(store, wanted, asking));
  const found = articleId === null ? null : await store.articles.get(articleId);
  const record = found !== null && isShown(found, asking) ? found : null;
  const url = record?.article.url ?? null;
  const own = entries.length > 0 || url === null ? entries : await entriesAt(store, url, asking);
  const waiting = await waitingFor(store, url ?? wanted, asking);
  return {
    entries: own.length > 0 ? own.map((entry) => traceOf(entry, asking)) : waiting,
    record,
  };
}

function isShown(record: ArticleRecord, { guildId }: Asking): boolean {
  return guildId === null || isFor(record, guildId);
}

/** The records of an address: one for all, and those of sources that only some servers have. */
async function entriesAt(
  store: Stores,
  url: string,
  { sources }: Asking,
): Promise<readonly KnownEntry[]> {
  const sign = addressSign(url);
  const seen = (await store.sightings.getMany([sign])).get(sign) ?? [];
  const keys = [...seen, forgottenAddress(url)];
  const known = [...(await store.entries.getMany(keys)).values()];
  const ids = new Set(sources.map(({ id }) => id));
  return known.filter(({ sourceId, outcome }) => outcome === 'forgotten' || ids.has(sourceId));
}

async function idOf(store: Stores, wanted: string, { guildId }: Asking): Promise<string | null> {
  if (isAddress(wanted)) {
    const key = addressKey(wanted);
    const [card] = await store.articles.latest({
      limit: 1,
      ...(guildId === null ? {} : { guildId }),
      matches: (one) => one.url !== null && addressKey(one.url) === key,
    });
    return card?.articleId ?? null;
  }
  const whole = await store.articles.get(wanted);
  if (whole !== null) return wanted;
  const words = bareText(wanted);
  const [card] = await store.articles.latest({
    limit: 1,
    ...(guildId === null ? {} : { guildId }),
    matches: ({ articleId, title, subject }) =>
      isMeantBy(articleId, wanted) ||
      (words.length >= SHORTEST_WORDS && bareText(`${subject} ${title}`).includes(words)),
  });
  return card?.articleId ?? null;
}

/** Rows that are seen and not read yet. */
async function waitingFor(
  store: Stores,
  wanted: string,
  { sources }: Asking,
): Promise<readonly EntryTrace[]> {
  const backlogs = await store.backlogs.all();
  const key = isAddress(wanted) ? addressKey(wanted) : null;
  const words = bareText(wanted);
  const isWanted = (url: string, title: string): boolean =>
    key === null
      ? words.length >= SHORTEST_WORDS && bareText(title).includes(words)
      : addressKey(url) === key;
  return sources.flatMap(({ id, name }): readonly EntryTrace[] =>
    (backlogs.get(id)?.rows ?? [])
      .filter(({ entry }) => entry.title !== '' && isWanted(entry.url, entry.title))
      .slice(0, 1)
      .map(({ entry, since }) => ({
        url: entry.url,
        title: redactPersonalData(entry.title),
        source: name,
        outcome: 'waiting',
        reason: null,
        firstSeenAt: since,
        triedAt: null,
        attempts: 0,
        near: [],
      })),
  );
}

function traceOf(entry: KnownEntry, { sources }: Asking): EntryTrace {
  const { url, title, sourceId, outcome, reason, firstSeenAt, triedAt, attempts, near } = entry;
  const source = sources.find(({ id }) => id === sourceId);
  // What one source took as known may still be read for another.
  const isOwn = source === undefined || isOf(source, entry);
  return {
    url,
    title,
    source: source?.name ?? sourceId,
    outcome: isOwn ? outcome : 'waiting',
    reason,
    firstSeenAt,
    triedAt: triedAt ?? null,
    attempts,
    near: near ?? [],
  };
}
