import type { EmbedField } from '../card/discord-message.ts';
import type { SourceStatus } from '../domain/source-state.ts';
import type { Language } from '../domain/card.ts';
import { adviceFor, statusWord, reasonWord } from '../health/messages.ts';
import { isStoppedStatus } from '../health/alarms.ts';
import type { Reply, WatchedSource } from './command.ts';
import { SOURCE_MESSAGES } from './source-messages.ts';
import { linkTo } from './inspection-reply.ts';

/** Discord's limit is 4096; the rest is for the line that counts what did not fit. */
const BUDGET = 3900;
/** Discord's limit for all of an embed is 6000. */
const PENDING_BUDGET = 900;
const MAX_PENDING = 20;
const CALM = 0x2f6f5e;
const ALARMED = 0xb5472f;
const COUNTED: readonly SourceStatus[] = ['ok', 'quiet', 'new'];

/** The newest stop first; sources with the same reason come together, so that its advice is said once. */
function groupByReason(stopped: readonly WatchedSource[]): readonly (readonly WatchedSource[])[] {
  const sorted = stopped.toSorted((a, b) => (b.since ?? '').localeCompare(a.since ?? ''));
  const groups = Map.groupBy(sorted, ({ status, reason }) => `${status} ${reason ?? ''}`);
  return [...groups.values()];
}

function headOf({ status, reason }: WatchedSource, language: Language): string {
  const colon = language === 'en' ? ': ' : '：';
  const why = reason === null ? '' : `${colon}${reasonWord(reason, language)}`;
  const advice = adviceFor(reason, language);
  return `**${statusWord(status, language)}${why}**\n-# ${SOURCE_MESSAGES[language].whatToDo(advice)}`;
}

function lineOf({ name, url, since }: WatchedSource, language: Language): string {
  const day = since === null ? '' : ` · ${SOURCE_MESSAGES[language].since(since.slice(0, 10))}`;
  return `- ${linkTo(name, url)}${day}`;
}

/** The stopped sources in words, as many as fit. */
function stoppedText(stopped: readonly WatchedSource[], language: Language): string {
  const lines: string[] = [];
  let length = 0;
  let shown = 0;
  for (const group of groupByReason(stopped)) {
    for (const [index, source] of group.entries()) {
      const line = lineOf(source, language);
      const text = index === 0 ? `${headOf(source, language)}\n${line}` : line;
      if (length + text.length > BUDGET) {
        return [...lines, SOURCE_MESSAGES[language].more(stopped.length - shown)].join('\n');
      }
      lines.push(text);
      length += text.length + 1;
      shown += 1;
    }
  }
  return lines.join('\n');
}

/** The server's own sources that wait for the operator, as many as fit. */
function pendingField(all: readonly WatchedSource[], language: Language): readonly EmbedField[] {
  const { pending, more } = SOURCE_MESSAGES[language];
  const lines = all.filter(({ isPending }) => isPending).map(({ name, url }) => linkTo(name, url));
  const shown = lines.slice(0, MAX_PENDING).map((line) => `- ${line}`);
  while (shown.join('\n').length > PENDING_BUDGET) shown.pop();
  if (lines.length === 0) return [];
  const rest = lines.length > shown.length ? [more(lines.length - shown.length)] : [];
  return [{ name: pending, value: [...shown, ...rest].join('\n'), inline: false }];
}

/** What became of rows that got no card, over all lists; nothing where all did. */
function lettersField(all: readonly WatchedSource[], language: Language): readonly EmbedField[] {
  const { letters, lettersLine } = SOURCE_MESSAGES[language];
  const sum = (of: (source: WatchedSource) => number | undefined): number =>
    all.reduce((total, source) => total + (of(source) ?? 0), 0);
  const facts = {
    waiting: sum(({ waiting }) => waiting?.unread),
    failing: sum(({ waiting }) => waiting?.failing),
    givenUp: sum(({ tally }) => tally?.unreadable),
    gone: sum(({ tally }) => tally?.gone),
    near: sum(({ tally }) => tally?.near),
    old: sum(({ tally }) => (tally?.skipped ?? 0) + (tally?.older ?? 0)),
    gaps: sum(({ hasGap }) => Number(hasGap)),
  };
  const isNothing = Object.values(facts).every((count) => count === 0);
  return isNothing ? [] : [{ name: letters, value: lettersLine(facts), inline: false }];
}

/** How the sources are doing: those that stopped first, then counts. */
export function sourceListReply(all: readonly WatchedSource[], language: Language): Reply {
  const messages = SOURCE_MESSAGES[language];
  if (all.length === 0) return { content: messages.noSources };
  const stopped = all.filter(({ status }) => isStoppedStatus(status));
  const counts = COUNTED.flatMap((status) => {
    const count = all.filter((source) => source.status === status).length;
    return count === 0 ? [] : [messages.count(statusWord(status, language), count)];
  });
  const summary = stopped.length === 0 ? messages.allWell : messages.needAttention(stopped.length);
  return {
    content: summary,
    embeds: [
      {
        author: { name: '减报 Jianbao' },
        title: messages.listTitle,
        description: stoppedText(stopped, language) || messages.allWell,
        color: stopped.length === 0 ? CALM : ALARMED,
        fields: [...lettersField(all, language), ...pendingField(all, language)],
        footer: { text: [messages.watched(all.length), ...counts].join(' · ') },
      },
    ],
  };
}
