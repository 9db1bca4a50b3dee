import { fileURLToPath } from 'node:url';

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createCrawler } from '../../src/app/create-crawler.ts';
import { createRoleKeeper } from '../../src/app/role-status.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { createLocalServer } from '../../src/local/create-local-server.ts';
import { openStore } from '../../src/store/open-store.ts';
import { scenarioMs } from '../e2e/bot-process.ts';
import { discordForTest } from '../e2e/fake-discord-for-test.ts';
import { startPostgres, WITHOUT_POSTGRES, type TestServer } from '../support/start-servers.ts';
import { severalOn } from './several.ts';

const because = WITHOUT_POSTGRES === null ? '' : `: ${WITHOUT_POSTGRES}`;
const CONFIG = fileURLToPath(new URL('../../config', import.meta.url));

describe.skipIf(WITHOUT_POSTGRES !== null)(`a process that begins beside others${because}`, () => {
  let server: TestServer | null = null;

  beforeAll(async () => {
    server = await startPostgres();
  }, 120_000);
  afterAll(() => server?.close());

  test(
    'one that crawls and may not have the store says so and ends',
    async (scope) => {
      if (server === null) throw new Error('no server');
      const several = await severalOn(scope, { server, discord: await discordForTest(scope) });
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
      if (server === null) throw new Error('no server');
      const several = await severalOn(scope, { server, discord: await discordForTest(scope) });
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
