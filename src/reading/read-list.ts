import { discoverEntries } from '../discover/discover-entries.ts';
import { followUps } from '../discover/follow-ups.ts';
import type { RawPage } from '../domain/page.ts';
import type { Discovery, Source, SourceFormat, SourceSelectors } from '../domain/source.ts';
import { refreshTarget } from '../markup/refresh-target.ts';
import { nameSource } from './name-source.ts';
import { openPage, type OpenPage } from './open-page.ts';

/** How a list is read, beside its bytes. */
export interface ListOptions {
  /** The address by which the bot knows it, fragment included. */
  readonly address: string;
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly today: string;
  readonly selectors?: SourceSelectors | null;
  readonly format?: SourceFormat;
  /** Its name and region are wanted, too: it may become a source. */
  readonly isNamed?: boolean;
}

/** What an answer says as a list page, feed or list API answer. Plain data: it comes from another process. */
export interface ListReading {
  /** The page that an empty one sends its reader to; see `refreshTarget`. */
  readonly forwardTo: string | null;
  readonly discovery: Discovery;
  /** Addresses whose answer may hold the rows that this page lacks. */
  readonly followUps: readonly string[];
  readonly named: Pick<Source, 'name' | 'regionCode' | 'level'> | null;
}

/** Finds the rows of an answer, and where else they may be. */
export async function readList(raw: RawPage, options: ListOptions): Promise<ListReading> {
  const { address, today, selectors = null, format = 'auto', isNamed = false } = options;
  const opened = openPage(raw);
  const page = withFragment(opened, address);
  const discovery = await discoverEntries(page, { today, selectors, format });
  return {
    forwardTo: refreshTarget(opened),
    discovery,
    followUps: discovery.state === 'list' ? [] : followUps(page),
    named: isNamed ? nameSource(opened) : null,
  };
}

/** No server sees the fragment, but some systems (gkmlpt) keep the column's number there. */
function withFragment(page: OpenPage, requested: string): OpenPage {
  const hash = URL.parse(requested)?.hash ?? '';
  return page.url === null || page.url.includes('#') ? page : { ...page, url: page.url + hash };
}
