import { countHan, foldSpace } from '../text/han.ts';
import { articleAddress } from './article-address.ts';
import { parseJsonAnswer } from './json-answer.ts';
import { readJsonDate, urlDate } from './json-dates.ts';
import { resolveAddress, unwrapRedirector } from './list-links.ts';
import type { Entry } from '../domain/source.ts';

/** The rows of a list API answer, judged by what the values look like; names only break ties. */
export interface JsonRows {
  readonly entries: readonly Entry[];
  readonly confidence: number;
  /** Where the rows stand and which keys were read. */
  readonly layout: string;
}

/** Flattened scalar fields of one object: `a.b` for nested ones. */
type Fields = ReadonlyMap<string, string | number>;

interface Table {
  readonly path: string;
  readonly rows: readonly Fields[];
}

const MAX_OBJECTS = 20_000;
const MAX_ROWS = 1_000;
const MAX_DEPTH = 12;
const MAX_FIELDS = 120;

/** Finds the array of objects (or several alike) that reads best as rows; null when none does. */
export function findJsonRows(
  value: unknown,
  context: { readonly url: string | null; readonly today: string },
): JsonRows | null {
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

function collectTables(root: unknown): readonly Table[] {
  const tables: Table[] = [];
  const queue: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value: root, path: '$', depth: 0 },
  ];
  let seen = 0;
  for (let next = queue.shift(); next !== undefined && seen < MAX_OBJECTS; next = queue.shift()) {
    const { value, path, depth } = next;
    seen += 1;
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) continue;
    const items = itemsOf(value);
    if (items !== null) {
      const rows = items.map((item) => fieldsOf(item)).filter((fields) => fields.size > 1);
      if (rows.length > 0) tables.push({ path, rows });
      queue.push(...items.map((item) => ({ value: item, path: `${path}[]`, depth: depth + 1 })));
    } else {
      const children = Object.entries(value).slice(0, MAX_FIELDS);
      queue.push(
        ...children.map(([key, child]: [string, unknown]) => ({
          value: unquoted(child),
          path: `${path}.${key.replaceAll(/\d+/gu, '#')}`,
          depth: depth + 1,
        })),
      );
    }
  }
  return tables;
}

/** The items of an array, or of an object whose keys are numbers (PHP writes arrays so). */
function itemsOf(value: object): readonly unknown[] | null {
  if (Array.isArray(value)) return value.slice(0, MAX_ROWS);
  const entries: readonly [string, unknown][] = Object.entries(value);
  const isNumbered = entries.length > 0 && entries.every(([key]) => /^\d{1,9}$/u.test(key));
  return isNumbered ? entries.slice(0, MAX_ROWS).map(([, item]) => item) : null;
}

/** Some APIs answer JSON inside a string. */
function unquoted(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s{0,9}(?:\[\s{0,9}\{|\{\s{0,9}")/u.test(value)) return value;
  return parseJsonAnswer(value) ?? value;
}

/** The scalars of an object and of the objects inside it, two levels deep; arrays are other tables. */
function fieldsOf(item: unknown): Fields {
  const fields = new Map<string, string | number>();
  const visit = (value: unknown, prefix: string, depth: number): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 2) return;
    for (const [key, child] of Object.entries(value)) {
      if (fields.size >= MAX_FIELDS) return;
      if (typeof child === 'string' || typeof child === 'number') fields.set(prefix + key, child);
      else visit(child, `${prefix}${key}.`, depth + 1);
    }
  };
  visit(item, '', 0);
  return fields;
}

interface Column {
  readonly key: string;
  readonly score: number;
}

interface ReadTable {
  readonly path: string;
  readonly keys: string;
  readonly entries: readonly Entry[];
  readonly quality: number;
  readonly value: number;
}

function readTable(
  table: Table,
  context: { readonly url: string | null; readonly today: string },
): ReadTable | null {
  const keys = [...new Set(table.rows.slice(0, 50).flatMap((row) => Array.from(row.keys())))].slice(
    0,
    MAX_FIELDS,
  );
  const address = bestColumn(keys.map((key) => addressColumn(table, key, context.url)));
  const title = bestColumn(
    keys.filter((key) => key !== address?.key).map((key) => titleColumn(table, key)),
  );
  if (address === null || title === null) return null;
  const date = bestColumn(
    keys.map((key) => dateColumn(table, { key, address: address.key }, context)),
  );
  const entries = table.rows.flatMap((row) => {
    const url = addressOf(row.get(address.key), context.url);
    const name = titleOf(row.get(title.key));
    if (url === null || name === '') return [];
    const day = date === null ? null : readJsonDate(row.get(date.key), context.today);
    return [{ url, title: name, date: day }];
  });
  const articles =
    entries.filter((entry) => articleAddress(entry.url) !== null).length /
    Math.max(1, entries.length);
  const dated = entries.filter((entry) => entry.date !== null).length / Math.max(1, entries.length);
  const isMenu =
    (dated < 0.5 && (articles < 0.7 || entries.length < 3)) ||
    (entries.length < 3 && articles < 0.5) ||
    ATTACHED.test(table.path);
  if (entries.length === 0 || isMenu) return null;
  const quality = 0.5 * dated + 0.25 * articles + 0.25 * Math.min(1, title.score);
  const keyNames = [address.key, title.key, date?.key ?? '-'].join(',');
  return {
    path: table.path,
    keys: keyNames,
    entries,
    quality,
    value: quality * (entries.length / (entries.length + 2)),
  };
}

function bestColumn(columns: readonly (Column | null)[]): Column | null {
  return columns.reduce<Column | null>(
    (top, column) => (column !== null && (top === null || column.score > top.score) ? column : top),
    null,
  );
}

// Files of one article, not rows.
const ATTACHED = /attach|annex|accessor|appendix|fujian|附件/iu;
const ASSET = /\.(?:png|jpe?g|gif|bmp|svg|webp|ico|css|js|mp[34]|zip|rar)(?:[?#]|$)/iu;
const ADDRESS_NAME =
  /^(?:.*\.)?(?:doc_?pub_?url|url|link|href|info_?url|art_?url|page_?url|html_?url|detail_?url|full_?url|static_?url|path)$/iu;
const ADDRESS_NAME_WEAK = /url|link|href/iu;
const WRONG_ADDRESS =
  /img|image|pic|cover|thumb|icon|logo|site|host|domain|video|audio|file|attach|channel|column|mobile|wap|qr|share|list/iu;

function addressColumn(table: Table, key: string, base: string | null): Column | null {
  const urls = table.rows.map((row) => addressOf(row.get(key), base)).filter((url) => url !== null);
  if (urls.length < table.rows.length * 0.6) return null;
  const distinctShare = new Set(urls).size / urls.length;
  const articles = urls.filter((url) => articleAddress(url) !== null).length / urls.length;
  if (distinctShare < 0.6) return null;
  const name = key.slice(key.lastIndexOf('.') + 1);
  const isNamed = ADDRESS_NAME.test(key) ? 0.3 : Number(ADDRESS_NAME_WEAK.test(name)) * 0.15;
  return { key, score: distinctShare + articles + isNamed - (WRONG_ADDRESS.test(name) ? 0.6 : 0) };
}

function addressOf(value: string | number | undefined, base: string | null): string | null {
  if (typeof value !== 'string' || value.length > 2_000 || ASSET.test(value)) return null;
  const isAddress = /^(?:https?:)?\/\/|^\.{0,2}\/[\w.-]|^[\w-]+\/[\w./-]+\.\w{3,5}(?:\?|$)/iu.test(
    value.trim(),
  );
  if (!isAddress || /\s/u.test(value.trim())) return null;
  const url = resolveAddress(value, base);
  return url === null ? null : unwrapRedirector(url);
}

const TITLE_NAME =
  /^(?:.*\.)?(?:doc_?title|title|标题|名称|subject|headline|info_?title|art_?title|file_?name|name|showtitle|doc_?subtitle|topic)$/iu;
const WRONG_TITLE =
  /content|abstract|summary|desc|remark|site|source|publisher|channel|column|cname|author|dept|organ|keyword|type|class|theme|cate|highlight|vice|sub_|short|zhaiyao|neirong/iu;

function titleColumn(table: Table, key: string): Column | null {
  const titles = table.rows.map((row) => titleOf(row.get(key))).filter((title) => title !== '');
  if (titles.length < table.rows.length * 0.6) return null;
  const han = titles.map(countHan).toSorted((a, b) => a - b)[titles.length >> 1] ?? 0;
  const distinctShare = new Set(titles).size / titles.length;
  if (han < 2 || han > 90 || (titles.length > 2 && distinctShare < 0.5)) return null;
  const name = key.slice(key.lastIndexOf('.') + 1);
  const prose = titles.filter((title) => /。./u.test(title)).length / titles.length;
  const named = (TITLE_NAME.test(key) ? 0.5 : 0) - (WRONG_TITLE.test(name) ? 0.4 : 0);
  return {
    key,
    score:
      0.6 * distinctShare +
      0.5 * Math.min(1, han / 14) +
      named -
      prose -
      (key.includes('.') ? 0.05 : 0),
  };
}

/** A title without search marks (`<em>`), tags and entities. */
export function titleOf(value: string | number | undefined): string {
  if (typeof value !== 'string' || value.length > 3_000) return '';
  const bare = foldSpace(decodeEntities(value.replaceAll(/<\/?[a-z][^<>]{0,300}>/giu, '')));
  return countHan(bare) > 150 ? '' : bare;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  apos: "'",
  nbsp: ' ',
  ldquo: '“',
  rdquo: '”',
  middot: '·',
  mdash: '—',
  hellip: '…',
};

/** The few entities that APIs leave in plain values. */
function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(#39|[a-z]{2,6});/giu,
    (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole,
  );
}

const PUBLISHED =
  /pub|fabu|fb_?(?:sj|rq)|show|display|release|发布|issue|deliver|online|^save_?time$|infodate/iu;
const WRONG_DATE =
  /modif|update|edit|expire|end|deadline|index|warehouse|tag|sync|effect|abolish|sign|write|written|cwrq|chengwen|crtime|create|insert|first_|auto|year|month|生效|成文|写|废止/iu;

function dateColumn(
  table: Table,
  keys: { readonly key: string; readonly address: string },
  context: { readonly url: string | null; readonly today: string },
): Column | null {
  let read = 0;
  let agreeing = 0;
  let dated = 0;
  for (const row of table.rows) {
    const day = readJsonDate(row.get(keys.key), context.today);
    if (day === null) continue;
    read += 1;
    const address = urlDate(String(row.get(keys.address) ?? ''));
    if (address !== null) dated += 1;
    if (address === day) agreeing += 1;
  }
  if (read < table.rows.length * 0.6) return null;
  const name = keys.key.slice(keys.key.lastIndexOf('.') + 1);
  const agreement = dated === 0 ? 0 : agreeing / dated;
  const isName = /date|time|rq|sj|日期|时间/iu.test(name) ? 0.2 : 0;
  const named = (PUBLISHED.test(name) ? 0.4 : 0) - (WRONG_DATE.test(name) ? 0.35 : 0) + isName;
  return { key: keys.key, score: read / table.rows.length + 0.6 * agreement + named };
}
