import { createApp } from '../app/create-app.ts';
import { createLogger } from '../app/create-logger.ts';
import { countOff, watchedSources } from '../app/watched-sources.ts';
import { renderText } from '../card/render-text.ts';
import type { Config } from '../config/load-config.ts';
import { noteAddress } from '../local/noted-address.ts';
import { openStore } from '../store/open-store.ts';
import { secretsIn } from '../backends/store-address.ts';
import { shanghaiDay } from '../base/clock.ts';
import { START_WORDS } from './messages.ts';
import { openConfig } from './open-tools.ts';
import { watchSignals, type Stop } from './watch-signals.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function announce(config: Config, localUrl: string | null): void {
  const words = START_WORDS[config.language];
  const count = watchedSources(config, shanghaiDay(new Date())).length;
  say(words.watching(count, countOff(config)));
  if (localUrl === null) return;
  say(config.discord.token === null ? words.preview(localUrl) : words.status(`${localUrl}/status`));
}

/** Runs the bot until SIGTERM or Ctrl-C, also one that came while this room was loaded. Returns the exit code. */
export async function startCommand(stop: Stop = watchSignals()): Promise<number> {
  if (stop.isRequested()) return 0;
  const config = openConfig();
  const { language, discord, logging, store: where } = config;
  const words = START_WORDS[language];
  const secrets = [config.discord.token, ...secretsIn(where.url)];
  const logger = createLogger(logging.level, secrets, logging.format);
  const isPreview = discord.token === null;
  void stop.requested.then(() => say(words.stopping));
  // The lock first: what is said below is true only for the one who holds it.
  const store = await openStore(where.url);
  for (const risk of (await store.describe()).risks)
    logger.warn({ risk }, 'store may lose something');
  if (isPreview) say(words.noToken);
  const app = createApp({
    config,
    store,
    logger,
    now: () => new Date(),
    onDelivered: ({ card }) => {
      if (isPreview) say(`\n${renderText(card, language)}`);
    },
    onOffline: () => {
      if (isPreview) say(words.offline);
    },
  });
  stop.explain(() => app.stillOpen());
  let forgetAddress = (): void => undefined;
  try {
    if (stop.isRequested()) return 0;
    await app.open();
    forgetAddress = noteAddress(config.dataDirectory, app.statusUrl(), logger);
    announce(config, app.localUrl());
    if (stop.isRequested()) return 0;
    await app.start();
    await Promise.race([stop.requested, app.ended]);
    const failure = app.failure();
    if (failure !== null) throw failure;
    return 0;
  } finally {
    forgetAddress();
    await app.stop();
    stop.explain(() => ['the store']);
    await store.close();
  }
}
