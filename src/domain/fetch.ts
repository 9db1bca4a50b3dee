import type { NoPage, RawPage } from './page.ts';

/** Why a source or page could not be read; shown to operators and moderators. */
export type TroubleReason =
  | NoPage
  | 'forbidden'
  | 'robots'
  | 'tls'
  | 'dns'
  | 'timeout'
  | 'connection'
  | 'gone'
  | 'rate-limited'
  | 'too-large'
  | 'redirect'
  | 'refused-address'
  | 'budget'
  | 'paused-host'
  /** We are stopping: nothing was asked, and nothing follows from it. */
  | 'closed';

/** What a server may check to answer 304. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** What came of asking for one address. A refusal is a value, not an exception: it is recorded and shown. */
export type FetchOutcome =
  | {
      readonly kind: 'page';
      readonly raw: RawPage;
      readonly status: number;
      readonly validators: Validators;
      /** The new address when the server moved the page for good (301, 308), else null. */
      readonly movedTo: string | null;
    }
  | { readonly kind: 'not-modified' }
  | {
      readonly kind: 'trouble';
      readonly reason: TroubleReason;
      /** One sentence for an operator, in English, without secrets. */
      readonly detail: string;
      readonly status: number | null;
      readonly retryAfterMs: number | null;
    };

/** Recognizes by its body and cookies an answer that stands in front of the page; null for a page. */
export type JudgeBody = (answer: {
  readonly text: string;
  /** The `Set-Cookie` headers. */
  readonly cookies: string;
}) => {
  readonly kind: TroubleReason;
  /** One sentence for an operator. */
  readonly detail: string;
} | null;

/** Asks politely for one address. */
export type FetchPage = (
  url: string,
  options?: { readonly validators?: Validators | null; readonly referer?: string },
) => Promise<FetchOutcome>;
