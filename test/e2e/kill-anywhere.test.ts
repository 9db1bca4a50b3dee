import { expect, test } from 'vitest';

import { openStore } from '../../src/store/open-store.ts';
import { composeSubscription } from '../support/compose.ts';
import { killAtOnce, makeHome, scenarioMs, startBot, until } from './bot-process.ts';
import { discordForTest, titlesIn } from './fake-discord-for-test.ts';
import { sampleLetters, startReplySite } from './reply-site.ts';

const { training, fertiliser, homework, county, sport, science } = sampleLetters;

// Lines of its log after which the process is killed, and what appears on the site before each life.
const lives = [
  [2, []],
  [4, [homework]],
  [3, [county]],
  [6, [science]],
  [5, [sport]],
] as const;

test(
  'killed again and again at whatever it is doing: each reply is posted once, in every channel',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    const channels = [fake.channelId, fake.otherChannelId];
    const store = await openStore(home.store);
    for (const channelId of channels) {
      const { guildId } = fake;
      await store.subscriptions.save(composeSubscription({ channelId, guildId }));
    }
    await store.close();
    // What appears before a first visit has ended belongs to what it takes as known.
    const first = startBot(home, fake);
    await until('the first visit', () => first.logged('source visited')[0]);
    await killAtOnce(first);
    for (const [lines, fresh] of lives) {
      if (fresh.length > 0) column.publish(...fresh);
      const bot = startBot(home, fake);
      await until('some lines of log', () => bot.logLength() >= lines);
      await killAtOnce(bot);
    }

    startBot(home, fake);
    const wanted = [training, homework, county, sport].map(({ title }) => title).toSorted();
    const posted = (channelId: string): readonly string[] =>
      titlesIn(fake, channelId).map(String).toSorted();
    await until('every card', () => channels.every((id) => posted(id).length >= wanted.length));
    const visits = column.site.requests('/zwgk/jytabl/').length;
    await until('two more visits', () => column.site.requests('/zwgk/jytabl/').length > visits + 1);
    for (const channelId of channels) {
      expect(posted(channelId)).toEqual(wanted);
    }
    expect(fake.violations).toEqual([]);
  },
  scenarioMs,
);
