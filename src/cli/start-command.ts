import { createLogger } from '../app/create-logger.ts';
import { createRoleKeeper } from '../app/role-status.ts';
import { secretsIn } from '../backends/store-address.ts';
import type { Config } from '../config/load-config.ts';
import { ConfigError } from '../domain/errors.ts';
import { createEmbeddedTurns } from '../turns/embedded-turns.ts';
import type { TurnsOptions } from '../turns/turns.ts';
import { START_WORDS } from './messages.ts';
import { openConfig } from './open-tools.ts';
import type { Role, StartOptions } from './roles.ts';
import { serveBot } from './serve-bot.ts';
import { serveCrawl } from './serve-crawl.ts';
import { watchSignals, type Stop } from './watch-signals.ts';

/** Runs the bot until SIGTERM or Ctrl-C, also one that came while this room was loaded. Returns the exit code. */
export async function startCommand(
  stop: Stop = watchSignals(),
  { role, port }: StartOptions = {},
): Promise<number> {
  if (stop.isRequested()) return 0;
  const config = withPort(openConfig(), port);
  if (role !== undefined) refuseRole(role, config);
  const { discord, logging, store } = config;
  const secrets = [discord.token, ...secretsIn(store.url)];
  const logger = createLogger(logging.level, secrets, logging.format);
  const words = START_WORDS[config.language];
  void stop.requested.then(() => process.stdout.write(`${words.stopping}\n`));
  const onError: TurnsOptions['onError'] = (error, { key }) =>
    logger.error({ err: error, key }, 'turn failed');
  const bot = { config, logger, stop, startedAt: new Date() };
  const keeper = createRoleKeeper(role ?? 'all');
  if (role === undefined) {
    await serveBot(bot, { turns: createEmbeddedTurns({ onError }), isOneOfSeveral: false, keeper });
    return 0;
  }
  // Only now: what speaks with the engine is loaded where it is used.
  const { openBossTurns } = await import('../turns/boss-turns.ts');
  const turns = await openBossTurns(store.url, {
    onError,
    onTrouble(error) {
      keeper.noteTrouble();
      logger.debug({ err: error }, 'turns not reached');
    },
  });
  try {
    if (role === 'crawl') await serveCrawl(bot, { turns, keeper });
    else await serveBot(bot, { turns, isOneOfSeveral: true, keeper });
  } finally {
    // Also where it failed before it took any.
    await turns.stop();
  }
  return 0;
}

function withPort(config: Config, port: number | undefined): Config {
  return port === undefined ? config : { ...config, preview: { ...config.preview, port } };
}

/** Said before anything is opened. */
function refuseRole(role: Role, { store, discord }: Config): void {
  if (!store.url.startsWith('postgres')) {
    throw new ConfigError(
      '--role is for several processes on one PostgreSQL: set STORE_URL=postgres://…, or start one process without --role.',
    );
  }
  if (role === 'bot' && discord.token === null) {
    throw new ConfigError(
      '--role bot posts to Discord: set DISCORD_TOKEN. The preview page is for one process without --role.',
    );
  }
}
