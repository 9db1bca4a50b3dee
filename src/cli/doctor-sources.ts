import { countOff, watchedSources } from '../app/watched-sources.ts';
import { shanghaiDay } from '../base/clock.ts';
import type { Config } from '../config/load-config.ts';
import type { Source } from '../domain/source.ts';
import type { SourceStanding, Tally } from '../domain/source-state.ts';
import { isStoppedStatus } from '../health/alarms.ts';
import {
  adviceFor,
  gapLine,
  givenUpLine,
  reasonWord,
  statusWord,
  truncatedLine,
} from '../health/messages.ts';
import type { StoreForReading } from '../store/open-for-reading.ts';
import { ok, type Check } from './doctor-check.ts';
import { isPlainAddress, storedHttps } from './plain-http.ts';

/** A watched source and how its visits went. */
interface VisitedSource {
  readonly source: Source;
  readonly state: SourceStanding;
}

const SOURCES_NAMED = 8;

const OFFLINE: Check = {
  subject: 'network',
  state: 'note',
  finding: 'No site could be reached at its last visit: this machine seems to be offline.',
  advice: 'Check the network and its DNS; the bot goes on by itself.',
};

/** Sources that stopped for the same reason come together, so that its advice is said once. */
function checkStopped(group: readonly [VisitedSource, ...VisitedSource[]]): Check {
  const { status, reason } = group[0].state;
  const why = reason === null ? '' : `: ${reasonWord(reason, 'en')} (${reason})`;
  const shown = group
    .slice(0, SOURCES_NAMED)
    .map(
      ({ source, state }) => `      ${source.id}  since ${state.since.slice(0, 10)}  ${source.url}`,
    );
  const rest = group.length - shown.length;
  const count = group.length === 1 ? '1 source' : `${group.length} sources`;
  const head = `${count} ${statusWord(status, 'en')}${why}`;
  return {
    subject: 'sources in trouble',
    state: 'note',
    finding: [head, ...shown, ...(rest > 0 ? [`      … and ${rest} more`] : [])].join('\n'),
    advice: `${adviceFor(reason, 'en')} Then: jianbao sources check ${group[0].source.id}`,
  };
}

function checkStoppedSources(stopped: readonly VisitedSource[]): readonly Check[] {
  const groups = Map.groupBy(stopped, ({ state }) => `${state.status} ${state.reason ?? ''}`);
  return [...groups.values()]
    .toSorted((a, b) => b.length - a.length)
    .flatMap(([first, ...others]) =>
      first === undefined ? [] : [checkStopped([first, ...others])],
    );
}

/** Sources that moderators added and the operator has not looked at. */
function checkPending({ sources }: Config): readonly Check[] {
  const ids = sources.filter(({ guildIds }) => guildIds !== undefined).map(({ id }) => id);
  const [first] = ids;
  if (first === undefined) return [];
  return [
    {
      subject: 'pending sources',
      state: 'note',
      finding: `${ids.length} added from chat, each only for the server that added it: ${ids.join(', ')}`,
      advice: `Look at the pages; then: jianbao sources confirm ${first}`,
    },
  ];
}

/** Pages that ended their readers; their sources go on without them. */
function checkGivenUp(visited: readonly VisitedSource[]): readonly Check[] {
  return visited.flatMap(({ source, state: { givenUp = [] } }): readonly Check[] => {
    const [first] = givenUp;
    if (first === undefined) return [];
    return [
      {
        subject: `pages of ${source.id}`,
        state: 'note',
        finding: givenUp.map(givenUpLine).join('\n      '),
        advice: adviceFor(first.reason, 'en'),
      },
    ];
  });
}

/** Lists of which not all was looked at: their end, or what passed between two visits. */
function checkLists(visited: readonly VisitedSource[]): readonly Check[] {
  return visited.flatMap(({ source, state: { truncated, gap } }): readonly Check[] => {
    const lines = [
      ...(truncated === undefined ? [] : [truncatedLine(truncated)]),
      ...(gap === undefined ? [] : [gapLine(gap)]),
    ];
    return lines.map((line) => {
      const [finding = '', advice = ''] = line.split('; ');
      return { subject: `list of ${source.id}`, state: 'note', finding, advice };
    });
  });
}

/** Sources that anybody on the way to them can change or silence. */
async function checkPlainHttp(
  store: StoreForReading,
  sources: readonly Source[],
): Promise<readonly Check[]> {
  const urls = sources.map(({ url }) => url).filter(isPlainAddress);
  if (urls.length === 0) return [];
  const found = await Promise.all(urls.map((url) => storedHttps(store, url)));
  const used = found.filter((https) => https?.works === true).length;
  const without = found.filter((https) => https?.works === false).length;
  const open = urls.length - used - without;
  const count =
    urls.length === 1
      ? '1 source has an http address'
      : `${urls.length} sources have http addresses`;
  const finding = `${count}: ${used} read over https all the same, ${without} without a working https, ${open} not tried yet`;
  if (used === urls.length) return [ok('plain http', finding)];
  const advice =
    'Anybody on the way can change what comes over plain http; cards say so. jianbao sources list names them.';
  return [{ subject: 'plain http', state: 'note', finding, advice }];
}

/** How the rows of all lists ended without a card, and what waits. */
async function checkEnds(
  store: StoreForReading,
  states: readonly SourceStanding[],
): Promise<readonly Check[]> {
  const total = (of: keyof Tally): number =>
    states.reduce((sum, { tally }) => sum + (tally?.[of] ?? 0), 0);
  const waiting = states.reduce((sum, state) => sum + (state.waiting?.unread ?? 0), 0);
  const failing = states.reduce((sum, state) => sum + (state.waiting?.failing ?? 0), 0);
  let refused = 0;
  for await (const { state } of store.outbox.ended()) refused += Number(state.kind === 'failed');
  const old = total('skipped') + total('older');
  const finding = `${waiting} wait to be read (${failing} failed so far); given up: ${total('unreadable')} unreadable, ${total('gone')} gone; ${total('near')} judged irrelevant near the line; ${old} taken as old; ${refused} messages refused by Discord`;
  const isCalm = failing + total('unreadable') + refused + total('walks') === 0;
  if (isCalm) return [ok('letters', finding)];
  return [
    {
      subject: 'letters',
      state: 'note',
      finding,
      advice: 'jianbao entries lists them; entries read ADDRESS and entries resend ID undo an end.',
    },
  ];
}

/** What became of the watched sources, those in trouble by their reasons. */
export async function checkSources(
  config: Config,
  store: StoreForReading,
): Promise<readonly Check[]> {
  const states = await store.sources.all();
  const sources = watchedSources(config, shanghaiDay(new Date()));
  const visited = sources.flatMap((source): readonly VisitedSource[] => {
    const state = states.get(source.id);
    return state === undefined ? [] : [{ source, state }];
  });
  const stopped = visited.filter(({ state }) => isStoppedStatus(state.status));
  const off = countOff(config);
  const all = config.sources.length;
  const years = sources.length === all - off ? '' : ' (yearly columns count once a year)';
  const resting =
    off === 0 ? '' : `, ${off} of the ${all} in config/sources are off (enabled: false)`;
  const summary = `${sources.length} watched${years}${resting}; ${visited.length} visited so far, ${stopped.length} in trouble`;
  const isOffline =
    visited.length > 0 &&
    visited.every(({ state }) => state.reason === 'dns' || state.reason === 'connection');
  return [
    ok('sources', summary),
    ...(isOffline ? [OFFLINE] : []),
    ...checkStoppedSources(stopped),
    ...checkGivenUp(visited),
    ...checkPending(config),
    ...checkLists(visited),
    ...(await checkPlainHttp(store, sources)),
    ...(await checkEnds(
      store,
      visited.map(({ state }) => state),
    )),
  ];
}
