import { Client, Events, GatewayIntentBits, PermissionFlagsBits, REST } from 'discord.js';
import { afterEach, expect, test } from 'vitest';

import { startFakeDiscord, type FakeDiscord } from './fake-discord.ts';

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function fakeDiscord(): Promise<FakeDiscord> {
  const fake = await startFakeDiscord();
  closers.push(() => fake.close());
  return fake;
}

async function loggedIn(fake: FakeDiscord): Promise<Client> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: fake.apiUrl } });
  closers.push(() => client.destroy());
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(fake.token);
  await ready;
  return client;
}

function restFor(fake: FakeDiscord, token = fake.token): REST {
  return new REST({ api: fake.apiUrl, retries: 0, rejectOnRateLimit: () => true }).setToken(token);
}

function post(fake: FakeDiscord, body: object, rest = restFor(fake)): Promise<unknown> {
  return rest.post(`/channels/${fake.channelId}/messages`, { body });
}

const HELLO = { content: 'hello', allowed_mentions: { parse: [] } };

test('lets the real discord.js log in and see the guild with its channels', async () => {
  const fake = await fakeDiscord();
  const client = await loggedIn(fake);
  const channel = client.guilds.cache.get(fake.guildId)?.channels.cache.get(fake.channelId);
  const me = client.guilds.cache.get(fake.guildId)?.members.me;
  expect(channel?.name).toBe('replies');
  expect(me && channel?.permissionsFor(me).has(PermissionFlagsBits.EmbedLinks)).toBe(true);
  expect(fake.violations).toEqual([]);
});

test('replays what a session missed when it resumes', async () => {
  const fake = await fakeDiscord();
  const client = await loggedIn(fake);
  fake.gateway.drop();
  const created = new Promise((resolve) => client.once(Events.ChannelCreate, resolve));
  fake.addChannel(fake.guildId, 'made-while-away');
  await created;
  expect(fake.gateway.counts).toMatchObject({ identifies: 1, resumes: 1 });
});

test('returns the first message for a repeated nonce and makes only one', async () => {
  const fake = await fakeDiscord();
  const body = { ...HELLO, nonce: 'abc', enforce_nonce: true };
  const first = await post(fake, body);
  expect(await post(fake, body)).toEqual(first);
  await post(fake, { ...HELLO, nonce: 'abc' });
  expect(fake.messages(fake.channelId)).toHaveLength(2);
});

test.each([
  ['a nonce over 25 characters', { ...HELLO, nonce: 'x'.repeat(26), enforce_nonce: true }],
  ['content over 2000 characters', { ...HELLO, content: '字'.repeat(2001) }],
  ['an unknown key', { ...HELLO, embed: {} }],
  ['an unknown key inside an embed', { ...HELLO, embeds: [{ title: 'a', colour: 3 }] }],
  ['an empty message', { allowed_mentions: { parse: [] } }],
  [
    'embeds over 6000 characters in total',
    { ...HELLO, embeds: [{ description: 'a'.repeat(4000) }, { description: 'a'.repeat(2001) }] },
  ],
  ['a field without a value', { ...HELLO, embeds: [{ fields: [{ name: 'a', value: ' ' }] }] }],
  ['a text display without the flag', { ...HELLO, components: [{ type: 10, content: 'a' }] }],
  [
    'a button that is a link and has an id',
    {
      ...HELLO,
      components: [
        {
          type: 1,
          components: [{ type: 2, style: 5, label: 'a', url: 'https://a.example', custom_id: 'b' }],
        },
      ],
    },
  ],
])('refuses %s', async (_what, body) => {
  const fake = await fakeDiscord();
  await expect(post(fake, body)).rejects.toMatchObject({ status: 400, code: 50035 });
  expect(fake.violations).not.toEqual([]);
});

test('records a message that could ping a user', async () => {
  const fake = await fakeDiscord();
  await post(fake, { content: 'hello' });
  expect(fake.violations).toEqual([expect.stringContaining('allowed_mentions')]);
});

test.each([
  ['a name in upper case', { name: 'Latest', description: 'a' }],
  ['a command without a description', { name: 'latest', description: '' }],
  [
    'the locale zh',
    { name: 'latest', description: 'a', description_localizations: { zh: '最新' } },
  ],
  [
    'a required option after an optional one',
    {
      name: 'latest',
      description: 'a',
      options: [
        { type: 3, name: 'a', description: 'a' },
        { type: 3, name: 'b', description: 'b', required: true },
      ],
    },
  ],
])('refuses %s in the registration of commands', async (_what, command) => {
  const fake = await fakeDiscord();
  const path = `/applications/${fake.applicationId}/commands` as const;
  await expect(restFor(fake).put(path, { body: [command] })).rejects.toMatchObject({ code: 50035 });
});

test('applies a request and then breaks the connection when a test plants that', async () => {
  const fake = await fakeDiscord();
  fake.failNext({ route: '/messages', applied: true, how: 'reset' });
  await expect(post(fake, HELLO)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(fake.messages(fake.channelId)).toHaveLength(1);
});

test.each([
  [PermissionFlagsBits.ViewChannel, 50001],
  [PermissionFlagsBits.SendMessages, 50013],
])('refuses a post when the permission %s is taken away', async (deny, code) => {
  const fake = await fakeDiscord();
  fake.setChannelPermissions(fake.channelId, { deny });
  await expect(post(fake, HELLO)).rejects.toMatchObject({ status: 403, code });
});

test('refuses a wrong token, and a channel that does not exist', async () => {
  const fake = await fakeDiscord();
  await expect(post(fake, HELLO, restFor(fake, 'wrong'))).rejects.toMatchObject({ status: 401 });
  fake.deleteChannel(fake.channelId);
  await expect(post(fake, HELLO)).rejects.toMatchObject({ status: 404, code: 10003 });
});

test('brings the click on a button to the bot and the bot’s change back', async () => {
  const fake = await fakeDiscord();
  const client = await loggedIn(fake);
  client.on(Events.InteractionCreate, (interaction) => {
    if (!interaction.isButton()) return;
    void interaction.update({ content: interaction.customId, allowedMentions: { parse: [] } });
  });
  const response = await fake.click({ customId: 'more', message: { id: '5', channel_id: '6' } });
  expect(response).toMatchObject({ callbackType: 7, original: { content: 'more' } });
  expect(fake.violations).toEqual([]);
});

test('acts as Discord does when a command answers too late or twice', async () => {
  const fake = await fakeDiscord();
  const rest = restFor(fake);
  await rest.put(`/applications/${fake.applicationId}/commands`, {
    body: [{ name: 'help', description: 'help' }],
  });
  await expect(fake.interact({ command: 'help' })).rejects.toThrow('did not respond');
  await expect(fake.interact({ command: 'none' })).rejects.toThrow('no command');
  const path = '/interactions/1/a/callback' as const;
  const answer = rest.post(path, { body: { type: 5 }, auth: false });
  await expect(answer).rejects.toMatchObject({ code: 10_062 });
});
