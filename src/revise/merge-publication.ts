import { differingFigures } from '../dedupe/differing-figures.ts';
import { canonicalUrl } from '../discover/canonical-url.ts';
import type { Article } from '../domain/article.ts';
import type { Difference, Publication } from '../domain/card.ts';
import type { PageIssue } from '../domain/page.ts';
import type { Standing } from '../domain/standing.ts';
import { judgeStanding } from '../region/standing.ts';
import type { ArticleRecord } from '../store/articles.ts';
import { withCard } from './with-card.ts';

/** The same document, found at another address. */
export interface Republication extends Pick<ArticleRecord, 'article' | 'verdict' | 'summary'> {
  readonly url: string;
  /** Whose site it is, where known. */
  readonly publisher: string | null;
}

/** How much worse an issue makes a copy; a page of a copying site is worse than any agency's. */
const ISSUE_WEIGHTS: Readonly<Partial<Record<PageIssue, number>>> = {
  mirror: 100,
  unreadable: 10,
  unsupported: 10,
  empty: 10,
  'attachment-only': 10,
  truncated: 3,
  'damaged-text': 3,
  traditional: 1,
};

/** Further addresses of a document are not kept. */
const MAX_PUBLICATIONS = 100;

/**
 * A known document with one more address, or null when nothing is new. The better copy represents the
 * document: its address, agency, dates and text replace those of a worse one. The card's revision rises when
 * what a reader sees has changed.
 */
export function mergePublication(
  record: ArticleRecord,
  found: Republication,
): ArticleRecord | null {
  const { publications } = record;
  if (placesOf(record).has(canonicalUrl(found.url))) return null;
  if (!isBetter(found.article, record.article)) {
    if (publications.length >= MAX_PUBLICATIONS) return null;
    const { url, publisher } = found;
    const differs = differenceOf(record.article, found.article);
    const one = publicationOf(found.article, { url, agency: publisher, differs });
    return withCard({ ...standingAt(record, found, one), publications: [...publications, one] });
  }
  const { article, verdict, summary } = found;
  const { url: before } = record.article;
  const differs = differenceOf(article, record.article);
  const replaced =
    before === null ? [] : [publicationOf(record.article, { url: before, agency: null, differs })];
  // What agreed with the copy before differs from this one as that did.
  const others = publications.map(({ differs: known, ...place }) => ({
    ...place,
    ...optional(known === undefined ? differs : differingFigures(article.body, known.theirs)),
  }));
  // Its page is there: what was said of the page before no longer counts.
  const { withdrawal: _gone, ...kept } = record;
  return withCard({
    ...kept,
    article: { ...article, url: article.url ?? found.url },
    verdict,
    summary,
    publications: [...replaced, ...others],
  });
}

/** A document whose page is gone is published again where a government site has it. */
function standingAt(
  record: ArticleRecord,
  { article }: Republication,
  { agency, url }: Publication,
): ArticleRecord {
  const { withdrawal } = record;
  if (withdrawal === undefined || withdrawal.stillAt !== undefined) return record;
  if (rankOf(article) > LAST_GOVERNMENT || article.issues.includes('mirror')) {
    return record;
  }
  return { ...record, withdrawal: { ...withdrawal, stillAt: { agency, url } } };
}

/** Where a copy prints another figure; a copy outside the government's sites is not worth a word on the card. */
function differenceOf(shown: Article, copy: Article): Difference | null {
  if (rankOf(copy) > LAST_GOVERNMENT) return null;
  return differingFigures(shown.body, copy.body);
}

function optional(differs: Difference | null): Pick<Publication, 'differs'> {
  return differs === null ? {} : { differs };
}

/** Every address at which a document is known, each in one spelling. */
export function placesOf({ article, publications }: ArticleRecord): ReadonlySet<string> {
  const urls = [article.url, ...publications.map(({ url }) => url)];
  return new Set(urls.filter((url) => url !== null).map(canonicalUrl));
}

/** Who vouches for a copy decides first: a forgery replaces nothing. */
const STANDING_RANKS: Readonly<Record<Standing, number>> = {
  own: 0,
  region: 1,
  government: 4,
  'user-content': 7,
  outside: 10,
};
/**
 * Added to a copy that came over plain http. It gives way to one of the place's sites that came over https, as it could be changed
 * on the way; to a site elsewhere it does not: such a one can be taken over, and a forgery would silence the agency's own page.
 */
const PLAIN_HTTP = 2;
const LAST_GOVERNMENT = STANDING_RANKS.government + PLAIN_HTTP;
/** A page whose text cannot be read represents nothing, wherever it is. */
const UNREADABLE = 10;

function isBetter(one: Article, other: Article): boolean {
  const [mine, theirs] = [rankOf(one), rankOf(other)];
  const [weight, otherWeight] = [issueWeight(one), issueWeight(other)];
  const isSound = weight < UNREADABLE;
  // Among the government's own sites a page with a text is worth more than one without.
  const areGovernments = Math.max(mine, theirs) <= LAST_GOVERNMENT;
  if (areGovernments && isSound !== otherWeight < UNREADABLE) return isSound;
  return mine === theirs ? weight < otherWeight : mine < theirs;
}

/** Who vouches for the page of an article and how it came, the best first. */
function rankOf({ url, agency, region, issues }: Article): number {
  const rank = STANDING_RANKS[judgeStanding(url, agency, region) ?? 'outside'];
  return issues.includes('plain-http') ? rank + PLAIN_HTTP : rank;
}

function issueWeight({ issues }: Article): number {
  return issues.reduce((sum, issue) => sum + (ISSUE_WEIGHTS[issue] ?? 0), 0);
}

function publicationOf(
  { issues }: Article,
  {
    differs,
    ...place
  }: Pick<Publication, 'agency' | 'url'> & { readonly differs: Difference | null },
): Publication {
  return { ...place, ...(issues.includes('mirror') ? { mirror: true } : {}), ...optional(differs) };
}
