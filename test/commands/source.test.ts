import { PermissionFlagsBits } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';

import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import type { CommandDeps, WatchedSource } from '../../src/commands/command.ts';
import { createCommands } from '../../src/commands/create-commands.ts';
import { createDiscord } from '../../src/discord/create-discord.ts';
import type { SourceProposal } from '../../src/domain/source-inspection.ts';
import type { Source } from '../../src/domain/source.ts';
import { openStore } from '../../src/store/open-store.ts';
import { startFakeDiscord, type FakeDiscord } from '../support/fake-discord.ts';

const url = 'https://jyj.lanhe.gov.cn/zwgk/jyta/';
const source: Source = {
  id: 'lanhe-jyj-jyta',
  name: '澜河市教育局 建议提案',
  url,
  format: 'auto',
  regionCode: '320500',
  level: 'city',
  agency: null,
  family: 'trs',
  group: 'reply',
  enabled: true,
  confirmed: '2026-11-22',
  selectors: null,
};
const nothing = { rows: 0, newest: null, newestEntries: [], family: null, confidence: 0 };
const found: SourceProposal = {
  inspection: {
    state: 'list',
    reason: null,
    detail: null,
    rows: 20,
    newest: '2026-11-20',
    newestEntries: [20, 19, 18, 17, 16].map((day) => ({
      url: `${url}${day}.html`,
      title: `关于市十四届人大五次会议第${day}号建议的[答复]`,
      date: day === 16 ? null : `2026-11-${day}`,
    })),
    family: 'trs',
    confidence: 0.934,
    nextPage: `${url}index_1.html`,
  },
  source,
};

interface Bot {
  readonly fake: FakeDiscord;
  readonly saved: Source[];
  readonly inspections: string[];
  /** What the next look finds. */
  proposal: SourceProposal;
  watchedSources: readonly WatchedSource[];
  time: number;
}

/** The bot's part for Discord, with a catalogue that only remembers. */
async function startBot(options: { readonly isOpen?: boolean } = {}): Promise<Bot> {
  const fake = await startFakeDiscord();
  const store = await openStore('memory:');
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const start = Date.parse('2026-11-22T02:00:00Z');
  const bot: Bot = {
    fake,
    saved: [],
    inspections: [],
    proposal: found,
    watchedSources: [],
    time: start,
  };
  const catalogue: CommandDeps['sourceCatalogue'] = {
    inspect: (address) => {
      bot.inspections.push(address);
      return Promise.resolve(bot.proposal);
    },
    save: (one) => {
      if (bot.saved.some((known) => known.url === one.url)) return 'known';
      bot.saved.push(one);
      return 'saved';
    },
  };
  const commands = createCommands({
    subscriptions: store.subscriptions,
    articles: store.articles,
    topics: [],
    render: renderDiscordMessage,
    resumeChannels: () => Promise.resolve(0),
    sampleFor: () => Promise.resolve(false),
    sourcesOverview: () => Promise.resolve({ watched: 0, stopped: 0, lastVisitAt: null }),
    watchedSources: () => Promise.resolve(bot.watchedSources),
    explainLetter: () => Promise.reject(new Error('Nobody asks why here.')),

    sourceCatalogue: options.isOpen === false ? null : catalogue,
    now: () => new Date(bot.time),
    logger,
  });
  const discord = createDiscord({
    token: fake.token,
    apiUrl: fake.apiUrl,
    commands,
    logger,
    onWritable: () => undefined,
  });
  await discord.start();
  onTestFinished(async () => {
    await discord.stop();
    await fake.close();
    await store.close();
    if (fake.violations.length > 0) throw new Error(fake.violations.join('\n'));
  });
  return bot;
}

function add(bot: Bot, locale = 'en-US') {
  return bot.fake.interact({ command: 'source add', options: { url }, locale });
}

interface Button {
  readonly label: string;
  readonly customId: string;
}

function buttonsOf(response: Awaited<ReturnType<typeof add>>): readonly Button[] {
  return JSON.parse(JSON.stringify(response.original?.components ?? [])).flatMap(
    (row: { components: { label: string; custom_id: string }[] }) =>
      row.components.map(({ label, custom_id: customId }) => ({ label, customId })),
  );
}

function idOf(response: Awaited<ReturnType<typeof add>>, label: string): string {
  return buttonsOf(response).find((button) => button.label === label)?.customId ?? '';
}

test.each([
  ['en-US', ['Save', 'Cancel'], 'no date'],
  ['zh-CN', ['保存', '取消'], '无日期'],
])('shows what it found, with two buttons, in %s', async (locale, labels, noDate) => {
  const bot = await startBot();
  const response = await add(bot, locale);
  expect(response.original?.isEphemeral).toBe(true);
  expect(buttonsOf(response).map(({ label }) => label)).toEqual(labels);
  const [embed] = response.original?.embeds ?? [];
  expect(embed?.['description']).toContain(
    String.raw`2026-11-20 [关于市十四届人大五次会议第20号建议的\[答复\]]`,
  );
  expect(embed?.['description']).toContain(noDate);
  const text = JSON.stringify(embed);
  for (const fact of ['苏州市', 'trs', '93 %', '20', `<${url}index_1.html>`, source.name]) {
    expect(text).toContain(fact);
  }
  expect(bot.saved).toEqual([]);
});

test('shows no name of a member who made a proposal', async () => {
  const bot = await startBot();
  const row = { url: `${url}1.html`, title: '关于对张晓明委员第012号提案的答复', date: null };
  bot.proposal = { ...found, inspection: { ...found.inspection, newestEntries: [row] } };
  const text = JSON.stringify((await add(bot)).original?.embeds);
  expect(text).not.toContain('张晓明');
  expect(text).toContain('第012号提案的答复');
});

test('saves on a press, once', async () => {
  const bot = await startBot();
  const response = await add(bot);
  const customId = idOf(response, 'Save');
  const pressed = await bot.fake.click({ customId });
  expect(bot.saved).toEqual([source]);
  expect(pressed.original?.content).toContain('Saved: 澜河市教育局');
  expect(pressed.original?.content).toContain('only this server gets');
  expect(pressed.original?.components).toEqual([]);
  expect(pressed.original?.embeds).toEqual([]);
  const again = await bot.fake.click({ customId });
  expect(again.followUps[0]?.content ?? again.original?.content).toContain('expired');
  expect(bot.saved).toHaveLength(1);
});

test('shows it when the source was added meanwhile', async () => {
  const bot = await startBot();
  const response = await add(bot, 'zh-CN');
  bot.saved.push(source);
  const pressed = await bot.fake.click({ customId: idOf(response, '保存'), locale: 'zh-CN' });
  expect(pressed.original?.content).toContain('有人添加');
  expect(bot.saved).toHaveLength(1);
});

test('saves nothing after a cancel', async () => {
  const bot = await startBot();
  const response = await add(bot);
  const pressed = await bot.fake.click({ customId: idOf(response, 'Cancel') });
  expect(pressed.original?.content).toContain('Nothing was saved');
  await bot.fake.click({ customId: idOf(response, 'Save') });
  expect(bot.saved).toEqual([]);
});

test('obeys only the person who gave the command, in its server', async () => {
  const bot = await startBot();
  const response = await add(bot);
  const customId = idOf(response, 'Save');
  const stranger = await bot.fake.click({ customId, userId: '800000000000000099' });
  expect(stranger.followUps[0]?.content).toContain('Only the person');
  expect(stranger.followUps[0]?.isEphemeral).toBe(true);
  expect(stranger.original?.components).not.toEqual([]);
  const guildId = bot.fake.addGuild('another');
  const channelId = bot.fake.addChannel(guildId, 'there');
  await bot.fake.click({ customId, guildId, channelId });
  expect(bot.saved).toEqual([]);
  await bot.fake.click({ customId });
  expect(bot.saved).toHaveLength(1);
});

test.each([
  ['en-US', 'Save', 'Manage Server'],
  ['zh-CN', '保存', '管理服务器'],
])('checks in %s at the press that the right is still there', async (locale, label, right) => {
  const bot = await startBot();
  const customId = idOf(await add(bot, locale), label);
  const memberPermissions = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ManageChannels;
  const refused = await bot.fake.click({ customId, memberPermissions, locale });
  expect(refused.followUps[0]?.content).toContain(right);
  expect(refused.followUps[0]?.isEphemeral).toBe(true);
  expect(refused.original?.components).not.toEqual([]);
  expect(bot.saved).toEqual([]);
  await bot.fake.click({ customId, locale });
  expect(bot.saved).toHaveLength(1);
});

test('takes a press only in the channel where the command was given', async () => {
  const bot = await startBot();
  const customId = idOf(await add(bot), 'Save');
  await bot.fake.click({ customId, channelId: bot.fake.otherChannelId });
  expect(bot.saved).toEqual([]);
});

test('lets a member whom the command was opened to look, and add nothing without Manage Server', async () => {
  const bot = await startBot();
  const memberPermissions = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ManageChannels;
  const who = { memberPermissions, isOpened: true, userId: '800000000000000042' };
  const looked = await bot.fake.interact({ command: 'source list', ...who });
  expect(looked.original?.content).toBe('No source is watched yet.');
  const refused = await bot.fake.interact({ command: 'source add', options: { url }, ...who });
  expect(refused.original?.content).toContain('Manage Server');
  expect(bot.inspections).toEqual([]);
});

test('forgets a proposal after ten minutes', async () => {
  const bot = await startBot();
  const response = await add(bot);
  bot.time += 10 * 60_000;
  const pressed = await bot.fake.click({ customId: idOf(response, 'Save') });
  expect(pressed.original?.content).toContain('expired');
  expect(pressed.original?.components).toEqual([]);
  expect(bot.saved).toEqual([]);
});

test.each([
  ['blocked', 'challenge', null, 'browser check'],
  ['no-list', 'detail', null, 'one article'],
  ['empty', 'no-rows', null, 'no rows'],
  ['failure', 'forbidden', 'Status 403.', 'network'],
  ['refused', 'host-not-allowed', 'x', 'allowedHosts'],
  ['refused', 'refused-address', 'x', 'https://'],
  ['refused', 'already-watched', '澜河市*教育局*', String.raw`澜河市\*教育局\*`],
  ['failure', 'something-new', null, 'something-new'],
] as const)('offers nothing to save when it is %s: %s', async (...row) => {
  const [state, reason, detail, words] = row;
  const bot = await startBot();
  const inspection = { ...nothing, state, reason, detail, nextPage: null };
  bot.proposal = { inspection, source: null };
  const response = await add(bot);
  expect(response.original?.content).toContain(words);
  expect(response.original?.components).toEqual([]);
});

test('inspects five addresses in ten minutes for one server, and then requests patience', async () => {
  const bot = await startBot();
  for (let look = 0; look < 5; look += 1) await add(bot);
  bot.time += 3 * 60_000;
  const refused = await add(bot);
  expect(refused.original?.content).toContain('in 7 minutes');
  expect(bot.inspections).toHaveLength(5);
  const guildId = bot.fake.addGuild('another');
  const channelId = bot.fake.addChannel(guildId, 'there');
  await bot.fake.interact({ command: 'source add', options: { url }, guildId, channelId });
  expect(bot.inspections).toHaveLength(6);
  bot.time += 7 * 60_000;
  await add(bot);
  expect(bot.inspections).toHaveLength(7);
});

test('counts no inspection without a request to a site', async () => {
  const bot = await startBot();
  const why = { state: 'refused', reason: 'host-not-allowed' } as const;
  const inspection = { ...nothing, ...why, detail: null, nextPage: null };
  bot.proposal = { inspection, source: null };
  for (let look = 0; look < 6; look += 1) await add(bot);
  expect(bot.inspections).toHaveLength(6);
});

test.each([
  ['en-US', 'operator'],
  ['zh-CN', '维护者'],
])('says kindly in %s that the operator keeps adding sources to himself', async (locale, word) => {
  const bot = await startBot({ isOpen: false });
  const response = await add(bot, locale);
  expect(response.original?.content).toContain(word);
  expect(bot.inspections).toEqual([]);
});

test('is hidden from readers', async () => {
  const bot = await startBot();
  const memberPermissions = PermissionFlagsBits.SendMessages;
  await expect(bot.fake.interact({ command: 'source list', memberPermissions })).rejects.toThrow(
    'hides',
  );
});

function watched(changes: Partial<WatchedSource>): WatchedSource {
  return {
    name: '澜河市教育局',
    url,
    status: 'ok',
    reason: null,
    since: null,
    regionCode: '330600',
    lastSuccessAt: null,
    waiting: null,
    tally: null,
    hasGap: false,
    isPending: false,
    ...changes,
  };
}

test('lists the stopped sources first, each kind with its advice once, then counts', async () => {
  const bot = await startBot();
  const blocked = { status: 'blocked', reason: 'challenge' } as const;
  bot.watchedSources = [
    watched({}),
    watched({ status: 'quiet' }),
    watched({ status: 'new' }),
    watched({ name: '甲局', ...blocked, since: '2026-11-18T01:00:00.000Z' }),
    watched({ name: '乙局', ...blocked, since: '2026-11-20T01:00:00.000Z' }),
    watched({
      name: '丙局',
      status: 'gone',
      reason: 'gone',
      since: '2026-11-19T00:00:00.000Z',
    }),
  ];
  const { original } = await bot.fake.interact({ command: 'source list', locale: 'zh-CN' });
  expect(original?.isEphemeral).toBe(true);
  expect(original?.content).toBe('3 个来源需要留意。');
  const text = String(original?.embeds[0]?.['description']);
  expect([...text.matchAll(/[甲乙丙]局/gu)].map(String)).toEqual(['乙局', '甲局', '丙局']);
  expect(text.match(/怎么办/gu)).toHaveLength(2);
  expect(text).toContain('自 2026-11-20');
  expect(text).toContain('**访问受阻：要求先通过浏览器验证**');
  expect(text).toContain('**页面已不在：网站返回 404**');
  expect(JSON.stringify(original?.embeds[0]?.['footer'])).toContain('共关注 6 个来源 · 正常 1');
});

test.each([
  ['en-US', 'Pending: for this server only'],
  ['zh-CN', '待维护者确认'],
])('shows in %s which sources wait for the operator', async (locale, words) => {
  const bot = await startBot();
  bot.watchedSources = [watched({}), watched({ name: '甲局', isPending: true })];
  const { original } = await bot.fake.interact({ command: 'source list', locale });
  expect(original?.embeds[0]?.['fields']).toMatchObject([
    { name: expect.stringContaining(words), value: `- [甲局](${url})` },
  ]);
});

test('lists five hundred stopped sources within Discord’s limits', async () => {
  const bot = await startBot();
  bot.watchedSources = Array.from({ length: 500 }, (_, index) =>
    watched({
      name: `第${index}个[来源]`.repeat(9),
      url: `${url}${'x'.repeat(300)}/${index}`,
      status: 'blocked',
      isPending: true,
      reason: index % 2 === 0 ? 'tls' : 'timeout',
      since: '2026-11-20T01:00:00.000Z',
    }),
  );
  const { original } = await bot.fake.interact({ command: 'source list' });
  expect(String(original?.embeds[0]?.['description'])).toMatch(/… and \d+ more$/u);
});

test.each([
  ['when all is fine', [watched({})], 'All sources are fine.'],
  ['when there is none', [], 'No source is watched yet.'],
])('has a word %s', async (_when, watchedSources, words) => {
  const bot = await startBot();
  bot.watchedSources = watchedSources;
  const { original } = await bot.fake.interact({ command: 'source list' });
  expect(original?.content).toBe(words);
});
