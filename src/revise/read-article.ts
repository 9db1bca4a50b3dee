import type { Article } from '../domain/article.ts';
import type { FetchFailure, FetchPage } from '../domain/fetch.ts';
import type { RawPage } from '../domain/page.ts';
import type { PageOptions, Reading } from '../reading/read-page.ts';
import type { Reader } from '../reading/reader.ts';

export interface ReadDeps {
  readonly reader: Reader;
  /** Fetches the document that a cover page links; without it only the cover page is read. */
  readonly fetchPage?: FetchPage;
  /** How many documents of a cover page are read; default one. */
  readonly attachmentsPerArticle?: number;
  /** A document that was cut is read all the same: there is no other. */
  readonly takesCut?: boolean;
}

const ONE_LETTER = 1;

/** A page with the documents that it links. */
export interface ArticleReading extends Reading {
  /** Why the document of a cover page is missing from the article; null when none is missing. */
  readonly documentFailure: FetchFailure | null;
}

/** Reads one page or document through every stage, and what it is the cover of. */
export async function readArticle(
  deps: ReadDeps,
  raw: RawPage,
  options: PageOptions,
): Promise<ArticleReading> {
  return withDocuments(deps, await deps.reader.readPage(raw, options), options);
}

/** A cover page with the text of its documents, in their order, as far as they can be read. */
export async function withDocuments(
  deps: ReadDeps,
  cover: Reading,
  options: PageOptions,
): Promise<ArticleReading> {
  const { fetchPage, reader, attachmentsPerArticle = ONE_LETTER, takesCut = false } = deps;
  if (fetchPage === undefined) return { ...cover, documentFailure: null };
  const { url } = cover.article;
  const isFirst = ({ body }: Article): boolean => body === cover.article.body;
  let reading = cover;
  for (const file of cover.files.slice(0, attachmentsPerArticle)) {
    const answer = await fetchPage(file.url, url === null ? {} : { referer: url });
    // A letter without its annex is better than none; when no document was read, the page is tried again.
    if (answer.kind === 'failure') {
      return { ...reading, documentFailure: isFirst(reading.article) ? answer : null };
    }
    if (answer.kind === 'not-modified') continue;
    if (answer.raw.isCut === true && !takesCut && isFirst(reading.article)) {
      return { ...reading, documentFailure: cutFailure(answer.status) };
    }
    reading = await reader.readAttachment(answer.raw, {
      ...options,
      address: file.url,
      cover: reading,
      isFirst: isFirst(reading.article),
    });
  }
  return { ...reading, documentFailure: null };
}

/** What became of an answer that is not whole: half a list would look like one whose rows were taken away. */
export function cutFailure(status: number): FetchFailure {
  const detail = 'The connection was closed before the answer was whole.';
  return { kind: 'failure', reason: 'cut', detail, status, retryAfterMs: null };
}
