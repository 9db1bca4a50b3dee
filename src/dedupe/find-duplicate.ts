import type { Article } from '../domain/article.ts';
import { documentTraits } from './document-traits.ts';
import type { Identity } from './identify-article.ts';
import { isSameDocument } from './same-document.ts';

/** What looking for a duplicate needs from the store: key look-ups and the few articles they name. */
export interface DuplicateDeps {
  lookup(keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  loadArticle(id: string): Promise<Article | null>;
}

// Boilerplate sentences make strangers share a key; true copies share many and come first.
const CANDIDATE_LIMIT = 24;

/** The id of the known document that this article re-publishes, or null. */
export async function findDuplicate(
  deps: DuplicateDeps,
  article: Article,
  identity: Identity,
): Promise<string | null> {
  const found = await deps.lookup([...identity.keys, ...identity.bands]);
  const strong = new Set(identity.keys.flatMap((key) => found.get(key) ?? []));
  const candidates = rank(strong, [...found.values()].flat());
  const traits = documentTraits(article);
  for (const id of candidates) {
    const known = await deps.loadArticle(id);
    if (known === null) continue;
    if (isSameDocument(traits, documentTraits(known), strong.has(id))) return id;
  }
  return null;
}

/** Holders of a strong key first, then by the number of shared keys. */
function rank(strong: ReadonlySet<string>, ids: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const score = (id: string): number => (counts.get(id) ?? 0) + (strong.has(id) ? 1000 : 0);
  return [...counts.keys()].sort((a, b) => score(b) - score(a)).slice(0, CANDIDATE_LIMIT);
}
