import { createServer } from 'node:http';

import { expect, test } from 'vitest';

import { listen } from '../../src/local/listen.ts';
import { newHostState } from '../../src/fetch/host-state.ts';
import { openStore } from '../../src/store/open-store.ts';
import { composeDocx } from '../../src/demo/compose-docx.ts';
import { fastSettings, makeHome, scenarioMs, startBot, until } from '../e2e/bot-process.ts';
import { sampleLetters, startReplySite } from '../e2e/reply-site.ts';
import { fileIn, quietHome, runCli } from './run-cli.ts';

const { training, homework } = sampleLetters;

test.concurrent(
  'a yearly column is listed and checked year by year, and by its own id',
  async (scope) => {
    const column = await startReplySite(scope, [training, homework]);
    const home = quietHome(scope);
    const year = new Date().getFullYear();
    home.write(
      'sources/test.yaml',
      `sources:
  - id: yearly
    name: 青溪市教育局建议提案答复
    url: ${column.listUrl}
    yearly: ${column.listUrl}?{year}
    regionCode: '330600'
    level: city
  - id: resting
    name: 北河县教育局建议提案答复
    url: ${column.listUrl}?resting
    regionCode: '330600'
    level: city
    enabled: false
`,
    );
    const list = await runCli(home, ['sources', 'list']);
    expect(list.out).toMatch(new RegExp(`^yearly-${year} +not visited`, 'mu'));
    expect(list.out).toMatch(/^resting +off/mu);
    const one = await runCli(home, ['sources', 'check', `yearly-${year}`]);
    expect(one.err).not.toContain('there is no source');
    expect(one.out.trim().split('\n')).toHaveLength(1);
    const both = await runCli(home, ['sources', 'check', 'yearly']);
    expect(both.out.trim().split('\n')).toHaveLength(2);
    const doctor = await runCli(home, ['doctor']);
    expect(doctor.out).toContain(
      '2 watched (yearly columns count once a year), 1 of the 2 in config/sources',
    );
  },
  scenarioMs,
);

test.concurrent(
  'without a network the round says so once, and doctor names each reason once',
  async (scope) => {
    const ports = [9, 10, 12];
    const home = makeHome(
      scope,
      ports.map((port) => ({ id: `closed-${port}`, url: `http://127.0.0.1:${port}/` })),
      `language: en\n${fastSettings()}`,
    );
    const run = await runCli(home, ['once']);
    expect(run.out.match(/seems to be offline/gu)).toHaveLength(1);
    expect(run.err).toContain('seems to be offline');
    expect(run.out.trim().split('\n').at(-1)).toContain('"blocked":3');
    const doctor = await runCli(home, ['doctor']);
    expect(doctor.out).toContain('this machine seems to be offline');
    expect(doctor.out).toContain('3 sources blocked: the connection fails');
    expect(doctor.out.match(/sources check/gu)).toHaveLength(1);
  },
  scenarioMs,
);

test.concurrent(
  'a division code that does not exist is an issue with its place',
  async (scope) => {
    const home = quietHome(scope);
    home.write(
      'sources/test.yaml',
      `sources:
  - id: nowhere
    name: 无处市教育局
    url: http://127.0.0.1:9/
    regionCode: '999999'
    level: county
`,
    );
    const run = await runCli(home, ['sources', 'list']);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/test\.yaml:5:\d+ {2}GB\/T 2260 has no division with the code 999999/u);
  },
  scenarioMs,
);

test.concurrent(
  'read says what a document was, counts nothing as nothing, and knows a feed',
  async (scope) => {
    const home = quietHome(scope);
    const letter = {
      title: training.title,
      agency: '青溪市教育局',
      documentNumber: null,
      published: '2026-05-06',
      paragraphs: ['现答复如下：略。'],
    };
    const docx = fileIn(home, 'letter.docx', composeDocx(letter));
    const empty = fileIn(home, 'empty.html', '<html><body></body></html>');
    const feed = fileIn(
      home,
      'feed.xml',
      '<?xml version="1.0"?><rss version="2.0"><channel><title>青溪市</title><item><title>甲</title><link>https://www.qingxi.gov.cn/1.html</link></item></channel></rss>',
    );
    const run = await runCli(home, ['read', docx, empty, feed]);
    expect(run.out).toMatch(/read as +docx$/mu);
    expect(run.out).toContain('0 characters, 0 paragraphs');
    expect(run.out.match(/This is a feed: jianbao discover/gu)).toHaveLength(1);
  },
  scenarioMs,
);

test.concurrent(
  'the demo says how to choose another port, in the language that was asked for',
  async (scope) => {
    const server = createServer();
    const port = await listen(server, '127.0.0.1', 0);
    scope.onTestFinished(() => void server.close());
    const run = await runCli(quietHome(scope), [
      'demo',
      '--once',
      '--language',
      'en',
      '--port',
      String(port),
    ]);
    expect(run.code).toBe(1);
    expect(run.err).toContain('Choose another one with --port');
    expect(run.err).not.toContain('bot.yaml');
  },
  scenarioMs,
);

test.concurrent(
  'a second bot on one store says nothing but why it ends',
  async (scope) => {
    const home = quietHome(scope);
    const store = await openStore(home.store);
    scope.onTestFinished(() => store.close());
    const bot = startBot(home, null);
    expect((await bot.ended).code).toBe(1);
    expect(bot.err()).toContain('Another Jianbao is using');
    expect(bot.out()).toBe('');
  },
  scenarioMs,
);

test.concurrent(
  'a bot that is stopped while it starts ends cleanly',
  async (scope) => {
    const home = quietHome(scope);
    const bot = startBot(home, null);
    // The first sign of life comes before the page is open and any round has begun.
    await until('a sign of life', () => bot.out().includes('DISCORD_TOKEN'));
    bot.send('SIGTERM');
    expect(await bot.ended).toEqual({ code: 0, signal: null });
  },
  scenarioMs,
);

test.concurrent(
  'sources list and doctor say which sources are read over plain http, and whether https works',
  async (scope) => {
    const home = quietHome(scope);
    const hosts = ['works', 'differs', 'untried'];
    const rows = [
      ...hosts.map(
        (name) => `  - { id: ${name}, url: 'http://${name}.lanhe.gov.cn/jyta/', ${ROW} }`,
      ),
      `  - { id: secured, url: 'https://secured.lanhe.gov.cn/jyta/', ${ROW} }`,
    ];
    // The usual settings: those of other tests are only for sources on this machine.
    home.write('bot.yaml', 'language: en\n');
    home.write('sources/test.yaml', `sources:\n${rows.join('\n')}\n`);
    const store = await openStore(home.store);
    for (const name of ['works', 'differs']) {
      const host = `${name}.lanhe.gov.cn`;
      const https = { works: name === 'works', checkedAt: '2026-11-22T02:00:00.000Z' };
      await store.hosts.save(host, { ...newHostState(host, new Date()), https });
    }
    await store.close();
    const list = await runCli(home, ['sources', 'list']);
    const lines = list.out.split('\n');
    const under = (id: string): string =>
      lines[lines.findIndex((line) => line.startsWith(id)) + 1] ?? '';
    expect(under('works ')).toContain('plain http: https gives the same pages (2026-11-22)');
    expect(under('differs ')).toContain('plain http: https does not give the same pages');
    expect(under('untried ')).toContain('plain http: https was not tried yet');
    expect(list.out.match(/plain http/gu)).toHaveLength(3);
    const doctor = await runCli(home, ['doctor']);
    expect(doctor.out).toContain(
      '· plain http: 3 sources have http addresses: 1 read over https all the same, 1 without a working https, 1 not tried yet',
    );
  },
  scenarioMs,
);

const ROW = "name: 澜河市教育局, regionCode: '330600', level: city";
