import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { scenarioMs, until } from '../e2e/bot-process.ts';
import { discordForTest } from '../e2e/fake-discord-for-test.ts';
import { composeCard } from '../support/compose.ts';
import type { FakeDiscord } from '../support/fake-discord.ts';
import { onPostgres } from '../support/on-postgres.ts';
import { hand, leaderOf, type Member, severalOn, subscribeAll } from './several.ts';

/** A channel takes a message a second for long. */
const FEED_MS = 1500;

/** How often each document was posted in a channel. */
function postedIn(discord: FakeDiscord, channelId: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { embeds } of discord.messages(channelId)) {
    const title = String(embeds[0]?.['title']);
    counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  return counts;
}

onPostgres('a leader and a standby', (server) => {
  test(
    'a leader that is killed, stands still, is cut off or reset is replaced: nothing is lost, nothing posted twice',
    async (scope) => {
      const discord = await discordForTest(scope);
      const several = await severalOn(scope, { server: server(), discord });
      const channels = [discord.channelId, discord.otherChannelId];
      await subscribeAll(several, discord, channels);
      const store = await several.open();
      const members: Member[] = [await several.start('bot'), await several.start('bot')];
      const current = (): Promise<Member> => until('a leader', () => leaderOf(members));
      await current();

      let handed = 0;
      const feed = { isOn: true };
      scope.onTestFailed(() => void (feed.isOn = false));
      const title = (number: number): string => `关于市政协第${number}号提案的答复`;
      const feeding = (async () => {
        while (feed.isOn) {
          handed += 1;
          const card = composeCard({ articleId: `a${handed}`, title: title(handed) });
          await hand(store, { kind: 'card', card, occasion: 'new', audience: {} });
          await sleep(FEED_MS);
        }
      })();
      const arrived = (): number => discord.messages(discord.channelId).length;
      const flowsAgain = async (what: string): Promise<void> => {
        const before = arrived();
        await until(what, () => arrived() > before + 2);
      };
      await flowsAgain('the first cards');

      // A request whose answer is lost, in the middle of it.
      discord.failNext({ route: /messages$/u, method: 'POST', how: 'reset', applied: true });
      const killed = await current();
      killed.process.send('SIGKILL');
      await killed.process.ended;
      members.splice(members.indexOf(killed), 1, await several.start('bot'));
      await current();
      await flowsAgain('cards after a kill');

      const still = await current();
      still.process.send('SIGSTOP');
      await until('another leader', () => {
        const others = members.filter((member) => member !== still);
        return leaderOf(others);
      });
      await flowsAgain('cards while the first stands still');
      still.process.send('SIGCONT');
      await until('the first to step down', () => leaderOf([still]) === null);

      const cut = await current();
      cut.network.set('swallow');
      await until('another leader', () => leaderOf(members.filter((member) => member !== cut)));
      await flowsAgain('cards while the first is cut off');
      await until('the first to step down', () => leaderOf([cut]) === null);
      cut.network.set('pass');
      cut.network.reset();

      (await current()).network.reset();
      await flowsAgain('cards after a reset');
      feed.isOn = false;
      await feeding;
      // Both channels, since the one may be behind the other when the leader goes.
      await until('all cards in all channels', () =>
        channels.every((channelId) => postedIn(discord, channelId).size >= handed),
      );
      await sleep(1500);
      for (const channelId of channels) {
        const posted = postedIn(discord, channelId);
        expect(posted.size).toBe(handed);
        expect([...posted.values()].filter((count) => count > 1)).toEqual([]);
      }
      expect(discord.violations).toEqual([]);
      for (const { process } of members) process.send('SIGTERM');
      const ends = await Promise.all(members.map(({ process }) => process.ended));
      expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    },
    scenarioMs,
  );
});
