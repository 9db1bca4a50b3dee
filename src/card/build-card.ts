import type { Article, Proposal } from '../domain/article.ts';
import type { Card, Publication } from '../domain/card.ts';
import type { Summary } from '../domain/summary.ts';
import type { Verdict } from '../domain/verdict.ts';
import { isGroup } from '../text/person-names.ts';
import { redactPersonalData } from '../text/redact.ts';

/** Everything a card is made of. */
export interface CardInput {
  readonly articleId: string;
  readonly article: Article;
  readonly verdict: Verdict;
  readonly summary: Summary;
  readonly alsoPublishedBy?: readonly Publication[];
  readonly revision?: number;
}

/** Puts an article, its verdict and its summary on one card, without a single private name or number. */
export function buildCard(input: CardInput): Card {
  const { article, verdict, summary } = input;
  const clean = cleanerFor(article.addressee);
  return {
    articleId: input.articleId,
    revision: input.revision ?? 1,
    kind: verdict.kind,
    relevance: verdict.relevance,
    topics: verdict.topics,
    region: article.region,
    title: clean(article.title),
    url: article.url,
    agency: article.agency === null ? null : clean(article.agency),
    documentNumber: article.documentNumber,
    proposal: cleanProposal(article.proposal, clean),
    dateWritten: article.dateWritten,
    datePublished: article.datePublished,
    points: summary.keyPoints.map(clean),
    figures: summary.keyFigures.map((figure) => ({ ...figure, text: clean(figure.text) })),
    commitments: summary.commitments.map((commitment) => clean(commitment.text)),
    summary: summary.text.split('\n').map(clean).join('\n'),
    alsoPublishedBy: (input.alsoPublishedBy ?? []).map(({ agency, url }) => ({
      agency: agency === null ? null : clean(agency),
      url,
    })),
    problems: article.problems,
  };
}

function cleanProposal(
  proposal: Proposal | null,
  clean: (text: string) => string,
): Proposal | null {
  if (proposal === null || proposal.title === null) return proposal;
  return { ...proposal, title: clean(proposal.title) };
}

const TITLES = /(?:等)?(?:\d{1,3}[名位])?(?:政协)?(?:委员|代表|先生|女士|同志)$/u;
const ORGANIZATION = /[会委党盟社局厅部组院校处室司联支办]$/u;

/** Redacts, and drops the names that we know for certain because the letter is addressed to them. */
function cleanerFor(addressee: string | null): (text: string) => string {
  const names = (addressee ?? '')
    .split(/[、，,;；\s]+/u)
    .map((part) => part.replace(/[：:]$/u, ''))
    .filter((part) => TITLES.test(part) || !ORGANIZATION.test(part))
    .map((part) => part.replace(TITLES, ''))
    .filter(
      (name) =>
        /^(?:\p{Script=Han}{2,4}|\p{Script=Han}{1,8}[·•・]\p{Script=Han}{1,8})$/u.test(name) &&
        !ORGANIZATION.test(name) &&
        !isGroup(name),
    );
  return (text) => {
    let result = redactPersonalData(text);
    for (const name of names) result = result.replaceAll(name, '');
    return result;
  };
}
