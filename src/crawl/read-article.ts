import { classifyArticle } from '../classify/classify-article.ts';
import { decodePage } from '../decode/decode-page.ts';
import { identifyArticle, type Identity } from '../dedupe/identify-article.ts';
import type { Article, Attachment } from '../domain/article.ts';
import type { FetchFailure, FetchPage } from '../domain/fetch.ts';
import type { MediaKind, Page, PageIssue, RawPage } from '../domain/page.ts';
import type { Summary } from '../domain/summary.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Vocabulary } from '../domain/vocabulary.ts';
import { appendDocument } from '../extract/append-document.ts';
import {
  extractArticle,
  type ExtractHints,
  type Extraction,
  type Grounds,
} from '../extract/extract-article.ts';
import { mergeAttachment } from '../extract/merge-attachment.ts';
import type { Letter } from '../letter/letter.ts';
import { letterOfArticle } from '../letter/read-letter.ts';
import { summarizeArticle } from '../summarize/summarize-article.ts';
import type { OpenPage } from './fetch-through-refresh.ts';

/** The kinds of file that the documents room reads. */
type DocumentKind = Extract<MediaKind, 'docx' | 'doc' | 'pdf'>;

export interface ReadDeps {
  readonly vocabulary: Vocabulary;
  readonly readDocument: (
    bytes: Uint8Array,
    kind: DocumentKind,
  ) => Promise<{ readonly text: string; readonly issues: readonly PageIssue[] }>;
  /** Fetches the document that a cover page links; without it only the cover page is read. */
  readonly fetchPage?: FetchPage;
  /** How many documents of a cover page are read; default one. */
  readonly attachmentsPerArticle?: number;
}

const ONE_LETTER = 1;

/** One page through every pure stage: extract → classify → identify → summarize. */
export interface Reading {
  readonly page: Page;
  /** Why the document of a cover page is missing from the article; null when none is missing. */
  readonly documentFailure: FetchFailure | null;
  readonly article: Article;
  readonly letter: Letter;
  readonly grounds: Grounds;
  readonly verdict: Verdict;
  readonly identity: Identity;
  readonly summary: Summary;
}

/** An answer's bytes, and its page where it was opened before. */
type Answered = RawPage & { readonly page?: OpenPage };

const isDocument = (kind: string): kind is DocumentKind =>
  kind === 'docx' || kind === 'doc' || kind === 'pdf';

/** A page with its text; a document becomes a page of plain text. */
async function readText(deps: ReadDeps, raw: Answered): Promise<Page> {
  const page = raw.page ?? decodePage(raw);
  if (!isDocument(page.kind)) return page;
  const { text, issues } = await deps.readDocument(raw.bytes, page.kind);
  return { ...page, kind: 'text', text, issues: [...page.issues, ...issues] };
}

/** The files that may hold a cover page's letter: one of each name, since many come as Word and as PDF. */
function documentsOf({ attachments }: Article, atMost: number): readonly Attachment[] {
  const byName = new Map<string, Attachment>();
  for (const attachment of attachments.filter(({ type }) => isDocument(type))) {
    const name = attachment.name.replace(/\.[a-z\d]{1,5}$/iu, '');
    const key = name === '' ? attachment.url : name;
    if (!byName.has(key)) byName.set(key, attachment);
  }
  return [...byName.values()].slice(0, atMost);
}

/** A cover page with the text of its documents, in their order, as far as they can be read. */
async function withDocuments(
  deps: ReadDeps,
  cover: Extraction,
  hints: ExtractHints,
): Promise<Extraction & Pick<Reading, 'documentFailure'>> {
  const { fetchPage } = deps;
  const { url, issues } = cover.article;
  if (fetchPage === undefined || !issues.includes('attachment-only')) {
    return { ...cover, documentFailure: null };
  }
  let { article } = cover;
  let documentFailure: FetchFailure | null = null;
  const referer = url === null ? {} : { referer: url };
  for (const file of documentsOf(cover.article, deps.attachmentsPerArticle ?? ONE_LETTER)) {
    const answer = await fetchPage(file.url, referer);
    // A letter without its annex is better than none; when no document was read, the page is tried again.
    const isRead = article.body !== cover.article.body;
    if (answer.kind === 'failure') {
      documentFailure = isRead ? null : answer;
      break;
    }
    if (answer.kind === 'not-modified') continue;
    const document = extractArticle(await readText(deps, answer.raw), hints).article;
    article = isRead ? appendDocument(article, document) : mergeAttachment(article, document);
  }
  return { ...cover, article, letter: letterOfArticle(article), documentFailure };
}

/** Reads one page or document through every stage; a page that cannot be read comes back with its issues. */
export async function readArticle(
  deps: ReadDeps,
  raw: Answered,
  hints: ExtractHints,
): Promise<Reading> {
  const page = await readText(deps, raw);
  const read = await withDocuments(deps, extractArticle(page, hints), hints);
  const { article, letter, grounds, documentFailure } = read;
  const verdict = classifyArticle(article, letter, deps.vocabulary);
  return {
    page,
    article,
    letter,
    grounds,
    documentFailure,
    verdict,
    identity: identifyArticle(article),
    summary: summarizeArticle(article, letter, verdict),
  };
}
