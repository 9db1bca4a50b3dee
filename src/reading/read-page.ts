import { classifyArticle } from '../classify/classify-article.ts';
import { identifyArticle } from '../dedupe/identify-article.ts';
import type { Article, Attachment } from '../domain/article.ts';
import type { AnswerKind, MediaKind, Page, PageIssue, RawPage } from '../domain/page.ts';
import type { Vocabulary } from '../domain/vocabulary.ts';
import { appendDocument } from '../extract/append-document.ts';
import { extractArticle, type ExtractHints } from '../extract/extract-article.ts';
import { mergeAttachment } from '../extract/merge-attachment.ts';
import { isFeed } from '../feed/feed-entries.ts';
import { letterOfArticle } from '../letter/read-letter.ts';
import { refreshTarget } from '../markup/refresh-target.ts';
import { keptArticle, type Kept } from '../privacy/kept-article.ts';
import { summarizeArticle } from '../summarize/summarize-article.ts';
import { explainReading, type Explained, type Judged } from './explain-reading.ts';
import { isUnfinished } from './is-unfinished.ts';
import { openPage, type OpenPage } from './open-page.ts';

/** The kinds of file that the documents room reads. */
type DocumentKind = Extract<MediaKind, 'docx' | 'doc' | 'pdf'>;

/** What reading needs beside the bytes. */
export interface ReadingTools {
  readonly vocabulary: Vocabulary;
  readonly readDocument: (
    bytes: Uint8Array,
    kind: DocumentKind,
  ) => Promise<{ readonly text: string; readonly issues: readonly PageIssue[] }>;
}

/** How a page is read, beside its bytes. */
export interface PageOptions {
  /** The address by which the bot knows it: that of an entry, or the path of a file. */
  readonly address: string;
  readonly hints: ExtractHints;
  /** The rows of rules that decided are wanted, too. */
  readonly isExplained?: boolean;
  /** The page only holds the title of one that cannot be read. */
  readonly isTitleOnly?: boolean;
}

/** How a document that a cover page links is read. */
export interface AttachmentOptions extends PageOptions {
  /** The cover page, with the documents that were read before this one. */
  readonly cover: Reading;
  readonly isFirst: boolean;
}

/** What the bytes turned out to be. */
interface PageFacts {
  readonly kind: MediaKind;
  readonly charset: string;
  readonly isFeed: boolean;
}

/** The names of an article, without anything that is computed on demand. */
interface ReadIdentity {
  readonly id: string;
  readonly keys: readonly string[];
  /** Weak keys; empty where the article concerns nobody and is compared with no other. */
  readonly bands: readonly string[];
  /** One for each proposal that it answers. */
  readonly matters: readonly string[];
}

/** One page through every pure stage. Plain data: it comes from another process. */
export interface Reading extends Judged {
  /** The page that an empty one sends its reader to; see `refreshTarget`. */
  readonly forwardTo: string | null;
  /** The page's own words that its document was withdrawn; see `Extraction`. */
  readonly withdrawal: string | null;
  readonly page: PageFacts;
  readonly identity: ReadIdentity;
  /** Article and verdict as they may be kept; null where the article concerns nobody and is not kept. */
  readonly kept: Kept | null;
  /** The files that may hold a cover page's letter; empty for a page with a text of its own. */
  readonly files: readonly Attachment[];
  readonly explained: readonly Explained[];
  readonly answer: AnswerKind;
  /** The page ends before its markup does, and its letter before a signature: more of it may come another time. */
  readonly isUnfinished: boolean;
}

const isDocument = (kind: string): kind is DocumentKind =>
  kind === 'docx' || kind === 'doc' || kind === 'pdf';

/** Reads one page or document through every stage; one that cannot be read comes back with its issues. */
export async function readPage(
  tools: ReadingTools,
  raw: RawPage,
  { hints, isExplained = false, isTitleOnly = false }: PageOptions,
): Promise<Reading> {
  const opened = openPage(raw);
  const page = await withText(tools, opened, raw.bytes);
  const { article: whole, letter, grounds, answer, withdrawal } = extractArticle(page, hints);
  const article = isTitleOnly ? titleOf(whole) : whole;
  const facts = { kind: opened.kind, charset: page.charset, isFeed: isFeed(page.text) };
  const before = {
    forwardTo: refreshTarget(opened),
    withdrawal,
    page: facts,
    files: filesOf(article),
    answer,
    isUnfinished: opened.kind === 'html' && isUnfinished(opened.text, letter),
  };
  return judge(tools, { ...before, article, letter, grounds }, isExplained);
}

/** An article of which only the title, and what that says, is known. */
function titleOf(article: Article): Article {
  return { ...article, body: '', attachments: [], issues: ['unreadable'] };
}

/** Reads a document that a cover page links: the cover with its text, judged again. */
export async function readAttachment(
  tools: ReadingTools,
  raw: RawPage,
  { hints, cover, isFirst, isExplained = false }: AttachmentOptions,
): Promise<Reading> {
  const page = await withText(tools, openPage(raw), raw.bytes);
  const document = extractArticle(page, hints).article;
  const article = isFirst
    ? mergeAttachment(cover.article, document)
    : appendDocument(cover.article, document);
  const whole = { ...cover, isUnfinished: false };
  return judge(tools, { ...whole, article, letter: letterOfArticle(article) }, isExplained);
}

/** A page with its text; a document becomes a page of plain text. */
async function withText(tools: ReadingTools, page: OpenPage, bytes: Uint8Array): Promise<Page> {
  if (!isDocument(page.kind)) return page;
  const { text, issues } = await tools.readDocument(bytes, page.kind);
  return { ...page, kind: 'text', text, issues: [...page.issues, ...issues] };
}

/** One of each name, since many files come as Word and as PDF. */
function filesOf({ attachments, issues }: Article): readonly Attachment[] {
  if (!issues.includes('attachment-only')) return [];
  const byName = new Map<string, Attachment>();
  for (const attachment of attachments.filter(({ type }) => isDocument(type))) {
    const name = attachment.name.replace(/\.[a-z\d]{1,5}$/iu, '');
    const key = name === '' ? attachment.url : name;
    if (!byName.has(key)) byName.set(key, attachment);
  }
  return [...byName.values()];
}

type Extracted = Pick<
  Reading,
  | 'forwardTo'
  | 'withdrawal'
  | 'page'
  | 'files'
  | 'article'
  | 'letter'
  | 'grounds'
  | 'answer'
  | 'isUnfinished'
>;

/** Classifies, identifies and summarizes an article. */
function judge(tools: ReadingTools, extracted: Extracted, isExplained: boolean): Reading {
  const { article, letter, grounds } = extracted;
  const verdict = classifyArticle(article, letter, tools.vocabulary);
  const { id, keys, bands, matters } = identifyArticle(article, letter);
  const judged = { article, letter, grounds, verdict };
  const summary = summarizeArticle(article, letter, verdict);
  const concernsSomebody = verdict.relevance !== 'none';
  return {
    ...extracted,
    ...judged,
    identity: { id, keys, bands: concernsSomebody ? bands() : [], matters },
    // Here and not in the main process: names are costly to find, a second at worst.
    kept: concernsSomebody ? keptArticle(article, verdict) : null,
    summary,
    explained: isExplained ? explainReading({ ...judged, summary }) : [],
  };
}
