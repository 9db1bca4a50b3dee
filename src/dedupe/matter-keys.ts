import type { Article, Proposal } from '../domain/article.ts';
import { letterOfArticle } from '../letter/read-letter.ts';
import { sessionKeys } from '../letter/session.ts';
import { toSimplified } from '../text/to-simplified.ts';
import { documentTraits, type DocumentTraits } from './document-traits.ts';
import { digest } from './fingerprint.ts';

/** A letter may answer several proposals; more are not linked. */
const MAX_MATTERS = 5;

/**
 * The proposals that a letter answers, one key each, alike in every agency's letter on it: assembly, place of the
 * assembly, session and number. None where the letter leaves one of them open: a number alone comes back every year and everywhere.
 */
export function matterKeys(article: Article, traits: DocumentTraits): readonly string[] {
  const { proposal, otherProposals } = article;
  const { place } = traits;
  if (proposal === null || place === null) return [];
  const [session] = traits.sessions;
  const keys = [proposal, ...otherProposals].slice(0, MAX_MATTERS).map((one) => {
    const number = numberOf(one);
    const body = one.body ?? traits.body;
    const own = sessionKeys(toSimplified(one.session ?? ''))[0] ?? session;
    if (number === '' || body === null || own === undefined) return null;
    return `a-${digest(['matter', place, body, own, number].join('|'))}`;
  });
  return [...new Set(keys.filter((key) => key !== null))];
}

function numberOf({ number }: Proposal): string {
  return (number ?? '')
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[第号\s]/gu, '')
    .replace(/^0{1,12}(?=\d)/u, '');
}

/** The keys of an article that was read before. */
export function mattersOf(article: Article): readonly string[] {
  return matterKeys(article, documentTraits(article));
}

/** What a letter is among those on one proposal. */
export function roleOfLetter(article: Article): 'answer' | 'co-handling' | 'follow-up' {
  if (article.proposal?.role === 'co-handling') return 'co-handling';
  return letterOfArticle(article).shape === 'follow-up' ? 'follow-up' : 'answer';
}
