import { differingFigures, stillDiffering } from '../dedupe/differing-figures.ts';
import { canonicalUrl } from '../discover/canonical-url.ts';
import type { Article } from '../domain/article.ts';
import type { Difference, Publication } from '../domain/card.ts';
import type { PageIssue } from '../domain/page.ts';
import type { Standing } from '../domain/standing.ts';
import { standingOf } from '../region/standing.ts';
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
    return withCard({
      ...standingAt(record, found, one),
      ...withText(record, found, STANDING_RANKS.region),
      publications: [...publications, one],
    });
  }
  // A page without a text takes the place of a lower copy, and that copy's text stays.
  const { article, verdict, summary } = { ...found, ...withText(found, record, LAST_GOVERNMENT) };
  const { url: before } = record.article;
  const differs = differenceOf(article, record.article);
  // A text that was another copy's differs there.
  const itsOwn = record.article.textFrom === undefined ? differs : null;
  const replaced =
    before === null
      ? []
      : [publicationOf(record.article, { url: before, agency: null, differs: itsOwn })];
  // What agreed with the copy before differs from this one as that did.
  const others = publications.map(({ differs: known, ...place }) => ({
    ...place,
    ...optional(known === undefined ? differs : stillDiffering(article.body, known)),
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
  if (rankOf(article, record.article) > LAST_GOVERNMENT || article.issues.includes('mirror')) {
    return record;
  }
  return { ...record, withdrawal: { ...withdrawal, stillAt: { agency, url } } };
}

/** Where a copy prints another figure; a copy outside the government's sites is not worth a word on the card. */
function differenceOf(shown: Article, copy: Article): Difference | null {
  if (rankOf(copy, shown) > LAST_GOVERNMENT) return null;
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

/**
 * Who vouches for a copy decides before all else: a forgery replaces nothing, whatever is wrong with the genuine page. Within one
 * standing a page with a text is worth more than one without, and then one that came over https.
 */
function isBetter(one: Article, other: Article): boolean {
  const difference = rankOf(one, other) - rankOf(other, one);
  if (difference !== 0) return difference < 0;
  if (hasText(one) !== hasText(other)) return hasText(one);
  if (isPlain(one) !== isPlain(other)) return isPlain(other);
  return issueWeight(one) < issueWeight(other);
}

/** The best first. */
const STANDING_RANKS: Readonly<Record<Standing, number>> = {
  own: 0,
  region: 1,
  government: 2,
  'user-content': 3,
  outside: 4,
};
const LAST_GOVERNMENT = STANDING_RANKS.government;

/** Who vouches for the page of an article; a page without a text may not say who wrote it, another copy of it does. */
function rankOf(article: Article, other: Article): number {
  const { textFrom: _text, ...page } = article;
  const { agency, region } = article.agency === null ? other : article;
  return STANDING_RANKS[standingOf({ ...page, agency, region }) ?? 'outside'];
}

/** From this weight on a page's text cannot be read, or is a copying site's. */
const UNREADABLE = 10;

/** Whether a page gave a text of its own. */
export function hasText(article: Article): boolean {
  return article.textFrom === undefined && issueWeight(article) < UNREADABLE;
}

function isPlain({ issues }: Article): boolean {
  return issues.includes('plain-http');
}

type Read = Pick<ArticleRecord, 'article' | 'verdict' | 'summary'>;

/**
 * A page without a text of its own with that of a lower copy; its card names where the text is from. Nothing where it has its own,
 * where the copy's is no better vouched for than the one that is shown, or than `last`. What readers have seen stays; a page
 * that they know without a text gets one only from a site of its place: anybody's site can sign for its body.
 */
function withText(page: Read, copy: Read, last: number): Partial<Read> {
  const [shown, other] = [page.article, copy.article];
  const url = other.textFrom ?? other.url;
  if (url === null || shown.isErased === true || hasText(shown)) return {};
  if (other.textFrom === undefined && !hasText(other)) return {};
  const from = standingRank(other, shown);
  const isKept = shown.textFrom !== undefined && standingRank(shown, other) <= from;
  if (from > last || isKept) return {};
  const own = shown.issues.filter((issue) => (ISSUE_WEIGHTS[issue] ?? 0) >= UNREADABLE);
  const { article, verdict, summary } = copy;
  const whole: Article = {
    ...article,
    ...saidBy(shown),
    issues: [...new Set([...own, ...article.issues])],
    textFrom: url,
  };
  return { article: whole, verdict, summary };
}

/** What a page without a text says of its document all the same. */
function saidBy(page: Article): Partial<Article> {
  const { url, title, agency, region, documentNumber, dateWritten, datePublished } = page;
  const known = { agency, region, documentNumber, dateWritten, datePublished };
  return {
    url,
    ...(title === '' ? {} : { title }),
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null)),
  };
}

/** Who vouches for an article's text. */
function standingRank(article: Article, other: Article): number {
  const { agency, region } = article.agency === null ? other : article;
  return STANDING_RANKS[standingOf({ ...article, agency, region }) ?? 'outside'];
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
