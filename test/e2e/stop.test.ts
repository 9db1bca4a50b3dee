import { once } from 'node:events';
import { createServer } from 'node:net';

import { expect, test } from 'vitest';

import type { FakeDiscord } from '../support/fake-discord.ts';
import { headingFor } from '../support/heading-for.ts';
import { endlessDoc } from '../support/hostile-bytes.ts';
import {
  fastSettings,
  makeHome,
  scenarioMs,
  startBot,
  until,
  type BotHome,
  type BotProcess,
  type Scope,
} from './bot-process.ts';
import { discordForTest, titlesIn, untilLoggedIn } from './fake-discord-for-test.ts';
import { sampleLetters, startReplySite, type ReplySite } from './reply-site.ts';
import { subscribeBefore, withStore } from './store-of-home.ts';
import { allPending } from '../support/all-pending.ts';

const { training, fertiliser } = sampleLetters;
const clean = { code: 0, signal: null };

interface Scene {
  readonly fake: FakeDiscord;
  readonly home: BotHome;
  readonly column: ReplySite;
}

async function sceneFor(scope: Scope, listUrl?: string): Promise<Scene> {
  const column = await startReplySite(scope, [training, fertiliser]);
  const fake = await discordForTest(scope);
  const home = makeHome(scope, [{ id: 'column', url: listUrl ?? column.listUrl }], fastSettings());
  await subscribeBefore(home, fake, [fake.channelId]);
  return { fake, home, column };
}

/** A moment of the bot's life: what is planted, and when it has come. */
interface Phase {
  readonly name: string;
  readonly plant: (scene: Scene) => (bot: BotProcess) => unknown;
}

const phases: readonly Phase[] = [
  {
    name: 'while the commands are registered',
    plant: ({ fake }) => {
      const hung = fake.failNext({ method: 'PUT', how: 'hang', times: 99 });
      return () => until('the commands', () => hung.hits > 0);
    },
  },
  {
    name: 'while the log-in hangs',
    plant: ({ fake }) => {
      const hung = fake.failNext({ route: '/gateway/bot', how: 'hang', times: 99 });
      return () => until('the log-in', () => hung.hits > 0);
    },
  },
  {
    name: 'while Discord is down',
    plant: ({ fake }) => {
      fake.failNext({ how: 'reset', times: 1_000_000 });
      return (bot) => until('a failed log-in', () => bot.logged('discord not reached')[0]);
    },
  },
  {
    name: 'while it waits on a 429',
    plant: ({ fake }) => {
      const route = `/channels/${fake.channelId}/messages`;
      const slow = fake.failNext({ route, method: 'POST', status: 429, retryAfter: 5, times: 99 });
      return () => until('the 429', () => slow.hits > 0);
    },
  },
  {
    name: 'with nothing to do',
    plant: ({ fake }) => {
      return async () => {
        await untilLoggedIn(fake);
        await until('the card', () => fake.messages(fake.channelId).length === 1);
      };
    },
  },
  {
    name: 'while a reader works',
    plant: ({ column }) => {
      const path = column.pathOf(training);
      column.site.set(path, { body: endlessDoc(), contentType: 'application/msword' });
      return () => until('the page', () => column.site.requests(path).length > 0);
    },
  },
];

test.for(phases)(
  'stopped $name it ends by itself, and no connection is left',
  { timeout: scenarioMs },
  async ({ plant }, scope) => {
    const scene = await sceneFor(scope);
    const isThere = plant(scene);
    const bot = startBot(scene.home, scene.fake);
    await isThere(bot);
    bot.send('SIGTERM');
    expect(await bot.ended).toEqual(clean);
    await until('the end of the connection', () => !scene.fake.gateway.isConnected);
    expect(scene.fake.violations).toEqual([]);
  },
);

test(
  'stopped while a site hangs it ends by itself',
  async (scope) => {
    let visits = 0;
    const silent = createServer((socket) => {
      visits += 1;
      socket.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    scope.onTestFinished(() => void silent.close());
    const address = silent.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const { fake, home } = await sceneFor(scope, `http://127.0.0.1:${port}/zwgk/`);
    const bot = startBot(home, fake);
    await until('the visit', () => visits > 0);
    bot.send('SIGTERM');
    expect(await bot.ended).toEqual(clean);
  },
  scenarioMs,
);

test.for([0, 150, 600])(
  'stopped %i ms after it was started it ends, and the next one starts',
  { timeout: scenarioMs },
  async (ms, scope) => {
    const { fake, home } = await sceneFor(scope);
    const bot = startBot(home, fake);
    await new Promise((resolve) => setTimeout(resolve, ms));
    bot.send('SIGTERM');
    // The very first moments are the system's: nobody listens yet.
    expect([clean, { code: null, signal: 'SIGTERM' }]).toContainEqual(await bot.ended);
    const next = startBot(home, fake);
    await until('the card', () => fake.messages(fake.channelId).length === 1);
    next.send('SIGTERM');
    expect(await next.ended).toEqual(clean);
    expect(titlesIn(fake, fake.channelId)).toEqual([headingFor(training)]);
  },
);

test(
  'stopped while a post hangs that was applied: it ends, the post stays in doubt, and no second message comes',
  async (scope) => {
    const { fake, home } = await sceneFor(scope);
    const route = `/channels/${fake.channelId}/messages`;
    const hung = fake.failNext({ route, method: 'POST', how: 'hang', applied: true });
    const bot = startBot(home, fake);
    await until('a request that hangs', () => hung.hits === 1);
    bot.send('SIGTERM');
    expect(await bot.ended).toEqual(clean);
    await withStore(home, async ({ outbox }) => {
      const [delivery] = await allPending(outbox);
      expect(delivery?.state).toMatchObject({ kind: 'queued', firstPostAt: expect.any(String) });
    });
    const next = startBot(home, fake);
    await until('the record', () => next.logged('card delivered')[0]);
    next.send('SIGTERM');
    expect(await next.ended).toEqual(clean);
    expect(titlesIn(fake, fake.channelId)).toEqual([headingFor(training)]);
    expect(fake.violations).toEqual([]);
  },
  scenarioMs,
);
