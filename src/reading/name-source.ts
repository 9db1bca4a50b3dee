import { plainLine } from '../card/escape-markdown.ts';
import type { Source } from '../domain/source.ts';
import { treeOf } from '../markup/parse-page.ts';
import { findRegion } from '../region/find-region.ts';
import { countHan, truncateText } from '../text/han.ts';
import { hostOf } from '../text/host-of.ts';
import type { OpenPage } from './open-page.ts';

/** The limit of the source schema. */
const MAX_NAME = 80;
/** Printed at the foot of every government page; central bodies begin with `bm`. */
const SITE_CODE = /网站标识码[：:\s]{0,4}(\d{10}|bm\d{8})/iu;
const SEPARATORS = /\s*[-_|–—>»]+\s*/u;

/** `建议提案_澜河市教育局` says the column first; people look for the office. */
function fromTitle(title: string): string {
  const parts = title.split(SEPARATORS).filter((part) => countHan(part) >= 2);
  return [...new Set(parts)].slice(0, 3).toReversed().join(' ');
}

/** A new source's name and region, read from its page; the host's name where the page has none. */
export function nameSource(page: OpenPage): Pick<Source, 'name' | 'regionCode' | 'level'> {
  const host = hostOf(page.url ?? '') ?? '';
  const tree = page.kind === 'html' || page.kind === 'xml' ? treeOf(page) : null;
  const meta = (key: string): string => plainLine(tree?.meta.get(key) ?? '');
  const site = meta('sitename');
  const written = [...new Set([site, meta('columnname')])].filter((part) => countHan(part) >= 2);
  const name =
    written.length === 2 ? written.join(' ') : fromTitle(plainLine(tree?.title ?? '')) || site;
  const siteIdCode = meta('siteidcode') || (SITE_CODE.exec(page.text)?.[1] ?? null);
  const region = findRegion({ siteIdCode, host, agency: site || name });
  const isLocal = region !== null && region.level !== 'national';
  return {
    name: truncateText(name || host, MAX_NAME),
    regionCode: isLocal ? region.code : null,
    level: isLocal ? region.level : 'national',
  };
}
