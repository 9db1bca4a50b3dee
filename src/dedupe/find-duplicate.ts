import type { Article } from '../domain/article.ts';
import { documentTraits } from './document-traits.ts';
import { isBand, isTitleKey } from './fingerprint.ts';
import type { Identity } from './identify-article.ts';
import { isSameDocument, isSameErased } from './same-document.ts';

/** What looking for a duplicate needs from the store: key look-ups and the few articles they name. */
export interface DuplicateDeps {
  lookup(keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  loadArticle(id: string): Promise<Article | null>;
}

// Boilerplate sentences make strangers share a key; true copies share several and come first.
const CANDIDATE_LIMIT = 24;
const LONE_KEY_LIMIT = 8;

/** The id of the known document that this article re-publishes, or null. */
export async function findDuplicate(
  deps: DuplicateDeps,
  article: Article,
  identity: Identity,
): Promise<string | null> {
  const found = await deps.lookup([...identity.keys, ...identity.bands()]);
  const strong = new Set(identity.keys.flatMap((key) => found.get(key) ?? []));
  const others = [...found].filter(([key]) => !isTitleKey(key)).flatMap(([, ids]) => ids);
  const titled = [...found].filter(([key]) => isTitleKey(key)).flatMap(([, ids]) => ids);
  const candidates = new Set([...rank(strong, others), ...titled.slice(0, LONE_KEY_LIMIT)]);
  const traits = documentTraits(article);
  for (const id of candidates) {
    const known = await deps.loadArticle(id);
    if (known === null) continue;
    const shares = { strong: strong.has(id), bands: bandsSharedWith(found, id) };
    const isSame =
      known.isErased === true
        ? isSameErased(traits, documentTraits(known), shares)
        : isSameDocument(traits, documentTraits(known), shares.strong);
    if (isSame) return id;
  }
  return null;
}

/** How many bands of the text's fingerprint a document has in common with the one that is looked for. */
function bandsSharedWith(found: ReadonlyMap<string, readonly string[]>, id: string): number {
  return [...found].filter(([key, ids]) => isBand(key) && ids.includes(id)).length;
}

/** Holders of a strong key first, then by the number of shared keys; few of those that share only one. */
function rank(strong: ReadonlySet<string>, ids: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + (strong.has(id) ? 100 : 1));
  const ranked = [...counts].sort(([, a], [, b]) => b - a);
  const several = ranked.filter(([, count]) => count > 1).slice(0, CANDIDATE_LIMIT);
  const lone = ranked.filter(([, count]) => count === 1).slice(0, LONE_KEY_LIMIT);
  return [...several, ...lone].map(([id]) => id);
}
