import { createMutex } from '../base/mutex.ts';
import { createHash } from 'node:crypto';

import { escapeMarkdown } from '../card/escape-markdown.ts';
import type { DiscordMessage } from '../card/discord-message.ts';
import { truncateText } from '../text/han.ts';
import type { Language } from '../domain/card.ts';
import { PermanentError } from '../domain/errors.ts';
import type { SourceStatus } from '../domain/source-state.ts';
import type { Source } from '../domain/source.ts';
import { statusWord, reasonWord } from '../health/messages.ts';
import type { Alarm } from '../health/alarms.ts';
import type { KeyedStore } from '../store/keyed.ts';
import { BOARD_WORDS } from './messages.ts';

/** One stopped source, as the board shows it. */
interface BoardLine {
  readonly name: string;
  readonly status: SourceStatus;
  readonly reason: string | null;
  readonly since: string;
}

/** What is remembered of the board: where its message is and what it says. */
interface Board {
  readonly channelId: string | null;
  readonly messageId: string | null;
  readonly lines: Readonly<Record<string, BoardLine>>;
}

/** Where the board's message goes. */
export interface BoardOutlet {
  readonly channelId: string | null;
  readonly post: (
    channelId: string,
    message: DiscordMessage,
    nonce: string,
  ) => Promise<{ readonly messageId: string }>;
  readonly edit: (channelId: string, messageId: string, message: DiscordMessage) => Promise<void>;
  /** The ids of the sources that are watched today; other sources are removed from the board. */
  readonly watched: () => ReadonlySet<string>;
}

const BOARD_KEY = 'alarm-board';
const MAX_LINES = 40;
const CALM = 0x2f6f5e;
const ALARMED = 0xb5472f;

/** The store checks records' versions, and this file alone writes this one. */
function isBoard(value: unknown): value is Board {
  return typeof value === 'object' && value !== null && 'lines' in value;
}

/** The board as one message, edited whenever it changes. */
function renderBoard(lines: readonly BoardLine[], language: Language): DiscordMessage {
  const { title, fine, head, colon, since, more } = BOARD_WORDS[language];
  const rows = lines.slice(0, MAX_LINES).map(({ name, status, reason, since: day }) => {
    const why = reason === null ? '' : `${colon}${escapeMarkdown(reasonWord(reason, language))}`;
    const word = statusWord(status, language);
    return `**${escapeMarkdown(truncateText(name, 40))}** ${word}${why} · ${since} ${day.slice(0, 10)}`;
  });
  const rest = lines.length > MAX_LINES ? [more(lines.length - MAX_LINES)] : [];
  const headline = lines.length === 0 ? fine : head(lines.length);
  return {
    content: headline,
    embeds: [
      {
        author: { name: '减报 Jianbao' },
        title,
        description: truncateText([...rows, ...rest].join('\n') || fine, 4000),
        color: lines.length === 0 ? CALM : ALARMED,
        fields: [],
        footer: { text: '/source list' },
      },
    ],
    components: [],
    allowed_mentions: { parse: [] },
  };
}

/** One message about all sources that stopped. */
export interface AlarmBoard {
  raise(source: Source, alarm: Alarm): Promise<void>;
  /** Removes sources that are no longer watched. */
  tidy(): Promise<void>;
}

/** Creates the board: an alarm edits its one message, it posts no further one. */
export function createAlarmBoard(
  settings: KeyedStore<unknown>,
  outlet: BoardOutlet,
  language: Language,
): AlarmBoard {
  // Two alarms at the same time must not post two messages.
  const mutex = createMutex();

  /** False when the message was deleted. */
  async function editOrMiss(
    channelId: string,
    messageId: string,
    message: DiscordMessage,
  ): Promise<boolean> {
    try {
      await outlet.edit(channelId, messageId, message);
      return true;
    } catch (error) {
      if (error instanceof PermanentError) return false;
      throw error;
    }
  }

  async function show(board: Board): Promise<Board> {
    const { channelId } = outlet;
    if (channelId === null) return board;
    const message = renderBoard(Object.values(board.lines), language);
    if (board.messageId !== null && board.channelId === channelId) {
      const isEdited = await editOrMiss(channelId, board.messageId, message);
      if (isEdited) return board;
    }
    const content = createHash('sha256').update(JSON.stringify([channelId, board.lines]));
    const nonce = content.digest('base64url').slice(0, 24);
    const { messageId } = await outlet.post(channelId, message, nonce);
    return { ...board, channelId, messageId };
  }

  async function loadBoard(): Promise<Board> {
    const known = await settings.load(BOARD_KEY);
    return isBoard(known) ? known : { channelId: null, messageId: null, lines: {} };
  }

  function watchedLines(board: Board): Board['lines'] {
    const watched = outlet.watched();
    return Object.fromEntries(Object.entries(board.lines).filter(([id]) => watched.has(id)));
  }

  async function change(source: Source, alarm: Alarm): Promise<void> {
    const board = await loadBoard();
    const { [source.id]: _before, ...others } = watchedLines(board);
    const { status, reason, since } = alarm;
    const line = { name: source.name, status, reason, since };
    const lines = alarm.kind === 'recovered' ? others : { ...others, [source.id]: line };
    await keep({ ...board, lines });
  }

  async function forget(): Promise<void> {
    const board = await loadBoard();
    const lines = watchedLines(board);
    if (Object.keys(lines).length < Object.keys(board.lines).length)
      await keep({ ...board, lines });
  }

  async function keep(board: Board): Promise<void> {
    await settings.save(BOARD_KEY, board);
    await settings.save(BOARD_KEY, await show(board));
  }

  return {
    raise(source, alarm) {
      // A redesign that keeps its rows needs no action; one that loses them is reported as a stop.
      if (alarm.kind === 'redesigned') return Promise.resolve();
      return mutex(() => change(source, alarm));
    },
    tidy: () => mutex(forget),
  };
}
