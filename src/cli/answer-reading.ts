import { buildCard } from '../card/build-card.ts';
import { renderDiscordMessage } from '../card/render-discord.ts';
import type { Language } from '../domain/card.ts';
import type { Reading } from '../reading/read-page.ts';
import { summaryText } from '../summarize/summary-text.ts';

const MAX_KEY_POINTS = 6;

/** What of a reading is printed for programs. */
type Answerable = Pick<Reading, 'article' | 'verdict' | 'summary'> & {
  readonly identity: Pick<Reading['identity'], 'id'>;
};

/** What `read --json` prints for one page. */
export function answerReading(source: string, reading: Answerable, language: Language): object {
  const { article, verdict, identity, summary } = reading;
  const card = buildCard({ articleId: identity.id, article, verdict, summary });
  return {
    source,
    url: article.url,
    title: article.title,
    kind: verdict.kind,
    relevance: verdict.relevance,
    topics: verdict.topics,
    evidence: verdict.evidence,
    agency: article.agency,
    region: article.region,
    documentNumber: article.documentNumber,
    indexNumber: article.indexNumber,
    proposal: article.proposal,
    addressee: article.addressee,
    dateWritten: article.dateWritten,
    datePublished: article.datePublished,
    body: article.body,
    attachments: article.attachments,
    otherProposals: article.otherProposals,
    keyPoints: summary.points.slice(0, MAX_KEY_POINTS).map(({ text }) => text),
    keyFigures: summary.keyFigures,
    commitments: summary.commitments.map(({ text }) => text),
    deadlines: summary.commitments.map(({ deadline }) => deadline),
    leftOut: summary.leftOut,
    standing: card.standing,
    summary: summaryText(summary),
    card: renderDiscordMessage(card, { language, occasion: 'new' }),
    identity: identity.id,
    problems: article.issues,
  };
}
