import type { Card, CardOccasion, Language } from '../domain/card.ts';
import type { PlacedFigure } from '../domain/summary.ts';
import { cardColor } from './card-colors.ts';
import { arrangeCard, type CardLines, type MarkedLine, placeName, mayLink } from './card-lines.ts';
import {
  type ActionRow,
  DISCORD_LIMITS,
  type DiscordEmbed,
  type DiscordMessage,
  type EmbedField,
} from './discord-message.ts';
import {
  breakMentions,
  escapeMarkdown,
  maskedLink,
  plainLine,
  safeUrl,
} from './escape-markdown.ts';
import { fitText, isVisible, unbrokenDate } from './fit-text.ts';
import { type CardMessages, CARD_MESSAGES } from './messages.ts';

/** In which language the bot's own words are, and why the channel sees the card. */
export interface RenderOptions {
  readonly language: Language;
  readonly occasion: CardOccasion;
}

// One glance on a phone. Together with title and author these stay below Discord's 6000 for all of an embed.
const BUDGET = {
  content: 180,
  description: 2400,
  field: 900,
  links: 1000,
  line: 600,
} as const;
const MAX_LINKS = 5;
/** A line is not cut to fewer characters than this. */
const MIN_ITEM = 20;

/** Renders a card as the message that Discord takes: valid and within its limits whatever the card holds. */
export function renderDiscordMessage(card: Card, options: RenderOptions): DiscordMessage {
  const messages = CARD_MESSAGES[options.language];
  const lines = arrangeCard(card, messages);
  const source = mayLink(card) ? safeUrl(card.url, DISCORD_LIMITS.buttonUrl) : null;
  return {
    content: contentOf(card, options, lines),
    embeds: [embedOf(card, lines, { messages, source })],
    components: source === null ? [] : [sourceRow(messages.sourceButton, source)],
    allowed_mentions: { parse: [] },
  };
}

/** What a phone's notification says: the occasion, the place, the subject. */
function contentOf(card: Card, options: RenderOptions, lines: CardLines): string {
  const messages = CARD_MESSAGES[options.language];
  const occasion = messages.occasions[options.occasion];
  const kind = messages.kinds[card.kind];
  const place = card.region === null ? plainLine(card.agency ?? '') : placeName(card.region);
  const head =
    options.language === 'en' ? `${occasion} ${kind.toLowerCase()}` : `${occasion}${kind}`;
  const subject = plainLine(card.subject);
  const line = `${place === '' ? '' : `${place}${messages.colon}`}${isVisible(subject) ? subject : lines.heading}`;
  const start = `${head}${messages.bar}`;
  return `${start}${fitText(line, BUDGET.content - start.length, escapeMarkdown)}`;
}

function embedOf(
  card: Card,
  lines: CardLines,
  context: { readonly messages: CardMessages; readonly source: string | null },
): DiscordEmbed {
  const { messages, source } = context;
  const description = descriptionOf(lines);
  return {
    author: { name: fitText(breakMentions(lines.kicker), DISCORD_LIMITS.author) },
    title: fitText(lines.heading, DISCORD_LIMITS.title, escapeMarkdown) || messages.untitled,
    ...(source === null ? {} : { url: source }),
    ...(isVisible(description) ? { description } : {}),
    color: cardColor(card),
    fields: [
      ...field(messages.next, listOf(lines.next, BUDGET.field)),
      ...field(messages.attachments, source === null ? '' : linksOf(card.attachments, messages)),
      ...field(messages.alsoPublished, linksOf(placesOf(card), messages)),
      ...field(messages.notes, listOf(lines.notes.map(plainMarked), BUDGET.field)),
    ],
    footer: { text: fitText(breakMentions(lines.footer), DISCORD_LIMITS.author) },
  };
}

function descriptionOf(lines: CardLines): string {
  const agency = lines.agency === null ? [] : [`**${fitText(lines.agency, 200, escapeMarkdown)}**`];
  const head = [
    ...agency,
    ...lines.facts.map((fact) => fitText(unbrokenDate(fact), 100, escapeMarkdown)),
  ];
  const blocks = [
    head.join(' · '),
    lines.lead === null ? '' : `> ${fitText(lines.lead, BUDGET.line, escapeMarkdown)}`,
  ].filter(isVisible);
  const leftOut = lines.leftOut === null ? '' : `-# ${escapeMarkdown(lines.leftOut)}`;
  const used = [...blocks, leftOut].join('\n').length + 2;
  const points = listOf(lines.points, BUDGET.description - used);
  return [...blocks, points, leftOut].filter(isVisible).join('\n');
}

function plainMarked(text: string): MarkedLine {
  return { text, marks: [], added: '' };
}

/** A markdown list of as many lines as fit. */
function listOf(lines: readonly MarkedLine[], budget: number): string {
  let list = '';
  for (const line of lines) {
    const room = Math.min(BUDGET.line, budget - list.length - 3);
    const item = room < MIN_ITEM ? '' : markedText(line, room);
    if (!isVisible(item)) continue;
    list += `${list === '' ? '' : '\n'}- ${item}`;
  }
  return list;
}

/** Escapes a line and sets its figures and deadlines in bold. */
function markedText({ text, marks, added }: MarkedLine, max: number): string {
  const behind = escapeMarkdown(added);
  const spans = joined(marks);
  return fitText(text, max - behind.length, (part) => boldSpans(part, spans)) + behind;
}

/** Spans in order; those that touch are one, or their asterisks would show. */
function joined(marks: readonly PlacedFigure[]): readonly PlacedFigure[] {
  const spans: { at: number; length: number }[] = [];
  for (const { at, length } of marks.toSorted((a, b) => a.at - b.at)) {
    const last = spans.at(-1);
    if (last === undefined || at > last.at + last.length) spans.push({ at, length });
    else last.length = Math.max(last.length, at + length - last.at);
  }
  return spans.filter(({ length }) => length > 0);
}

function boldSpans(text: string, spans: readonly PlacedFigure[]): string {
  let marked = '';
  let end = 0;
  for (const { at, length } of spans) {
    if (at + length > text.length) break;
    marked += `${escapeMarkdown(text.slice(end, at))}**${escapeMarkdown(text.slice(at, at + length))}**`;
    end = at + length;
  }
  return marked + escapeMarkdown(text.slice(end));
}

/** A link and what it is called; an empty name is called after its host. */
interface NamedLink {
  readonly name: string;
  readonly url: string;
}

function placesOf(card: Card): readonly NamedLink[] {
  return card.alsoPublishedBy.map(({ agency, url }) => ({ name: agency ?? '', url }));
}

function linksOf(named: readonly NamedLink[], messages: CardMessages): string {
  const links: string[] = [];
  let length = 0;
  for (const { name, url } of named) {
    const address = safeUrl(url, DISCORD_LIMITS.buttonUrl);
    if (address === null) continue;
    const plain = plainLine(name);
    const label = fitText(isVisible(plain) ? plain : new URL(address).hostname, 60);
    const link = maskedLink(label, address);
    if (links.length >= MAX_LINKS || length + link.length > BUDGET.links - 60) break;
    links.push(link);
    length += link.length + 3;
  }
  const rest = named.length - links.length;
  if (links.length > 0 && rest > 0) links.push(messages.more(rest));
  return links.join(' · ');
}

function field(name: string, value: string): readonly EmbedField[] {
  return isVisible(value) ? [{ name, value, inline: false }] : [];
}

function sourceRow(label: string, url: string): ActionRow {
  return { type: 1, components: [{ type: 2, style: 5, label, url }] };
}
