import { fileURLToPath } from 'node:url';

import { pino } from 'pino';
import { expect, test } from 'vitest';

import { createCrawler } from '../../src/app/create-crawler.ts';
import { createRoleKeeper } from '../../src/app/role-status.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { createLocalServer } from '../../src/local/create-local-server.ts';
import { openStore } from '../../src/store/open-store.ts';
import { scenarioMs } from '../e2e/bot-process.ts';
import { discordForTest } from '../e2e/fake-discord-for-test.ts';
import { onPostgres } from '../support/on-postgres.ts';
import { severalOn } from './several.ts';

const CONFIG = fileURLToPath(new URL('../../config', import.meta.url));

onPostgres('a process that begins beside others', (server) => {
  test(
    'one that crawls and may not have the store says so and ends',
    async (scope) => {
      const several = await severalOn(scope, {
        server: server(),
        discord: await discordForTest(scope),
      });
      const alone = await openStore(several.url);
      scope.onTestFinished(() => alone.close());
      const { process } = await several.start('crawl');
      expect((await process.ended).code).toBe(1);
      expect(process.err()).toContain('Another Jianbao is using');
    },
    scenarioMs,
  );

  test(
    'one that crawls is not ready while turns cannot be asked for, and is again afterwards',
    async (scope) => {
      const several = await severalOn(scope, {
        server: server(),
        discord: await discordForTest(scope),
      });
      let ms = 100_000;
      const keeper = createRoleKeeper('crawl', () => ms);
      const crawler = createCrawler({
        config: loadConfig(CONFIG, {}),
        store: await several.open(),
        logger: pino({ level: 'silent' }),
        now: () => new Date(),
        keeper,
        startedAt: new Date(),
      });
      const pages = createLocalServer({
        host: '127.0.0.1',
        port: 0,
        allowedHosts: [],
        routes: crawler.routes,
        portAdvice: '',
        onError: () => undefined,
      });
      const { url } = await pages.start();
      scope.onTestFinished(async () => {
        await pages.stop();
        await crawler.stop();
      });
      const ready = async (): Promise<string> => (await fetch(`${url}/readyz`)).text();
      expect(await ready()).toBe('ready (worker)\n');
      keeper.noteTrouble();
      expect(await ready()).toBe('not ready: store-failing\n');
      ms += 60_000;
      expect(await ready()).toBe('ready (worker)\n');
    },
    scenarioMs,
  );
});
