import { setTimeout as sleep } from 'node:timers/promises';

import { createApp, type App } from '../app/create-app.ts';
import { createLogger } from '../app/create-logger.ts';
import { describeEvent } from '../app/describe-event.ts';
import { renderText } from '../card/render-text.ts';
import { loadConfig, type Config } from '../config/load-config.ts';
import type { Language } from '../domain/card.ts';
import { startDemoSite, type DemoSite } from '../demo/demo-site.ts';
import { EXPECTED_CARDS, EXPECTED_LATE } from '../demo/expected-cards.ts';
import { openStore } from '../store/open-store.ts';
import { deliverAll } from './deliver-all.ts';
import { DEMO_WORDS } from './messages.ts';
import { SHIPPED_CONFIG } from './open-tools.ts';
import { watchSignals } from './watch-signals.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** How long the visitor may look at the first cards before the new reply appears. */
const LOOK_MS = { once: 1500, live: 8000 } as const;

/** The demo does not read the operator's bot.yaml. */
const PORT_ADVICE = 'Choose another one with --port (0 takes any free port).';

/** Options of `demo`, as commander gives them. */
export interface DemoOptions {
  readonly once?: boolean;
  readonly port: number;
  readonly language?: Language;
}

/** The shipped configuration, with no token, nothing kept, and the preview on the port that was given. */
function demoConfig({ port, language }: DemoOptions): Config {
  const config = loadConfig(SHIPPED_CONFIG, {});
  const preview = { ...config.preview, port };
  const store = { ...config.store, url: 'memory:' };
  return { ...config, preview, store, language: language ?? config.language };
}

/** Whether the same cards went to the same channels, in whatever order. */
function isSame(posted: readonly string[], expected: readonly string[]): boolean {
  return [...posted].sort().join('\n') === [...expected].sort().join('\n');
}

async function round(app: App, headline: string): Promise<void> {
  say(`\n${headline}`);
  await app.round('all');
  await deliverAll(app);
}

/** What the demo runs with; `posted` grows with each card. */
interface Stage {
  readonly app: App;
  readonly site: DemoSite;
  readonly posted: readonly string[];
  readonly words: (typeof DEMO_WORDS)[keyof typeof DEMO_WORDS];
}

/** Plays the demo; false when other cards than the expected ones appeared. */
async function play({ app, site, posted, words }: Stage, waitMs: number): Promise<boolean> {
  await round(app, words.first);
  const isFirstRight = isSame(posted, EXPECTED_CARDS);
  say(words.soon);
  await sleep(waitMs);
  site.addLatecomer();
  await round(app, words.second);
  const isRight = isFirstRight && isSame(posted, [...EXPECTED_CARDS, ...EXPECTED_LATE]);
  say(`\n${isRight ? words.right(posted.length) : words.wrong(posted)}`);
  return isRight;
}

/** Runs the real bot on small local sites. Exit code 1 when other cards than the expected ones appeared. */
export async function demoCommand(options: DemoOptions): Promise<number> {
  const config = demoConfig(options);
  const { language } = config;
  const words = DEMO_WORDS[language];
  const site = await startDemoSite();
  const store = await openStore(config.store.url);
  const posted: string[] = [];
  const app = createApp({
    config,
    store,
    logger: createLogger('warn'),
    now: () => new Date(),
    onEvent: (event) => say(describeEvent(event, language)),
    onDelivered({ channelId, card }) {
      posted.push(`${channelId} ${card.title}`);
      say(`\n# ${channelId}\n${renderText(card, language)}`);
    },
    onEdited: ({ channelId, card }) => say(`\n# ${channelId}\n${words.edited(card)}`),
    overrides: {
      sources: site.sources,
      limits: { firstVisit: 'all' },
      queues: { editDelayMs: 0 },
      preview: { notice: words.notice, portAdvice: PORT_ADVICE },
      fetcher: { minGapMs: 50, jitterMs: 0, allowLoopback: true },
    },
  });
  const stop = watchSignals();
  const stopped = stop.requested;
  stop.explain(() => app.stillOpen());
  void stopped.then(() => say(words.stopping));
  try {
    await app.open();
    say(words.welcome(app.localUrl() ?? ''));
    const stage = { app, site, posted, words };
    const isRight = await Promise.race([
      play(stage, options.once === true ? LOOK_MS.once : LOOK_MS.live),
      stopped.then(() => true),
    ]);
    if (options.once !== true && isRight) {
      say(words.stay);
      await stopped;
    }
    return isRight ? 0 : 1;
  } finally {
    await app.stop();
    await store.close();
    await site.close();
  }
}
