import { expect, test } from 'vitest';

import { composeDocx } from '../../src/demo/compose-docx.ts';
import * as letters from '../../src/demo/letters.ts';
import { feed, hanwebDetail, oldDetail, trsDetail, trsList } from '../../src/demo/pages.ts';
import { encodeGbk } from '../../src/text/encode-gbk.ts';
import { scenarioMs } from '../e2e/bot-process.ts';
import { startFakeGovSite } from '../support/fake-gov-site.ts';
import { fileIn, quietHome, runCli } from './run-cli.ts';

const site = '绍兴市人民政府';
const plain = [letters.TRAINING.title, ...letters.TRAINING.paragraphs].join('\n');

// The contract of the command line: every field, whatever the document says.
const contractFields = [
  'source',
  'url',
  'title',
  'kind',
  'relevance',
  'evidence',
  'agency',
  'region',
  'documentNumber',
  'indexNumber',
  'proposal',
  'dateWritten',
  'datePublished',
  'body',
  'keyPoints',
  'keyFigures',
  'commitments',
  'summary',
  'card',
  'identity',
  'problems',
];

test.concurrent(
  'read --json answers every argument with every field of the contract, whatever its format and charset',
  async (scope) => {
    const home = quietHome(scope);
    const files = [
      fileIn(home, 'utf8.html', trsDetail(letters.HOMEWORK, site)),
      fileIn(home, 'gbk.htm', encodeGbk(oldDetail(letters.COUNTY, site))),
      fileIn(home, 'letter.docx', composeDocx(letters.WORD_FILE)),
      fileIn(home, 'letter.txt', plain),
      fileIn(home, 'letter.md', `# ${plain}`),
      fileIn(home, 'empty.html', ''),
    ];
    const run = await runCli(home, ['read', '--json', ...files]);
    const answers = run.json();
    expect(answers.map(({ source }) => source)).toEqual(files);
    for (const answer of answers)
      expect(Object.keys(answer)).toEqual(expect.arrayContaining(contractFields));
    expect(answers.map(({ kind, relevance }) => `${String(kind)}/${String(relevance)}`)).toEqual([
      'reply/core',
      'reply/core',
      'reply/core',
      'reply/related',
      'reply/related',
      'other/none',
    ]);
    const [first] = answers;
    expect(first).toMatchObject({
      url: null,
      title: letters.HOMEWORK.title,
      agency: letters.HOMEWORK.agency,
      documentNumber: letters.HOMEWORK.documentNumber,
      dateWritten: '2026-08-25',
      datePublished: '2026-09-18',
      region: { code: '330600', level: 'city' },
      proposal: { body: 'CPPCC', number: '126' },
      problems: [],
    });
    expect(JSON.stringify(answers.map(({ card }) => card))).not.toContain('85550126');
    expect(run.code).toBe(0);
  },
  scenarioMs,
);

test.concurrent(
  'what read quotes is verbatim from the body',
  async (scope) => {
    const home = quietHome(scope);
    const file = fileIn(home, 'page.html', hanwebDetail(letters.PROVINCE, site));
    const [answer] = (await runCli(home, ['read', '--json', file])).json();
    const bare = (text: string): string => text.replaceAll(/\s/gu, '');
    const body = bare(String(answer?.['body']));
    const points = [answer?.['keyPoints'], answer?.['commitments']].flat().map(String);
    expect(points.length).toBeGreaterThan(2);
    for (const piece of points.flatMap((point) => point.split('…'))) {
      expect(body).toContain(bare(piece));
    }
    expect(String(answer?.['summary']).length).toBeLessThanOrEqual(400);
  },
  scenarioMs,
);

test.concurrent(
  'a file that is missing is said, the others are answered, and the exit code is 1',
  async (scope) => {
    const home = quietHome(scope);
    const file = fileIn(home, 'letter.txt', plain);
    const run = await runCli(home, ['read', '--json', 'no-such-file.html', file, home.directory]);
    expect(run.code).toBe(1);
    expect(run.err).toContain('There is no file no-such-file.html');
    expect(run.err).toContain('is not a file');
    const answers = run.json();
    expect(answers).toHaveLength(3);
    expect(answers[0]).toMatchObject({ source: 'no-such-file.html', problems: ['unreadable'] });
    expect(answers[1]).toMatchObject({ source: file, kind: 'reply' });
  },
  scenarioMs,
);

test.concurrent(
  'without --json read prints each stage with its reasons, and the card',
  async (scope) => {
    const home = quietHome(scope);
    const file = fileIn(home, 'page.html', trsDetail(letters.HOMEWORK, site));
    const url = 'https://jyj.sx.gov.cn/art/2026/9/18/art_1_126.html';
    const run = await runCli(home, ['read', file, '--url', url]);
    expect(run.code).toBe(0);
    for (const part of ['extract', 'classify', 'identify', 'card', letters.HOMEWORK.title, url]) {
      expect(run.out).toContain(part);
    }
    expect(run.out).not.toContain('85550126');
  },
  scenarioMs,
);

test.concurrent(
  'read takes an address too',
  async (scope) => {
    const server = await startFakeGovSite();
    scope.onTestFinished(() => server.close());
    server.set('/a.html', { body: trsDetail(letters.LATECOMER, site) });
    const home = quietHome(scope);
    const gone = `${server.url}/gone.html`;
    const run = await runCli(home, ['read', '--json', `${server.url}/a.html`, gone]);
    expect(run.code).toBe(1);
    expect(run.json()).toMatchObject([
      { url: `${server.url}/a.html`, kind: 'reply', relevance: 'core' },
      { source: gone, problems: ['unreadable'] },
    ]);
  },
  scenarioMs,
);

test.concurrent(
  'discover --json gives the rows of lists and feeds, and says when there are none',
  async (scope) => {
    const home = quietHome(scope);
    const rows = [
      { href: './202609/t20260918_1.html', letter: letters.HOMEWORK },
      { href: './202609/t20260911_2.html', letter: letters.TRAINING },
      { href: './202609/t20260915_3.html', letter: letters.FERTILISER },
    ];
    const list = fileIn(home, 'list.html', trsList(rows, site));
    const rss = fileIn(home, 'feed.xml', feed(rows, site));
    const page = fileIn(home, 'page.html', trsDetail(letters.HOMEWORK, site));
    const url = 'https://www.sx.gov.cn/zwgk/jytabl/';
    const run = await runCli(home, ['discover', '--json', '--url', url, list, rss, page]);
    expect(run.code).toBe(0);
    const answers = run.json();
    for (const [index, answer] of answers.slice(0, 2).entries()) {
      expect(answer).toMatchObject({
        source: [list, rss][index],
        url,
        state: 'list',
        nextPage: null,
      });
      expect(answer['items']).toEqual(
        rows.map(({ href, letter }) => ({
          title: letter.title,
          url: new URL(href, url).href,
          date: letter.published,
        })),
      );
      expect(answer['confidence']).toBeGreaterThan(0.5);
    }
    expect(answers[2]).toMatchObject({ source: page, state: 'no-list', items: [] });
    expect(Object.keys(answers[0] ?? {})).toEqual(expect.arrayContaining(['family']));
  },
  scenarioMs,
);

test.concurrent(
  'cluster --json puts re-publications together and every path into exactly one cluster',
  async (scope) => {
    const home = quietHome(scope);
    const one = fileIn(home, 'one.html', trsDetail(letters.HOMEWORK, site));
    const copy = fileIn(home, 'copy.html', hanwebDetail(letters.HOMEWORK, '浙江省教育厅'));
    const other = fileIn(home, 'other.html', trsDetail(letters.TRAINING, site));
    const run = await runCli(home, ['cluster', '--json', one, other, copy]);
    expect(run.code).toBe(0);
    const [{ clusters } = {}] = run.json();
    expect(clusters).toEqual(expect.arrayContaining([[one, copy], [other]]));
    expect(clusters).toHaveLength(2);

    const partial = await runCli(home, ['cluster', '--json', one, 'no-such-file.html']);
    expect(partial.code).toBe(1);
    expect(partial.json()).toEqual([{ clusters: [[one], ['no-such-file.html']] }]);
  },
  scenarioMs,
);

test.concurrent(
  'read --explain names the rows that decided, and without it nothing more is said',
  async (scope) => {
    const home = quietHome(scope);
    const letter = [
      '鹿鸣市教育局关于市政协五届一次会议第38号提案的答复',
      '池晚舟委员：',
      '您提出的《关于减轻小学生作业负担的提案》收悉，现答复如下：',
      '一、全市42所小学全部建立作业公示制度。',
      '二、关于取消假期作业的建议，暂不采纳，因家长意见不一。',
      '下一步，我局将于2024年12月底前出台作业管理细则。',
      '鹿鸣市教育局',
      '2024年6月3日',
    ];
    const file = fileIn(home, 'letter.txt', letter.join('\n'));
    const [plainAnswer] = (await runCli(home, ['read', '--json', file])).json();
    expect(plainAnswer).not.toHaveProperty('explain');
    const [answer] = (await runCli(home, ['read', '--json', '--explain', file])).json();
    const rows = (decided: string): unknown =>
      expect.arrayContaining([
        expect.objectContaining({
          decided,
          rows: expect.arrayContaining([expect.objectContaining({ row: EXPLAINED[decided] })]),
        }),
      ]);
    for (const decided of Object.keys(EXPLAINED))
      expect(answer?.['explain']).toEqual(rows(decided));
    const lines = (await runCli(home, ['read', '--explain', file])).out;
    expect(lines).toContain('reply-shape/title-answer +3: ');
  },
  scenarioMs,
);

// A row for each thing that is explained.
const EXPLAINED: Readonly<Record<string, string>> = {
  title: 'title-points/letter',
  agency: 'agency-places/signature',
  dateWritten: 'date-places/signature',
  kind: 'reply-shape/received-proposal',
  relevance: 'vocabulary/homework: 假期作业',
  point: 'quote-kinds/adopted',
  promise: 'planned/will',
};
