import type { FetchOutcome, FetchPage } from '../domain/fetch.ts';
import type { RawPage } from '../domain/page.ts';

type FetchedPage = Extract<FetchOutcome, { kind: 'page' }>;

/** The result of fetching an address; an answer with its reading. */
export type ReadOutcome<R> =
  | Exclude<FetchOutcome, FetchedPage>
  | (FetchedPage & { readonly reading: R });

/** Where to read, and what is made of the bytes there. */
export interface ReadRequest<R> {
  readonly url: string;
  readonly options?: Parameters<FetchPage>[1];
  readonly read: (raw: RawPage) => Promise<R>;
}

const NO_VALIDATORS = { etag: null, lastModified: null };

/**
 * Fetches an address and reads the answer, and the next one where the answer is a page that only forwards its
 * reader (meta refresh, 已迁移). The fetcher decides whether that address is allowed.
 */
export async function readThroughRefresh<R extends { readonly forwardTo: string | null }>(
  fetchPage: FetchPage,
  { url, options = {}, read }: ReadRequest<R>,
): Promise<ReadOutcome<R>> {
  const shell = await fetchPage(url, options);
  if (shell.kind !== 'page') return shell;
  const reading = await read(shell.raw);
  if (reading.forwardTo === null) return { ...shell, reading };
  const outcome = await fetchPage(reading.forwardTo, { referer: url });
  if (outcome.kind !== 'page') return outcome;
  // The second page's validators would be sent to the first address; the first's say nothing about the rows.
  return { ...outcome, validators: NO_VALIDATORS, reading: await read(outcome.raw) };
}
