import { SnowflakeUtil } from 'discord.js';

import type { Outlet } from '../../src/app/outlet.ts';
import { CARD_MESSAGES } from '../../src/card/messages.ts';
import type { DiscordMessage } from '../../src/card/discord-message.ts';
import { findPosted, listPosted } from '../../src/discord/find-posted.ts';
import { readMessages } from '../../src/discord/read-answer.ts';
import { ChannelGoneError, PermanentError, TransientError } from '../../src/domain/errors.ts';
import { drawFor } from './random.ts';
import { isWithin, type Channel, type World } from './world.ts';

/** A message as its channel has it. */
export interface ShownMessage {
  readonly id: string;
  readonly channelId: string;
  readonly at: number;
  /** The addresses of what it showed when it was posted. */
  readonly addresses: readonly string[];
  message: DiscordMessage;
  editedAt: number | null;
}

/** Discord as the deliverer meets it: channels that remember, and answers that fail. */
export interface FakeChannels extends Pick<Outlet, 'post' | 'edit'> {
  readonly findRecentMessage: NonNullable<Outlet['findRecentMessage']>;
  readonly listPosted: NonNullable<Outlet['listPosted']>;
  readonly shown: readonly ShownMessage[];
  /** How often each failure was answered. */
  readonly failures: ReadonlyMap<string, number>;
  readonly isWritable: (channel: Channel, at: number) => boolean;
}

const OWN_ID = '1';
/** Discord returns the first message to a repeated nonce for some minutes. */
const NONCE_MS = 180_000;
const REQUEST_MS = 300;
const LOST_SHARE = 0.02;
const SERVER_ERROR_SHARE = 0.02;
const LIMITED_SHARE = 0.02;

/** Addresses of what a message shows: a card's own, or those of a digest's rows. */
function addressesOf({ embeds: [embed] }: DiscordMessage): readonly string[] {
  if (embed.author.name === CARD_MESSAGES['zh-CN'].occasions.digest) {
    const listed = (embed.description ?? '').matchAll(/\]\(<?(https?:[^\s)>]+)>?/gu);
    return Array.from(listed, ([, address = '']) => address);
  }
  return embed.url === undefined ? [] : [embed.url];
}

/** Opens the channels; `now` is the true time. */
export function openChannels(
  world: World,
  now: () => number,
  pass: (ms: number) => void,
): FakeChannels {
  const draw = drawFor(world.seed, 'posts');
  const shown: ShownMessage[] = [];
  const byChannel = new Map<string, ShownMessage[]>();
  const nonces = new Map<string, ShownMessage>();
  const failures = new Map<string, number>();
  const channels = new Map(world.channels.map((channel) => [channel.id, channel]));

  function fail(what: string, error: Error): never {
    failures.set(what, (failures.get(what) ?? 0) + 1);
    throw error;
  }

  /** Throws where Discord refuses or does not answer. */
  function admit(channelId: string): void {
    pass(REQUEST_MS);
    const at = now();
    if (world.discordOutages.some((span) => isWithin(span, at))) {
      fail('outage', new TransientError('Discord not reached'));
    }
    const channel = channels.get(channelId);
    if (channel === undefined || (channel.deletedAt !== null && at >= channel.deletedAt)) {
      fail('unknown channel', new ChannelGoneError('10003', 'unknown-channel'));
    }
    if (channel.withoutGuild.some((span) => isWithin(span, at))) {
      fail('missing access', new ChannelGoneError('50001', 'missing-access'));
    }
    if (channel.withoutPermission.some((span) => isWithin(span, at))) {
      fail('missing permission', new ChannelGoneError('50013', 'missing-permission'));
    }
    const share = draw.share();
    if (share < SERVER_ERROR_SHARE)
      fail('server error', new TransientError('Discord answered 502'));
    if (share < SERVER_ERROR_SHARE + LIMITED_SHARE) {
      const retryAfterMs = draw.between(1, 90) * 1000;
      fail('rate limit', new TransientError('Discord asks for a pause', { retryAfterMs }));
    }
  }

  /** Lists a channel's messages as Discord does: those after an id from the oldest on, each page newest first. */
  const listerOf =
    (channelId: string) =>
    async (query: URLSearchParams): Promise<ReturnType<typeof readMessages>> => {
      admit(channelId);
      const after = BigInt(query.get('after') ?? '0');
      const found = (byChannel.get(channelId) ?? []).filter(({ id }) => BigInt(id) > after);
      const page = found.slice(0, Number(query.get('limit') ?? '50')).toReversed();
      return readMessages(
        page.map(({ id, message }) => ({ id, author: { id: OWN_ID }, ...message })),
      );
    };

  return {
    shown,
    failures,
    isWritable: (channel, at) =>
      (channel.deletedAt === null || at < channel.deletedAt) &&
      ![...channel.withoutGuild, ...channel.withoutPermission].some((span) => isWithin(span, at)),
    async post(channelId, message, nonce) {
      admit(channelId);
      const known = nonces.get(nonce);
      const isKnown = known?.channelId === channelId && now() - known.at < NONCE_MS;
      if (known !== undefined && isKnown) return { messageId: known.id };
      const id = String(SnowflakeUtil.generate({ timestamp: Math.floor(now()) }));
      const one: ShownMessage = {
        id,
        channelId,
        at: now(),
        addresses: addressesOf(message),
        message,
        editedAt: null,
      };
      shown.push(one);
      nonces.set(nonce, one);
      const others = byChannel.get(channelId) ?? [];
      byChannel.set(channelId, others);
      others.push(one);
      if (draw.chance(LOST_SHARE)) {
        pass(15_000);
        fail('applied and lost', new TransientError('Discord not reached: AbortError'));
      }
      return { messageId: id };
    },
    async edit(channelId, messageId, message) {
      admit(channelId);
      const known = byChannel.get(channelId)?.find(({ id }) => id === messageId);
      if (known === undefined) throw new PermanentError('10008', { reason: 'unknown-message' });
      known.message = message;
      known.editedAt = now();
    },
    findRecentMessage: (channelId, message, since) =>
      findPosted(message, { since, authorId: OWN_ID, mayRead: true }, listerOf(channelId)),
    listPosted: (channelId, since) =>
      listPosted({ since, authorId: OWN_ID, mayRead: true }, listerOf(channelId)),
  };
}
