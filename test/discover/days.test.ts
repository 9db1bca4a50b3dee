import { expect, test } from 'vitest';

import { HOMEWORK } from '../../src/demo/letters.ts';
import { hanwebList } from '../../src/demo/pages.ts';
import { discoverEntries } from '../../src/discover/discover-entries.ts';

const today = '2026-11-22';
const matters = [
  '校园餐饮监督',
  '增设午休床位',
  '校车线路调整',
  '操场开放时间',
  '图书角建设',
  '护眼灯更换',
];
const days = ['2024-09-18', '2024-08-30', '2024-07-19', '2024-07-08', '2024-06-28', '2024-06-11'];

/** A column whose rows show their days as `show` writes them. */
function read(
  show: (year: string, month: string, day: string) => string,
  page: {
    readonly url?: string;
    readonly title?: string;
    readonly before?: string;
    readonly row?: string;
  } = {},
) {
  const rows = days.map((date, at) => {
    const [year = '', month = '', day = ''] = date.split('-');
    const link = `<a href="./show_${at + 4100}.html">关于${matters[at] ?? ''}提案的答复</a>`;
    return (page.row ?? '<li>LINK<span>DAY</span></li>')
      .replace('LINK', link)
      .replace('DAY', show(year, month, day));
  });
  const text =
    `<html><head><title>${page.title ?? '建议提案答复'}</title></head><body><div class="nav"><a href="/">首页</a></div>` +
    `<div class="pos">当前位置：首页 &gt; ${page.title ?? '建议提案答复'}</div>${page.before ?? ''}<div class="main"><ul>${rows.join('')}</ul></div></body></html>`;
  const url = page.url ?? 'https://jyj.lanhe.gov.cn/jyta/';
  return discoverEntries({ url, kind: 'html', text, charset: 'utf-8', issues: [] }, { today });
}

const table = '<table><tr><td>LINK</td><td>DAY</td></tr></table>';

test.each([
  ['a day over a month', (y: string, m: string, d: string) => `<b>${d}</b><i>${y}-${m}</i>`],
  [
    'a day over a month in words',
    (y: string, m: string, d: string) => `<b>${d}日</b><i>${y}年${m}月</i>`,
  ],
  [
    'a day over a dotted month',
    (y: string, m: string, d: string) => `<em>${d}</em><p>${y}.${m}</p>`,
  ],
  [
    'a day over an English month',
    (y: string, m: string, d: string) =>
      `<b>${d}</b><i>${new Date(`${y}-${m}-01`).toLocaleString('en', { month: 'short' })} ${y}</i>`,
  ],
  ['a month over a day', (y: string, m: string, d: string) => `<i>${y}-${m}</i><b>${d}</b>`],
  ['a year over a day', (y: string, m: string, d: string) => `<i>${y}</i><b>${m}-${d}</b>`],
  [
    'a year in words over a day',
    (y: string, m: string, d: string) => `<i>${y}年</i><b>${m}月${d}日</b>`,
  ],
  ['a day over a year', (y: string, m: string, d: string) => `<b>${m}-${d}</b><i>${y}</i>`],
  [
    'a day over a year with a slash',
    (y: string, m: string, d: string) => `<b>${m}/${d}</b><i>${y}</i>`,
  ],
  ['three pieces', (y: string, m: string, d: string) => `<b>${d}</b><i>${m}</i><u>${y}</u>`],
  [
    'three pieces with marks',
    (y: string, m: string, d: string) => `<b>${d}</b>/<i>${m}</i>/<u>${y}</u>`,
  ],
  ['blanks inside', (y: string, m: string, d: string) => `${y} - ${m} - ${d}`],
  ['a moment', (y: string, m: string, d: string) => `${y}-${m}-${d}T10:00:00+08:00`],
])('reads days that show %s', async (_what, show) => {
  const found = await read(show);
  expect(found.entries.map(({ date }) => date)).toEqual(days);
});

const short = (_year: string, month: string, day: string) => `${month}-${day}`;

test.each([
  ['the heading', { before: '<h3>2024年</h3>' }],
  ['the column’s name', { title: '2024年建议提案答复' }],
  ['the column’s address', { url: 'https://jyj.lanhe.gov.cn/2024jyta/' }],
  ['the column’s folder', { url: 'https://jyj.lanhe.gov.cn/jyta/2024/index.html' }],
])('a day without a year takes that of %s', async (_what, page) => {
  for (const row of [undefined, table]) {
    const found = await read(short, { ...page, ...(row === undefined ? {} : { row }) });
    expect(found.entries.map(({ date }) => date)).toEqual(days);
  }
});

test('without any year the latest day that is not in the future is taken', async () => {
  const found = await read(short);
  expect(found.entries[0]?.date).toBe('2026-09-18');
});

test('days relative to today make a list, but no day is guessed', async () => {
  const words = ['刚刚', '3小时前', '昨天', '3天前', '两周前', '1个月前'];
  const found = await read((_y, _m, d) => words[days.findIndex((day) => day.endsWith(d))] ?? '');
  expect(found).toMatchObject({ state: 'list' });
  expect(found.entries.map(({ date }) => date)).toEqual(days.map(() => null));
  expect(found.entries[0]?.title).toBe('关于校园餐饮监督提案的答复');
});

test('a row whose day is mistyped into the future stays a row, without its day, also where each is a record of its own', async () => {
  const dates = ['2026-11-20', '2062-11-18', '2026-11-10', '2026-10-09', '2026-09-01'];
  const rows = dates.map((published, at) => ({
    href: `/art/2026/11/${at}/art_1_${at}.html`,
    letter: { ...HOMEWORK, title: `关于市政协九届五次会议第${at + 100}号提案的答复`, published },
  }));
  const url = 'https://www.qingxi.gov.cn/col/col58320/index.html';
  const text = hanwebList(rows, '青溪市人民政府');
  const { entries } = await discoverEntries(
    { url, kind: 'html', text, charset: 'utf-8', issues: [] },
    { today },
  );
  expect(entries.map(({ date }) => date)).toEqual(['2026-11-20', null, ...dates.slice(2)]);
});
