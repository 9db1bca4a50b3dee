import type { SourceStatus } from '../domain/source-state.ts';
import type { Language } from '../domain/card.ts';
import { adviceFor, statusWord, reasonWord } from '../health/messages.ts';
import { isStoppedStatus } from '../health/alarms.ts';
import type { Reply, SourceStanding } from './command.ts';
import { SOURCE_MESSAGES } from './source-messages.ts';
import { linkTo } from './source-sight.ts';

/** Discord's limit is 4096; the rest is for the line that counts what did not fit. */
const BUDGET = 3900;
const CALM = 0x2f6f5e;
const ALARMED = 0xb5472f;
const COUNTED: readonly SourceStatus[] = ['ok', 'quiet', 'new'];

/** The newest trouble first; sources with the same one stand together, so that its advice is said once. */
function inGroups(troubled: readonly SourceStanding[]): readonly (readonly SourceStanding[])[] {
  const sorted = troubled.toSorted((a, b) => (b.since ?? '').localeCompare(a.since ?? ''));
  const groups = Map.groupBy(sorted, ({ status, reason }) => `${status} ${reason ?? ''}`);
  return [...groups.values()];
}

function headOf({ status, reason }: SourceStanding, language: Language): string {
  const colon = language === 'en' ? ': ' : '：';
  const why = reason === null ? '' : `${colon}${reasonWord(reason, language)}`;
  const advice = adviceFor(reason, language);
  return `**${statusWord(status, language)}${why}**\n-# ${SOURCE_MESSAGES[language].whatToDo(advice)}`;
}

function lineOf({ name, url, since }: SourceStanding, language: Language): string {
  const day = since === null ? '' : ` · ${SOURCE_MESSAGES[language].since(since.slice(0, 10))}`;
  return `- ${linkTo(name, url)}${day}`;
}

/** The troubles in words, as many as fit. */
function troubleText(troubled: readonly SourceStanding[], language: Language): string {
  const lines: string[] = [];
  let length = 0;
  let shown = 0;
  for (const group of inGroups(troubled)) {
    for (const [index, standing] of group.entries()) {
      const line = lineOf(standing, language);
      const text = index === 0 ? `${headOf(standing, language)}\n${line}` : line;
      if (length + text.length > BUDGET) {
        return [...lines, SOURCE_MESSAGES[language].more(troubled.length - shown)].join('\n');
      }
      lines.push(text);
      length += text.length + 1;
      shown += 1;
    }
  }
  return lines.join('\n');
}

/** How the sources are doing: those in trouble first, then counts. */
export function standingsReply(all: readonly SourceStanding[], language: Language): Reply {
  const messages = SOURCE_MESSAGES[language];
  if (all.length === 0) return { content: messages.noSources };
  const troubled = all.filter(({ status }) => isStoppedStatus(status));
  const counts = COUNTED.flatMap((status) => {
    const count = all.filter((standing) => standing.status === status).length;
    return count === 0 ? [] : [messages.count(statusWord(status, language), count)];
  });
  const summary = troubled.length === 0 ? messages.allWell : messages.inTrouble(troubled.length);
  return {
    content: summary,
    embeds: [
      {
        author: { name: '减报 Jianbao' },
        title: messages.listTitle,
        description: troubleText(troubled, language) || messages.allWell,
        color: troubled.length === 0 ? CALM : ALARMED,
        fields: [],
        footer: { text: [messages.watched(all.length), ...counts].join(' · ') },
      },
    ],
  };
}
