import { buildCard } from '../card/build-card.ts';
import { renderDiscordMessage } from '../card/render-discord.ts';
import { readArticle } from '../crawl/read-article.ts';
import type { Reading } from '../crawl/read-article.ts';
import { decodePage } from '../decode/decode-page.ts';
import { isFeed } from '../discover/feed-entries.ts';
import type { Language } from '../domain/card.ts';
import { describeReading } from './describe-reading.ts';
import { loadRaw } from './load-raw.ts';
import { openTools } from './open-tools.ts';
import { runEach } from './run-each.ts';

/** The contract's answer for one page. */
function answerOf(source: string, reading: Reading, language: Language): object {
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
    keyPoints: summary.keyPoints,
    keyFigures: summary.keyFigures,
    commitments: summary.commitments.map(({ text }) => text),
    deadlines: summary.commitments.map(({ deadline }) => deadline),
    summary: summary.text,
    card: renderDiscordMessage(card, { language, occasion: 'new' }),
    identity: identity.id,
    problems: article.problems,
  };
}

/** Options of `read`. */
export interface ReadOptions {
  readonly url?: string;
  readonly json?: boolean;
}

/** Reads pages or documents through every stage and prints what came of each. Returns the exit code. */
export async function readCommand(
  sources: readonly string[],
  options: ReadOptions,
): Promise<number> {
  const tools = openTools();
  try {
    return await runEach(sources, options, async (source) => {
      const fetchPage = tools.fetchPage;
      const raw = await loadRaw(source, { url: options.url ?? null, fetchPage });
      const deps = {
        vocabulary: tools.config.vocabulary,
        readDocument: tools.readDocument,
        attachmentsPerArticle: tools.config.limits.attachmentsPerArticle,
        ...(raw.url !== null && source === raw.url ? { fetchPage: fetchPage() } : {}),
      };
      const reading = await readArticle(deps, raw, { today: tools.today });
      const { page } = reading;
      return {
        answer: answerOf(source, reading, tools.config.language),
        text: describeReading(source, reading, {
          language: tools.config.language,
          fileKind: page.charset === 'binary' ? decodePage(raw).kind : page.kind,
          isFeed: isFeed(page.text),
        }),
      };
    });
  } finally {
    await tools.close();
  }
}
