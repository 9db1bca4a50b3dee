import type { Card, Language } from '../domain/card.ts';
import { arrangeCard, sourceOf } from './card-lines.ts';
import { plainLine } from './escape-markdown.ts';
import { CARD_MESSAGES } from './messages.ts';

/** A card as plain text for a terminal. */
export function renderText(card: Card, language: Language): string {
  const messages = CARD_MESSAGES[language];
  const lines = arrangeCard(card, messages);
  const source = sourceOf(card);
  const block = (name: string, items: readonly string[]): readonly string[] =>
    items.length === 0
      ? []
      : ['', `${name}${messages.colon.trim()}`, ...items.map((item) => `  • ${item}`)];
  const publications = card.alsoPublishedBy.map(({ agency, url }) =>
    plainLine([agency, url].filter((part) => part !== null).join(' ')),
  );
  return [
    `[${lines.kicker}]`,
    lines.isStruck ? `[x] ${lines.heading}` : lines.heading,
    ...(lines.state === null ? [] : [lines.state]),
    [lines.agency, ...lines.facts].filter((part) => part !== null).join(' · '),
    ...(lines.lead === null ? [] : ['', lines.lead]),
    ...lines.points.map(({ text }) => `  • ${text}`),
    ...block(
      messages.next,
      lines.next.map(({ text, added }) => `${text}${added}`),
    ),
    ...(lines.leftOut === null ? [] : ['', lines.leftOut]),
    ...block(
      messages.attachments,
      card.attachments.map(({ name, url }) => plainLine(`${name} ${url}`)),
    ),
    ...block(messages.alsoPublished, publications),
    ...block(
      messages.related,
      lines.related.map(({ name, url }) => plainLine(url === null ? name : `${name} ${url}`)),
    ),
    ...block(messages.notes, lines.notes),
    '',
    ...(source === null ? [] : [plainLine(source)]),
    lines.footer,
  ]
    .filter((line, index, all) => line !== '' || all[index - 1] !== '')
    .join('\n');
}
