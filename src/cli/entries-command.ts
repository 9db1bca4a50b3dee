import { explainLetter } from '../app/explain-letter.ts';
import { leaveRequest, type RequestKind } from '../app/requests.ts';
import { watchedSources } from '../app/watched-sources.ts';
import { shanghaiDay } from '../base/clock.ts';
import type { Config } from '../config/load-config.ts';
import { readAgain } from '../upkeep/read-again.ts';
import { resendRefused } from '../deliver/resend-refused.ts';
import type { Delivery } from '../domain/delivery.ts';
import { shortId } from '../domain/short-id.ts';
import { StoreError } from '../domain/errors.ts';
import { reasonWord } from '../health/messages.ts';
import { redactPersonalData } from '../privacy/redact-title.ts';
import { openStoreForReading, type StoreForReading } from '../store/open-for-reading.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { storeFolder } from '../backends/store-folder.ts';
import { ENTRY_WORDS } from './messages.ts';
import { openConfig } from './open-tools.ts';

/** Which entries are listed. */
export interface EntriesOptions {
  readonly source?: string;
  readonly outcome?: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** One row of a list that was settled, or waits. */
interface ListedEntry {
  readonly sourceId: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly firstSeenAt: string;
  readonly attempts: number;
  readonly near: readonly string[];
  readonly url: string;
  readonly title: string;
}

/** Ends that somebody may want to undo; the rest is listed only when it is wanted by name. */
const TELLING: ReadonlySet<string> = new Set(['waiting', 'retry', 'unreadable', 'gone', 'near']);

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Prints how many entries ended in which way, those that got no card, and the messages that Discord refused. */
export async function listEntries(options: EntriesOptions): Promise<number> {
  const config = openConfig();
  const words = ENTRY_WORDS[config.language];
  const store = await openStoreForReading(config.store.url);
  try {
    const counts = new Map<string, number>();
    const chosen: ListedEntry[] = [];
    for await (const entry of everyEntry(store)) {
      const { sourceId, outcome, near } = entry;
      if (options.source !== undefined && sourceId !== options.source) continue;
      const way = outcome === 'irrelevant' && near.length > 0 ? 'near' : outcome;
      counts.set(way, (counts.get(way) ?? 0) + 1);
      const isChosen = options.outcome === undefined ? TELLING.has(way) : options.outcome === way;
      if (isChosen) chosen.push({ ...entry, outcome: way });
    }
    const refused: Delivery[] = [];
    for await (const one of store.outbox.ended()) {
      if (one.state.kind === 'failed') refused.push(one);
    }
    const shown = chosen
      .toSorted((a, b) => b.firstSeenAt.localeCompare(a.firstSeenAt))
      .slice(0, options.limit);
    if (options.json === true) {
      const deliveries = refused.map(({ articleId, channelId, state }) => ({
        articleId,
        channelId,
        ...state,
      }));
      say(
        JSON.stringify({ counts: Object.fromEntries(counts), entries: shown, refused: deliveries }),
      );
      return 0;
    }
    for (const [way, count] of [...counts].toSorted(([, a], [, b]) => b - a)) {
      say(`${String(count).padStart(7)}  ${way.padEnd(10)} ${words.ways[way] ?? ''}`);
    }
    for (const entry of shown) say(lineOf(entry, config));
    if (chosen.length > shown.length) say(words.more(chosen.length - shown.length));
    for (const { articleId, channelId, state } of refused.slice(0, options.limit)) {
      const reason = state.kind === 'failed' ? state.reason : '';
      say(words.refused(shortId(articleId), channelId, reason));
    }
    say(words.undo);
    return 0;
  } finally {
    await store.close();
  }
}

async function* everyEntry(store: StoreForReading): AsyncGenerator<ListedEntry> {
  for await (const [, entry] of store.entries.all()) {
    const { sourceId, outcome, reason, firstSeenAt, attempts, near = [], url, title } = entry;
    yield { sourceId, outcome, reason, firstSeenAt, attempts, near, url, title };
  }
  for (const [sourceId, { rows }] of await store.backlogs.all()) {
    const known = await store.entries.getMany(rows.map(({ key }) => key));
    for (const { entry, since } of rows.filter((row) => !known.has(row.key))) {
      yield {
        sourceId,
        outcome: 'waiting',
        reason: null,
        firstSeenAt: since,
        attempts: 0,
        near: [],
        url: entry.url,
        title: redactPersonalData(entry.title),
      };
    }
  }
}

function lineOf(entry: ListedEntry, { language }: Config): string {
  const { outcome, reason, firstSeenAt, sourceId, title, url, near, attempts } = entry;
  const why = reason === null ? '' : `: ${reason} (${reasonWord(reason, language)})`;
  const tries = attempts > 0 ? `, ${attempts}×` : '';
  const words = near.length > 0 ? ` [${near.join(' · ')}]` : '';
  return `\n${firstSeenAt.slice(0, 10)}  ${sourceId}  ${outcome}${why}${tries}${words}\n  ${title}\n  ${url}`;
}

/** Lets the next visit read an address again. Exit code 1 where there is nothing to read again. */
export function readEntryAgain(address: string): Promise<number> {
  return doOrLeave('read', address, async (store, config) => {
    const words = ENTRY_WORDS[config.language];
    const { sourceIds, settledAs } = await readAgain(store, address, new Date());
    if (sourceIds.length > 0) {
      say(words.readAgain(sourceIds));
      return 0;
    }
    say(settledAs === null ? words.unknown(address) : words.settled(settledAs));
    return 1;
  });
}

/** Queues messages again that Discord refused. Exit code 1 where there are none. */
export function resendDeliveries(target: string): Promise<number> {
  return doOrLeave('resend', target, async (store, config) => {
    const count = await resendRefused(store.outbox, target);
    say(ENTRY_WORDS[config.language].resent(count));
    return count > 0 ? 0 : 1;
  });
}

/** Prints everything that is known of one letter, as JSON. Exit code 1 where that is nothing. */
export async function explainEntry(target: string): Promise<number> {
  const config = openConfig();
  const sources = watchedSources(config, shanghaiDay(new Date()));
  const store = await openStoreForReading(config.store.url);
  try {
    const trace = await explainLetter({ store, sources }, target, null);
    say(JSON.stringify(trace, null, 2));
    return trace.entries.length > 0 || trace.card !== null ? 0 : 1;
  } finally {
    await store.close();
  }
}

/** Does it now, or leaves it to the bot that is running. */
async function doOrLeave(
  kind: RequestKind,
  target: string,
  work: (store: Store, config: Config) => Promise<number>,
): Promise<number> {
  const config = openConfig();
  let store: Store;
  try {
    store = await openStore(config.store.url);
  } catch (error) {
    if (!(error instanceof StoreError) || !error.isInUse) throw error;
    const folder = storeFolder(config.store.url);
    if (folder === null) throw error;
    leaveRequest(folder, kind, target);
    say(ENTRY_WORDS[config.language].left);
    return 0;
  }
  try {
    return await work(store, config);
  } finally {
    await store.close();
  }
}
