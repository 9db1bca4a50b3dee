import { join } from 'node:path';

import type { Config } from '../config/load-config.ts';
import { PLACEHOLDER_CONTACT } from '../config/bot-schema.ts';
import { inspectDiscord, inviteLink } from '../discord/inspect-discord.ts';
import { ConfigError, StoreError, TokenError } from '../domain/errors.ts';
import { issueWords } from '../status/describe-status.ts';
import { loadTally } from '../revise/reread-due.ts';
import { openStoreForReading, type StoreForReading } from '../store/open-for-reading.ts';
import { openStore } from '../store/open-store.ts';
import { withoutPassword } from '../backends/store-address.ts';
import { openPaths } from './check-modes.ts';
import { ok, type Check } from './doctor-check.ts';
import { checkSources } from './doctor-sources.ts';
import { fetchStatus, statusAddresses } from './fetch-status.ts';
import { openConfig } from './open-tools.ts';

const MARKS = { ok: '✓', note: '·', fault: '✗' } as const;

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

async function checkChannels(config: Config, store: StoreForReading): Promise<readonly Check[]> {
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

/** Posted letters whose pages are read again, and what that brought. */
async function checkRereads({ corrections }: Config, store: StoreForReading): Promise<Check> {
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
async function checkDurability(
  config: Config,
  store: StoreForReading,
  isInUse: boolean,
): Promise<readonly Check[]> {
  const { server, latencyMs, durability, risks } = await store.describe();
  const where = withoutPassword(config.store.url);
  const took = `a ${isInUse ? 'look' : 'write'} takes ${latencyMs.toFixed(1)} ms`;
  const user = isInUse ? '; in use by the bot that is running, looked at beside it' : '';
  return [
    ok('store', `${where}, ${server}; ${took}; ${durability}${user}`),
    ...risks.map((risk): Check => {
      const [told = '', advice = null] = risk.split(/(?<=\.) (?=[^.]+\.$)/u);
      return { subject: 'store', state: 'note', finding: told, advice };
    }),
  ];
}

/** What the bot that has the store says of itself. */
async function checkRunningBot(config: Config): Promise<readonly Check[]> {
  const subject = 'running bot';
  const answer = await fetchStatus(statusAddresses(config));
  if (answer.kind !== 'report') {
    const finding = `The bot that has the store does not answer at ${answer.address} (${answer.kind}).`;
    const advice =
      'Look whether it runs on another machine, or was started with another preview.port or status.port.';
    return [{ subject, state: 'note', finding, advice }];
  }
  const { issues, ready, standing } = answer.report;
  const state = ready ? `ready (${standing})` : 'not ready';
  return [
    {
      subject,
      state: ready ? 'ok' : 'note',
      finding: `${state}, at ${answer.address}`,
      advice: ready ? null : 'What follows says why: jianbao status has the figures.',
    },
    ...issues.map((issue): Check => {
      const { what, advice } = issueWords(issue, 'en');
      const isFault = issue.severity === 'fault';
      return { subject, state: isFault ? 'fault' : 'note', finding: what, advice };
    }),
  ];
}

async function openBeside(
  config: Config,
): Promise<{ readonly store: StoreForReading; readonly isInUse: boolean }> {
  try {
    return { store: await openStore(config.store.url), isInUse: false };
  } catch (error) {
    if (!(error instanceof StoreError && error.isInUse)) throw error;
    return { store: await openStoreForReading(config.store.url), isInUse: true };
  }
}

async function checkStore(config: Config): Promise<readonly Check[]> {
  let store: StoreForReading;
  let isInUse: boolean;
  try {
    ({ store, isInUse } = await openBeside(config));
  } catch (error) {
    if (!(error instanceof StoreError || error instanceof ConfigError)) throw error;
    const advice = 'Do what it says; of a file, look that its folder exists and can be written.';
    return [{ subject: 'store', state: 'fault', finding: error.message, advice }];
  }
  try {
    return [
      ...(await checkDurability(config, store, isInUse)),
      ...(isInUse ? await checkRunningBot(config) : []),
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
