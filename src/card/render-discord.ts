import type { Card, CardOccasion, Language } from '../domain/card.ts';
import type { KeyFigure } from '../domain/summary.ts';
import { cardColor } from './card-colors.ts';
import { arrangeCard, type CardLines } from './card-lines.ts';
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
  alsoPublished: 1000,
  line: 600,
} as const;
const MAX_PUBLICATIONS = 5;
// So long a subject is whole in the line above the frame.
const MAX_SUBJECT = 100;

/** Renders a card as the message that Discord takes: valid and within its limits whatever the card holds. */
export function renderDiscordMessage(card: Card, options: RenderOptions): DiscordMessage {
  const messages = CARD_MESSAGES[options.language];
  const lines = arrangeCard(card, messages);
  const source = card.problems.includes('mirror')
    ? null
    : safeUrl(card.url, DISCORD_LIMITS.buttonUrl);
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
  const place = plainLine(card.region?.name ?? card.agency ?? '');
  const head =
    options.language === 'en' ? `${occasion} ${kind.toLowerCase()}` : `${occasion}${kind}`;
  const line = `${place === '' ? '' : `${place}${messages.colon}`}${subjectOf(card) || lines.title}`;
  const start = `${head}${messages.bar}`;
  return `${start}${fitText(line, BUDGET.content - start.length, escapeMarkdown)}`;
}

function subjectOf(card: Card): string {
  return plainLine(card.proposal?.title ?? '');
}

/** Who answers what, less the subject, which stands above the frame, and the number where the title has it. */
function leadBeside(card: Card, lines: CardLines): string | null {
  const { lead, title } = lines;
  const subject = subjectOf(card);
  const at = subject === '' || subject.length > MAX_SUBJECT ? -1 : (lead ?? '').indexOf(subject);
  if (lead === null || at < 0) return lead;
  const before = lead.slice(0, at).replace(/[：:]?[《“"]?$/u, '');
  const after = lead.slice(at + subject.length).replace(/^(?:的|建议|提案|议案){0,3}[》”"]?/u, '');
  const rest = `${before}${after}`;
  const reference = rest.replace(/^.{0,60}?(?:答复|会办)/u, '');
  const number = (card.proposal?.number ?? '').replace(/^0+/u, '');
  const isInTitle =
    title.includes(reference) ||
    (number !== '' &&
      (title.match(/\d{1,10}(?=号)/gu) ?? []).some((found) => Number(found) === Number(number)));
  // An agency that the line above does not name is said here.
  return isInTitle && (lines.agency !== null || !/^.+(?:答复|会办)/u.test(rest)) ? null : rest;
}

function embedOf(
  card: Card,
  lines: CardLines,
  context: { readonly messages: CardMessages; readonly source: string | null },
): DiscordEmbed {
  const { messages, source } = context;
  const description = descriptionOf({ ...lines, lead: leadBeside(card, lines) }, card.figures);
  return {
    author: { name: fitText(breakMentions(lines.kicker), DISCORD_LIMITS.author) },
    title: fitText(lines.title, DISCORD_LIMITS.title, escapeMarkdown) || messages.untitled,
    ...(source === null ? {} : { url: source }),
    ...(isVisible(description) ? { description } : {}),
    color: cardColor(card),
    fields: [
      ...field(messages.figures, listOf(lines.figures, card.figures, BUDGET.field)),
      ...field(messages.next, listOf(lines.next, card.figures, BUDGET.field)),
      ...field(messages.alsoPublished, alsoPublished(card, messages)),
      ...field(messages.notes, listOf(lines.notes, [], BUDGET.field)),
    ],
    footer: { text: fitText(breakMentions(lines.footer), DISCORD_LIMITS.author) },
  };
}

function descriptionOf(lines: CardLines, figures: readonly KeyFigure[]): string {
  const agency = lines.agency === null ? [] : [`**${fitText(lines.agency, 200, escapeMarkdown)}**`];
  const head = [
    ...agency,
    ...lines.facts.map((fact) => fitText(unbrokenDate(fact), 100, escapeMarkdown)),
  ];
  const blocks = [
    head.join(' · '),
    lines.lead === null ? '' : `> ${emphasize(lines.lead, figures, BUDGET.line)}`,
  ].filter(isVisible);
  const used = blocks.join('\n').length + 2;
  const points = listOf(lines.points, figures, BUDGET.description - used);
  return [...blocks, points].filter(isVisible).join('\n');
}

/** A markdown list of as many lines as fit. */
function listOf(lines: readonly string[], figures: readonly KeyFigure[], budget: number): string {
  let list = '';
  for (const line of lines) {
    const room = Math.min(BUDGET.line, budget - list.length - 3);
    const item = room < 20 ? '' : emphasize(line, figures, room);
    if (!isVisible(item)) continue;
    list += `${list === '' ? '' : '\n'}- ${item}`;
  }
  return list;
}

/** Escapes a line and sets its figures in bold, unless that would not fit. */
function emphasize(line: string, figures: readonly KeyFigure[], max: number): string {
  const plain = fitText(line, max, escapeMarkdown);
  const marked = markFigures(line, figures);
  return marked.length <= max ? marked : plain;
}

function markFigures(line: string, figures: readonly KeyFigure[]): string {
  const spans = figures
    .map(({ value, unit }) => `${value}${unit}`)
    .filter((span) => /^\d[\d.,]{0,15}.{0,8}$/u.test(span))
    .sort((a, b) => b.length - a.length)
    .slice(0, 40);
  if (spans.length === 0) return escapeMarkdown(line);
  const pattern = new RegExp(
    `(?<![\\d.])(?:${spans.map((span) => span.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`)).join('|')})(?!次(?![数要])|(?<=个)(?:工作日|学期|学年|小时|班次|月))`,
    'gu',
  );
  let marked = '';
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    marked += `${escapeMarkdown(line.slice(end, match.index))}**${escapeMarkdown(match[0])}**`;
    end = match.index + match[0].length;
  }
  return marked + escapeMarkdown(line.slice(end));
}

function alsoPublished(card: Card, messages: CardMessages): string {
  const links: string[] = [];
  let length = 0;
  for (const { agency, url } of card.alsoPublishedBy) {
    const address = safeUrl(url, DISCORD_LIMITS.buttonUrl);
    if (address === null) continue;
    const name = plainLine(agency ?? '');
    const label = fitText(isVisible(name) ? name : new URL(address).hostname, 60);
    const link = maskedLink(label, address);
    if (links.length >= MAX_PUBLICATIONS || length + link.length > BUDGET.alsoPublished - 60) break;
    links.push(link);
    length += link.length + 3;
  }
  const rest = card.alsoPublishedBy.length - links.length;
  if (links.length > 0 && rest > 0) links.push(messages.more(rest));
  return links.join(' · ');
}

function field(name: string, value: string): readonly EmbedField[] {
  return isVisible(value) ? [{ name, value, inline: false }] : [];
}

function sourceRow(label: string, url: string): ActionRow {
  return { type: 1, components: [{ type: 2, style: 5, label, url }] };
}
