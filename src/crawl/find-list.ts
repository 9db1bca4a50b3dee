import { discoverEntries } from '../discover/discover-entries.ts';
import { followUps } from '../discover/follow-ups.ts';
import type { FetchOutcome, FetchPage, Validators } from '../domain/fetch.ts';
import type { Discovery, Source } from '../domain/source.ts';
import { fetchThroughRefresh, openPage, type OpenPage } from './fetch-through-refresh.ts';

/** The answer of a source's address, and the rows where it was a page. */
export interface FoundList {
  readonly outcome: FetchOutcome;
  readonly discovery: Discovery | null;
}

/** How many addresses a page without rows may lead to that are tried. */
const FOLLOW_UPS_TRIED = 2;

/** Where rows are looked for. */
export interface ListRequest {
  readonly source: Source;
  readonly url: string;
  readonly validators: Validators | null;
  readonly today: string;
}

/** No server sees the fragment, but some systems (gkmlpt) keep the column's number there. */
function withFragment(page: OpenPage, requested: string): OpenPage {
  const hash = URL.parse(requested)?.hash ?? '';
  return page.url === null || page.url.includes('#') ? page : { ...page, url: page.url + hash };
}

/** Fetches a list and finds its rows; where the rows come from a second address, that is fetched too. */
export async function findList(fetchPage: FetchPage, request: ListRequest): Promise<FoundList> {
  const { source, url, validators, today } = request;
  const options = { today, selectors: source.selectors, format: source.format };
  const outcome = await fetchThroughRefresh(fetchPage, url, { validators });
  if (outcome.kind !== 'page') return { outcome, discovery: null };
  const page = withFragment(outcome.page, url);
  const discovery = await discoverEntries(page, options);
  if (discovery.state === 'list' || discovery.state === 'blocked') return { outcome, discovery };

  for (const address of followUps(page).slice(0, FOLLOW_UPS_TRIED)) {
    const answer = await fetchPage(address, { referer: url });
    if (answer.kind !== 'page') continue;
    const found = await discoverEntries(openPage(answer.raw), options);
    // That the shell did not change says nothing about its rows: the next visit must request all of it again.
    const whole = { ...outcome, validators: { etag: null, lastModified: null } };
    if (found.state === 'list') return { outcome: whole, discovery: found };
  }
  return { outcome, discovery };
}
