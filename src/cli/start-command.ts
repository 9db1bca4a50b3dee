import { createApp } from '../app/create-app.ts';
import { createLogger } from '../app/create-logger.ts';
import { watchedSources } from '../app/watched-sources.ts';
import { renderText } from '../card/render-text.ts';
import type { Config } from '../config/load-config.ts';
import { openStore } from '../store/open-store.ts';
import { shanghaiDay } from '../text/shanghai-day.ts';
import { startWords } from './messages.ts';
import { openConfig } from './open-tools.ts';
import { untilSignal } from './until-signal.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function announce(config: Config, previewUrl: string | null): void {
  const words = startWords[config.language];
  const count = watchedSources(config, shanghaiDay(new Date())).length;
  say(words.watching(count));
  if (previewUrl !== null) say(words.preview(previewUrl));
}

/** Runs the bot until SIGTERM or Ctrl-C. Returns the exit code. */
export async function startCommand(): Promise<number> {
  const config = openConfig();
  const { language, discord, logging, store: where } = config;
  const words = startWords[language];
  const logger = createLogger(logging.level);
  const isPreview = discord.token === null;
  if (isPreview) say(words.noToken);
  const store = await openStore(where.url);
  const app = createApp({
    config,
    store,
    logger,
    now: () => new Date(),
    onDelivered: ({ card }) => {
      if (isPreview) say(`\n${renderText(card, language)}`);
    },
  });
  const stopped = untilSignal(() => say(words.stopping));
  try {
    await app.open();
    announce(config, app.outlet.previewUrl());
    await app.start();
    await Promise.race([stopped, app.outlet.ended]);
    const failure = app.outlet.failure();
    if (failure !== null) throw failure;
    return 0;
  } finally {
    await app.stop();
    await store.close();
  }
}
