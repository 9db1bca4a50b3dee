import { shanghaiDay } from '../base/clock.ts';
import { documentTraits } from '../dedupe/document-traits.ts';
import {
  nameOneProposal,
  contradicts,
  isSameDocument,
  isSameErased,
} from '../dedupe/same-document.ts';
import { isBand } from '../dedupe/fingerprint.ts';
import { canonicalUrl } from '../discover/canonical-url.ts';
import type { Article } from '../domain/article.ts';
import { ReaderError, StoreError } from '../domain/errors.ts';
import type { Validators } from '../domain/fetch.ts';
import type { PageIssue } from '../domain/page.ts';
import type { Kept } from '../privacy/kept-article.ts';
import type { PageOptions, Reading } from '../reading/read-page.ts';
import type { ArticleRecord } from '../store/articles.ts';
import { bareText } from '../text/han.ts';
import { hasToWait, isGone } from './failure-scope.ts';
import { INCOMPLETE } from './incomplete.ts';
import type { ReviseDeps } from './revise-deps.ts';
import { type ArticleReading, withDocuments } from './read-article.ts';
import { readThroughRefresh } from './read-through-refresh.ts';

/** The same document, as it was read at one of its addresses. */
export type ReadAgain = Kept & Pick<Reading, 'identity' | 'summary'>;

/** What one look at an address showed of a document. */
export type Look =
  /** The server says that nothing changed. */
  | { readonly kind: 'same' }
  | { readonly kind: 'read'; readonly found: ReadAgain; readonly validators: Validators }
  | { readonly kind: 'gone' }
  /** The page says that the document was taken back. */
  | { readonly kind: 'withdrawn' }
  /** Nothing follows from it. */
  | { readonly kind: 'unsure'; readonly reason: string }
  /** The host must be left alone now. */
  | { readonly kind: 'waits'; readonly reason: string };

/** What makes a reading worth less than one without it. */
const WORSE: readonly PageIssue[] = ['mirror', ...INCOMPLETE];
/** Characters of a text that was hardly read: the document is known by its title and its place. */
const HARDLY_READ = 60;
/** An address that says of itself that it is none. */
const NOT_FOUND_ADDRESS =
  /(?:^|[/_-])(?:404|not-?found|page-?404|error-?404)(?:\.[a-z]{2,5})?\/?$/iu;

/** Where and how to look. */
export interface LookOptions {
  readonly url: string;
  /** Null requests the page in full. */
  readonly validators: Validators | null;
}

/** Requests an address of a known document and says what is there now. What fails unexpectedly is reported and tells nothing. */
export async function lookAgain(
  deps: ReviseDeps,
  record: ArticleRecord,
  options: LookOptions,
): Promise<Look> {
  try {
    return await look(deps, record, options);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    if (error instanceof ReaderError) {
      const { reason } = error;
      return { kind: hasToWait(reason) ? 'waits' : 'unsure', reason };
    }
    deps.onBug({ url: options.url, title: record.card.title, date: null }, error);
    return { kind: 'unsure', reason: 'bug' };
  }
}

async function look(
  deps: ReviseDeps,
  record: ArticleRecord,
  { url, validators }: LookOptions,
): Promise<Look> {
  const { article } = record;
  const fetchPage: ReviseDeps['fetchPage'] = (address, request) =>
    deps.fetchPage(address, { ...request, isReread: true });
  const options: PageOptions = {
    address: url,
    hints: {
      today: shanghaiDay(deps.now()),
      entryTitle: article.title,
      entryDate: article.datePublished,
      sourceAgency: article.agency,
      sourceRegionCode: article.region?.code ?? null,
    },
  };
  const answer = await readThroughRefresh(fetchPage, {
    url,
    options: { validators },
    read: (raw) => deps.reader.readPage(raw, options),
  });
  if (answer.kind === 'failure') {
    const { reason } = answer;
    if (isGone(reason)) return { kind: 'gone' };
    return { kind: hasToWait(reason) ? 'waits' : 'unsure', reason };
  }
  if (answer.kind === 'not-modified') {
    return validators === null ? { kind: 'unsure', reason: 'unasked-304' } : { kind: 'same' };
  }
  if (answer.raw.isCut === true) return { kind: 'unsure', reason: 'cut' };
  const reading = await withDocuments({ ...deps, fetchPage }, answer.reading, options);
  if (reading.documentFailure !== null) {
    const { reason } = reading.documentFailure;
    return { kind: hasToWait(reason) ? 'waits' : 'unsure', reason };
  }
  const landed = answer.raw.url ?? url;
  return judge(deps, record, { reading, url, landed, validators: answer.validators });
}

async function judge(
  deps: ReviseDeps,
  record: ArticleRecord,
  answer: {
    readonly reading: ArticleReading;
    readonly url: string;
    readonly landed: string;
    readonly validators: Validators;
  },
): Promise<Look> {
  const { reading, url, landed, validators } = answer;
  const { issues, title } = reading.article;
  const { kept, summary, identity } = reading;
  const isTaken = reading.withdrawal !== null;
  if (isTaken && (title === '' || isTitledAs(reading.article, record.article))) {
    return { kind: 'withdrawn' };
  }
  // With `unreadable` beside it, the word is a guess.
  if (issues.includes('soft-404') && !issues.includes('unreadable')) return { kind: 'gone' };
  const isDocument = kept !== null && reading.answer === 'document';
  if (isDocument && (await isStillIt(deps, record, { ...kept, identity }))) {
    const worse = isErased(record) ? undefined : worseIn(kept.article, record.article);
    if (worse !== undefined) return { kind: 'unsure', reason: worse };
    return { kind: 'read', found: { ...kept, summary, identity }, validators };
  }
  if (isSentAway(url, landed)) return { kind: 'gone' };
  const [issue = 'another-page'] = issues;
  return { kind: 'unsure', reason: issue };
}

function isErased({ article }: ArticleRecord): boolean {
  return article.isErased === true;
}

/**
 * An issue that the reading has and the known one has not; advertising is never let in. A text that was read over https is not
 * corrected by one that anybody on the way may have changed.
 */
export function worseIn(found: Article, known: Article): PageIssue | undefined {
  if (found.issues.includes('injected')) return 'injected';
  const isNew = (issue: PageIssue): boolean =>
    found.issues.includes(issue) && !known.issues.includes(issue);
  if (known.body !== '' && isNew('plain-http')) return 'plain-http';
  return WORSE.find(isNew);
}

/** Whether what was read is the document that was posted. */
async function isStillIt(
  { store }: ReviseDeps,
  { articleId, article: known }: ArticleRecord,
  { article, identity }: { readonly article: Article; readonly identity: Reading['identity'] },
): Promise<boolean> {
  const [found, before] = [documentTraits(article), documentTraits(known)];
  const keys = await store.identities.lookup([...identity.keys, ...identity.bands]);
  const shared = [...keys].filter(([, ids]) => ids.includes(articleId)).map(([key]) => key);
  const strong = shared.some((key) => identity.keys.includes(key));
  if (known.isErased === true) {
    return isSameErased(found, before, { strong, bands: shared.filter(isBand).length });
  }
  if (before.text.length < HARDLY_READ) {
    return isOneTitle(article.title, known.title) && !contradicts(found, before);
  }
  return isSameDocument(found, before, strong);
}

/** Titles that say the same, or one of which is the beginning of the other; 更正 may be added. */
function isOneTitle(one: string, other: string): boolean {
  const [a, b] = [one, other].map((title) => bareText(title).replaceAll(/更正|修订|更新/gu, ''));
  if (a === undefined || b === undefined || a === '' || b === '') return false;
  return a.includes(b) || b.includes(a);
}

/** Whether a page is headed as a document was; a site may have written the title anew, but for the proposal that it names. */
function isTitledAs(found: Article, known: Article): boolean {
  if (isOneTitle(found.title, known.title)) return true;
  return nameOneProposal(documentTraits(found), documentTraits(known));
}

/** Whether a request ended on a folder that the page was in, the site's front page above all, or on an address that says 404. */
function isSentAway(from: string, to: string): boolean {
  const [start, end] = [URL.parse(canonicalUrl(from)), URL.parse(canonicalUrl(to))];
  if (start === null || end === null || start.href === end.href) return false;
  if (NOT_FOUND_ADDRESS.test(end.pathname)) return true;
  if (end.search !== '') return false;
  const folder = end.pathname.endsWith('/') ? end.pathname : `${end.pathname}/`;
  return end.pathname === '/' || (start.host === end.host && start.pathname.startsWith(folder));
}
