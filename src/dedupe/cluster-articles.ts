import type { Article } from '../domain/article.ts';
import { letterOfArticle } from '../letter/read-letter.ts';
import { documentTraits, type DocumentTraits } from './document-traits.ts';
import { identifyArticle } from './identify-article.ts';
import { answersAnother, contradicts, isSameDocument } from './same-document.ts';

interface Member {
  readonly index: number;
  readonly traits: DocumentTraits;
  readonly keys: readonly string[];
  readonly bands: readonly string[];
}

// A handful of documents is compared pair by pair; thousands only where they share a key.
const EXHAUSTIVE = 200;
// What hundreds of documents share is boilerplate and finds nothing.
const CROWDED = 64;

/** Groups articles that are one document re-published; every index is in exactly one group. */
export function clusterArticles(articles: readonly Article[]): number[][] {
  const isMany = articles.length > EXHAUSTIVE;
  const byKey = new Map<string, Member[]>();
  const clusterOf = new Map<Member, Member[]>();
  for (const [index, article] of articles.entries()) {
    const identity = identifyArticle(article, letterOfArticle(article));
    // Fingerprints serve to find candidates among many; a handful is compared without.
    const bands = isMany ? identity.bands() : [];
    const member: Member = { index, keys: identity.keys, bands, traits: documentTraits(article) };
    const candidates = isMany ? candidatesOf(member, byKey) : clusterOf.keys();
    const joined = joinClusters(member, new Set(candidates), clusterOf);
    for (const other of joined) clusterOf.set(other, joined);
    remember(member, byKey);
  }
  const live = new Set(clusterOf.values());
  return [...live].map((cluster) => cluster.map(({ index }) => index).sort((a, b) => a - b));
}

function candidatesOf(member: Member, byKey: ReadonlyMap<string, Member[]>): Set<Member> {
  return new Set([...member.keys, ...member.bands].flatMap((key) => byKey.get(key) ?? []));
}

/** The new member with every cluster it belongs to. */
function joinClusters(
  member: Member,
  candidates: ReadonlySet<Member>,
  clusterOf: ReadonlyMap<Member, Member[]>,
): Member[] {
  const joined = [member];
  for (const candidate of candidates) {
    const cluster = clusterOf.get(candidate) ?? [candidate];
    if (joined.includes(candidate) || !matches(member, candidate)) continue;
    if (belongTogether(cluster, joined)) joined.push(...cluster);
  }
  return joined;
}

/**
 * A part without its head contradicts no other text and must not join two letters: no two may answer
 * different proposals, and most pairs must agree. A damaged copy may disagree with a few.
 */
function belongTogether(a: readonly Member[], b: readonly Member[]): boolean {
  const pairs = a.flatMap((x) => b.map((y) => [x.traits, y.traits] as const));
  if (pairs.some(([x, y]) => answersAnother(x, y))) return false;
  return pairs.filter(([x, y]) => contradicts(x, y)).length * 2 < pairs.length;
}

function matches(a: Member, b: Member): boolean {
  const sharesKey = a.keys.some((key) => b.keys.includes(key));
  return isSameDocument(a.traits, b.traits, sharesKey);
}

function remember(member: Member, byKey: Map<string, Member[]>): void {
  for (const key of [...member.keys, ...member.bands]) {
    const members = byKey.get(key) ?? [];
    if (members.length < CROWDED) members.push(member);
    byKey.set(key, members);
  }
}
