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
  if (existsSync(path.join(corpus, 'pages.json'))) {
    return { source: '../shared/corpus', pages: corpusPages() };
  }
  return {
    source: 'test/fixtures (composed: ../shared/corpus is not here, its figures are skipped)',
    pages: fixturePages(),
  };
}

function corpusPages(): readonly GoldPage[] {
  return records(readFileSync(path.join(corpus, 'pages.json'), 'utf8')).map((row) => ({
    name: path.basename(String(row['file'])),
    url: textOf(row['url']),
    bytes: readFileSync(path.join(corpus, String(row['file']))),
    title: textOf(row['title']),
    date: textOf(row['date']),
    agency: textOf(row['agency']),
    body: textOf(row['body']),
  }));
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
