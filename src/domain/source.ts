import type { WithAudience } from './audience.ts';
import type { NoPage } from './page.ts';

/** How a source's answer is read; `auto` lets the bytes decide. */
export type SourceFormat = 'auto' | 'html' | 'feed' | 'json';

/** An operator's overrides for one list page. Row detection works without them. */
export interface SourceSelectors {
  /** One element per row. */
  readonly row: string;
  /** The link inside a row; default `a`. */
  readonly link?: string;
  /** The date inside a row. */
  readonly date?: string;
}

/**
 * A list page or feed that the bot watches, as `config/sources/*.yaml` says. It is for some servers only while it was
 * added from chat there and not yet confirmed by the operator.
 */
export interface Source extends WithAudience {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly format: SourceFormat;
  /** GB/T 2260 code of the region of the source's agency; null for central bodies. */
  readonly regionCode: string | null;
  readonly level: RegionLevel;
  readonly agency: string | null;
  /** The page system, where known: `trs`, `hanweb`, `jpaas`, `gkmlpt`, `ucap`, `vsb`, `lonsun`, `epoint`, … */
  readonly family: string | null;
  readonly group: 'reply' | 'notice';
  readonly enabled: boolean;
  /** The day on which this address was last seen to answer with a list, or `never`. */
  readonly confirmed: string;
  readonly selectors: SourceSelectors | null;
  /** Address of one year's sub-column, with `{year}` in it; the config room expands it. */
  readonly yearly?: string;
  /** On an expanded source: last year's id. Once that one was visited, this one's first rows are new replies. */
  readonly predecessorId?: string;
  /** What an operator should know: the evidence for the address, known failures. */
  readonly note?: string;
}

/** From the whole country down to a county. */
export type RegionLevel = 'national' | 'province' | 'city' | 'county';

/** A division of GB/T 2260. `code` has six digits; national is `000000`. */
export interface Region {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  /** The city or province around a county, as many counties share their names; absent for all others. */
  readonly within?: string;
}

/** One link on a source's list. */
export interface Entry {
  readonly url: string;
  readonly title: string;
  /** `YYYY-MM-DD` as the list gives it, or null. */
  readonly date: string | null;
}

/** Why an answer gives no rows; `detail` is one article, `empty-answer` no text at all. */
export type NoRows = NoPage | 'no-rows' | 'detail' | 'empty-answer' | 'unsupported';

/** What a list page, feed or list API answer turned out to be. */
export interface Discovery {
  readonly state: 'list' | 'empty' | 'blocked' | 'no-list';
  readonly family: string | null;
  /** 0 to 1. */
  readonly confidence: number;
  readonly entries: readonly Entry[];
  /** Rows beyond the cap, which are not among the entries. */
  readonly truncated: number;
  readonly nextPage: string | null;
  /** Null for a list. */
  readonly reason: NoRows | null;
  /** Identifies the layout of the rows, so that a redesign is noticed; null when there are none. */
  readonly layout: string | null;
}
