import * as letters from '../../src/demo/letters.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import { columnUrl, type ScriptedSite, type TestCrawl } from './reply-column.ts';

const siteName = '青溪市人民政府';

export interface BatchRow {
  readonly path: string;
  readonly letter: typeof letters.LATECOMER;
}

const day = (at: number): string =>
  new Date(Date.UTC(2026, 9, 1 + (at % 40))).toISOString().slice(0, 10);

/** Letters of one batch, the newest first: each answers another proposal about homework and has a text of its own. */
export function batch(size: number, from = 0): readonly BatchRow[] {
  return Array.from({ length: size }, (_, at) => {
    const number = String(2000 + from + at);
    const letter = {
      ...letters.LATECOMER,
      title: `关于市政协六届二次会议第${number}号提案的答复`,
      published: day(39 - Math.floor((39 * at) / size)),
      number,
    };
    return { path: `batch/${number}.html`, letter };
  });
}

/** Puts rows on list pages of `size`, each leading to the next. */
export function paginate(site: ScriptedSite, rows: readonly BatchRow[], size: number): void {
  const pages = Math.ceil(rows.length / size);
  for (let page = 0; page < pages; page += 1) {
    const links = rows
      .slice(page * size, (page + 1) * size)
      .map(({ path, letter }) => ({ href: `/zwgk/jytabl/${path}`, letter }));
    const next = page + 1 < pages ? `<a href="index_${page + 1}.html">下一页</a>` : '';
    const html = trsList(links, siteName).replace(
      '</ul><div class="page">',
      `</ul><div class="page">${next}`,
    );
    site.pages.set(page === 0 ? columnUrl : `${columnUrl}index_${page}.html`, html);
  }
  for (const { path, letter } of rows) {
    const url = `${columnUrl}${path}`;
    if (!site.pages.has(url)) site.pages.set(url, detailOf(letter));
  }
}

/** A page with a number and a text that no other has. */
function detailOf(letter: BatchRow['letter'] & { readonly number?: string }): string {
  const number = letter.number ?? '1';
  return trsDetail(letter, siteName).replaceAll(/第\d+号/gu, `第${number}号`);
}

export async function visitUntilRead(crawl: TestCrawl, atMost: number): Promise<number> {
  for (let visits = 1; visits <= atMost; visits += 1) {
    await crawl.visit();
    const state = await crawl.store.sources.load('column');
    const backlog = await crawl.store.backlogs.load('column');
    if (visits > 2 && state?.waiting === undefined && (backlog?.walk ?? null) === null)
      return visits;
  }
  return atMost;
}

export async function readAddresses(crawl: TestCrawl): Promise<ReadonlySet<string>> {
  const read = new Set<string>();
  for await (const [, entry] of crawl.store.entries.all()) {
    if (entry.outcome !== 'baseline' && entry.outcome !== 'retry') read.add(entry.url);
  }
  return read;
}

/** `size` letters of one day. */
export const ofDay = (size: number, from: number, published: string): readonly BatchRow[] =>
  batch(size, from).map((row) => ({ ...row, letter: { ...row.letter, published } }));
