import { expect, test } from 'vitest';

import { headingFor } from '../support/heading-for.ts';
import { manyLetters } from '../support/news-stage.ts';
import { fastSettings, killAtOnce, makeHome, scenarioMs, startBot, until } from './bot-process.ts';
import { discordForTest, subscribe, titlesIn, untilLoggedIn } from './fake-discord-for-test.ts';
import { sampleLetters, startReplySite } from './reply-site.ts';

const { training, fertiliser, county } = sampleLetters;
const settings = fastSettings('limits:\n  digestAbove: 5\n');

const moments = [
  ['before Discord took the digest', false],
  ['after Discord took the digest, before we knew', true],
] as const;

test.concurrent.for(moments)(
  'killed %s: after a restart it stands there once, and later replies are cards again',
  { timeout: scenarioMs },
  async ([, applied], scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }], settings);
    const bot = startBot(home, fake);
    await untilLoggedIn(fake);
    await until('first visit', () => bot.logged('source visited')[0]);
    await subscribe(fake, fake.channelId);
    await until('the example', () => fake.messages(fake.channelId).length === 1);

    const route = `/channels/${fake.channelId}/messages`;
    const hung = fake.failNext({ route, method: 'POST', how: 'hang', applied });
    const letters = manyLetters(12, 31);
    column.publish(...letters);
    await until('a request that hangs', () => hung.hits === 1);
    await killAtOnce(bot);

    const again = startBot(home, fake);
    await until('the digest', () => again.logged('card delivered').length === 1);
    column.publish(county);
    await until('one more card', () => fake.messages(fake.channelId).length === 3);
    expect(titlesIn(fake, fake.channelId)).toEqual([
      headingFor(training),
      '青溪市教育局建议提案答复 一次公布了 12 件相关答复',
      headingFor(county),
    ]);
    const text = String(fake.messages(fake.channelId)[1]?.embeds[0]?.['description']);
    for (const letter of letters) expect(text.split(headingFor(letter))).toHaveLength(2);
    expect(fake.violations).toEqual([]);
  },
);
