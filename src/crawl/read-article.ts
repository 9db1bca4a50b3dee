import { classifyArticle } from '../classify/classify-article.ts';
import { decodePage } from '../decode/decode-page.ts';
import { identifyArticle } from '../dedupe/identify-article.ts';
import type { Identity } from '../dedupe/identify-article.ts';
import type { Article } from '../domain/article.ts';
import type { FetchOutcome, FetchPage } from '../domain/fetch.ts';
import type { MediaKind, Page, Problem, RawPage } from '../domain/page.ts';
import type { Summary } from '../domain/summary.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Vocabulary } from '../domain/vocabulary.ts';
import { extractArticle } from '../extract/extract-article.ts';
import type { ExtractHints } from '../extract/extract-article.ts';
import { mergeAttachment } from '../extract/merge-attachment.ts';
import { summarizeArticle } from '../summarize/summarize-article.ts';

/** The kinds of file that the documents room reads. */
type DocumentKind = Extract<MediaKind, 'docx' | 'doc' | 'pdf'>;

/** What reading one page needs from the world. */
export interface ReadDeps {
  readonly vocabulary: Vocabulary;
  readonly readDocument: (
    bytes: Uint8Array,
    kind: DocumentKind,
  ) => Promise<{ readonly text: string; readonly problems: readonly Problem[] }>;
  /** Fetches the document behind a cover page; without it a cover page stays one. */
  readonly fetchPage?: FetchPage;
}

/** Why something could not be fetched. */
export type Trouble = Extract<FetchOutcome, { kind: 'trouble' }>;

/** One page through every pure stage: extract → classify → identify → summarize. */
export interface Reading {
  readonly page: Page;
  /** Why the document behind a cover page is missing from the article; null when nothing is. */
  readonly documentTrouble: Trouble | null;
  readonly article: Article;
  readonly verdict: Verdict;
  readonly identity: Identity;
  readonly summary: Summary;
}

const isDocument = (kind: string): kind is DocumentKind =>
  kind === 'docx' || kind === 'doc' || kind === 'pdf';

/** A page's text, whatever it came as: a document becomes a page of plain text. */
async function openPage(deps: ReadDeps, raw: RawPage): Promise<Page> {
  const page = decodePage(raw);
  if (!isDocument(page.kind)) return page;
  const { text, problems } = await deps.readDocument(raw.bytes, page.kind);
  return { ...page, kind: 'text', text, problems: [...page.problems, ...problems] };
}

/** The text of a cover page's document, when it has one that we can read. */
async function withDocument(
  deps: ReadDeps,
  article: Article,
  hints: ExtractHints,
): Promise<Pick<Reading, 'article' | 'documentTrouble'>> {
  const document = article.attachments.find(({ type }) => isDocument(type));
  const isCover = article.problems.includes('attachment-only');
  if (!isCover || deps.fetchPage === undefined || document === undefined) {
    return { article, documentTrouble: null };
  }
  const answer = await deps.fetchPage(
    document.url,
    article.url === null ? {} : { referer: article.url },
  );
  if (answer.kind === 'trouble') return { article, documentTrouble: answer };
  if (answer.kind === 'not-modified') return { article, documentTrouble: null };
  const page = await openPage(deps, answer.raw);
  return {
    article: mergeAttachment(article, extractArticle(page, hints)),
    documentTrouble: null,
  };
}

/** Reads one page or document through every stage; a page that cannot be read comes back with its problems. */
export async function readArticle(
  deps: ReadDeps,
  raw: RawPage,
  hints: ExtractHints,
): Promise<Reading> {
  const page = await openPage(deps, raw);
  const { article, documentTrouble } = await withDocument(deps, extractArticle(page, hints), hints);
  const verdict = classifyArticle(article, deps.vocabulary);
  return {
    page,
    article,
    documentTrouble,
    verdict,
    identity: identifyArticle(article),
    summary: summarizeArticle(article, verdict),
  };
}
