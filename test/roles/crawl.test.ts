import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { fastSettings, scenarioMs, until } from '../e2e/bot-process.ts';
import { discordForTest } from '../e2e/fake-discord-for-test.ts';
import type { FakeDiscord } from '../support/fake-discord.ts';
import { onPostgres } from '../support/on-postgres.ts';
import { startJudgedSites } from './judged-sites.ts';
import { leaderOf, severalOn, subscribeAll } from './several.ts';

const GAP_MS = 200;
const HOSTS = 6;

/** One process takes fewer hosts at once than there are: whoever asks first would else get all of them each time. */
function crawlSettings(): string {
  return fastSettings('limits:\n  firstVisit: none\n  readers: 1\n  parallelVisits: 3\n').replace(
    'minGapSeconds: 0',
    `minGapSeconds: ${GAP_MS / 1000}`,
  );
}

/** How many messages of a channel say the number of a letter. */
function timesOf(discord: FakeDiscord, number: string): number {
  return discord
    .messages(discord.channelId)
    .filter(({ embeds }) => String(embeds[0]?.['title']).includes(`第${number}号`)).length;
}

onPostgres('processes that crawl', (server) => {
  test(
    'one that is killed, and one that stands still: no letter is lost or posted twice, no host has two requests, no gap is broken',
    async (scope) => {
      const sites = await startJudgedSites({ hosts: HOSTS, gapMs: GAP_MS });
      scope.onTestFinished(() => sites.close());
      const discord = await discordForTest(scope);
      const { sources } = sites;
      const several = await severalOn(scope, {
        server: server(),
        discord,
        sources,
        settings: crawlSettings(),
      });
      await subscribeAll(several, discord, [discord.channelId]);
      const bot = await several.start('bot');
      const killed = await several.start('crawl');
      const still = await several.start('crawl');
      await until('a leader', () => leaderOf([bot]));
      const visited = (): ReadonlySet<unknown> =>
        new Set(
          [killed, still].flatMap(({ process }) =>
            process.logged('source visited').map(({ sourceId }) => sourceId),
          ),
        );
      await until('the first visits', () => visited().size === HOSTS);

      const numbers: string[] = [];
      const publishAll = (): void => {
        for (let host = 0; host < HOSTS; host += 1) numbers.push(sites.publish(host));
      };
      publishAll();
      await sleep(1500);
      killed.process.send('SIGKILL');
      await killed.process.ended;
      const fresh = await several.start('crawl');
      publishAll();
      await until('it to work', () => fresh.process.logged('host visited').length > 0);
      still.process.send('SIGSTOP');
      publishAll();
      await sleep(16_000);
      still.process.send('SIGCONT');
      await until('all letters', () => numbers.every((number) => timesOf(discord, number) > 0));
      await sleep(1500);
      expect(numbers.filter((number) => timesOf(discord, number) !== 1)).toEqual([]);
      expect(discord.messages(discord.channelId)).toHaveLength(numbers.length);
      const { requests, ...judged } = sites.judge();
      expect(requests).toBeGreaterThan(HOSTS * 4);
      expect(judged).toEqual({
        twoAtOnce: 0,
        gapBroken: 0,
        shortestGapMs: judged.shortestGapMs,
      });
      expect(discord.violations).toEqual([]);
      for (const { process } of [bot, fresh, still]) process.send('SIGTERM');
      const ends = await Promise.all([bot, fresh, still].map(({ process }) => process.ended));
      expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    },
    scenarioMs,
  );

  test(
    'a restart of PostgreSQL under both roles ends nobody, and all goes on',
    async (scope) => {
      const sites = await startJudgedSites({ hosts: 3, gapMs: GAP_MS });
      scope.onTestFinished(() => sites.close());
      const discord = await discordForTest(scope);
      const { sources } = sites;
      const settings = crawlSettings();
      const several = await severalOn(scope, { server: server(), discord, sources, settings });
      await subscribeAll(several, discord, [discord.channelId]);
      const bot = await several.start('bot');
      const crawl = await several.start('crawl');
      await until('the first visits', () => crawl.process.logged('host visited').length >= 3);
      await until('a leader', () => leaderOf([bot]));
      await server().stop();
      const numbers = [0, 1, 2].map((host) => sites.publish(host));
      await sleep(2000);
      await server().start();
      await until('the letters', () => numbers.every((number) => timesOf(discord, number) > 0));
      expect(numbers.map((number) => timesOf(discord, number))).toEqual([1, 1, 1]);
      expect(sites.judge()).toMatchObject({ twoAtOnce: 0, gapBroken: 0 });
      for (const { process } of [bot, crawl]) process.send('SIGTERM');
      const ends = await Promise.all([bot, crawl].map(({ process }) => process.ended));
      expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    },
    scenarioMs,
  );
});
