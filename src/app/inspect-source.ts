import type { Config } from '../config/load-config.ts';
import { suggestSourceId } from '../config/suggest-source-id.ts';
import { findList, type FoundList, type ListDeps } from '../rows/find-list.ts';
import { canonicalUrl } from '../discover/canonical-url.ts';
import type {
  SourceProposal,
  SourceInspection,
  RefusalReason,
} from '../domain/source-inspection.ts';
import { isFor } from '../domain/audience.ts';
import type { Entry, Source } from '../domain/source.ts';
import { checkAddress } from '../fetch/check-address.ts';

export interface InspectionDeps extends ListDeps {
  readonly politeness: Pick<Config['politeness'], 'allowedHosts' | 'allowLoopback'>;
  /** Every source of the catalogue, watched or not. */
  readonly known: readonly Source[];
  readonly today: string;
  /** The server that wants to add it, to which other servers' own sources are unknown; the operator where left out. */
  readonly guildId?: string;
}

const SHOWN_ROWS = 5;
const NO_ROWS = {
  rows: 0,
  newest: null,
  newestEntries: [],
  family: null,
  confidence: 0,
  nextPage: null,
} as const;

/** The newest rows first; lists pin old ones to the top. Days in the future do not count. */
function newestFirst(entries: readonly Entry[], today: string): readonly Entry[] {
  const dayOf = ({ date }: Entry): string => (date === null || date > today ? '' : date);
  return entries.toSorted((a, b) => dayOf(b).localeCompare(dayOf(a)));
}

/** What a visit showed, for people to read. */
export function describeInspection(
  { outcome, discovery }: FoundList,
  today: string,
): SourceInspection {
  if (outcome.kind === 'failure') {
    return { ...NO_ROWS, state: 'failure', reason: outcome.reason, detail: outcome.detail };
  }
  if (discovery === null) return { ...NO_ROWS, state: 'empty', reason: outcome.kind, detail: null };
  const { reason, entries, family, confidence, nextPage } = discovery;
  const state = discovery.state === 'list' && entries.length === 0 ? 'empty' : discovery.state;
  const newestEntries = newestFirst(entries, today).slice(0, SHOWN_ROWS);
  return {
    state,
    reason,
    detail: null,
    rows: entries.length,
    newest: newestEntries[0]?.date ?? null,
    newestEntries,
    family,
    confidence,
    nextPage,
  };
}

function refuse(reason: RefusalReason, detail: string): SourceProposal {
  return { inspection: { ...NO_ROWS, state: 'refused', reason, detail }, source: null };
}

/** One spelling for one column; a number in the fragment is part of the address (gkmlpt). */
function identityOf(url: string): string {
  return `${canonicalUrl(url)}${/#\d+$/u.exec(url)?.[0] ?? ''}`;
}

/** The source that watches this address already, under whatever spelling. */
export function findKnown(known: readonly Source[], url: string): Source | null {
  const identity = identityOf(url);
  return known.find((source) => identityOf(source.url) === identity) ?? null;
}

/** Chat clients wrap an address in `<…>` to keep it from being unfolded. */
function unwrap(address: string): string {
  return address.trim().replace(/^<([^<>]*)>$/u, '$1');
}

function draftSource(url: string, known: readonly Source[]): Source {
  const taken = known.map(({ id }) => id);
  return {
    id: suggestSourceId(url, taken),
    name: new URL(url).hostname,
    url,
    format: 'auto',
    regionCode: null,
    level: 'national',
    agency: null,
    family: null,
    group: 'reply',
    enabled: true,
    confirmed: 'never',
    selectors: null,
  };
}

/** Visits an address once and proposes a source. Nothing is saved. */
export async function inspectSource(
  deps: InspectionDeps,
  address: string,
): Promise<SourceProposal> {
  const { known, today, guildId } = deps;
  const shown = guildId === undefined ? known : known.filter((one) => isFor(one, guildId));
  const text = unwrap(address);
  const check = checkAddress(text, deps.politeness);
  if (check.kind === 'refused') {
    return refuse(check.why === 'host' ? 'host-not-allowed' : 'refused-address', check.detail);
  }
  // With its fragment, where some systems keep the column's number.
  const { href: url, hash } = new URL(text);
  const twin = findKnown(shown, url);
  if (twin !== null) return refuse('already-watched', twin.name);

  const draft = draftSource(url, known);
  const found = await findList(deps, {
    source: draft,
    url,
    validators: null,
    today,
    isNamed: true,
  });
  const inspection = describeInspection(found, today);
  const { outcome } = found;
  if (inspection.state !== 'list' || outcome.kind !== 'page') return { inspection, source: null };
  const lastUrl = outcome.movedTo === null ? url : `${outcome.movedTo}${hash}`;
  const lastTwin = findKnown(shown, lastUrl);
  if (lastTwin !== null) return refuse('already-watched', lastTwin.name);
  const source: Source = {
    ...draftSource(lastUrl, known),
    ...found.named,
    family: inspection.family,
    confirmed: today,
  };
  return { inspection, source };
}
