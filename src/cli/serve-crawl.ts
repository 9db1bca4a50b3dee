import { createCrawler } from '../app/create-crawler.ts';
import { openStore } from '../store/open-store.ts';
import type { BotProcess, BotRole } from './serve-bot.ts';
import { createStandbyPage } from './standby-page.ts';

/** Takes turns of hosts until the process is to stop. */
export async function serveCrawl(
  { config, logger, stop, startedAt }: BotProcess,
  { turns, keeper }: Pick<BotRole, 'turns' | 'keeper'>,
): Promise<void> {
  const store = await openStore(config.store.url, { isShared: true });
  try {
    const crawler = createCrawler({
      config,
      store,
      logger,
      now: () => new Date(),
      keeper,
      startedAt,
    });
    stop.explain(() => crawler.stillOpen());
    const page = createStandbyPage({ config, logger, status: crawler.routes });
    try {
      await page.start();
      await turns.serve('host', crawler.turns);
      logger.info({}, 'crawls');
      await Promise.race([stop.requested, crawler.ended]);
      const failure = crawler.failure();
      if (failure !== null) throw failure;
    } finally {
      await Promise.all([crawler.stop(), turns.stop()]);
      await page.stop();
    }
  } finally {
    stop.explain(() => ['the store']);
    await store.close();
  }
}
