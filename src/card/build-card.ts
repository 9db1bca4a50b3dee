import type { Article, Proposal } from '../domain/article.ts';
import type {
  Card,
  CardLine,
  CardPromise,
  Difference,
  Publication,
  RelatedLetter,
  Withdrawal,
} from '../domain/card.ts';
import type { Commitment, Quote, Summary } from '../domain/summary.ts';
import type { Verdict } from '../domain/verdict.ts';
import { standingOf } from '../region/standing.ts';
import { siteOf } from '../text/host-of.ts';
import { personsOf } from '../privacy/persons-of.ts';
import { publicFiles } from '../privacy/public-files.ts';
import { hasPersonalData } from '../privacy/redact.ts';
import { cleanerOf } from '../privacy/redact-title.ts';

export interface CardInput {
  readonly articleId: string;
  readonly article: Article;
  readonly verdict: Verdict;
  readonly summary: Summary;
  readonly alsoPublishedBy?: readonly Publication[];
  readonly revision?: number;
  /** The page was read from a site that the operator allowed, as every page that the bot visits. */
  readonly isAllowed?: boolean;
  readonly correctedOn?: string;
  readonly withdrawal?: Withdrawal;
  readonly related?: readonly RelatedLetter[];
}

/**
 * Puts an article, its verdict and its summary on one card, without a single private name or number. Titles are cleaned of
 * them; a quotation is never edited: one that holds any is left out.
 */
export function buildCard(input: CardInput): Card {
  const { article, verdict, summary } = input;
  const { lead, leftOut } = summary;
  const names = personsOf(article);
  const isPublicText = (text: string): boolean => !hasPersonalData(text, names);
  const isPublic = ({ text }: Quote): boolean => isPublicText(text);
  const points = summary.points.filter(isPublic).map(lineOf);
  const next = summary.next.filter(isPublic).map(promiseOf);
  const clean = cleanerOf(article);
  return {
    articleId: input.articleId,
    revision: input.revision ?? 1,
    kind: verdict.kind,
    relevance: verdict.relevance,
    topics: verdict.topics,
    region: article.region,
    title: clean(article.title),
    subject: clean(lead?.subject ?? article.proposal?.title ?? ''),
    reference: clean(lead?.reference ?? ''),
    recipient: lead?.recipient ?? null,
    url: article.url,
    host: article.url === null ? null : siteOf(article.textFrom ?? article.url),
    standing: standingOf(article),
    ...(article.textFrom === undefined ? {} : { isTextFromElsewhere: true }),
    isAllowed: input.isAllowed ?? false,
    agency: nullable(article.agency, clean),
    documentNumber: article.documentNumber,
    proposal: cleanProposal(article.proposal, clean),
    dateWritten: article.dateWritten,
    datePublished: article.datePublished,
    points,
    next,
    leftOut: {
      ...leftOut,
      points: leftOut.points + summary.points.length - points.length,
      commitments: leftOut.commitments + summary.next.length - next.length,
    },
    hasTable: summary.hasTable,
    attachments: article.issues.includes('attachment-only') ? publicFiles(article, clean) : [],
    alsoPublishedBy: (input.alsoPublishedBy ?? []).map(({ agency, url, differs }) => ({
      agency: nullable(agency, clean),
      url,
      ...publicDifference(differs, isPublicText),
    })),
    issues: article.issues,
    ...(input.correctedOn === undefined ? {} : { correctedOn: input.correctedOn }),
    ...(input.withdrawal === undefined
      ? {}
      : { withdrawal: withdrawalOf(input.withdrawal, clean) }),
    ...(input.related === undefined || input.related.length === 0
      ? {}
      : { related: input.related.map((one) => ({ ...one, agency: nullable(one.agency, clean) })) }),
  };
}

/** Only clauses that hold nothing private are shown; the others are counted. */
function publicDifference(
  differs: Difference | undefined,
  isPublic: (text: string) => boolean,
): Pick<Publication, 'differs'> {
  if (differs === undefined) return {};
  const { also = [], more = 0, ours, theirs } = differs;
  const all = [{ ours, theirs }, ...also];
  const [first, ...others] = all.filter((pair) => isPublic(pair.ours) && isPublic(pair.theirs));
  if (first === undefined) return {};
  const rest = more + all.length - 1 - others.length;
  return {
    differs: {
      ...first,
      ...(others.length === 0 ? {} : { also: others }),
      ...(rest === 0 ? {} : { more: rest }),
    },
  };
}

type Clean = (text: string) => string;

function lineOf({ text, kind, figures }: Quote): CardLine {
  return { text, kind, figures };
}

function promiseOf(commitment: Commitment): CardPromise {
  return { ...lineOf(commitment), deadline: commitment.deadline };
}

function cleanProposal(proposal: Proposal | null, clean: Clean): Proposal | null {
  return proposal === null ? null : { ...proposal, title: nullable(proposal.title, clean) };
}

function withdrawalOf({ stillAt, ...withdrawal }: Withdrawal, clean: Clean): Withdrawal {
  if (stillAt === undefined) return withdrawal;
  return { ...withdrawal, stillAt: { ...stillAt, agency: nullable(stillAt.agency, clean) } };
}

function nullable(text: string | null, clean: Clean): string | null {
  return text === null ? null : clean(text);
}
