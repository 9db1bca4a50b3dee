import type { Language } from '../domain/card.ts';
import type { Correction, TextChange } from '../domain/correction.ts';
import { escapeMarkdown, plainLine } from './escape-markdown.ts';
import { fitText, isVisible } from './fit-text.ts';
import { type CardMessages, CARD_MESSAGES } from './messages.ts';

const MAX_PASSAGE = 280;

/** What was corrected in a document, newest first, as markdown of at most `max` characters; empty where nothing can be shown. */
export function renderCorrections(
  corrections: readonly Correction[],
  language: Language,
  max: number,
): string {
  const messages = CARD_MESSAGES[language];
  // Room for the line that counts the rest.
  const room = max - 40;
  let text = '';
  let left = 0;
  for (const { on, changes, more } of corrections) {
    left += more;
    const head = `**${escapeMarkdown(messages.corrected(plainLine(on)))}**`;
    const blocks = changes.map((change) => blockOf(change, messages));
    for (const [at, block] of blocks.entries()) {
      const next = [...(text === '' ? [] : [text]), ...(at === 0 ? [head] : []), block].join('\n');
      if (next.length > room) left += 1;
      else text = next;
    }
  }
  if (left === 0) return text;
  const rest = messages.moreChanges(left);
  return isVisible(text) ? `${text}\n-# ${rest}` : rest;
}

/** The old words crossed out, the new ones below. */
function blockOf({ before, after }: TextChange, messages: CardMessages): string {
  const passage = (text: string): string => fitText(plainLine(text), MAX_PASSAGE, escapeMarkdown);
  return [
    ...(before === null ? [] : [`- ${messages.saidBefore}~~${passage(before)}~~`]),
    ...(after === null ? [] : [`- ${messages.saysNow}${passage(after)}`]),
  ].join('\n');
}
