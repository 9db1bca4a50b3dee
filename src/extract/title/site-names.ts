import { bareText } from '../../text/han.ts';
import type { PageBlocks } from '../../markup/blocks.ts';

/** Meta elements that name the site. */
export const SITE_META = ['sitename', 'sitedomain', 'og:site_name'];
/** Meta elements that name the column. */
export const COLUMN_META = ['columnname', 'columntype'];
const SEPARATOR = /\s*(?:[_|｜»>]|\s[-–—·]{1,2}\s|-{2,}|[-–—](?=[^-–—]{2,30}$))\s*/u;

/** The names that some meta elements give, without punctuation. */
export function namesIn(tree: PageBlocks, fields: readonly string[]): ReadonlySet<string> {
  const names = fields.map((name) => bareText(tree.meta.get(name) ?? ''));
  return new Set(names.filter((name) => name !== ''));
}

/** Cuts the site's and the column's names off `<title>`. */
export function stripSite(documentTitle: string, names: ReadonlySet<string>): string {
  if (documentTitle === '') return '';
  let parts = documentTitle
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const isName = (part: string): boolean => names.has(bareText(part)) || isSiteName(part);
  while (parts.length > 1 && isName(parts.at(-1) ?? '')) parts = parts.slice(0, -1);
  while (parts.length > 1 && isName(parts[0] ?? '')) parts = parts.slice(1);
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a), '');
  return dropLeadingNames(parts.length > 1 ? longest : (parts[0] ?? ''), names);
}

function dropLeadingNames(title: string, names: ReadonlySet<string>): string {
  const words = title.split(' ');
  while (words.length > 1 && names.has(bareText(words[0] ?? ''))) words.shift();
  return words.join(' ');
}

function isSiteName(part: string): boolean {
  return (
    part.length <= 30 &&
    /(?:网|网站|人民政府|政府|委员会|办公室|办公厅|局|厅|部|委|大学|学院|中心|频道|栏目|首页|公开|动态|新闻|公告)$/u.test(
      part.slice(-4),
    ) &&
    !/关于|答复|通知|提案/u.test(part)
  );
}
