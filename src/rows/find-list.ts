import { ReaderError } from '../domain/errors.ts';
import type { FetchFailure, FetchOutcome, FetchPage, Validators } from '../domain/fetch.ts';
import type { Discovery, Source } from '../domain/source.ts';
import type { ListReading } from '../reading/read-list.ts';
import type { Reader } from '../reading/reader.ts';
import { cutFailure } from '../revise/read-article.ts';
import { readThroughRefresh } from '../revise/read-through-refresh.ts';

/** The answer of a source's address, and the rows where it was a page. */
export interface FoundList {
  readonly outcome: FetchOutcome;
  readonly discovery: Discovery | null;
  /** The name and region that its page says, where they were wanted. */
  readonly named: ListReading['named'];
}

/** How many addresses a page without rows may lead to that are tried. */
const FOLLOW_UPS_TRIED = 2;

/** Where rows are looked for. */
export interface ListRequest {
  readonly source: Source;
  readonly url: string;
  readonly validators: Validators | null;
  readonly today: string;
  readonly isNamed?: boolean;
  /** An answer that was cut is read all the same: this address gives no other. */
  readonly takesCut?: boolean;
}

/** What finding a list needs. */
export interface ListDeps {
  readonly fetchPage: FetchPage;
  readonly reader: Pick<Reader, 'readList'>;
}

/**
 * Fetches a list and finds its rows; where the rows come from a second address, that is fetched too. A list that
 * could not be read within the limits is a failure like one that could not be fetched.
 */
export async function findList(deps: ListDeps, request: ListRequest): Promise<FoundList> {
  try {
    return await lookForRows(deps, request);
  } catch (error) {
    if (!(error instanceof ReaderError)) throw error;
    return { outcome: readFailure(error), discovery: null, named: null };
  }
}

/** What became of an answer that its reader did not survive. */
export function readFailure({ reason, message }: ReaderError): FetchFailure {
  return { kind: 'failure', reason, detail: message, status: null, retryAfterMs: null };
}

async function lookForRows(
  { fetchPage, reader }: ListDeps,
  { source, url, validators, today, isNamed = false, takesCut = false }: ListRequest,
): Promise<FoundList> {
  const { selectors, format } = source;
  const options = { address: url, today, selectors, format };
  const outcome = await readThroughRefresh(fetchPage, {
    url,
    options: { validators },
    read: (raw) => reader.readList(raw, { ...options, isNamed }),
  });
  if (outcome.kind !== 'page') return { outcome, discovery: null, named: null };
  if (outcome.raw.isCut === true && !takesCut) {
    return { outcome: cutFailure(outcome.status), discovery: null, named: null };
  }
  const { discovery, followUps, named } = outcome.reading;
  if (discovery.state === 'list' || discovery.state === 'blocked') {
    return { outcome, discovery, named };
  }
  for (const address of followUps.slice(0, FOLLOW_UPS_TRIED)) {
    const answer = await fetchPage(address, { referer: url });
    if (answer.kind !== 'page' || (answer.raw.isCut === true && !takesCut)) continue;
    const { discovery: found } = await reader.readList(answer.raw, { ...options, address });
    // That the shell did not change says nothing about its rows: the next visit must request all of it again.
    const whole = { ...outcome, validators: { etag: null, lastModified: null } };
    if (found.state === 'list') return { outcome: whole, discovery: found, named };
  }
  return { outcome, discovery, named };
}
