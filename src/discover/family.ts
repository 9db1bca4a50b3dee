import { articleAddress } from '../markup/article-address.ts';

interface FamilySign {
  readonly family: string;
  /** Tested against the page's source text. */
  readonly source?: RegExp;
  /** Tested against the page's own address. */
  readonly address?: RegExp;
}

/** The signs of docs/field-notes.md §1.1, surest first. */
const SIGNS: readonly FamilySign[] = [
  { family: 'gkmlpt', address: /\/gkmlpt(?:\/|$)/iu },
  { family: 'jpaas', source: /jpaas-publish-server|AuthorizedRead\/unitbuild\.js|jpaas-jpolicy/iu },
  { family: 'hanweb', source: /<datastore>|\/jpage\/(?:dataproxy|script)|\/module\/web\/jpage/iu },
  { family: 'hanweb', address: /\/col\/col\d+/iu },
  {
    family: 'vsb',
    source: /_newscontent_fromname|\/system\/resource\/js\/|vsb_content|_showDynClick/iu,
  },
  { family: 'lonsun', source: /\bLs\.pagination|StartLabelHtml_|\/site\/label\/8888/u },
  { family: 'lonsun', address: /\/(?:public|content)\/column\/\d+/iu },
  { family: 'epoint', source: /webBuilderCommon\.js|EWB-FRONT|ewb-/iu },
  { family: 'webplus', source: /_visitcountdisplay|\/_upload\/tpl\/|wp_paging|frag="面板/iu },
  { family: 'jeecms', address: /\.jhtml(?:$|\?)/iu },
  { family: 'gkmlpt', source: /\/gkmlpt\/(?:api|content)/iu },
  { family: 'trs', source: /createPageHTML\s*\(|TRS_(?:Editor|UEDITOR)|trs_(?:editor|paper)/u },
  { family: 'ucap', source: /UCAP-CONTENT|ucapcontent|ucap\./u },
  { family: 'ucap', address: /\/c\d{6}\/\w*list\.shtml/iu },
  { family: 'trs', source: /\bcreatePage\s*\(/u },
];

const MAX_SOURCE = 400_000;

/** Names the page system: by the page's own marks, else by what its rows' addresses look like. */
export function findFamily(
  page: { readonly url: string | null; readonly text: string },
  entryUrls: readonly string[],
): string | null {
  const byEntries = familyOfAddresses(entryUrls);
  const source = page.text.slice(0, MAX_SOURCE);
  const sign = SIGNS.find(
    (one) =>
      (one.address !== undefined && page.url !== null && one.address.test(page.url)) ||
      (one.source?.test(source) ?? false),
  );
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
