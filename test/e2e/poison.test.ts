import { expect, test } from 'vitest';

import { endlessDoc } from '../support/hostile-bytes.ts';
import {
  fastSettings,
  freePort,
  killAtOnce,
  makeHome,
  scenarioMs,
  startBot,
  until,
} from './bot-process.ts';
import { discordForTest } from './fake-discord-for-test.ts';
import { sampleLetters, startReplySite } from './reply-site.ts';
import { subscribeBefore, withStore } from './store-of-home.ts';

const { training, fertiliser, homework, county, sport } = sampleLetters;

test.concurrent(
  'a page that ends every reader is given up, also over a kill in the middle; all others go on',
  async (scope) => {
    const poisoned = await startReplySite(scope, [training, fertiliser]);
    const healthy = await startReplySite(scope, [county, fertiliser]);
    const fake = await discordForTest(scope);
    const port = await freePort();
    const settings = fastSettings().replace('port: 0', `port: ${port}`);
    const sources = [
      { id: 'poisoned', url: poisoned.listUrl },
      { id: 'healthy', url: healthy.listUrl },
    ];
    const home = makeHome(scope, sources, settings);
    await subscribeBefore(home, fake, [fake.channelId]);
    const health = async (): Promise<number> =>
      (await fetch(`http://127.0.0.1:${port}/healthz`)).status;
    const poison = poisoned.pathOf(sport);
    const isPoison = ({ url }: Readonly<Record<string, unknown>>): boolean =>
      String(url).endsWith(poison);

    const first = startBot(home, fake);
    await until('both first visits', () => first.logged('source visited').length >= 2);
    poisoned.publish(sport);
    poisoned.site.set(poison, { body: endlessDoc(), contentType: 'application/msword' });
    await until('the first attempt', () => poisoned.site.requests(poison).length > 0);
    await killAtOnce(first);

    const second = startBot(home, fake);
    healthy.publish(homework);
    await until('a card of the other source', () =>
      second
        .logged('entry visited')
        .some(({ outcome, url }) => outcome === 'queued' && String(url).includes(healthy.site.url)),
    );
    expect(await health()).toBe(200);
    const last = await until('the end of it', () => second.logged('entry given up').find(isPoison));
    expect(last).toMatchObject({ outcome: 'unreadable', reason: 'read-memory' });
    expect(await health()).toBe(200);
    second.send('SIGTERM');
    expect(await second.ended).toEqual({ code: 0, signal: null });
    await withStore(home, async ({ sources: states }) => {
      const state = await states.load('poisoned');
      expect(state?.status).toBe('ok');
      expect(state?.givenUp?.map(({ reason }) => reason)).toEqual(['read-memory']);
    });

    const requests = poisoned.site.requests(poison).length;
    const third = startBot(home, fake);
    await until('more visits', () => third.logged('source visited').length > 3);
    expect(poisoned.site.requests(poison)).toHaveLength(requests);
    expect(fake.violations).toEqual([]);
  },
  scenarioMs,
);
