import type { Article, Attachment, Proposal } from '../domain/article.ts';
import type { Card, CardLine, CardPromise, Publication } from '../domain/card.ts';
import type { Commitment, Quote, Summary } from '../domain/summary.ts';
import type { Verdict } from '../domain/verdict.ts';
import { hostOf, judgeStanding } from '../region/standing.ts';
import { hasPersonalData, redactPersonalData } from '../text/redact.ts';

export interface CardInput {
  readonly articleId: string;
  readonly article: Article;
  readonly verdict: Verdict;
  readonly summary: Summary;
  readonly alsoPublishedBy?: readonly Publication[];
  readonly revision?: number;
}

/**
 * Puts an article, its verdict and its summary on one card, without a single private name or number. Titles are cleaned of
 * them; a quotation is never edited: one that holds any is left out.
 */
export function buildCard(input: CardInput): Card {
  const { article, verdict, summary } = input;
  const { lead, leftOut } = summary;
  const points = summary.points.filter(isPublic).map(lineOf);
  const next = summary.next.filter(isPublic).map(promiseOf);
  const clean = cleanerFor(article.addresseeNames);
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
    host: article.url === null ? null : hostOf(article.url),
    standing: judgeStanding(article.url, article.agency, article.region),
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
    attachments: article.issues.includes('attachment-only')
      ? article.attachments.map(cleanAttachment)
      : [],
    alsoPublishedBy: (input.alsoPublishedBy ?? []).map(({ agency, url }) => ({
      agency: nullable(agency, clean),
      url,
    })),
    issues: article.issues,
  };
}

type Clean = (text: string) => string;

// What may come before and after a name in a title, and not inside a word.
const BEFORE_NAME = '[对致给复于、和与，及：]';
const AFTER_NAME = '[、和及的，：提第《等]|委员|代表|先生|女士|同志|同学|老师';

function isPublic({ text }: Quote): boolean {
  return !hasPersonalData(text);
}

function lineOf({ text, kind, figures }: Quote): CardLine {
  return { text, kind, figures };
}

function promiseOf(commitment: Commitment): CardPromise {
  return { ...lineOf(commitment), deadline: commitment.deadline };
}

/** Redacts a title, and drops the addressees' names where they occur as names: 答复张伟李娜的函, 答复（张伟）. */
function cleanerFor(names: readonly string[]): Clean {
  if (names.length === 0) return redactPersonalData;
  // Names consist of Chinese characters and dots: nothing in them is a pattern.
  const name = `(?:${names.join('|')})`;
  const run = `${name}(?:[、和]?${name})*`;
  const pattern = new RegExp(
    `[（(]${run}[)）]|(?<=^|${BEFORE_NAME})${run}(?=$|${AFTER_NAME})`,
    'gu',
  );
  return (text) => redactPersonalData(text).replaceAll(pattern, '');
}

function cleanProposal(proposal: Proposal | null, clean: Clean): Proposal | null {
  return proposal === null ? null : { ...proposal, title: nullable(proposal.title, clean) };
}

function cleanAttachment(attachment: Attachment): Attachment {
  return { ...attachment, name: redactPersonalData(attachment.name) };
}

function nullable(text: string | null, clean: Clean): string | null {
  return text === null ? null : clean(text);
}
