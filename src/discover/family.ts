import { articleAddress } from '../markup/article-address.ts';
import { type Rule, ruleTable } from '../text/rule-table.ts';

/** A sign of a page system. */
interface FamilySign extends Rule {
  readonly family: string;
  /** Whether it is looked for in the page's own address, and not in its source. */
  readonly inAddress: boolean;
}

/** The signs of docs/field-notes.md §1.1, surest first. */
const SIGNS = ruleTable<FamilySign>(
  'page-systems',
  [
    {
      id: 'gkmlpt-address',
      family: 'gkmlpt',
      inAddress: true,
      match: ['/gkmlpt(?:/|$)'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'jpaas',
      family: 'jpaas',
      inAddress: false,
      match: ['jpaas-publish-server', 'AuthorizedRead/unitbuild\\.js', 'jpaas-jpolicy'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'hanweb',
      family: 'hanweb',
      inAddress: false,
      match: ['<datastore>', '/jpage/(?:dataproxy|script)', '/module/web/jpage'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'hanweb-address',
      family: 'hanweb',
      inAddress: true,
      match: ['/col/col\\d+'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'vsb',
      family: 'vsb',
      inAddress: false,
      match: ['_newscontent_fromname', '/system/resource/js/', 'vsb_content', '_showDynClick'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'lonsun',
      family: 'lonsun',
      inAddress: false,
      match: ['\\bLs\\.pagination', 'StartLabelHtml_', '/site/label/8888'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'lonsun-address',
      family: 'lonsun',
      inAddress: true,
      match: ['/(?:public|content)/column/\\d+'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'epoint',
      family: 'epoint',
      inAddress: false,
      match: ['webBuilderCommon\\.js', 'EWB-FRONT', 'ewb-'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'webplus',
      family: 'webplus',
      inAddress: false,
      match: ['_visitcountdisplay', '/_upload/tpl/', 'wp_paging', 'frag="面板'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'jeecms-address',
      family: 'jeecms',
      inAddress: true,
      match: ['\\.jhtml(?:$|\\?)'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'gkmlpt',
      family: 'gkmlpt',
      inAddress: false,
      match: ['/gkmlpt/(?:api|content)'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'trs',
      family: 'trs',
      inAddress: false,
      match: ['createPageHTML\\s*\\(', 'TRS_(?:Editor|UEDITOR)', 'trs_(?:editor|paper)'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'ucap',
      family: 'ucap',
      inAddress: false,
      match: ['UCAP-CONTENT', 'ucapcontent', 'ucap\\.'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'ucap-address',
      family: 'ucap',
      inAddress: true,
      match: ['/c\\d{6}/\\w*list\\.shtml'],
      source: 'docs/field-notes.md §1.1',
    },
    {
      id: 'trs-2',
      family: 'trs',
      inAddress: false,
      match: ['\\bcreatePage\\s*\\('],
      source: 'docs/field-notes.md §1.1',
    },
  ],
  { flags: 'iu' },
);

const MAX_SOURCE = 400_000;

/** Names the page system: by the page's own marks, else by what its rows' addresses look like. */
export function findFamily(
  page: { readonly url: string | null; readonly text: string },
  entryUrls: readonly string[],
): string | null {
  const byEntries = familyOfAddresses(entryUrls);
  const source = page.text.slice(0, MAX_SOURCE);
  const sign = SIGNS.patterns().find(({ row, pattern }) =>
    pattern.test(row.inAddress ? (page.url ?? '') : source),
  )?.row;
  // A plain pager call is weaker evidence than the addresses of most rows.
  if (
    sign === undefined ||
    (byEntries !== null && (sign.family === 'trs' || sign.family === 'ucap'))
  ) {
    return byEntries ?? sign?.family ?? null;
  }
  return sign.family;
}

function familyOfAddresses(urls: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const url of urls) {
    const family = articleAddress(url)?.family;
    if (family !== null && family !== undefined) counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  const best = [...counts].toSorted((a, b) => b[1] - a[1])[0];
  return best !== undefined && best[1] * 2 >= urls.length ? best[0] : null;
}
