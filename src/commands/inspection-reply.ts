import { DISCORD_LIMITS, type DiscordEmbed, type EmbedField } from '../card/discord-message.ts';
import { escapeMarkdown, maskedLink, plainLine, safeUrl } from '../card/escape-markdown.ts';
import type { Language } from '../domain/card.ts';
import type { SourceInspection } from '../domain/source-inspection.ts';
import type { Entry, Source } from '../domain/source.ts';
import { adviceFor, reasonWord } from '../health/messages.ts';
import { regionByCode } from '../region/find-region.ts';
import { truncateText } from '../text/han.ts';
import { redactPersonalData } from '../privacy/redact-title.ts';
import type { Reply } from './command.ts';
import { SOURCE_MESSAGES } from './source-messages.ts';

const MAX_TITLE = 90;
const MAX_LINK = 400;
const CALM = 0x2f6f5e;

/** A name from a page or a file, harmless in Discord's markdown. */
export function shownName(text: string, max: number): string {
  return escapeMarkdown(truncateText(plainLine(text), max));
}

/** A link with a label where the address fits, else the label alone. */
export function linkTo(text: string, url: string): string {
  const href = safeUrl(url, MAX_LINK);
  const label = truncateText(plainLine(text), MAX_TITLE);
  return href === null ? escapeMarkdown(label) : maskedLink(label, href);
}

/** A row as moderators see it; its title may name the member who made the proposal. */
function rowLine({ date, title, url }: Entry, language: Language): string {
  return `${date ?? SOURCE_MESSAGES[language].noDate} ${linkTo(redactPersonalData(title), url)}`;
}

function field(name: string, value: string, inline = true): EmbedField {
  return { name, value: truncateText(value, DISCORD_LIMITS.fieldValue), inline };
}

function nextPageOf(inspection: SourceInspection, language: Language): string {
  const { none } = SOURCE_MESSAGES[language];
  const href = inspection.nextPage === null ? null : safeUrl(inspection.nextPage, MAX_LINK);
  return href === null ? none : `<${href}>`;
}

/** What was found, for a person to decide on. */
export function inspectionReply(
  { inspection, source }: { readonly inspection: SourceInspection; readonly source: Source },
  language: Language,
): Reply & { readonly embeds: readonly [DiscordEmbed] } {
  const messages = SOURCE_MESSAGES[language];
  const region = source.regionCode === null ? null : regionByCode(source.regionCode);
  const url = safeUrl(source.url, DISCORD_LIMITS.buttonUrl);
  return {
    content: messages.found,
    embeds: [
      {
        author: { name: '减报 Jianbao' },
        title: messages.newestRows,
        ...(url === null ? {} : { url }),
        description: inspection.newestEntries.map((entry) => rowLine(entry, language)).join('\n'),
        color: CALM,
        fields: [
          field(messages.name, shownName(source.name, MAX_TITLE), false),
          field(messages.region, region?.name ?? messages.noRegion),
          field(messages.family, inspection.family ?? messages.unknownFamily),
          field(messages.confidence, `${Math.round(inspection.confidence * 100)} %`),
          field(messages.rows, String(inspection.rows)),
          field(messages.nextPage, nextPageOf(inspection, language), false),
        ],
        footer: { text: messages.validFor },
      },
    ],
  };
}

/** Why there is nothing to save. */
export function nothingReply(inspection: SourceInspection, language: Language): Reply {
  const messages = SOURCE_MESSAGES[language];
  if (inspection.reason === 'already-watched') {
    return { content: messages.alreadyWatched(shownName(inspection.detail ?? '', MAX_TITLE)) };
  }
  const reason = inspection.reason ?? inspection.state;
  const what = reasonWord(reason, language);
  return { content: messages.nothingToSave(what, adviceFor(reason, language)) };
}
