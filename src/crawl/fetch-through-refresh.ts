import { decodePage } from '../decode/decode-page.ts';
import { withTree, type Parsed } from '../markup/parse-page.ts';
import { refreshTarget } from '../markup/refresh-target.ts';
import type { FetchOutcome, FetchPage } from '../domain/fetch.ts';
import type { Page, RawPage } from '../domain/page.ts';

/** A page that was decoded, and parsed where it is markup: every later step works on that. */
export type OpenPage = Page & Partial<Parsed>;

type FetchedPage = Extract<FetchOutcome, { kind: 'page' }>;

/** The result of fetching an address; an answer with its page. */
export type OpenOutcome =
  | Exclude<FetchOutcome, FetchedPage>
  | (FetchedPage & { readonly page: OpenPage });

const NO_VALIDATORS = { etag: null, lastModified: null };

/** Decodes an answer, and parses it where it is markup. */
export function openPage(raw: RawPage): OpenPage {
  const page = decodePage(raw);
  return page.kind === 'html' || page.kind === 'xml' ? withTree(page) : page;
}

/**
 * Fetches an address, and the next one where the answer is a page that only forwards its reader (meta
 * refresh, 已迁移). The fetcher decides whether that address is allowed.
 */
export async function fetchThroughRefresh(
  fetchPage: FetchPage,
  url: string,
  options: Parameters<FetchPage>[1] = {},
): Promise<OpenOutcome> {
  const shell = await fetchPage(url, options);
  if (shell.kind !== 'page') return shell;
  const page = openPage(shell.raw);
  const target = refreshTarget(page);
  if (target === null) return { ...shell, page };
  const outcome = await fetchPage(target, { referer: url });
  if (outcome.kind !== 'page') return outcome;
  // The second page's validators would be sent to the first address; the first's say nothing about the rows.
  return { ...outcome, validators: NO_VALIDATORS, page: openPage(outcome.raw) };
}
