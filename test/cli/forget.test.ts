import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { makeHome, scenarioMs, startBot, until } from '../e2e/bot-process.ts';
import {
  discordForTest,
  subscribe,
  titlesIn,
  untilLoggedIn,
} from '../e2e/fake-discord-for-test.ts';
import { sampleLetters, startReplySite } from '../e2e/reply-site.ts';
import { withStore } from '../e2e/store-of-home.ts';
import { quietHome, runCli } from './run-cli.ts';

const { training, homework, fertiliser } = sampleLetters;

test.concurrent(
  'forget says first what it would erase, erases with --yes, and nothing comes back',
  async (scope) => {
    const column = await startReplySite(scope, [training, homework, fertiliser]);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    const first = await runCli(home, ['once']);
    expect(first.out.trim().split('\n').at(-1)).toContain('"sent":1');
    const address = new URL(column.pathOf(homework), column.listUrl).href;

    const looked = await runCli(home, ['forget', address]);
    expect(looked.code).toBe(1);
    expect(looked.out).toContain(homework.title);
    expect(looked.out).toMatch(/将抹除：文件 1 份[^]*--yes/u);
    const json = await runCli(home, ['forget', address, '--json']);
    const [found] = json.json();
    expect(found).toMatchObject({ target: address, state: 'found', erasure: { documents: 1 } });

    const done = await runCli(home, ['forget', address, '--yes', '--json']);
    expect(done.code).toBe(0);
    expect(done.json()).toMatchObject([
      { state: 'forgotten', erasure: { documents: 1, entries: 1, inLatest: 1 } },
    ]);
    const second = await runCli(home, ['once']);
    expect(second.out.trim().split('\n').at(-1)).toContain('"sent":0');
    await withStore(home, async (store) => {
      expect(await store.articles.latest({ limit: 9 })).toEqual([]);
    });
    const again = await runCli(home, ['forget', 'p-00000000']);
    expect(again.code).toBe(1);
    expect(again.out).toContain('没有编号为 p-00000000 的文件');
  },
  scenarioMs,
);

test.concurrent(
  'forget beside a running bot leaves the work to it: the message is emptied, without a restart',
  async (scope) => {
    const column = await startReplySite(scope, [training, fertiliser]);
    const fake = await discordForTest(scope);
    const home = makeHome(scope, [{ id: 'column', url: column.listUrl }]);
    const bot = startBot(home, fake);
    await untilLoggedIn(fake);
    await until('first visit', () => bot.logged('source visited')[0]);
    await subscribe(fake, fake.channelId);
    await until('the example', () => fake.messages(fake.channelId).length === 1);
    const footer = JSON.stringify(fake.messages(fake.channelId)[0]?.embeds[0]?.['footer']);
    const id = /编号 ([\w-]{8})/u.exec(footer)?.[1] ?? '';

    const looked = await runCli(home, ['forget', id]);
    expect(looked.code).toBe(1);
    expect(looked.out).toContain('机器人正在运行');
    const left = await runCli(home, ['forget', id, '--yes']);
    expect(left.code).toBe(0);
    await until('the emptied message', () => titlesIn(fake, fake.channelId).includes('内容已撤下'));
    expect(bot.logged('document forgotten')).toMatchObject([{ documents: 1, messages: 1 }]);
    expect(readdirSync(join(home.directory, 'data/requests'))).toEqual([]);
    column.publish(homework);
    await until('news', () => titlesIn(fake, fake.channelId).length === 2);
    expect(fake.violations).toEqual([]);
  },
  scenarioMs,
);

test.concurrent(
  'an address that nothing is known of can be forgotten; the words are the operator’s language',
  async (scope) => {
    const home = quietHome(scope);
    home.write('bot.yaml', 'language: en\npoliteness:\n  allowLoopback: true\n');
    const address = 'https://www.qingxi.gov.cn/jyta/1.html';
    const looked = await runCli(home, ['forget', address]);
    expect(looked.out).toContain('This would erase: documents 0');
    const done = await runCli(home, ['forget', address, '--yes']);
    expect(done.code).toBe(0);
    expect(done.out).toContain('never posted again');
    const help = await runCli(home, ['forget', '--help']);
    expect(help.out).toContain('--yes');
  },
  scenarioMs,
);
