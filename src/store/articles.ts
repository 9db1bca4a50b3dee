import type { Article } from '../domain/article.ts';
import { isFor, type WithAudience } from '../domain/audience.ts';
import type { Card, Publication, RelatedLetter, Withdrawal } from '../domain/card.ts';
import type { Correction } from '../domain/correction.ts';
import type { Summary } from '../domain/summary.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { KeyValue } from './key-value.ts';

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
  /** Writes a record and leaves the list of the newest as it is. */
  replace(record: ArticleRecord): Promise<void>;
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

/** The two namespaces of the articles: the records, and one list of the newest. */
export interface ArticleRecords {
  readonly articles: KeyValue<ArticleRecord>;
  readonly recent: KeyValue<readonly RecentArticle[]>;
}

/** How many cards `/latest` can look back over; the records go back further. */
const RECENT_LIMIT = 500;
const RECENT_KEY = 'newest';

/** Articles over two namespaces; the list of the newest is one record, rewritten at each save. */
export function createArticleStore({ articles, recent }: ArticleRecords): ArticleStore {
  const loadRecent = async (): Promise<readonly RecentArticle[]> =>
    (await recent.get(RECENT_KEY)) ?? [];

  async function remember(record: ArticleRecord): Promise<void> {
    const { articleId, card, firstSeenAt, guildIds } = record;
    const known = await loadRecent();
    const date = card.datePublished ?? card.dateWritten ?? firstSeenAt.slice(0, 10);
    const others = known.filter((line) => line.articleId !== articleId);
    const audience = guildIds === undefined ? {} : { guildIds };
    const lines = [{ articleId, date, card, ...audience }, ...others].sort((a, b) =>
      b.date.localeCompare(a.date),
    );
    await recent.set(RECENT_KEY, lines.slice(0, RECENT_LIMIT));
  }

  return {
    get: (articleId) => articles.get(articleId),
    async *all() {
      for await (const [, record] of articles.entries()) yield record;
    },
    async countInLatest(articleIds) {
      const lines = await loadRecent();
      return lines.filter(({ articleId }) => articleIds.includes(articleId)).length;
    },
    async removeFromLatest(articleIds) {
      const lines = await loadRecent();
      const others = lines.filter(({ articleId }) => !articleIds.includes(articleId));
      if (others.length < lines.length) await recent.set(RECENT_KEY, others);
    },
    remove: async (articleId) => void (await articles.delete(articleId)),
    replace: (record) => articles.set(record.articleId, record),
    async save(record) {
      await articles.set(record.articleId, record);
      await remember(record);
    },
    async latest({ limit, guildId = null, matches = () => true }) {
      const lines = await loadRecent();
      return lines
        .filter((line) => isFor(line, guildId))
        .map(({ card }) => card)
        .filter(matches)
        .slice(0, limit);
    },
  };
}
