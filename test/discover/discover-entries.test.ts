import { readFileSync, readdirSync } from 'node:fs';

import { expect, test } from 'vitest';

import { decodePage } from '../../src/decode/decode-page.ts';
import { discoverEntries } from '../../src/discover/discover-entries.ts';

const folder = new URL('../fixtures/discover/', import.meta.url);
const today = '2026-11-22';

interface Expected {
  readonly note: string;
  readonly file: string;
  readonly url: string;
  readonly state: string;
  readonly reason: string | null;
  readonly family: string | null;
  readonly nextPage: string | null;
  readonly items: readonly {
    readonly url: string;
    readonly title: string;
    readonly date: string | null;
  }[];
}

const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.expected.json'))
  .map((name): [string, Expected] => {
    const expected: Expected = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    return [name.replace('.expected.json', ''), expected];
  });

test.each(cases)('reads the composed page %s as written down', async (_, expected) => {
  const bytes = readFileSync(new URL(expected.file, folder));
  const page = decodePage({ url: expected.url, bytes, contentType: null });

  const found = await discoverEntries(page, { today });

  expect({
    state: found.state,
    reason: found.reason,
    family: found.family,
    nextPage: found.nextPage,
    items: found.entries.map(({ url, title, date }) => ({ url, title, date })),
  }).toEqual({
    state: expected.state,
    reason: expected.reason,
    family: expected.family,
    nextPage: expected.nextPage,
    items: expected.items,
  });
  expect(found.layout === null).toBe(expected.items.length === 0);
  expect(found.confidence > 0).toBe(expected.items.length > 0);
});

function listPage(rows: readonly string[], around = { before: '', after: '' }) {
  const text = `<!DOCTYPE html><html><head><title>建议提案办理</title></head><body><div class="nav"><a href="/a/">首页</a></div>
    <div class="dqwz">当前位置：首页 &gt; 建议提案</div>${around.before}<div class="main"><ul class="list list-${rows.length}">${rows.join('\n')}</ul></div>${around.after}</body></html>`;
  return {
    url: 'https://jyj.lanhe.gov.cn/jyta/',
    kind: 'html' as const,
    text,
    charset: 'utf-8',
    issues: [],
  };
}

function row(index: number, date: string): string {
  return `<li class="n${index}"><a href="./202411/t20241105_${index}.html">对市政协六届二次会议第0${index}号提案的答复</a><span>${date}</span></li>`;
}

test('keeps two rows of one day, a back-dated row and a pinned row as one entry each', async () => {
  const rows = [
    row(101, '2021-03-01'),
    row(102, '2024-11-05'),
    row(103, '2024-11-05'),
    row(104, '2024-11-01'),
    row(105, '2024-06-30'),
    row(106, '2024-10-20'),
  ];

  const found = await discoverEntries(listPage(rows), { today });

  expect(found.entries.map((entry) => entry.date)).toEqual([
    '2021-03-01',
    '2024-11-05',
    '2024-11-05',
    '2024-11-01',
    '2024-06-30',
    '2024-10-20',
  ]);
});

test('gives a row that is on the list twice once', async () => {
  const rows = [
    row(103, '2024-11-05'),
    row(102, '2024-11-06'),
    row(103, '2024-11-05'),
    row(104, '2024-11-01'),
    row(105, '2024-10-01'),
  ];

  const found = await discoverEntries(listPage(rows), { today });

  expect(found.entries).toHaveLength(4);
});

test('leaves a date in the future and a missing date null', async () => {
  const rows = [
    row(101, '2031-01-01'),
    row(102, ''),
    row(103, '2024-11-03'),
    row(104, '2024-11-02'),
    row(105, '2024-11-01'),
    row(106, '2024-10-01'),
  ];

  const found = await discoverEntries(listPage(rows), { today });

  expect(found.entries.map((entry) => entry.date)).toEqual([
    null,
    null,
    '2024-11-03',
    '2024-11-02',
    '2024-11-01',
    '2024-10-01',
  ]);
});

const bareColumn = (many: number, title: (number: number) => string) => {
  const rows = Array.from({ length: many }, (_, at) => {
    const named = title(135 - at);
    return `<li><a href="https://www.lanhe.gov.cn/content/${11067 - at}" title="${named}">${named}</a></li>`;
  });
  const html = `<html><head><title>建议提案办理-兰河市教育局</title></head><body><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/content/100">办事服务</a></li><li><a href="/content/101">互动交流</a></li></ul><div class="main"><h2>建议提案办理</h2><ul class="list">${rows.join('')}</ul><div class="page"><script>createPageHTML(3, 0, "index", "html");</script></div></div></body></html>`;
  return decodePage({
    url: 'https://www.lanhe.gov.cn/jyta/',
    bytes: new TextEncoder().encode(html),
    contentType: 'text/html; charset=utf-8',
  });
};

test.each([10, 4])(
  'reads %i titles of answers without days at addresses that are bare numbers',
  async (many) => {
    const found = await discoverEntries(
      bareColumn(many, (number) => `关于市政协八届四次会议第0${number}号提案办理情况的答复`),
      { today },
    );
    expect(found.state).toBe('list');
    expect(found.entries).toHaveLength(many);
    expect(found.entries[0]).toMatchObject({
      url: 'https://www.lanhe.gov.cn/content/11067',
      title: '关于市政协八届四次会议第0135号提案办理情况的答复',
      date: null,
    });
  },
);

test('does not take a few links to columns for a list', async () => {
  const found = await discoverEntries(
    bareColumn(5, (number) => `兰河市教育局政务公开专题专栏之${number}：教育工作`),
    { today },
  );
  expect(found.entries).toEqual([]);
});

test('names the same layout after normal updates and another one after a redesign', async () => {
  const before = await discoverEntries(
    listPage([1, 2, 3, 4, 5].map((n) => row(200 + n, `2024-11-0${n}`))),
    { today },
  );
  const updated = await discoverEntries(
    listPage([9, 8, 7, 6, 5, 4, 3].map((n) => row(300 + n, `2024-12-0${n}`))),
    { today },
  );
  const redesigned = await discoverEntries(
    {
      ...listPage([]),
      text: `<div class="box"><table>${[1, 2, 3, 4, 5].map((n) => `<tr><td><a href="./202411/t20241105_20${n}.html">对市政协六届二次会议第020${n}号提案的答复</a></td><td>2024-11-0${n}</td></tr>`).join('')}</table></div>`,
    },
    { today },
  );

  expect(updated.layout).toBe(before.layout);
  expect(redesigned.entries).toHaveLength(5);
  expect(redesigned.layout).not.toBe(before.layout);
});

test('follows an operator’s selectors, and detects as usual when they find nothing', async () => {
  const other =
    '<div class="mine"><p><a href="/x/1.html">手选的第一条通知</a><em>2024-01-02</em></p></div>';
  const page = listPage(
    [1, 2, 3, 4, 5].map((n) => row(200 + n, `2024-11-0${n}`)),
    { before: other, after: '' },
  );

  const chosen = await discoverEntries(page, {
    today,
    selectors: { row: '.mine p', link: 'a', date: 'em' },
  });
  const broken = await discoverEntries(page, { today, selectors: { row: 'p >>> ((' } });
  const missing = await discoverEntries(page, { today, selectors: { row: '.gone li' } });

  expect(chosen.entries).toEqual([
    { url: 'https://jyj.lanhe.gov.cn/x/1.html', title: '手选的第一条通知', date: '2024-01-02' },
  ]);
  expect(broken.entries).toHaveLength(5);
  expect(missing.entries).toHaveLength(5);
});

test('never gives an address that is not http or https, or holds credentials', async () => {
  const hrefs = [
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.gov.cn/t20241105_3.html',
    'https://user:pass@a.gov.cn/t20241105_4.html',
    'file:///etc/passwd',
  ];
  const bad = hrefs.map(
    (href, n) =>
      `<li><a href="${href}">对市政协六届二次会议第09${n}号提案的答复</a><span>2024-11-0${n + 1}</span></li>`,
  );
  const good = [1, 2, 3, 4, 5].map((n) => row(200 + n, `2024-11-0${n}`));

  const found = await discoverEntries(listPage([...bad, ...good]), { today });

  expect(found.entries).toHaveLength(5);
  expect(found.entries.every((entry) => entry.url.startsWith('https://jyj.lanhe.gov.cn/'))).toBe(
    true,
  );
});

test.each([
  ['a document', '%PDF-1.7 ', 'unsupported'],
  ['a picture', '\u0001\u0000\u0002', 'unsupported'],
  ['nothing at all', '', 'empty-answer'],
])('says why there are no rows in %s', async (_what, content, reason) => {
  const bytes = new TextEncoder().encode(content);
  const page = decodePage({ url: null, bytes, contentType: null });
  expect(await discoverEntries(page, { today })).toMatchObject({ state: 'no-list', reason });
});
