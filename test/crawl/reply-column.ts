import { onTestFinished } from 'vitest';

import { createQueues } from '../../src/app/create-queues.ts';
import { createAttemptedReader } from '../../src/crawl/attempted-reader.ts';
import type { CrawlDeps, CrawlEvent, CrawlLimits } from '../../src/crawl/crawl-deps.ts';
import { visitSource } from '../../src/crawl/visit-source.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import type { DemoLetter } from '../../src/demo/letters.ts';
import type { CardOccasion } from '../../src/domain/card.ts';
import type { FetchOutcome, FailureReason, Validators } from '../../src/domain/fetch.ts';
import type { Source } from '../../src/domain/source.ts';
import type { ReadingTools } from '../../src/reading/read-page.ts';
import type { Reader } from '../../src/reading/reader.ts';
import type { Alarm } from '../../src/health/alarms.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { createSubscriptionStore, type SubscriptionStore } from '../../src/store/subscriptions.ts';
import { composeSubscription } from '../support/compose.ts';
import { localReader, rememberingReader } from '../support/local-reader.ts';
import { allPending } from '../support/all-pending.ts';

const siteName = '青溪市人民政府';

/** The address of the column. */
export const columnUrl = 'https://www.qingxi.gov.cn/zwgk/jytabl/';

/** The source that watches it. */
export function columnSource(changes: Partial<Source> = {}): Source {
  return {
    id: 'column',
    name: '青溪市建议提案答复',
    url: columnUrl,
    format: 'auto',
    regionCode: '330600',
    level: 'city',
    agency: null,
    family: null,
    group: 'reply',
    enabled: true,
    confirmed: 'never',
    selectors: null,
    ...changes,
  };
}

/** What an address answers: a page, or why not. A function may throw, as a program with a bug does. */
type Answer =
  | string
  | Uint8Array
  | { readonly failure: FailureReason }
  | { readonly body: string; readonly validators?: Validators; readonly isCut?: true }
  | (() => never);

/** A site in memory with the given answers. */
export interface ScriptedSite {
  readonly pages: Map<string, Answer>;
  /** Every address that was requested, with the validators that were sent. */
  readonly requested: { readonly url: string; readonly validators: Validators | null }[];
  readonly fetchPage: CrawlDeps['fetchPage'];
}

function answerWith(
  url: string,
  answer: Answer | undefined,
  sent: Validators | null,
): FetchOutcome {
  if (typeof answer === 'function') return answer();
  if (answer === undefined || (typeof answer === 'object' && 'failure' in answer)) {
    const reason = answer?.failure ?? 'gone';
    return {
      kind: 'failure',
      reason,
      detail: 'As the test says.',
      status: null,
      retryAfterMs: null,
    };
  }
  const none: Validators = { etag: null, lastModified: null };
  const isPlain = typeof answer === 'string' || answer instanceof Uint8Array;
  const { body, validators = none, isCut } = isPlain ? { body: answer } : answer;
  const isSame = validators.etag !== null && validators.etag === sent?.etag;
  if (isSame) return { kind: 'not-modified' };
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const raw = { url, bytes, contentType: null, ...(isCut === undefined ? {} : { isCut }) };
  return { kind: 'page', raw, status: 200, validators, movedTo: null };
}

/** Builds a site that has nothing yet. */
export function scriptedSite(): ScriptedSite {
  const pages = new Map<string, Answer>();
  const requested: { url: string; validators: Validators | null }[] = [];
  return {
    pages,
    requested,
    fetchPage: async (url, options = {}) => {
      const validators = options.validators ?? null;
      requested.push({ url, validators });
      return answerWith(url, pages.get(url), validators);
    },
  };
}

/** A row of the column: its address and the page there. */
export interface ColumnRow {
  readonly path: string;
  readonly letter: DemoLetter;
}

/** Shows these rows on the list page, in this order, and puts their pages where they lead. */
export function showRows(
  site: ScriptedSite,
  rows: readonly ColumnRow[],
  etag: string | null = null,
): void {
  const links = rows.map(({ path, letter }) => ({ href: `./${path}`, letter }));
  const body = trsList(links, siteName);
  site.pages.set(
    columnUrl,
    etag === null ? body : { body, validators: { etag, lastModified: null } },
  );
  for (const { path, letter } of rows) {
    const url = `${columnUrl}${path}`;
    if (!site.pages.has(url)) site.pages.set(url, trsDetail(letter, siteName));
  }
}

/** The crawl in a test: one channel is subscribed, the clock moves only when it is set. */
export interface TestCrawl {
  readonly store: Store;
  readonly deps: CrawlDeps;
  readonly events: readonly CrawlEvent[];
  readonly alarms: readonly Alarm[];
  readonly bugs: readonly unknown[];
  /** Moves the clock and visits the source. */
  visit(source?: Source): ReturnType<typeof visitSource>;
  /** Outcome and title of each entry that the last visit read. */
  lastEntries(): readonly (readonly [outcome: string, title: string])[];
  /** Titles and occasions of what waits for the channel. */
  cards(): Promise<readonly (readonly [title: string, occasion: CardOccasion])[]>;
  advance(ms: number): void;
}

/** Limits as they are shipped, but for those that a test is about. */
const testLimits: CrawlLimits = {
  entriesPerVisit: 40,
  digestAbove: 30,
  pagesPerVisit: 3,
  attemptsPerEntry: 3,
  firstVisit: 'newest',
  firstVisitReads: 5,
  minIntervalMs: 7_200_000,
  maxIntervalMs: 172_800_000,
  parallelVisits: 4,
  fullFetchMs: 86_400_000,
  rereadDays: [1, 7, 30],
};

const listener = composeSubscription({ relevances: ['core', 'related'] });

/** The subscriptions of these tests: one channel with the defaults of a new one. */
export const oneChannel: SubscriptionStore = createSubscriptionStore({
  async *entries() {
    yield [listener.channelId, listener] as const;
  },
  set: () => Promise.resolve(),
  delete: () => Promise.resolve(false),
});

const start = Date.parse('2026-11-23T02:00:00Z');
const betweenVisitsMs = 3 * 3_600_000;

/** What a test may put in place of the usual parts. */
export interface TestCrawlParts {
  readonly limits?: Partial<CrawlLimits>;
  readonly store?: Store;
  readonly readDocument?: ReadingTools['readDocument'];
  readonly reader?: Reader;
  readonly subscriptions?: SubscriptionStore;
}

const usualReader = rememberingReader(
  localReader({ readDocument: () => Promise.resolve({ text: '', issues: [] }) }),
);

/** Builds a crawl over a scripted site. */
export async function testCrawl(
  site: ScriptedSite,
  parts: TestCrawlParts = {},
): Promise<TestCrawl> {
  const store = parts.store ?? (await openStore('memory:'));
  onTestFinished(() => store.close());
  const events: CrawlEvent[] = [];
  const alarms: Alarm[] = [];
  const bugs: unknown[] = [];
  let time = start;
  const now = (): Date => new Date(time);
  const deps: CrawlDeps = {
    ...createQueues({
      store,
      subscriptions: parts.subscriptions ?? oneChannel,
      wake: () => undefined,
      now,
    }),
    store,
    now,
    attachmentsPerArticle: 3,
    fetchPage: site.fetchPage,
    reader: createAttemptedReader(
      parts.reader ??
        (parts.readDocument === undefined
          ? usualReader
          : localReader({ readDocument: parts.readDocument })),
      { attempts: store.attempts, now },
    ),
    limits: { ...testLimits, ...parts.limits },
    raiseAlarm: async (_source, alarm) => void alarms.push(alarm),
    report: (event) => void events.push(event),
    onBug: (_entry, error) => void bugs.push(error),
  };
  return {
    store,
    deps,
    events,
    alarms,
    bugs,
    visit: (source = columnSource()) => {
      events.splice(0);
      time += betweenVisitsMs;
      return visitSource(deps, source);
    },
    lastEntries: () =>
      events.flatMap((event) =>
        event.kind === 'entry' ? [[event.report.outcome, event.report.entry.title] as const] : [],
      ),
    cards: async () =>
      (await allPending(store.outbox)).map(({ card, occasion }) => [card.title, occasion] as const),
    advance: (ms) => void (time += ms),
  };
}
