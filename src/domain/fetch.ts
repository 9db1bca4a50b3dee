import type { ReaderFailure } from './errors.ts';
import type { AnswerKind, NoPage, RawPage } from './page.ts';

/** Why a source or page could not be fetched; shown to operators and moderators. */
export type FailureReason =
  | NoPage
  /** It was fetched, and reading it went beyond a limit. `closed`: the bot is stopping, and nothing follows from it. */
  | ReaderFailure
  | 'forbidden'
  | 'robots'
  | 'tls'
  | 'dns'
  | 'timeout'
  | 'connection'
  /** The answer breaks the rules of HTTP so that it cannot be read safely. */
  | 'malformed'
  /** The answer ended before it was whole. */
  | 'cut'
  | 'gone'
  | 'rate-limited'
  | 'too-large'
  | 'redirect'
  | 'refused-address'
  | 'unasked-304'
  | 'budget'
  | 'paused-host';

/** Why an entry of a list is not read yet, or was given up: its page could not be had, or is not the document. */
export type EntryReason = FailureReason | 'bug' | 'injected' | Exclude<AnswerKind, 'document'>;

/** What a server may check to answer 304. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Why one address gave no page. */
export interface FetchFailure {
  readonly kind: 'failure';
  readonly reason: FailureReason;
  /** One sentence for an operator, in English, without secrets. */
  readonly detail: string;
  /** The HTTP status, where the server answered. */
  readonly status: number | null;
  readonly retryAfterMs: number | null;
}

/** The result of fetching one address. A failure is a value, not an exception: it is recorded and shown. */
export type FetchOutcome =
  | {
      readonly kind: 'page';
      readonly raw: RawPage;
      readonly status: number;
      readonly validators: Validators;
      /** The new address when the server moved the page permanently (301, 308), else null. */
      readonly movedTo: string | null;
    }
  | { readonly kind: 'not-modified' }
  | FetchFailure;

/** Recognizes by its body and cookies an answer that comes in place of the page; null for a page. */
export type JudgeBody = (answer: {
  readonly text: string;
  /** The `Set-Cookie` headers. */
  readonly cookies: string;
}) => {
  readonly kind: FailureReason;
  /** One sentence for an operator. */
  readonly detail: string;
} | null;

/** Fetches one address, within the limits of politeness. */
export type FetchPage = (
  url: string,
  options?: {
    readonly validators?: Validators | null;
    readonly referer?: string;
    /** What was read before is read again: it may take only a small share of the host's day. */
    readonly isReread?: boolean;
  },
) => Promise<FetchOutcome>;
