import { readFile, stat } from 'node:fs/promises';

import { PermanentError } from '../domain/errors.ts';
import type { FetchPage } from '../domain/fetch.ts';
import type { RawPage } from '../domain/page.ts';

/** The largest file that the command line takes, in bytes; the same as for attachments. */
const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** True for an argument that is an address, not a path. */
const isWebAddress = (source: string): boolean => /^https?:\/\//iu.test(source);

async function loadFile(path: string, url: string | null): Promise<RawPage> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new PermanentError(`There is no file ${path}.`, { cause, reason: 'not-found' });
  });
  if (!facts.isFile()) throw new PermanentError(`${path} is not a file.`, { reason: 'not-found' });
  if (facts.size > MAX_FILE_BYTES) {
    throw new PermanentError(`${path} is larger than 20 MB.`, { reason: 'too-large' });
  }
  return { url, bytes: await readFile(path), contentType: null };
}

/** A page from a path or an address; failures say what to do. */
export async function loadRaw(
  source: string,
  options: { readonly url: string | null; readonly fetchPage: () => FetchPage },
): Promise<RawPage> {
  if (!isWebAddress(source)) return loadFile(source, options.url);
  const answer = await options.fetchPage()(source);
  if (answer.kind === 'page') return { ...answer.raw, url: options.url ?? answer.raw.url };
  const reason = answer.kind === 'failure' ? answer.reason : 'not-modified';
  const detail = answer.kind === 'failure' ? answer.detail : 'The page was not modified.';
  throw new PermanentError(`${source}: ${detail}`, { reason });
}
