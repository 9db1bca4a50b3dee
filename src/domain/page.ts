/** Bytes from the wire or a file, before anything was believed about them. */
export interface RawPage {
  /** The address after redirects; null for a file without a known address. */
  readonly url: string | null;
  readonly bytes: Uint8Array;
  /** The `Content-Type` header or null; a hint, never trusted. */
  readonly contentType: string | null;
  /** The connection ended before the answer did. */
  readonly isCut?: true;
  /** It came over plain http: anybody on the way may have changed it. Absent where nobody knows how it came. */
  readonly isPlainHttp?: true;
}

/** What the bytes are, judged by the bytes first. */
export type MediaKind =
  | 'html'
  | 'text'
  | 'markdown'
  | 'xml'
  | 'json'
  | 'docx'
  | 'doc'
  | 'pdf'
  | 'other';

/** A decoded page. Documents (docx, doc, pdf) become `text` pages once the documents room has read them. */
export interface Page {
  readonly url: string | null;
  readonly kind: MediaKind;
  readonly text: string;
  /** The charset that was used, lower case: `utf-8`, `gb18030`, `big5`, `utf-16le`, …. */
  readonly charset: string;
  readonly issues: readonly PageIssue[];
}

/**
 * What answered in place of a document or a list. A page's issues, a fetch's failures and a source's reasons
 * share these words; `unreadable` is a page that is neither and does not say what it is.
 */
export type NoPage = 'challenge' | 'login' | 'soft-404' | 'server-error' | 'shell' | 'unreadable';

/** Machine-readable words for what a reader of the card must know or an operator must see. */
export type PageIssue =
  | NoPage
  | 'mirror'
  | 'traditional'
  | 'attachment-only'
  | 'truncated'
  | 'empty'
  | 'too-large'
  | 'too-deep'
  | 'unsupported'
  | 'date-conflict'
  | 'damaged-text'
  /** The site was broken into: the page holds inserted advertising. */
  | 'injected'
  /** The page says of its text that visitors of the site wrote it, or wrote to the office. */
  | 'message-board'
  /** It came over plain http, or a document of it did. */
  | 'plain-http';

/**
 * Whether an answer is the document that its entry leads to: `other-page` is another article, the home page or the like, `stub` a
 * title without its text.
 */
export type AnswerKind = 'document' | 'other-page' | 'stub';
