import { byCodeUnits } from '../base/by-code-units.ts';
import type { Article } from '../domain/article.ts';
import { isFor, type WithAudience } from '../domain/audience.ts';
import type { Card, Publication, RelatedLetter, Withdrawal } from '../domain/card.ts';
import type { Correction } from '../domain/correction.ts';
import type { Summary } from '../domain/summary.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { KeyValue } from './key-value.ts';
import type { Write } from './together.ts';

/**
 * Everything that is known of one document. Holds personal data in `article`: never shown as it is. It is for some
 * servers only while no source that is for all has brought it.
 */
export interface ArticleRecord extends WithAudience {
  readonly articleId: string;
  readonly article: Article;
  readonly verdict: Verdict;
  readonly summary: Summary;
  readonly card: Card;
  readonly publications: readonly Publication[];
  readonly firstSeenAt: string;
  readonly sourceId: string;
  /** It is not yet queued for every channel; absent once it is. Whoever meets it first queues it, under its own id. */
  readonly isQueued?: false;
  /** What its page changed since it was posted, newest first, at most five. */
  readonly corrections?: readonly Correction[];
  readonly withdrawal?: Withdrawal;
  /** Other letters on the same proposal, at most five. */
  readonly related?: readonly RelatedLetter[];
  /** The row that led here when it last looked otherwise than before. */
  readonly row?: ChangedRow;
  /** The program that read it, as `CrawlDeps.readWith` names it. */
  readonly readWith?: string;
}

/** A row of a list whose title, day or address changed. */
interface ChangedRow {
  /** A digest of its title and day. */
  readonly look: string;
  readonly url: string;
  /** ISO time. */
  readonly at: string;
}

/** One line of the list that `/latest` reads, newest first. */
export interface RecentArticle extends WithAudience {
  readonly articleId: string;
  readonly date: string;
  readonly card: Card;
}

/** The documents that were judged relevant. */
export interface ArticleStore {
  get(articleId: string): Promise<ArticleRecord | null>;
  save(record: ArticleRecord): Promise<void>;
  /** The same, made ready for `together`; call `noteSaved` afterwards. */
  saving(record: ArticleRecord): { readonly record: Write; readonly line: Write };
  /** A new document was written: once in a while those are dropped that are no longer among the newest. */
  noteSaved(): Promise<void>;
  /** Writes a record and leaves the list of the newest as it is. */
  replace(record: ArticleRecord): Promise<void>;
  replacing(record: ArticleRecord): Write;
  all(): AsyncGenerator<ArticleRecord>;
  /** How many of these documents the list of the newest has. */
  countInLatest(articleIds: readonly string[]): Promise<number>;
  removeFromLatest(articleIds: readonly string[]): Promise<void>;
  remove(articleId: string): Promise<void>;
  /** Cards, newest publication first, of at most the 500 newest documents. */
  latest(options: {
    readonly limit: number;
    /** The server that looks; nobody's own documents where it is left out. */
    readonly guildId?: string;
    readonly matches?: (card: Card) => boolean;
  }): Promise<readonly Card[]>;
}

/** The two namespaces of the articles: the records, and the cards of the newest with what they are sorted by. */
export interface ArticleRecords {
  readonly articles: KeyValue<ArticleRecord>;
  readonly recent: KeyValue<RecentArticle>;
}

/** How many cards `/latest` can look back over; the records go back further. */
const RECENT_LIMIT = 500;
/** After so many new ones those are looked for that are no longer among the newest. */
const PRUNE_EVERY = 50;

/** Articles over two namespaces; each save writes the two records of its own document. */
export function createArticleStore({ articles, recent }: ArticleRecords): ArticleStore {
  // The first save of a process looks, too.
  let sinceLastLook = PRUNE_EVERY - 1;

  async function loadRecent(): Promise<readonly RecentArticle[]> {
    const found: RecentArticle[] = [];
    for await (const [, line] of recent.entries()) found.push(line);
    return found.sort(
      (a, b) => byCodeUnits(b.date, a.date) || byCodeUnits(a.articleId, b.articleId),
    );
  }

  async function prune(): Promise<void> {
    sinceLastLook += 1;
    if (sinceLastLook < PRUNE_EVERY) return;
    sinceLastLook = 0;
    const old = (await loadRecent()).slice(RECENT_LIMIT);
    await recent.deleteMany(old.map(({ articleId }) => articleId));
  }

  async function save(record: ArticleRecord): Promise<void> {
    const { articleId } = record;
    await Promise.all([articles.set(articleId, record), recent.set(articleId, recentOf(record))]);
    await prune();
  }

  return {
    get: (articleId) => articles.get(articleId),
    async *all() {
      for await (const [, record] of articles.entries()) yield record;
    },
    async countInLatest(articleIds) {
      return (await recent.getMany(articleIds)).size;
    },
    removeFromLatest: (articleIds) => recent.deleteMany(articleIds),
    remove: async (articleId) => void (await articles.delete(articleId)),
    replace: (record) => articles.set(record.articleId, record),
    replacing: (record) => ({ run: () => articles.set(record.articleId, record) }),
    saving: (record) => ({
      record: { run: () => articles.set(record.articleId, record) },
      line: { run: () => recent.set(record.articleId, recentOf(record)) },
    }),
    noteSaved: prune,
    save,
    async latest({ limit, guildId = null, matches = () => true }) {
      const lines = await loadRecent();
      return lines
        .slice(0, RECENT_LIMIT)
        .filter((line) => isFor(line, guildId))
        .map(({ card }) => card)
        .filter(matches)
        .slice(0, limit);
    },
  };
}

function recentOf({ articleId, card, firstSeenAt, guildIds }: ArticleRecord): RecentArticle {
  const date = card.datePublished ?? card.dateWritten ?? firstSeenAt.slice(0, 10);
  const audience = guildIds === undefined ? {} : { guildIds };
  return { articleId, date, card, ...audience };
}

/** All of the newest were one record under this key before version 7 of the store. */
const OLD_LIST = 'newest';

export async function splitRecent(recent: KeyValue<unknown>): Promise<void> {
  const list = await recent.get(OLD_LIST);
  if (!Array.isArray(list)) return;
  const lines: readonly RecentArticle[] = list;
  await recent.setMany(lines.map((line) => [line.articleId, line] as const));
  await recent.delete(OLD_LIST);
}
