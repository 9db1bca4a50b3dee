import type { Card, CardOccasion, Language } from '../domain/card.ts';
import type { PlacedFigure } from '../domain/summary.ts';
import { CARD_COLORS, cardColor } from './card-colors.ts';
import {
  arrangeCard,
  type CardLines,
  type MarkedLine,
  type NamedPlace,
  placeName,
  sourceOf,
} from './card-lines.ts';
import { correctionButtonId } from './correction-button.ts';
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
  const source = safeUrl(sourceOf(card), DISCORD_LIMITS.buttonUrl);
  return {
    content: contentOf(card, options, lines),
    embeds: [embedOf(card, lines, { messages, source })],
    components: rowsOf(card, messages, source),
    allowed_mentions: { parse: [] },
  };
}

/** What a phone's notification says: the occasion, the place, the subject. */
function contentOf(card: Card, options: RenderOptions, lines: CardLines): string {
  const messages = CARD_MESSAGES[options.language];
  const occasion = messages.occasions[options.occasion];
  const kind = card.standing === 'user-content' ? messages.userContent : messages.kinds[card.kind];
  const place = card.region === null ? plainLine(card.agency ?? '') : placeName(card.region);
  const head =
    options.language === 'en' ? `${occasion} ${kind.toLowerCase()}` : `${occasion}${kind}`;
  const subject = plainLine(card.subject);
  const gone = lines.isStruck && card.withdrawal !== undefined ? card.withdrawal : null;
  const line = `${place === '' ? '' : `${place}${messages.colon}`}${isVisible(subject) ? subject : lines.heading}`;
  const start = `${gone === null ? head : messages.goneShort[gone.kind]}${messages.bar}`;
  const shown = fitText(line, BUDGET.content - start.length, escapeMarkdown);
  return `${start}${gone === null ? shown : struck(shown)}`;
}

function embedOf(
  card: Card,
  lines: CardLines,
  context: { readonly messages: CardMessages; readonly source: string | null },
): DiscordEmbed {
  const { messages, source } = context;
  const description = descriptionOf(lines);
  const room = DISCORD_LIMITS.title - (lines.isStruck ? STRIKE.length * 2 : 0);
  const title = fitText(lines.heading, room, escapeMarkdown) || messages.untitled;
  const embed: DiscordEmbed = {
    author: { name: fitText(breakMentions(lines.kicker), DISCORD_LIMITS.author) },
    title: lines.isStruck ? struck(title) : title,
    ...(source === null ? {} : { url: source }),
    ...(isVisible(description) ? { description } : {}),
    color: lines.isStruck ? CARD_COLORS.none : cardColor(card),
    fields: [
      ...field(
        messages.next,
        listOf(lines.next, { budget: BUDGET.field, isStruck: lines.isStruck }),
      ),
      ...field(messages.attachments, source === null ? '' : linksOf(card.attachments, messages)),
      ...field(messages.alsoPublished, linksOf(lines.isStruck ? [] : placesOf(card), messages)),
      ...field(messages.related, relatedList(lines.related)),
      ...field(messages.notes, listOf(lines.notes.map(plainMarked), { budget: BUDGET.field })),
    ],
    footer: { text: fitText(breakMentions(lines.footer), DISCORD_LIMITS.author) },
  };
  return withinTotal(embed, [messages.alsoPublished, messages.attachments, messages.related]);
}

/** An embed within Discord's limit for all of it; what leads elsewhere gives way, in this order. */
function withinTotal(embed: DiscordEmbed, first: readonly string[]): DiscordEmbed {
  const { author, title, description = '', footer } = embed;
  const head = [author.name, title, description, footer.text].join('').length;
  let { fields } = embed;
  for (const least of first) {
    const length = fields.reduce((sum, { name, value }) => sum + name.length + value.length, head);
    if (length <= DISCORD_LIMITS.embedTotal) break;
    fields = fields.filter(({ name }) => name !== least);
  }
  return { ...embed, fields };
}

function descriptionOf(lines: CardLines): string {
  const agency = lines.agency === null ? [] : [`**${fitText(lines.agency, 200, escapeMarkdown)}**`];
  const head = [
    ...agency,
    ...lines.facts.map((fact) => fitText(unbrokenDate(fact), 100, escapeMarkdown)),
  ];
  const { state, isStruck } = lines;
  const blocks = [
    state === null ? '' : `**${fitText(unbrokenDate(state), 200, escapeMarkdown)}**`,
    head.join(' · '),
    lines.lead === null ? '' : `> ${fitText(lines.lead, BUDGET.line, escapeMarkdown)}`,
  ].filter(isVisible);
  const leftOut = lines.leftOut === null ? '' : `-# ${escapeMarkdown(lines.leftOut)}`;
  const used = [...blocks, leftOut].join('\n').length + 2;
  const points = listOf(lines.points, { budget: BUDGET.description - used, isStruck });
  return [...blocks, points, leftOut].filter(isVisible).join('\n');
}

function plainMarked(text: string): MarkedLine {
  return { text, marks: [], added: '' };
}

/** A markdown list of as many lines as fit. */
function listOf(
  lines: readonly MarkedLine[],
  { budget, isStruck = false }: { readonly budget: number; readonly isStruck?: boolean },
): string {
  let list = '';
  for (const line of lines) {
    const room = Math.min(BUDGET.line, budget - list.length - 3 - STRIKE.length * 2);
    const item = room < MIN_ITEM ? '' : markedText(line, room);
    if (!isVisible(item)) continue;
    list += `${list === '' ? '' : '\n'}- ${isStruck ? struck(item) : item}`;
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

const STRIKE = '~~';

/** Escaped text, crossed out. */
function struck(text: string): string {
  return isVisible(text) ? `${STRIKE}${text}${STRIKE}` : text;
}

/** One line a letter; one that no card may lead to is named without a link. */
function relatedList(letters: readonly NamedPlace[]): string {
  let list = '';
  for (const { name, url } of letters) {
    const address = safeUrl(url, DISCORD_LIMITS.buttonUrl);
    const label = fitText(unbrokenDate(name), 90);
    const item = address === null ? escapeMarkdown(label) : maskedLink(label, address);
    if (!isVisible(item) || list.length + item.length + 3 > BUDGET.field) continue;
    list += `${list === '' ? '' : '\n'}- ${item}`;
  }
  return list;
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

function rowsOf(card: Card, messages: CardMessages, source: string | null): readonly ActionRow[] {
  const changes = card.correctedOn === undefined ? null : correctionButtonId(card.articleId);
  const components: ActionRow['components'] = [
    ...(source === null
      ? []
      : [{ type: 2, style: 5, label: messages.sourceButton, url: source } as const]),
    ...(changes === null
      ? []
      : [{ type: 2, style: 2, label: messages.changesButton, custom_id: changes } as const]),
  ];
  return components.length === 0 ? [] : [{ type: 1, components }];
}
