import { createHash } from 'node:crypto';

import { addressKey } from '../discover/canonical-url.ts';
import type { Article } from '../domain/article.ts';
import type { Entry } from '../domain/source.ts';
import type { EntryStore, KnownEntry } from '../store/entries.ts';

/** The key under which it is noted that what is at an address was forgotten, in whatever spelling. */
export function forgottenAddress(url: string): string {
  return digestKey(`address ${addressKey(url)}`);
}

/** The key under which it is noted that a document with this identity key was forgotten. */
export function forgottenKey(identityKey: string): string {
  return digestKey(`document ${identityKey}`);
}

function digestKey(text: string): string {
  return `forgotten ${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

/** All that stays of a forgotten document. */
export function forgottenEntry(now: Date): KnownEntry {
  return {
    url: '',
    title: '',
    sourceId: '',
    firstSeenAt: now.toISOString(),
    outcome: 'forgotten',
    reason: null,
    articleId: null,
    attempts: 0,
  };
}

/** Whether a document that was read is one that was forgotten, found at another address. */
export async function isForgotten(
  entries: EntryStore,
  found: {
    readonly article: Pick<Article, 'url'>;
    readonly identity: { readonly keys: readonly string[] };
    readonly visit: { readonly entry: Pick<Entry, 'url'> };
  },
): Promise<boolean> {
  const { article, identity, visit } = found;
  const urls = [visit.entry.url, ...(article.url === null ? [] : [article.url])];
  const keys = [...urls.map(forgottenAddress), ...identity.keys.map(forgottenKey)];
  return (await entries.getMany(keys)).size > 0;
}
