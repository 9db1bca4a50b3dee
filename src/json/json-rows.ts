import { articleAddress } from '../markup/article-address.ts';
import { pickColumns, readJsonAddress, type Columns, type JsonContext } from './json-columns.ts';
import { readJsonDate } from '../feed/json-dates.ts';
import { collectTables, type JsonTable } from './json-tables.ts';
import { titleOf } from '../feed/plain-title.ts';
import type { Entry } from '../domain/source.ts';

/** The rows of a list API answer, judged by what the values look like; names only break ties. */
export interface JsonRows {
  readonly entries: readonly Entry[];
  readonly confidence: number;
  /** Where the rows are and which keys were read. */
  readonly layout: string;
}

/** Finds the array of objects (or several alike) that reads best as rows; null when none does. */
export function findJsonRows(value: unknown, context: JsonContext): JsonRows | null {
  const read = collectTables(value)
    .map((table) => readTable(table, context))
    .filter((one) => one !== null)
    .toSorted((a, b) => b.value - a.value);
  const best = read[0];
  if (best === undefined) return null;
  // gov.cn answers one array for each kind of document; they share their keys.
  const alike = read.filter((one) => one.keys === best.keys);
  const entries = distinct(alike.flatMap((one) => one.entries));
  const confidence =
    Math.round(Math.min(0.95, best.quality * (0.6 + 0.4 * Math.min(1, entries.length / 5))) * 100) /
    100;
  return { entries, confidence, layout: `json:${best.path}:${best.keys}` };
}

function distinct(entries: readonly Entry[]): readonly Entry[] {
  return [
    ...new Map(entries.toReversed().map((entry) => [entry.url, entry])).values(),
  ].toReversed();
}

// Files of one article, not rows.
const ATTACHED = /attach|annex|accessor|appendix|fujian|附件/iu;

interface ReadTable {
  readonly path: string;
  readonly keys: string;
  readonly entries: readonly Entry[];
  readonly quality: number;
  readonly value: number;
}

function readTable(table: JsonTable, context: JsonContext): ReadTable | null {
  const columns = ATTACHED.test(table.path) ? null : pickColumns(table, context);
  if (columns === null) return null;
  const entries = readEntries(table, columns, context);
  const count = entries.length;
  const articles = share(entries, (entry) => articleAddress(entry.url) !== null);
  const dated = share(entries, (entry) => entry.date !== null);
  // Channel trees have names and addresses as well, but no days and no articles.
  const isMenu = (dated < 0.5 && (articles < 0.7 || count < 3)) || (count < 3 && articles < 0.5);
  if (isMenu) return null;
  const quality = 0.5 * dated + 0.25 * articles + 0.25 * columns.titleScore;
  const keys = [columns.address, columns.title, columns.date ?? '-'].join(',');
  return { path: table.path, keys, entries, quality, value: quality * (count / (count + 2)) };
}

function readEntries(table: JsonTable, columns: Columns, context: JsonContext): readonly Entry[] {
  return table.rows.flatMap((row) => {
    const url = readJsonAddress(row.get(columns.address), context.url);
    const title = titleOf(row.get(columns.title));
    if (url === null || title === '') return [];
    const date = columns.date === null ? null : readJsonDate(row.get(columns.date), context.today);
    return [{ url, title, date }];
  });
}

function share(entries: readonly Entry[], test: (entry: Entry) => boolean): number {
  return entries.length === 0 ? 0 : entries.filter((entry) => test(entry)).length / entries.length;
}
