import path from 'node:path';

import { extractFromHtml } from '@extractus/article-extractor';
import { Readability } from '@mozilla/readability';
import { load } from 'cheerio';
import { Defuddle } from 'defuddle/node';
import gne from 'general-news-extractor';
import { parseHTML } from 'linkedom';

import { classifyArticle } from '../../../src/classify/classify-article.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { decodePage } from '../../../src/decode/decode-page.ts';
import { extractArticle } from '../../../src/extract/extract-article.ts';
import { summarizeArticle } from '../../../src/summarize/summarize-article.ts';
import type { GoldPage } from './gold-pages.ts';

/** What a reader made of a page; empty where it gives nothing. */
export interface Reading {
  readonly body: string;
  readonly title: string;
  readonly date: string;
  readonly agency: string;
}

/** One of the readers that are compared. All but ours get the text that our decoder made. */
export interface Reader {
  readonly name: string;
  /** Null where only time is measured. */
  readonly read: (page: GoldPage, html: string) => Promise<Reading | null>;
}

// Its types describe an ES module, its main file is CommonJS: the class is the whole export.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a wrong guess shows as a row of zeros
const GeneralNewsExtractor = gne as unknown as typeof gne.default;

const project = path.resolve(import.meta.dirname, '../../..');
const { vocabulary } = loadConfig(path.join(project, 'config'), {});
const today = '2026-11-22';

/** Ours, bare parsing, and the best peers of `../shared/reference/extraction.md`. */
export const readers: readonly Reader[] = [
  { name: 'jianbao: decode … summary', read: readWhole },
  { name: 'jianbao: decode, extract', read: async (page) => extract(page) },
  {
    name: 'cheerio.load (htmlparser2)',
    read: async (_page, html) => {
      load(html, { xml: { xmlMode: false, decodeEntities: true } });
      return null;
    },
  },
  { name: 'readability + linkedom', read: readWithReadability },
  { name: 'general-news-extractor', read: readWithGne },
  { name: 'article-extractor', read: readWithArticleExtractor },
  { name: 'defuddle + linkedom', read: readWithDefuddle },
];

/** Milliseconds of each stage of our reader on one page. */
export function timeStages(page: GoldPage): Readonly<Record<string, number>> {
  const marks = [performance.now()];
  const decoded = decodePage({ url: page.url, bytes: page.bytes, contentType: null });
  marks.push(performance.now());
  const article = extractArticle(decoded, { today });
  marks.push(performance.now());
  const verdict = classifyArticle(article, vocabulary);
  marks.push(performance.now());
  summarizeArticle(article, verdict);
  marks.push(performance.now());
  const [start = 0, a = 0, b = 0, c = 0, end = 0] = marks;
  return { decode: a - start, extract: b - a, classify: c - b, summarize: end - c };
}

/** Every stage of our reader on any bytes: what the benchmark of hostile pages runs. */
export async function readWhole(page: Pick<GoldPage, 'url' | 'bytes'>): Promise<Reading> {
  const article = articleOf(page);
  const verdict = classifyArticle(article, vocabulary);
  summarizeArticle(article, verdict);
  return toReading(article);
}

function articleOf(page: Pick<GoldPage, 'url' | 'bytes'>): ReturnType<typeof extractArticle> {
  return extractArticle(decodePage({ url: page.url, bytes: page.bytes, contentType: null }), {
    today,
  });
}

function extract(page: GoldPage): Reading {
  return toReading(articleOf(page));
}

function toReading(article: ReturnType<typeof extractArticle>): Reading {
  return {
    body: article.body,
    title: article.title,
    date: article.datePublished ?? '',
    agency: article.agency ?? '',
  };
}

async function readWithReadability(_page: GoldPage, html: string): Promise<Reading> {
  const result = new Readability(parseHTML(html).document).parse();
  return {
    body: result?.textContent ?? '',
    title: result?.title ?? '',
    date: result?.publishedTime ?? '',
    agency: result?.byline ?? '',
  };
}

async function readWithGne(_page: GoldPage, html: string): Promise<Reading> {
  const result = new GeneralNewsExtractor().extract(html);
  return {
    body: String(result.content ?? ''),
    title: String(result.title ?? ''),
    date: result.publishTime,
    agency: result.author,
  };
}

async function readWithArticleExtractor(page: GoldPage, html: string): Promise<Reading> {
  const result = await extractFromHtml(html, page.url ?? 'https://www.example.gov.cn/');
  return {
    body: textOf(result?.content ?? ''),
    title: result?.title ?? '',
    date: result?.published ?? '',
    agency: [result?.author, result?.source].filter(Boolean).join(' '),
  };
}

async function readWithDefuddle(page: GoldPage, html: string): Promise<Reading> {
  const url = page.url ?? 'https://www.example.gov.cn/';
  const result = await Defuddle(parseHTML(html).document, url, { useAsync: false });
  return {
    body: textOf(result.content),
    title: result.title,
    date: result.published,
    agency: [result.author, result.site].filter(Boolean).join(' '),
  };
}

function textOf(html: string): string {
  return html === '' ? '' : load(html).text();
}
