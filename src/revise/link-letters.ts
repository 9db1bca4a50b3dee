import { isDeepStrictEqual } from 'node:util';

import { mayLink } from '../card/card-lines.ts';
import { mattersOf, roleOfLetter } from '../dedupe/matter-keys.ts';
import { reachesAllOf, type WithAudience } from '../domain/audience.ts';
import { isStruck, type RelatedLetter } from '../domain/card.ts';
import type { ArticleRecord } from '../store/articles.ts';
import type { ReviseDeps } from './revise-deps.ts';
import { withCard } from './with-card.ts';

const MAX_RELATED = 5;
/** More letters on one proposal are not looked at: the newest are. */
const MAX_LOOKED_AT = 12;
const RANKS: Readonly<Record<RelatedLetter['role'], number>> = {
  answer: 0,
  'follow-up': 1,
  'co-handling': 2,
};

type LinkDeps = Pick<ReviseDeps, 'store' | 'queueEdits'>;

/** The other letters on the proposals of a letter that is not recorded yet, as its card names them. */
export async function relatedLetters(
  deps: LinkDeps,
  letter: WithAudience & { readonly articleId: string; readonly matters: readonly string[] },
): Promise<readonly RelatedLetter[]> {
  const others = await lettersOn(deps, letter.matters, letter.articleId);
  return chosen(others.filter((other) => reachesAllOf(other, letter)).map(relatedOf));
}

/** Whether `linkLetters` would find no other letter on the proposals of this one. */
export async function isOnlyLetter(
  deps: Pick<ReviseDeps, 'store'>,
  { article, articleId }: Pick<ArticleRecord, 'article' | 'articleId'>,
): Promise<boolean> {
  return (await lettersOn(deps, mattersOf(article), articleId)).length === 0;
}

/**
 * Names a letter and the others on its proposals on each other's cards, and queues the edits of those that were posted.
 * Safe to repeat. Nobody else may write meanwhile.
 */
export async function linkLetters(deps: LinkDeps, articleId: string): Promise<void> {
  const record = await deps.store.articles.get(articleId);
  if (record === null) return;
  const others = await lettersOn(deps, mattersOf(record.article), articleId);
  if (others.length === 0) return;
  const reaching = others.filter((other) => reachesAllOf(other, record));
  await relink(deps, record, reaching.map(relatedOf));
  for (const other of others) {
    if (!reachesAllOf(record, other)) continue;
    const before = (other.related ?? []).filter((one) => one.articleId !== articleId);
    await relink(deps, other, [...before, relatedOf(record)]);
  }
}

/**
 * Takes a letter that is to be forgotten off the cards of others. Returns the others' records, also where a crash came behind the
 * saving: their messages may still name it.
 */
export async function unlinkLetter(
  { store }: Pick<ReviseDeps, 'store'>,
  articleId: string,
  matters: readonly string[],
): Promise<readonly ArticleRecord[]> {
  const letters: ArticleRecord[] = [];
  for (const other of await lettersOn({ store }, matters, articleId)) {
    if (other.related === undefined || other.article.isErased === true) continue;
    const related = other.related.filter((one) => one.articleId !== articleId);
    const isNamed = related.length < other.related.length;
    const record = isNamed ? withCard({ ...other, related }) : other;
    if (isNamed) await store.articles.save(record);
    letters.push(record);
  }
  return letters;
}

async function lettersOn(
  { store }: Pick<ReviseDeps, 'store'>,
  matters: readonly string[],
  articleId: string,
): Promise<readonly ArticleRecord[]> {
  const found = await store.identities.lookup(matters);
  const ids = new Set([...found.values()].flat());
  ids.delete(articleId);
  const records: ArticleRecord[] = [];
  for (const id of [...ids].slice(-MAX_LOOKED_AT)) {
    const record = await store.articles.get(id);
    if (record !== null) records.push(record);
  }
  return records;
}

/** A card whose text was erased stays as it is. */
async function relink(
  { store, queueEdits }: LinkDeps,
  record: ArticleRecord,
  letters: readonly RelatedLetter[],
): Promise<void> {
  if (record.article.isErased === true) return;
  const related = chosen(letters);
  let current = record;
  if (!isDeepStrictEqual(related, record.related ?? [])) {
    current = withCard({ ...record, related });
    await store.articles.save(current);
  }
  // Also when nothing is new: a crash may have come between the saving and this line.
  if (current.card.revision > 1) await queueEdits(current.card);
}

function chosen(letters: readonly RelatedLetter[]): readonly RelatedLetter[] {
  return letters
    .toSorted(
      (a, b) =>
        RANKS[a.role] - RANKS[b.role] ||
        (b.date ?? '').localeCompare(a.date ?? '') ||
        a.articleId.localeCompare(b.articleId),
    )
    .slice(0, MAX_RELATED);
}

function relatedOf({ articleId, article, card }: ArticleRecord): RelatedLetter {
  const url = card.withdrawal?.stillAt?.url ?? card.url;
  return {
    articleId,
    role: roleOfLetter(article),
    agency: card.agency,
    date: card.datePublished ?? card.dateWritten,
    url: mayLink(card) && !isStruck(card) ? url : null,
  };
}
