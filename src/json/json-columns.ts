import { countHan } from '../text/han.ts';
import { articleAddress } from '../markup/article-address.ts';
import { readJsonDate, urlDate } from '../feed/json-dates.ts';
import { resolveAddress, unwrapRedirector } from '../markup/list-links.ts';
import { titleOf } from '../feed/plain-title.ts';
import type { JsonTable } from './json-tables.ts';
import { ruleTable } from '../text/rule-table.ts';

interface Column {
  readonly key: string;
  readonly score: number;
}

/** The keys that hold an entry's address, title and day; `titleScore` says how sure the title is. */
export interface Columns {
  readonly address: string;
  readonly title: string;
  readonly date: string | null;
  readonly titleScore: number;
}

/** What an answer's addresses are relative to, and the day it is. */
export interface JsonContext {
  readonly url: string | null;
  readonly today: string;
}

const MAX_SAMPLED = 50;
const MAX_KEYS = 120;

/** Chooses the columns of a table by their values; null when there is no address or no title. */
export function pickColumns(table: JsonTable, context: JsonContext): Columns | null {
  const sampled = table.rows.slice(0, MAX_SAMPLED);
  const keys = [...new Set(sampled.flatMap((row) => Array.from(row.keys())))].slice(0, MAX_KEYS);
  const address = bestColumn(keys.map((key) => addressColumn(table, key, context.url)));
  if (address === null) return null;
  const others = keys.filter((key) => key !== address.key);
  const title = bestColumn(others.map((key) => titleColumn(table, key)));
  if (title === null) return null;
  const date = bestColumn(
    others.map((key) => dateColumn(table, { key, address: address.key }, context)),
  );
  return {
    address: address.key,
    title: title.key,
    date: date?.key ?? null,
    titleScore: Math.min(1, title.score),
  };
}

function bestColumn(columns: readonly (Column | null)[]): Column | null {
  return columns.reduce<Column | null>(
    (top, column) => (column !== null && (top === null || column.score > top.score) ? column : top),
    null,
  );
}

const ASSET = /\.(?:png|jpe?g|gif|bmp|svg|webp|ico|css|js|mp[34]|zip|rar)(?:[?#]|$)/iu;
const ADDRESS_NAME =
  /^(?:.*\.)?(?:doc_?pub_?url|url|link|href|info_?url|art_?url|page_?url|html_?url|detail_?url|full_?url|static_?url|path)$/iu;
const ADDRESS_NAME_WEAK = /url|link|href/iu;
const WRONG_ADDRESS =
  /img|image|pic|cover|thumb|icon|logo|site|host|domain|video|audio|file|attach|channel|column|mobile|wap|qr|share|list/iu;

function addressColumn(table: JsonTable, key: string, base: string | null): Column | null {
  const urls = table.rows
    .map((row) => readJsonAddress(row.get(key), base))
    .filter((url) => url !== null);
  if (urls.length < table.rows.length * 0.6) return null;
  const distinctShare = new Set(urls).size / urls.length;
  const articles = urls.filter((url) => articleAddress(url) !== null).length / urls.length;
  if (distinctShare < 0.6) return null;
  const name = key.slice(key.lastIndexOf('.') + 1);
  const isNamed = ADDRESS_NAME.test(key) ? 0.3 : Number(ADDRESS_NAME_WEAK.test(name)) * 0.15;
  return { key, score: distinctShare + articles + isNamed - (WRONG_ADDRESS.test(name) ? 0.6 : 0) };
}

/** A value that is an address of a page; null for all else. */
export function readJsonAddress(
  value: string | number | undefined,
  base: string | null,
): string | null {
  if (typeof value !== 'string' || value.length > 2_000 || ASSET.test(value)) return null;
  const isAddress = /^(?:https?:)?\/\/|^\.{0,2}\/[\w.-]|^[\w-]+\/[\w./-]+\.\w{3,5}(?:\?|$)/iu.test(
    value.trim(),
  );
  if (!isAddress || /\s/u.test(value.trim())) return null;
  const url = resolveAddress(value, base);
  return url === null ? null : unwrapRedirector(url);
}

const TITLE_NAME = ruleTable(
  'title-fields',
  [
    {
      id: 'words',
      match: [
        '^(?:.*\\.)?(?:doc_?title|title|标题|名称|subject|headline|info_?title|art_?title|file_?name|name|showtitle|doc_?subtitle|topic)$',
      ],
      source: 'field names of list APIs: docs/field-notes.md §1.4 to §1.7',
    },
  ],
  { flags: 'iu' },
);
const WRONG_TITLE = ruleTable(
  'no-title-fields',
  [
    {
      id: 'words',
      match: [
        'content',
        'abstract',
        'summary',
        'desc',
        'remark',
        'site',
        'source',
        'publisher',
        'channel',
        'column',
        'cname',
        'author',
        'dept',
        'organ',
        'keyword',
        'type',
        'class',
        'theme',
        'cate',
        'highlight',
        'vice',
        'sub_',
        'short',
        'zhaiyao',
        'neirong',
      ],
      source: 'field names of list APIs: docs/field-notes.md §1.4 to §1.7',
    },
  ],
  { flags: 'iu' },
);

function titleColumn(table: JsonTable, key: string): Column | null {
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

const PUBLISHED = ruleTable(
  'published-fields',
  [
    {
      id: 'words',
      match: [
        'pub',
        'fabu',
        'fb_?(?:sj|rq)',
        'show',
        'display',
        'release',
        '发布',
        'issue',
        'deliver',
        'online',
        '^save_?time$',
        'infodate',
      ],
      source: 'field names of list APIs: docs/field-notes.md §1.4 to §1.7',
    },
  ],
  { flags: 'iu' },
);
const WRONG_DATE = ruleTable(
  'no-date-fields',
  [
    {
      id: 'words',
      match: [
        'modif',
        'update',
        'edit',
        'expire',
        'end',
        'deadline',
        'limit',
        'due',
        'qixian',
        'jiezhi',
        '期限',
        '时限',
        '截止',
        '交办',
        '办结',
        'index',
        'warehouse',
        'tag',
        'sync',
        'effect',
        'abolish',
        'sign',
        'write',
        'written',
        'cwrq',
        'chengwen',
        'crtime',
        'create',
        'insert',
        'first_',
        'auto',
        'year',
        'month',
        '生效',
        '成文',
        '写',
        '废止',
      ],
      source: 'field names of list APIs: docs/field-notes.md §1.4 to §1.7',
    },
  ],
  { flags: 'iu' },
);

function dateColumn(
  table: JsonTable,
  keys: { readonly key: string; readonly address: string },
  context: JsonContext,
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
