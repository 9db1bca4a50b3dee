import { HOUR_MS } from '../base/clock.ts';
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
  /** When the message was posted; absent before version 0.2. */
  readonly postedAt?: string;
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
  /** When a source was last visited; ISO time or null. */
  readonly lastLookAt: () => Promise<string | null>;
  readonly now: () => Date;
}

const BOARD_KEY = 'alarm-board';
const MAX_LINES = 40;
/** An edit makes no channel unread: a new trouble is posted anew, but not more often than this. */
const POST_AGAIN_MS = HOUR_MS;
const BEIJING = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});
const CALM = 0x2f6f5e;
const ALARMED = 0xb5472f;

/** The store checks records' versions, and this file alone writes this one. */
function isBoard(value: unknown): value is Board {
  return typeof value === 'object' && value !== null && 'lines' in value;
}

/** The board as one message, edited whenever it changes. */
function renderBoard(
  lines: readonly BoardLine[],
  { language, lookedAt }: { readonly language: Language; readonly lookedAt: string | null },
): DiscordMessage {
  const { title, fine, head, colon, since, more, looked } = BOARD_WORDS[language];
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
        footer: {
          text: ['/source list', ...(lookedAt === null ? [] : [looked(lookedAt)])].join(' · '),
        },
      },
    ],
    components: [],
    allowed_mentions: { parse: [] },
  };
}

/** What is left where the board was. */
function renderMoved(language: Language): DiscordMessage {
  const { title, moved } = BOARD_WORDS[language];
  return {
    content: '',
    embeds: [
      {
        author: { name: '减报 Jianbao' },
        title,
        description: moved,
        color: CALM,
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
  /** Removes sources that are no longer watched, and says when the bot last looked. */
  tidy(): Promise<void>;
}

/** Creates the board: one message, edited whenever it changes, and posted anew for a trouble that was not on it. */
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

  async function show(board: Board, isNews: boolean): Promise<Board> {
    const { channelId } = outlet;
    if (channelId === null) return board;
    const looked = await outlet.lastLookAt();
    const lookedAt = looked === null ? null : BEIJING.format(new Date(looked));
    const message = renderBoard(Object.values(board.lines), { language, lookedAt });
    const known = board.channelId === channelId ? board.messageId : null;
    if (known !== null && !(isNews && isOld(board))) {
      if (await editOrMiss(channelId, known, message)) return board;
    }
    const content = createHash('sha256').update(JSON.stringify([channelId, board.lines]));
    const nonce = content.digest('base64url').slice(0, 24);
    const { messageId } = await outlet.post(channelId, message, nonce);
    if (known !== null) await editOrMiss(channelId, known, renderMoved(language));
    return { ...board, channelId, messageId, postedAt: outlet.now().toISOString() };
  }

  function isOld({ postedAt }: Board): boolean {
    return Math.abs(outlet.now().getTime() - Date.parse(postedAt ?? '0')) >= POST_AGAIN_MS;
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
    const isNews = alarm.kind === 'stopped' && board.lines[source.id] === undefined;
    await keep({ ...board, lines }, isNews);
  }

  async function tidy(): Promise<void> {
    const board = await loadBoard();
    if (board.messageId !== null) await keep({ ...board, lines: watchedLines(board) }, false);
  }

  async function keep(board: Board, isNews: boolean): Promise<void> {
    await settings.save(BOARD_KEY, board);
    await settings.save(BOARD_KEY, await show(board, isNews));
  }

  return {
    raise(source, alarm) {
      // A redesign that keeps its rows needs no action; one that loses them is reported as a stop.
      if (alarm.kind === 'redesigned') return Promise.resolve();
      return mutex(() => change(source, alarm));
    },
    tidy: () => mutex(tidy),
  };
}
