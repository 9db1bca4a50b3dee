import { explainLetter } from '../../src/app/explain-letter.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { createCommands } from '../../src/commands/create-commands.ts';
import { createDeliverer, type Deliverer } from '../../src/deliver/create-deliverer.ts';
import { deliveryFor } from '../../src/deliver/deliveries-for.ts';
import { createDiscord, type Discord } from '../../src/discord/create-discord.ts';
import type { Card } from '../../src/domain/card.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { columnSource } from '../crawl/reply-column.ts';
import { startFakeDiscord, type FakeDiscord } from './fake-discord.ts';

/** The bot as far as its commands reach, in a world of its own. */
export interface CommandBot {
  readonly fake: FakeDiscord;
  readonly store: Store;
  readonly discord: Discord;
  readonly deliverer: Deliverer;
  /** What `/latest` and the sample find. */
  readonly cards: Card[];
  readonly errors: object[];
  overviewFails: boolean;
  /** Throws when the fake Discord saw a breach of its rules. */
  readonly stop: () => Promise<void>;
}

const TOPICS = [
  { key: 'homework', label: { zh: '作业负担', en: 'Homework' } },
  { key: 'science', label: { zh: '科学教育', en: 'Science education' } },
];

/** The real bot's parts for Discord, against the fake. */
export async function startCommandBot(): Promise<CommandBot> {
  const fake = await startFakeDiscord();
  const store = await openStore('memory:');
  const cards: Card[] = [];
  const errors: object[] = [];
  const logger = {
    info: () => undefined,
    warn: () => undefined,
    error: (facts: object) => void errors.push(facts),
  };
  const now = () => new Date();
  const commands = createCommands({
    subscriptions: store.subscriptions,
    articles: {
      get: (articleId) => store.articles.get(articleId),
      latest: ({ limit, matches = () => true }) =>
        Promise.resolve(cards.filter(matches).slice(0, limit)),
    },
    topics: TOPICS,
    render: renderDiscordMessage,
    resumeChannels: (ids) => deliverer.resumeChannels(ids),
    sampleFor: async (subscription) => {
      const [card] = cards;
      if (card === undefined) return false;
      const sample = deliveryFor(card, subscription, { occasion: 'sample', now: now() });
      await store.outbox.enqueue([sample]);
      return true;
    },
    sourcesOverview: () =>
      started.overviewFails
        ? Promise.reject(new Error('disk full'))
        : Promise.resolve({ watched: 40, stopped: 2, lastVisitAt: '2026-11-22T02:00:00.000Z' }),
    watchedSources: () => Promise.resolve([]),
    explainLetter: (target, place) =>
      explainLetter({ store, sources: [columnSource()] }, target, place),
    sourceCatalogue: null,
    now,
    logger,
  });
  const discord = createDiscord({
    token: fake.token,
    apiUrl: fake.apiUrl,
    commands,
    logger,
    onWritable: (ids) => void deliverer.resumeChannels(ids),
  });
  const deliverer = createDeliverer({
    outbox: store.outbox,
    subscriptions: store.subscriptions,
    post: discord.post,
    findRecentMessage: discord.findRecentMessage,
    render: renderDiscordMessage,
    now,
    logger,
  });
  async function stop(): Promise<void> {
    await discord.stop();
    await fake.close();
    if (fake.violations.length > 0) throw new Error(fake.violations.join('\n'));
  }

  const started: CommandBot = {
    fake,
    store,
    discord,
    deliverer,
    cards,
    errors,
    overviewFails: false,
    stop,
  };
  await discord.start();
  return started;
}
