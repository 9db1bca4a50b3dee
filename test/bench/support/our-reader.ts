import path from 'node:path';

import { classifyArticle } from '../../../src/classify/classify-article.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { decodePage } from '../../../src/decode/decode-page.ts';
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

/** Milliseconds of each stage of our reader on one page. */
export function timeStages(page: GoldPage): Readonly<Record<string, number>> {
  const marks = [performance.now()];
  const decoded = decodePage({ url: page.url, bytes: page.bytes, contentType: null });
  marks.push(performance.now());
  const { article, letter } = extractArticle(decoded, { today });
  marks.push(performance.now());
  const verdict = classifyArticle(article, letter, vocabulary);
  marks.push(performance.now());
  summarizeArticle(article, letter, verdict);
  marks.push(performance.now());
  const [start = 0, a = 0, b = 0, c = 0, end = 0] = marks;
  return { decode: a - start, extract: b - a, classify: c - b, summarize: end - c };
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
