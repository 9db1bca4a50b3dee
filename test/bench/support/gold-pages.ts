import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A page with what a perfect reader would give; null where that is not known. */
export interface GoldPage {
  readonly name: string;
  readonly url: string | null;
  readonly bytes: Uint8Array;
  readonly title: string | null;
  readonly date: string | null;
  readonly agency: string | null;
  readonly body: string | null;
}

const project = path.resolve(import.meta.dirname, '../../..');
const corpus = path.resolve(project, '../shared/corpus');

/** The real pages of `../shared/corpus` where they are, else the project's own fixtures; `source` says which. */
export function loadGoldPages(): { readonly source: string; readonly pages: readonly GoldPage[] } {
  const rows = rowsOf(path.join(corpus, 'pages.json'));
  if (rows.length > 0) {
    return { source: '../shared/corpus', pages: rows.map((row) => corpusPage(corpus, row)) };
  }
  return {
    source: 'test/fixtures (composed: ../shared/corpus is not here, its figures are skipped)',
    pages: fixturePages(),
  };
}

/** Pages among which letters are that channels are shown: none of the 55 real ones is. */
export function loadLetterPages(): readonly GoldPage[] {
  const home = path.join(corpus, 'exam');
  const pages = rowsOf(path.join(home, 'exam.json')).map((row) => corpusPage(home, row));
  return pages.length > 0 ? pages.filter(({ name }) => /html?$/u.test(name)) : fixturePages();
}

/** The rows of a gold file, or of its `pages`; none where it is not here. */
function rowsOf(file: string): readonly Readonly<Record<string, unknown>>[] {
  if (!existsSync(file)) return [];
  const rows = records(readFileSync(file, 'utf8'));
  const [first] = rows;
  return Array.isArray(first?.['pages']) ? first['pages'].filter(isRecord) : rows;
}

function corpusPage(home: string, row: Readonly<Record<string, unknown>>): GoldPage {
  const file = path.join(home, String(row['file']));
  return {
    name: path.basename(file),
    url: textOf(row['url']),
    bytes: readFileSync(file),
    title: textOf(row['title']),
    date: textOf(row['date']),
    agency: textOf(row['agency']),
    body: textOf(row['body']),
  };
}

function records(json: string): readonly Readonly<Record<string, unknown>>[] {
  const value: unknown = JSON.parse(json);
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function fixturePages(): readonly GoldPage[] {
  const home = path.join(project, 'test/fixtures');
  return readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'article.json')
    .map((file) => path.join(home, path.dirname(file)))
    .filter((folder) => existsSync(path.join(folder, 'page.html')))
    .map(fixturePage);
}

function fixturePage(folder: string): GoldPage {
  const [article = {}] = records(readFileSync(path.join(folder, 'article.json'), 'utf8'));
  return {
    name: path.basename(folder),
    url: textOf(article['url']),
    bytes: readFileSync(path.join(folder, 'page.html')),
    title: textOf(article['title']),
    date: textOf(article['datePublished']),
    agency: textOf(article['agency']),
    body: textOf(article['body']),
  };
}
