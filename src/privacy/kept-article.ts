import { createHash } from 'node:crypto';

import type { Article, Proposal } from '../domain/article.ts';
import type { Verdict } from '../domain/verdict.ts';
import { publicFiles } from './public-files.ts';
import { maskPersonalData } from './redact.ts';
import { cleanerOf } from './redact-title.ts';
import { personsOf } from './persons-of.ts';

/** An article and its verdict as they may be kept: nothing in them names a private person. */
export interface Kept {
  readonly article: Article;
  readonly verdict: Verdict;
}

/** Characters of the text that are kept: copies are compared by fewer, and searching takes 20 µs each at worst. */
const MAX_KEPT = 60_000;

/**
 * Takes out of an article and its verdict what is personal: titles are shortened, names and numbers in the text are
 * masked. The addressees become short digests, by which two copies of one letter still agree.
 */
export function keptArticle(article: Article, verdict: Verdict): Kept {
  const names = personsOf(article);
  const clean = cleanerOf(article);
  const mask = (text: string): string => maskPersonalData(text, names);
  const cleanProposal = (proposal: Proposal): Proposal => ({
    ...proposal,
    title: proposal.title === null ? null : clean(proposal.title),
  });
  return {
    article: {
      ...article,
      title: clean(article.title),
      proposal: article.proposal === null ? null : cleanProposal(article.proposal),
      otherProposals: article.otherProposals.map(cleanProposal),
      addressee: keptAddressee(article, clean),
      addresseeNames: [],
      body: mask(article.body.slice(0, MAX_KEPT)),
      attachments: publicFiles(article, clean),
    },
    verdict: {
      ...verdict,
      evidence: verdict.evidence.map(clean),
      reasons: verdict.reasons.map((reason) => ({ ...reason, text: clean(reason.text) })),
    },
  };
}

// How names of parties, agencies and the like end.
const BODY = /(?:[会党盟社局厅部组院校处室司联支办府团心]|(?<!常)委)$/u;

function keptAddressee(
  { addressee, addresseeNames }: Article,
  clean: (text: string) => string,
): string | null {
  if (addressee === null) return null;
  if (addresseeNames.length > 0) return addresseeNames.map(shortDigest).join('、');
  return BODY.test(addressee) ? clean(addressee) : shortDigest(addressee);
}

/** One of 4096, so that no name can be found from it: thousands share each. */
function shortDigest(name: string): string {
  const digest = createHash('sha256').update(name.replaceAll(/\s/gu, '')).digest();
  return String(digest.readUInt16BE(0) % 4096).padStart(4, '0');
}
