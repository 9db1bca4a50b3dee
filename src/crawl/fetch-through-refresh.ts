import { decodePage } from '../decode/decode-page.ts';
import { withTree, type Parsed } from '../markup/parse-page.ts';
import { refreshTarget } from '../markup/refresh-target.ts';
import type { FetchOutcome, FetchPage } from '../domain/fetch.ts';
import type { Page, RawPage } from '../domain/page.ts';

/** A page that was decoded, and parsed where it is markup: every later step works on that. */
export type OpenPage = Page & Partial<Parsed>;

type FetchedPage = Extract<FetchOutcome, { kind: 'page' }>;

/** What came of asking for an address, an answer with its page. */
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
 * Asks for an address, and once more where the answer is a page that only sends its reader on (meta
 * refresh, 已迁移). Where it leads is the fetcher's to allow.
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
  // Validators of the second page would be shown to the first, and the shell's say nothing of the rows.
  return { ...outcome, validators: NO_VALIDATORS, page: openPage(outcome.raw) };
}
