import { renderDiscordMessage } from '../card/render-discord.ts';
import type { WatchedSource } from '../commands/command.ts';
import { createCommands } from '../commands/create-commands.ts';
import { deliveryFor } from '../deliver/deliveries-for.ts';
import { matchesSubscription } from '../deliver/matches-subscription.ts';
import { createDiscord } from '../discord/create-discord.ts';
import { TokenError } from '../domain/errors.ts';
import { isFor } from '../domain/audience.ts';
import { isStruck } from '../domain/card.ts';
import type { Source } from '../domain/source.ts';
import type { Subscription } from '../domain/subscription.ts';
import { isStoppedStatus } from '../health/alarms.ts';
import { createAlarmBoard } from './alarm-board.ts';
import { explainLetter } from './explain-letter.ts';
import type { Outlet, OutletOptions } from './outlet.ts';

/** Queues the newest card that a channel would have got; a channel that had it already gets it once. */
async function queueSample(options: OutletOptions, subscription: Subscription): Promise<boolean> {
  const { store, now, wake } = options;
  const [card] = await store.articles.latest({
    limit: 1,
    guildId: subscription.guildId,
    matches: (candidate) => !isStruck(candidate) && matchesSubscription(candidate, subscription),
  });
  if (card === undefined) return false;
  const delivery = deliveryFor(card, subscription, { occasion: 'sample', now: now() });
  const fresh = await store.outbox.enqueue([delivery]);
  wake();
  return fresh.length > 0;
}

/** The watched sources that a server has; those that other servers added for themselves are not its business. */
function sourcesOf(options: OutletOptions, guildId: string): readonly Source[] {
  return options.sources().filter((source) => isFor(source, guildId));
}

/** How the sources are doing as a whole, for `/help` and `/subscriptions`. */
async function overview(
  options: OutletOptions,
  guildId: string,
): Promise<{
  readonly watched: number;
  readonly stopped: number;
  readonly lastVisitAt: string | null;
}> {
  const ids = new Set(sourcesOf(options, guildId).map(({ id }) => id));
  const states = [...(await options.store.sources.all()).values()];
  const watched = states.filter(({ sourceId }) => ids.has(sourceId));
  const visits = watched.flatMap(({ lastVisitAt }) => lastVisitAt ?? []).sort();
  return {
    watched: ids.size,
    stopped: watched.filter(({ status }) => isStoppedStatus(status)).length,
    lastVisitAt: visits.at(-1) ?? null,
  };
}

/** How each watched source is doing, for `/source list`. */
async function describeSources(
  options: OutletOptions,
  guildId: string,
): Promise<readonly WatchedSource[]> {
  const states = await options.store.sources.all();
  return sourcesOf(options, guildId).map(({ id, name, url, regionCode, guildIds }) => {
    const state = states.get(id);
    const { status = 'new', reason = null, since = null } = state ?? {};
    return {
      name,
      url,
      status,
      reason,
      since,
      regionCode,
      lastSuccessAt: state?.lastSuccessAt ?? null,
      waiting: state?.waiting ?? null,
      tally: state?.tally ?? null,
      hasGap: state?.gap !== undefined,
      isPending: guildIds !== undefined,
    };
  });
}

/** A guild that removed the bot keeps its subscriptions, paused: an invitation back restores them. */
async function pauseGuild(options: OutletOptions, guildId: string): Promise<void> {
  const { store, now, logger } = options;
  const paused = { reason: 'guild-removed', since: now().toISOString() } as const;
  for (const { guildId: of, channelId } of await store.subscriptions.all()) {
    if (of !== guildId) continue;
    await store.subscriptions.change(channelId, (known) =>
      known === null || known.paused?.reason === 'moderator' ? known : { ...known, paused },
    );
  }
  logger.info({ guildId }, 'guild removed the bot');
}

/** Posts cards to Discord; the local page shows nothing of them. */
export function openDiscordOutlet(options: OutletOptions, token: string): Outlet {
  const { config, store, logger, now } = options;
  const { language } = config;
  const ending = Promise.withResolvers<void>();
  let failure: unknown = null;
  let isClosing = false;

  const commands = createCommands({
    subscriptions: store.subscriptions,
    articles: store.articles,
    topics: config.vocabulary.topics,
    render: (card, rendering) => renderDiscordMessage(card, rendering),
    resumeChannels: options.resumeChannels,
    sampleFor: (subscription) => queueSample(options, subscription),
    sourcesOverview: (guildId) => overview(options, guildId),
    watchedSources: (guildId) => describeSources(options, guildId),
    explainLetter: (target, place) =>
      explainLetter({ store, sources: options.sources() }, target, place),
    // Off unless the operator allows it.
    sourceCatalogue: config.moderation.addSources ? options.catalogue : null,
    now,
    logger,
  });
  const report = (error: unknown): void => logger.error({ err: error }, 'event not handled');
  const discord = createDiscord({
    token,
    ...(config.discord.apiUrl === null ? {} : { apiUrl: config.discord.apiUrl }),
    commands,
    logger,
    leave: { isSure: () => store.isSure(), confirm: () => store.confirmHeld() },
    onWritable: (ids) => void options.resumeChannels(ids).catch(report),
    onGuildRemoved: (guildId) => void pauseGuild(options, guildId).catch(report),
    onTokenRefused: () => {
      failure = new TokenError();
      ending.resolve();
    },
  });
  const board = createAlarmBoard(
    store.settings,
    {
      ...discord,
      channelId: config.moderation.alarmChannelId,
      watched: () => new Set(options.sources().map(({ id }) => id)),
      lastLookAt: async () => {
        const states = [...(await store.sources.all()).values()];
        return (
          states
            .flatMap(({ lastVisitAt }) => lastVisitAt ?? [])
            .sort()
            .at(-1) ?? null
        );
      },
      now,
    },
    language,
  );

  return {
    kind: 'discord',
    subscriptions: store.subscriptions,
    post: discord.post,
    edit: discord.edit,
    findRecentMessage: discord.findRecentMessage,
    listPosted: discord.listPosted,
    onPaused: (subscription) => void discord.notifyPaused(subscription).catch(report),
    async raiseAlarm(source, alarm) {
      logger.warn({ name: source.name, ...alarm }, 'source alarm');
      try {
        await board.raise(source, alarm);
      } catch (error) {
        // The board shows it with the next change; a visit does not fail for it.
        logger.error({ sourceId: source.id, err: error }, 'alarm not shown');
      }
    },
    tidy: () => board.tidy(),
    async open() {
      // Not waited for: while Discord is down, letters are read and queued all the same.
      discord.start().then(
        () => void (isClosing ? null : board.tidy().catch(report)),
        (error: unknown) => {
          failure = error;
          ending.resolve();
        },
      );
    },
    abort: discord.abort,
    async close() {
      isClosing = true;
      await discord.stop();
    },
    routes: {},
    shards: discord.shards,
    ended: ending.promise,
    failure: () => failure,
  };
}
