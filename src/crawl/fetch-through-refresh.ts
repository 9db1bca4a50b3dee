import { decodePage } from '../decode/decode-page.ts';
import { refreshTarget } from '../markup/refresh-target.ts';
import type { FetchOutcome, FetchPage } from '../domain/fetch.ts';

/** Shells are tiny; anything larger is a page and need not be parsed twice. */
const MAX_SHELL_BYTES = 60_000;
const NO_VALIDATORS = { etag: null, lastModified: null };

/**
 * Asks for an address, and once more where the answer is a page that only sends its reader on (meta
 * refresh, 已迁移). Where it leads is the fetcher's to allow.
 */
export async function fetchThroughRefresh(
  fetchPage: FetchPage,
  url: string,
  options: Parameters<FetchPage>[1] = {},
): Promise<FetchOutcome> {
  const shell = await fetchPage(url, options);
  if (shell.kind !== 'page' || shell.raw.bytes.length > MAX_SHELL_BYTES) return shell;
  const target = refreshTarget(decodePage(shell.raw));
  if (target === null) return shell;
  const outcome = await fetchPage(target, { referer: url });
  // Validators of the second page would be shown to the first, and the shell's say nothing of the rows.
  return outcome.kind === 'page' ? { ...outcome, validators: NO_VALIDATORS } : outcome;
}
