import { createApp } from '../app/create-app.ts';
import { createLogger } from '../app/create-logger.ts';
import { describeEvent } from '../app/describe-event.ts';
import { renderText } from '../card/render-text.ts';
import { openStore } from '../store/open-store.ts';
import { secretsIn } from '../backends/store-address.ts';
import { openConfig } from './open-tools.ts';
import { deliverAll } from './deliver-all.ts';
import { START_WORDS } from './messages.ts';
import { watchSignals, type Stop } from './watch-signals.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Makes one round and delivers. Exit code 1 when a visit failed with an error or was not made, or a card still waits. */
export async function onceCommand(
  options: { readonly due?: boolean },
  stop: Stop = watchSignals(),
): Promise<number> {
  if (stop.isRequested()) return 0;
  const config = openConfig();
  const { language } = config;
  const secrets = [config.discord.token, ...secretsIn(config.store.url)];
  const store = await openStore(config.store.url);
  const app = createApp({
    config,
    store,
    logger: createLogger(config.logging.level, secrets, config.logging.format),
    now: () => new Date(),
    onEvent: (event) => say(describeEvent(event, language)),
    onOffline: () => say(START_WORDS[language].offline),
    onDelivered: ({ card }) => say(`\n${renderText(card, language)}\n`),
  });
  stop.explain(() => app.stillOpen());
  const ended = stop.requested.then(() => app.stop());
  try {
    if (stop.isRequested()) return 0;
    await app.open();
    const { connectivity: reach, ...counts } = await app.round(
      options.due === true ? 'due' : 'all',
    );
    const { sent, waiting } = await deliverAll(app);
    const failure = app.failure();
    if (failure !== null) throw failure;
    say(JSON.stringify({ ...counts, reach, sent, waiting }));
    return counts.failed + counts.heldBack + waiting === 0 ? 0 : 1;
  } finally {
    await (stop.isRequested() ? ended : app.stop());
    await store.close();
  }
}
