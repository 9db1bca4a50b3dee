import { expect, test } from 'vitest';

import {
  killAtOnce,
  makeHome,
  scenarioMs,
  startBot,
  fastSettings,
  until,
} from '../e2e/bot-process.ts';
import {
  command,
  discordForTest,
  subscribe,
  titlesIn,
  untilLoggedIn,
} from '../e2e/fake-discord-for-test.ts';
import { sampleLetters, startReplySite } from '../e2e/reply-site.ts';
import { runCli } from '../cli/run-cli.ts';
import type { FakeDiscord } from '../support/fake-discord.ts';

const { training, homework, fertiliser, science, sport } = sampleLetters;

/** The id of a button under the newest answer. */
async function saveButton(fake: FakeDiscord, url: string): Promise<string> {
  const options = { url };
  const { original } = await fake.interact({ command: 'source add', options, locale: 'zh-CN' });
  const id = /source:save:[\w-]{8,}/u.exec(JSON.stringify(original?.components))?.[0];
  if (id === undefined) throw new Error(original?.content);
  return id;
}

test.concurrent(
  'a column that a moderator adds in chat is watched without a restart, and after one',
  async (scope) => {
    const known = await startReplySite(scope, [fertiliser, science]);
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const settings = fastSettings('moderation:\n  addSources: true\n');
    const home = makeHome(scope, [{ id: 'known', url: known.listUrl }], settings);
    const bot = startBot(home, fake);
    await untilLoggedIn(fake);
    await subscribe(fake, fake.channelId);

    const customId = await saveButton(fake, column.listUrl);
    expect(titlesIn(fake, fake.channelId)).toEqual([]);
    const pressed = await fake.click({ customId, locale: 'zh-CN' });
    expect(pressed.original?.content).toContain('已保存');
    // Another server's channel gets nothing of it until the operator confirms the source.
    const guildId = fake.addGuild('another');
    const elsewhere = fake.addChannel(guildId, 'there');
    await subscribe(fake, elsewhere);
    await until('the example', () => titlesIn(fake, fake.channelId).length === 1);
    column.publish(homework);
    await until('news', () => titlesIn(fake, fake.channelId).length === 2);
    const again = await command(fake, { command: 'source add', options: { url: column.listUrl } });
    expect(again).toContain('已在关注之列');
    expect(await command(fake, { command: 'source list' })).toBe('所有来源都没有问题。');

    await killAtOnce(bot);
    expect(titlesIn(fake, elsewhere)).toEqual([]);
    const listed = await runCli(home, ['sources', 'list']);
    const id = /sources confirm (\S+)/u.exec(listed.out)?.[1] ?? '';
    expect(listed.out).toContain(`only for server ${fake.guildId}`);
    const confirmed = await runCli(home, ['sources', 'confirm', id]);
    expect(confirmed.out).toContain('for every server now');
    const twice = await runCli(home, ['sources', 'confirm', id]);
    expect(twice.err).toContain('not pending');
    startBot(home, fake);
    column.publish(sport);
    await until('news after a restart', () => titlesIn(fake, fake.channelId).length === 3);
    await until('news elsewhere', () => titlesIn(fake, elsewhere).length === 1);
    expect(fake.violations).toEqual([]);
  },
  scenarioMs,
);
