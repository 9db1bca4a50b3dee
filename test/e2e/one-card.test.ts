import { expect, test } from 'vitest';

import { headingFor } from '../support/heading-for.ts';
import { killAtOnce, makeHome, scenarioMs, startBot, until } from './bot-process.ts';
import { discordForTest, subscribe, titlesIn, untilLoggedIn } from './fake-discord-for-test.ts';
import { sampleLetters, startReplySite } from './reply-site.ts';
import { subscribeBefore } from './store-of-home.ts';

const { training, fertiliser, homework, county, sport, science } = sampleLetters;

test.concurrent(
  'logs in, takes a subscription by slash command, and posts a new reply as exactly one card',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    const bot = startBot(home, fake);
    await untilLoggedIn(fake);
    const names = fake.commands().map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['subscribe', 'unsubscribe', 'subscriptions', 'latest', 'help']),
    );
    await until('first visit', () => bot.logged('source visited')[0]);

    const words = await subscribe(fake, fake.channelId);
    expect(words).toContain(`<#${fake.channelId}>`);
    await until('the example', () => fake.messages(fake.channelId).length === 1);
    expect(titlesIn(fake, fake.channelId)).toEqual([headingFor(training)]);

    column.publish(homework);
    await until('the new card', () => fake.messages(fake.channelId).length > 1);
    const visits = bot.logged('source visited').length;
    await until('two more visits', () => bot.logged('source visited').length > visits + 1);
    expect(titlesIn(fake, fake.channelId)).toEqual([headingFor(training), headingFor(homework)]);

    const card = fake.messages(fake.channelId)[1];
    expect(card?.content).not.toBe('');
    expect(card?.content).not.toContain('\n');
    expect(JSON.stringify(card?.components)).toContain(column.pathOf(homework));
    expect(JSON.stringify(card)).not.toContain('0575');
    const posts = fake.requests.filter(({ path }) => path.endsWith('/messages'));
    for (const { body } of posts) {
      expect(body).toMatchObject({ enforce_nonce: true, allowed_mentions: { parse: [] } });
    }

    bot.send('SIGTERM');
    expect(await bot.ended).toEqual({ code: 0, signal: null });
    expect(fake.violations).toEqual([]);
  },
  scenarioMs,
);

const moments = [
  ['before Discord took the first card', false],
  ['after Discord took the first card, before we knew', true],
] as const;

test.concurrent.for(moments)(
  'killed %s, with another one queued behind it: after a restart exactly one message each',
  { timeout: scenarioMs },
  async ([, applied], scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    const bot = startBot(home, fake);
    await untilLoggedIn(fake);
    await until('first visit', () => bot.logged('source visited')[0]);
    const hung = fake.failNext({
      route: `/channels/${fake.channelId}/messages`,
      method: 'POST',
      how: 'hang',
      applied,
    });
    await subscribe(fake, fake.channelId);
    await until('a request that hangs', () => hung.hits === 1);
    column.publish(homework);
    await until('the second one to be queued', () =>
      bot.logged('entry visited').some(({ url }) => String(url).endsWith(column.pathOf(homework))),
    );
    await killAtOnce(bot);
    expect(titlesIn(fake, fake.channelId)).toEqual(applied ? [headingFor(training)] : []);

    const again = startBot(home, fake);
    await until('both cards', () => again.logged('card delivered').length === 2);
    column.publish(county);
    await until('a later card', () => fake.messages(fake.channelId).length >= 3);
    expect(titlesIn(fake, fake.channelId)).toEqual([
      headingFor(training),
      headingFor(homework),
      headingFor(county),
    ]);
    expect(fake.violations).toEqual([]);
  },
);

test.concurrent(
  'killed while a new page is being read: after a restart it is read again and posted once',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    const bot = startBot(home, fake);
    await untilLoggedIn(fake);
    await until('first visit', () => bot.logged('source visited')[0]);
    await subscribe(fake, fake.channelId);
    await until('the example', () => fake.messages(fake.channelId).length === 1);
    column.publish(sport);
    column.site.set(column.pathOf(sport), { hang: true });
    await until('the page that hangs', () => column.site.requests(column.pathOf(sport))[0]);
    await killAtOnce(bot);

    column.site.remove(column.pathOf(sport));
    const again = startBot(home, fake);
    // Gone for a moment, as on sites that publish the list before the page.
    await until('a failed try', () =>
      again.logged('entry visited').some(({ outcome }) => outcome === 'retry'),
    );
    column.restore(sport);
    await until('the card', () => fake.messages(fake.channelId).length > 1);
    const visits = again.logged('source visited').length;
    await until('another visit', () => again.logged('source visited').length > visits);
    expect(titlesIn(fake, fake.channelId)).toEqual([headingFor(training), headingFor(sport)]);
    expect(fake.violations).toEqual([]);
  },
  scenarioMs,
);

// Lines of its log after which the process is killed, and what appears on the site before each life.
const lives = [
  [2, [homework]],
  [4, [county]],
  [6, [sport, science]],
] as const;

test.concurrent(
  'killed again and again at whatever it is doing: each reply is posted once, in every channel',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    const channels = [fake.channelId, fake.otherChannelId];
    await subscribeBefore(home, fake, channels);
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
    const wanted = [training, homework, county, sport].map(headingFor).toSorted();
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
