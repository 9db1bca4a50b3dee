import path from 'node:path';

import { buildCard } from '../../../src/card/build-card.ts';
import { renderDiscordMessage } from '../../../src/card/render-discord.ts';
import { classifyArticle } from '../../../src/classify/classify-article.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { decodePage } from '../../../src/decode/decode-page.ts';
import { identifyArticle } from '../../../src/dedupe/identify-article.ts';
import type { Article } from '../../../src/domain/article.ts';
import { extractArticle, type Extraction } from '../../../src/extract/extract-article.ts';
import { summarizeArticle } from '../../../src/summarize/summarize-article.ts';
import type { GoldPage } from './gold-pages.ts';

/** What a reader made of a page; empty where it gives nothing. */
export interface Reading {
  readonly body: string;
  readonly title: string;
  readonly date: string;
  readonly agency: string;
}

const project = path.resolve(import.meta.dirname, '../../..');
const { vocabulary } = loadConfig(path.join(project, 'config'), {});
const today = '2026-11-22';

/** What a read of one page took. */
export interface TimedRead {
  /** Milliseconds of each stage, from bytes to the message for Discord, in their order. */
  readonly ms: Readonly<Record<Stage, number>>;
  /** A reply that concerns double reduction: what channels are shown. */
  readonly isShown: boolean;
}

export const STAGES = ['decode', 'extract', 'classify', 'identify', 'summarize', 'card'] as const;
type Stage = (typeof STAGES)[number];

/**
 * Reads a page as the bot does, and times each stage. Near-duplicates are looked for only of what is shown, and no card is
 * made of what does not concern us (src/crawl/visit-entry.ts).
 */
export function timeRead({ url, bytes }: Pick<GoldPage, 'url' | 'bytes'>): TimedRead {
  const start = performance.now();
  const page = decodePage({ url, bytes, contentType: null });
  const decoded = performance.now();
  const { article, letter } = extractArticle(page, { today });
  const extracted = performance.now();
  const verdict = classifyArticle(article, letter, vocabulary);
  const classified = performance.now();
  const isShown = verdict.kind === 'reply' && verdict.relevance !== 'none';
  const identity = identifyArticle(article, letter);
  if (isShown) identity.bands();
  const identified = performance.now();
  const summary = summarizeArticle(article, letter, verdict);
  const summarized = performance.now();
  if (verdict.relevance !== 'none') {
    const card = buildCard({ articleId: identity.id, article, verdict, summary });
    JSON.stringify(renderDiscordMessage(card, { language: 'zh-CN', occasion: 'new' }));
  }
  const end = performance.now();
  const ms = {
    decode: decoded - start,
    extract: extracted - decoded,
    classify: classified - extracted,
    identify: identified - classified,
    summarize: summarized - identified,
    card: end - summarized,
  };
  return { ms, isShown };
}

/** Every stage of our reader on any bytes: what the benchmark of hostile pages runs. */
export async function readWhole(page: Pick<GoldPage, 'url' | 'bytes'>): Promise<Reading> {
  const { article, letter } = extractionOf(page);
  const verdict = classifyArticle(article, letter, vocabulary);
  summarizeArticle(article, letter, verdict);
  return toReading(article);
}

function extractionOf(page: Pick<GoldPage, 'url' | 'bytes'>): Extraction {
  return extractArticle(decodePage({ url: page.url, bytes: page.bytes, contentType: null }), {
    today,
  });
}

/** Decoding and extraction only: what the peers do. */
export function extract(page: GoldPage): Reading {
  return toReading(extractionOf(page).article);
}

function toReading(article: Article): Reading {
  return {
    body: article.body,
    title: article.title,
    date: article.datePublished ?? '',
    agency: article.agency ?? '',
  };
}
