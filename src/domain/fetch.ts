import type { RawPage } from './page.ts';

/** Why a source or page could not be read; shown to operators and moderators. */
export type TroubleReason =
  | 'challenge'
  | 'forbidden'
  | 'robots'
  | 'tls'
  | 'dns'
  | 'timeout'
  | 'connection'
  | 'server-error'
  | 'gone'
  | 'rate-limited'
  | 'too-large'
  | 'redirect'
  | 'js-only'
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

/** Asks politely for one address. */
export type FetchPage = (
  url: string,
  options?: { readonly validators?: Validators | null; readonly referer?: string },
) => Promise<FetchOutcome>;
