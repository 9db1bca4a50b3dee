import type { Language } from '../domain/card.ts';
import type { DiscordMessage } from './discord-message.ts';
import { CARD_MESSAGES } from './messages.ts';

const NEUTRAL = 0x80_84_8e;

/** What takes the place of a card whose document was forgotten: nothing of it, and no link. */
export function renderWithdrawn(language: Language): DiscordMessage {
  const { title, text } = CARD_MESSAGES[language].withdrawn;
  return {
    content: title,
    embeds: [
      {
        author: { name: '减报 Jianbao' },
        title,
        description: text,
        color: NEUTRAL,
        fields: [],
        footer: { text: '减报 Jianbao' },
      },
    ],
    components: [],
    allowed_mentions: { parse: [] },
  };
}
