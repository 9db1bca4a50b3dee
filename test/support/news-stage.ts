import { onTestFinished } from 'vitest';

import { createQueues } from '../../src/app/create-queues.ts';
import type { DiscordMessage } from '../../src/card/discord-message.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import type { CrawlDeps, CrawlLimits, VisitReport } from '../../src/crawl/crawl-deps.ts';
import { visitSource } from '../../src/crawl/visit-source.ts';
import { createDeliverer, type Deliverer } from '../../src/deliver/create-deliverer.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import type { DemoLetter } from '../../src/demo/letters.ts';
import { PermanentError } from '../../src/domain/errors.ts';
import type { Source } from '../../src/domain/source.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { composeSubscription } from './compose.ts';
import { createRandom, planLetter, writeLetter } from './compose-letters.ts';
import { localReader } from './local-reader.ts';

/** What a channel shows. */
export interface ShownMessage {
  readonly id: string;
  readonly channelId: string;
  readonly nonce: string;
  message: DiscordMessage;
  edits: number;
}

/** A crawl and a deliverer over one store, pages in memory, and channels that remember. */
export interface NewsStage {
  readonly store: Store;
  readonly shown: ShownMessage[];
  readonly deps: CrawlDeps;
  readonly bugs: readonly unknown[];
  readonly deliverer: Deliverer;
  visit(source?: Source): Promise<VisitReport>;
  /** Delivers and edits until nothing is due within the next minutes. */
  settle(): Promise<void>;
  advance(ms: number): void;
}

/** What a test may put in place of the usual parts. */
export interface NewsStageParts {
  readonly pages: ReadonlyMap<string, string>;
  readonly limits?: Partial<CrawlLimits>;
  readonly subscriptions?: readonly Subscription[];
  /** Another process over the same store and channels. */
  readonly continues?: Pick<NewsStage, 'store' | 'shown'>;
  readonly wrapStore?: (store: Store) => Store;
}

/** Letters about the policy, each with words of its own. */
export function manyLetters(count: number, seed: number): readonly DemoLetter[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const plan = {
      ...planLetter(random),
      number: String(index + 1).padStart(4, '0'),
      subject: '关于巩固“双减”成果、减轻学生作业负担',
    };
    const { title, body } = writeLetter(plan);
    const published = `2026-11-${String(20 - Math.floor(index / 10)).padStart(2, '0')}`;
    return {
      title,
      agency: plan.agency,
      documentNumber: null,
      published,
      paragraphs: body.split('\n'),
    };
  });
}

/** A column with these letters, and a page for each. */
export function columnPages(url: string, letters: readonly DemoLetter[]): Map<string, string> {
  const pages = new Map<string, string>();
  const rows = letters.map((letter) => {
    const number = /第(\d+)号/u.exec(letter.title)?.[1] ?? '0';
    return { href: `./202611/t20261101_10${number}.html`, letter };
  });
  pages.set(url, trsList(rows, '青溪市人民政府'));
  for (const { href, letter } of rows) {
    pages.set(new URL(href, url).href, trsDetail(letter, '青溪市人民政府'));
  }
  return pages;
}

/** A source of invented replies. */
export function someColumn(changes: Partial<Source> = {}): Source {
  return {
    id: 'qingxi',
    name: '青溪市 建议提案办理',
    url: 'https://www.qingxi.gov.cn/zwgk/jytabl/',
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

const limits: CrawlLimits = {
  entriesPerVisit: 40,
  digestAbove: 5,
  pagesPerVisit: 1,
  attemptsPerEntry: 3,
  firstVisit: 'all',
  firstVisitReads: 5,
  minIntervalMs: 7_200_000,
  maxIntervalMs: 172_800_000,
  parallelVisits: 1,
  fullFetchMs: 86_400_000,
  rereadDays: [1, 7, 30],
};

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const hourMs = 3_600_000;

/** Channels as Discord keeps them: a nonce is answered with the message it made. */
function createChannels(shown: ShownMessage[]) {
  return {
    post: async (channelId: string, message: DiscordMessage, nonce: string) => {
      const known = shown.find((other) => other.nonce === nonce);
      if (known !== undefined) return { messageId: known.id };
      const id = `m${shown.length + 1}`;
      shown.push({ id, channelId, nonce, message, edits: 0 });
      return { messageId: id };
    },
    edit: async (channelId: string, messageId: string, message: DiscordMessage) => {
      const known = shown.find(({ id }) => id === messageId);
      if (known?.channelId !== channelId) {
        throw new PermanentError('10008', { reason: 'unknown-message' });
      }
      known.message = message;
      known.edits += 1;
    },
  };
}

/** Builds the stage; the clock moves only when it is set. */
export async function newsStage(parts: NewsStageParts): Promise<NewsStage> {
  const opened = parts.continues?.store ?? (await openStore('memory:'));
  if (parts.continues === undefined) onTestFinished(() => opened.close());
  const store = parts.wrapStore?.(opened) ?? opened;
  const shown = parts.continues?.shown ?? [];
  let time = Date.parse('2026-11-23T02:00:00Z');
  const now = (): Date => new Date(time);
  for (const subscription of parts.subscriptions ?? [composeSubscription()]) {
    await store.subscriptions.save(subscription);
  }
  const bugs: unknown[] = [];
  const channels = createChannels(shown);
  const deliverer = createDeliverer({
    outbox: store.outbox,
    subscriptions: store.subscriptions,
    post: channels.post,
    editing: { ...store, edit: channels.edit },
    render: renderDiscordMessage,
    now,
    random: () => 0,
    logger: quiet,
  });
  const deps: CrawlDeps = {
    ...createQueues({ store, subscriptions: store.subscriptions, wake: () => undefined, now }),
    store,
    now,
    fetchPage: async (url) => {
      const body = parts.pages.get(url);
      const validators = { etag: null, lastModified: null };
      if (body === undefined) {
        return { kind: 'failure', reason: 'gone', detail: '404', status: 404, retryAfterMs: null };
      }
      const raw = { url, bytes: new TextEncoder().encode(body), contentType: null };
      return { kind: 'page', raw, status: 200, validators, movedTo: null };
    },
    reader: localReader(),
    limits: { ...limits, ...parts.limits },
    raiseAlarm: async () => undefined,
    report: () => undefined,
    onBug: (_entry, error) => void bugs.push(error),
  };
  return {
    store,
    shown,
    deps,
    bugs,
    deliverer,
    visit: (source = someColumn()) => {
      time += 3 * hourMs;
      return visitSource(deps, source);
    },
    async settle() {
      for (let pass = 0; pass < 200; pass += 1) {
        const { nextAt } = await deliverer.drain();
        if (nextAt === null || nextAt > time + hourMs / 2) return;
        time = Math.max(time, nextAt);
      }
      throw new Error('never settles');
    },
    advance: (ms) => void (time += ms),
  };
}

/** Letters about something else: one row alone is not a list. */
export const otherLetters: readonly DemoLetter[] = manyLetters(4, 21).map((other) => ({
  title: other.title.replace('第00', '第07'),
  agency: '青溪市交通运输局',
  documentNumber: null,
  published: other.published,
  paragraphs: ['方晓禾委员：', `您提出的修缮老桥的提案收悉，现答复如下：${other.title}已办理。`],
}));
