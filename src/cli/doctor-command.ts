import { join } from 'node:path';

import type { Config } from '../config/load-config.ts';
import { PLACEHOLDER_CONTACT } from '../config/bot-schema.ts';
import { inspectDiscord, inviteLink } from '../discord/inspect-discord.ts';
import { ConfigError, StoreError, TokenError } from '../domain/errors.ts';
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
import { loadTally } from '../revise/reread-due.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { withoutPassword } from '../backends/store-address.ts';
import { countOff, watchedSources } from '../app/watched-sources.ts';
import { shanghaiDay } from '../base/clock.ts';
import { openPaths } from './check-modes.ts';
import { openConfig } from './open-tools.ts';
import { isPlainAddress, storedHttps } from './plain-http.ts';

/** One thing that was looked at. `advice` says what to do; null when there is nothing to do. */
interface Check {
  readonly subject: string;
  readonly state: 'ok' | 'note' | 'fault';
  readonly finding: string;
  readonly advice: string | null;
}

const MARKS = { ok: '✓', note: '·', fault: '✗' } as const;

function ok(subject: string, finding: string): Check {
  return { subject, state: 'ok', finding, advice: null };
}

function checkRuntime(): Check {
  const major = Number(process.versions.node.split('.', 1)[0]);
  if (major >= 24) return ok('node', `Node ${process.versions.node}`);
  return {
    subject: 'node',
    state: 'fault',
    finding: `Node ${process.versions.node} is too old.`,
    advice:
      'Run through npm (npm start) or npx jianbao, which take the Node that npm ci brought; where there is none, install Node 24 or newer.',
  };
}

function checkContact(config: Config): Check {
  if (config.politeness.contact !== PLACEHOLDER_CONTACT) {
    return ok('contact', config.politeness.contact);
  }
  return {
    subject: 'contact',
    state: 'note',
    finding: 'The User-Agent carries a placeholder instead of your address.',
    advice:
      'Set politeness.contact in bot.yaml to an e-mail or page of yours before you visit real sites.',
  };
}

async function checkToken(config: Config): Promise<Check> {
  const { token, apiUrl } = config.discord;
  if (token === null) {
    return {
      subject: 'token',
      state: 'note',
      finding: 'There is no DISCORD_TOKEN: cards go to the local preview.',
      advice:
        'Create an application at https://discord.com/developers/applications, copy the bot’s token into .env as DISCORD_TOKEN=….',
    };
  }
  try {
    const id = await inspectDiscord({ token, apiUrl }).ownId();
    return ok('token', `accepted; invite the bot with ${inviteLink(id)}`);
  } catch (error) {
    const isRefused = error instanceof TokenError;
    return {
      subject: 'token',
      state: 'fault',
      finding: isRefused
        ? 'Discord refused the token.'
        : `Discord was not reached: ${String(error)}`,
      advice: isRefused
        ? 'Reset the token on the Bot page of the developer portal and put the new one into .env.'
        : 'Check the network; behind a proxy the bot needs a way to discord.com.',
    };
  }
}

async function checkChannels(config: Config, store: Store): Promise<readonly Check[]> {
  const subscriptions = await store.subscriptions.all();
  const { token, apiUrl } = config.discord;
  if (subscriptions.length === 0) return [ok('subscriptions', 'none yet; /subscribe makes one')];
  const inspector = token === null ? null : inspectDiscord({ token, apiUrl });
  const checks: Check[] = [];
  for (const { channelId, paused } of subscriptions) {
    const subject = `channel ${channelId}`;
    try {
      await inspector?.checkChannel(channelId);
      const finding =
        paused === null ? 'subscribed' : `paused: ${paused.reason} since ${paused.since}`;
      const advice =
        paused === null
          ? null
          : 'Give the bot View Channel, Send Messages and Embed Links there; it resumes by itself.';
      checks.push({ subject, state: paused === null ? 'ok' : 'fault', finding, advice });
    } catch (error) {
      checks.push({
        subject,
        state: 'fault',
        finding: String(error),
        advice: 'Let the bot see the channel again, or /unsubscribe there.',
      });
    }
  }
  return checks;
}

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
async function checkPlainHttp(store: Store, sources: readonly Source[]): Promise<readonly Check[]> {
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
  store: Store,
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

async function checkSources(config: Config, store: Store): Promise<readonly Check[]> {
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

/** Posted letters whose pages are read again, and what that brought. */
async function checkRereads({ corrections }: Config, store: Store): Promise<Check> {
  if (corrections.rereadDays.length === 0) {
    const finding = 'switched off (corrections.rereadDays is empty)';
    return { subject: 'corrections', state: 'note', finding, advice: null };
  }
  const waiting = (await store.rereads.all()).filter(({ endedAt }) => endedAt === undefined);
  const now = new Date().toISOString();
  const due = waiting.filter(({ dueAt }) => dueAt <= now).length;
  const left = `${waiting.length} letters are still looked at again, ${due} of them now`;
  const tally = await loadTally({ store });
  if (tally === null) return ok('corrections', left);
  const { since, reread, corrected, withdrawn, restored } = tally;
  const done = `${reread} pages read again since ${since.slice(0, 10)}: ${corrected} corrected, ${withdrawn} withdrawn, ${restored} restored`;
  return ok('corrections', `${done}; ${left}`);
}

function checkModes(config: Config): readonly Check[] {
  const open = openPaths(config.store.url, join(process.cwd(), '.env'));
  if (open.length === 0) return [ok('privacy', 'nobody else on this machine can read the files')];
  return open.map(({ path, mode, command }) => ({
    subject: 'privacy',
    state: 'note',
    finding: `${path} can be read by others on this machine (mode ${mode}).`,
    advice: command,
  }));
}

/** What the store is kept in, and what of it may be lost. */
async function checkDurability(config: Config, store: Store): Promise<readonly Check[]> {
  const { server, latencyMs, durability, risks } = await store.describe();
  const where = withoutPassword(config.store.url);
  const finding = `${where}, ${server}; a write takes ${latencyMs.toFixed(1)} ms; ${durability}`;
  return [
    ok('store', finding),
    ...risks.map((risk): Check => {
      const [told = '', advice = null] = risk.split(/(?<=\.) (?=[^.]+\.$)/u);
      return { subject: 'store', state: 'note', finding: told, advice };
    }),
  ];
}

async function checkStore(config: Config): Promise<readonly Check[]> {
  let store: Store;
  try {
    store = await openStore(config.store.url);
  } catch (error) {
    if (!(error instanceof StoreError || error instanceof ConfigError)) throw error;
    const isRunning = error instanceof StoreError && error.isInUse;
    return [
      {
        subject: 'store',
        state: isRunning ? 'note' : 'fault',
        finding: error.message,
        advice: isRunning
          ? 'Nothing, if that is your running bot; stop it to check channels and sources too.'
          : 'Do what it says; of a file, look that its folder exists and can be written.',
      },
    ];
  }
  try {
    return [
      ...(await checkDurability(config, store)),
      ...(await checkChannels(config, store)),
      ...(await checkSources(config, store)),
      await checkRereads(config, store),
    ];
  } finally {
    await store.close();
  }
}

async function examine(): Promise<readonly Check[]> {
  let config: Config;
  try {
    config = openConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const advice = 'Correct the lines above, then run doctor again.';
    return [
      checkRuntime(),
      { subject: 'configuration', state: 'fault', finding: error.message, advice },
    ];
  }
  return [
    checkRuntime(),
    ok('configuration', `${config.directory}, ${config.sources.length} sources in the catalogue`),
    checkContact(config),
    await checkToken(config),
    ...(await checkStore(config)),
    ...checkModes(config),
  ];
}

/** Checks everything an operator can get wrong and prints what to do. Exit code 1 when a check has the state `fault`. */
export async function doctorCommand(options: { readonly json?: boolean }): Promise<number> {
  const checks = await examine();
  for (const check of checks) {
    const { subject, state, finding, advice } = check;
    const lines = [
      `${MARKS[state]} ${subject}: ${finding}`,
      ...(advice === null ? [] : [`    → ${advice}`]),
    ];
    process.stdout.write(
      options.json === true ? `${JSON.stringify(check)}\n` : `${lines.join('\n')}\n`,
    );
  }
  return checks.some(({ state }) => state === 'fault') ? 1 : 0;
}
