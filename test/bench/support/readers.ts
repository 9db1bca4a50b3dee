import { extractFromHtml } from '@extractus/article-extractor';
import { Readability } from '@mozilla/readability';
import { load } from 'cheerio';
import { Defuddle } from 'defuddle/node';
import gne from 'general-news-extractor';
import { parseHTML } from 'linkedom';

import type { GoldPage } from './gold-pages.ts';
import { extract, readWhole, type Reading } from './our-reader.ts';

/** One of the readers that are compared. All but the bot's get the text that the bot decoded. */
export interface Reader {
  readonly name: string;
  /** Null where only time is measured. */
  readonly read: (page: GoldPage, html: string) => Promise<Reading | null>;
}

// Its types describe an ES module, its main file is CommonJS: the class is the whole export.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a wrong guess shows as a row of zeros
const GeneralNewsExtractor = gne as unknown as typeof gne.default;

/** The bot's reader, bare parsing, and the best of the readers that the founders tried (docs/field-notes.md §5). */
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

async function readWithReadability(_page: GoldPage, html: string): Promise<Reading> {
  const result = new Readability(parseHTML(html).document).parse();
  return readingOf({
    body: result?.textContent,
    title: result?.title,
    date: result?.publishedTime,
    agency: result?.byline,
  });
}

async function readWithGne(_page: GoldPage, html: string): Promise<Reading> {
  const result = new GeneralNewsExtractor().extract(html);
  return readingOf({
    body: result.content,
    title: result.title,
    date: result.publishTime,
    agency: result.author,
  });
}

async function readWithArticleExtractor(page: GoldPage, html: string): Promise<Reading> {
  const result = await extractFromHtml(html, page.url ?? 'https://www.example.gov.cn/');
  return readingOf({
    body: textOf(result?.content ?? ''),
    title: result?.title,
    date: result?.published,
    agency: [result?.author, result?.source].filter(Boolean).join(' '),
  });
}

async function readWithDefuddle(page: GoldPage, html: string): Promise<Reading> {
  const url = page.url ?? 'https://www.example.gov.cn/';
  const result = await Defuddle(parseHTML(html).document, url, { useAsync: false });
  return readingOf({
    body: textOf(result.content),
    title: result.title,
    date: result.published,
    agency: [result.author, result.site].filter(Boolean).join(' '),
  });
}

/** Whatever a peer's types promise, some give nothing where they found nothing. */
function readingOf(fields: Readonly<Record<keyof Reading, unknown>>): Reading {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const { body, title, date, agency } = fields;
  return { body: text(body), title: text(title), date: text(date), agency: text(agency) };
}

function textOf(html: string): string {
  return html === '' ? '' : load(html).text();
}
