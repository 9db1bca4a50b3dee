import { createHash } from 'node:crypto';

import { type Card, isStruck, type Language } from '../domain/card.ts';
import type { DigestPart } from '../domain/delivery.ts';
import { CARD_COLORS } from './card-colors.ts';
import { headingOf, mayLink, sourceOf } from './card-lines.ts';
import { DISCORD_LIMITS, type DiscordMessage } from './discord-message.ts';
import { escapeMarkdown, maskedLink, plainLine, safeUrl } from './escape-markdown.ts';
import { fitText, isVisible, unbrokenDate } from './fit-text.ts';
import { type CardMessages, CARD_MESSAGES } from './messages.ts';

/** In which language the bot's own words are, and what the message is a part of. */
export interface DigestOptions {
  readonly language: Language;
  readonly digest: DigestPart;
}

// Everything around the rows stays below 1200, so an embed keeps under Discord's 6000 in all.
const BUDGET = { rows: 3900, title: 120, agency: 60, content: 180, source: 80 } as const;
/** More rows than anybody reads in one message; they also fit one statement of the store. */
const MAX_ROWS = 60;

/** Splits what a digest lists into as many messages as Discord's limits need, whatever their language. */
export function splitDigest(cards: readonly Card[]): readonly (readonly Card[])[] {
  const parts: Card[][] = [];
  let room = 0;
  for (const card of cards) {
    const length = 1 + Math.max(...Object.values(CARD_MESSAGES).map((w) => rowOf(card, w).length));
    const last = parts.at(-1);
    if (last === undefined || length > room || last.length >= MAX_ROWS) {
      parts.push([card]);
      room = BUDGET.rows - length;
    } else {
      last.push(card);
      room -= length;
    }
  }
  return parts;
}

/** Renders one message of a digest: a headline, then title, agency and date of each reply. */
export function renderDigest(cards: readonly Card[], options: DigestOptions): DiscordMessage {
  const { digest, language } = options;
  const messages = CARD_MESSAGES[language];
  const name = fitText(plainLine(digest.source.name), BUDGET.source);
  const headline = messages.digest(name, digest.count, digest.kind);
  const part = digest.parts > 1 ? ` · ${digest.part}/${digest.parts}` : '';
  const occasion = `${messages.occasions.digest}${messages.bar}`;
  const list = safeUrl(digest.source.url, DISCORD_LIMITS.buttonUrl);
  const label = messages.listButton;
  return {
    content: `${occasion}${fitText(`${headline}${part}`, BUDGET.content - occasion.length, escapeMarkdown)}`,
    embeds: [
      {
        author: { name: messages.occasions.digest },
        title: fitText(`${headline}${part}`, DISCORD_LIMITS.title, escapeMarkdown),
        ...(list === null ? {} : { url: list }),
        description: rowsWithin(cards, messages),
        color: CARD_COLORS.core,
        fields: [],
        // Title and footer identify this message: when the answer to a post is lost, the message is found by them.
        footer: { text: `${messages.footer(shortId(digest))}${part}` },
      },
    ],
    components:
      list === null ? [] : [{ type: 1, components: [{ type: 2, style: 5, label, url: list }] }],
    allowed_mentions: { parse: [] },
  };
}

/** What became of a letter may lengthen its row after the digest was split; titles give way then. */
function rowsWithin(cards: readonly Card[], messages: CardMessages): string {
  let rows = '';
  for (const most of [BUDGET.title, 60, 30, 12]) {
    rows = cards.map((card) => rowOf(card, messages, most)).join('\n');
    if (rows.length <= DISCORD_LIMITS.description) return rows;
  }
  return fitText(rows, DISCORD_LIMITS.description);
}

/** `- [subject (number)](address) · agency · date`; without a link where the page is a copy. */
function rowOf(card: Card, messages: CardMessages, most: number = BUDGET.title): string {
  const { withdrawal, correctedOn } = card;
  const isCopy = !mayLink(card) && withdrawal === undefined;
  // A row is recognised by its address: one that is struck keeps it.
  const place = sourceOf(card) ?? (mayLink(card) ? card.url : null);
  const address = safeUrl(place, DISCORD_LIMITS.buttonUrl);
  const text = fitText(headingOf(card, messages), most);
  const named =
    address === null
      ? `${escapeMarkdown(text)}${isCopy ? messages.copy : ''}`
      : maskedLink(text, address);
  const head = isStruck(card) ? `~~${named}~~` : named;
  const corrected = correctedOn === undefined ? '' : messages.correctedShort;
  const isGone = isStruck(card) && withdrawal !== undefined;
  const state = isGone ? messages.goneShort[withdrawal.kind] : corrected;
  const agency = fitText(plainLine(card.agency ?? ''), BUDGET.agency, escapeMarkdown);
  const date = unbrokenDate(card.datePublished ?? card.dateWritten ?? '');
  return `- ${[head, agency, date, state].filter(isVisible).join(' · ')}`;
}

function shortId({ id }: DigestPart): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 8);
}
