import { expect, test } from 'vitest';

import { discoverEntries } from '../../src/discover/discover-entries.ts';
import type { MediaKind } from '../../src/domain/page.ts';

const url = 'https://jyj.lanhe.gov.cn/jyta/index.html';
const today = '2026-11-22';
const rows = ['校园餐饮监督', '增设午休床位', '校车线路调整', '操场开放时间', '图书角建设'].map(
  (matter, at) => ({
    title: `关于“${matter}”提案的答复`,
    url: `/art/2024/3/${28 - at}/art_12_${4100 + at}.html`,
    date: `2024-03-${28 - at}`,
  }),
);
const read = (text: string, kind: MediaKind = 'html') =>
  discoverEntries({ url, kind, text, charset: 'utf-8', issues: [] }, { today });
const pageWith = (code: string, attributes = '') =>
  `<html><body><p>当前位置：<a href="/">首页</a> &gt; 建议提案</p><ul></ul><script${attributes}>${code}</script></body></html>`;

const json = JSON.stringify(rows);
const bare = `[${rows.map((row) => `{title:'${row.title}',url:'${row.url}',date:'${row.date}'},`).join('')}]`;
const nested = JSON.stringify(
  rows.map(({ title, url: common, date }) => ({
    tI: title,
    aU: JSON.stringify({ common }),
    pT: date,
  })),
);
const named = `[${rows.map((_, at) => `{title:t${at},url:u${at},date:"${rows[at]?.date ?? ''}"}`).join(',')}]`;
const names = rows.map((_, at) => `t${at},u${at}`).join(',');
const values = rows.map((row) => `${JSON.stringify(row.title)},"${row.url}"`).join(',');
const written = rows
  .map(
    (row) =>
      `document.writeln("<li><a href=\\"${row.url}\\">${row.title}<\\/a><span>${row.date}<\\/span><\\/li>");`,
  )
  .join('\n');

test.each([
  ['JSON', `var list=${json};`],
  ['bare keys and trailing commas', `var list=${bare};`],
  [
    'arrays of arrays',
    `var list=${JSON.stringify(rows.map((row) => Object.values(row)))};for(;;){}`,
  ],
  ['JSON inside strings', `var a=${nested}`],
  [
    'calls with a row each',
    rows.map((row) => `addRow('${row.title}', '${row.url}', '${row.date}');`).join(''),
  ],
  [
    'arrays made one by one',
    rows
      .map((row, at) => `a[${at}]=new Array("${row.title}","${row.url}","${row.date}");`)
      .join(''),
  ],
  ['escaped quotes', `var a=JSON.parse('${json.replaceAll('"', String.raw`\u0022`)}')`],
  ['a string of JSON', `window.d=JSON.parse(${JSON.stringify(json)})`],
  ['page state', `window.__INITIAL_STATE__={"user":null,"list":{"rows":${json}}};(function(){})()`],
  [
    'page state of a called function',
    `window.__NUXT__=(function(${names}){return {data:[{list:${named}}]}}(${values}))`,
  ],
  ['written markup', written],
  [
    'markup in one string',
    `var html='<ul>${rows.map((row) => `<li><a href="${row.url}">${row.title}</a> ${row.date}</li>`).join('')}</ul>';`,
  ],
])('reads rows that inline code holds as %s', async (_what, code) => {
  const found = await read(pageWith(code));
  expect(found.entries).toEqual(
    rows.map((row) => ({ ...row, url: `https://jyj.lanhe.gov.cn${row.url}` })),
  );
});

test('reads the state that a page keeps in a script of JSON', async () => {
  const code = JSON.stringify({ props: { pageProps: { list: rows } } });
  const found = await read(pageWith(code, ' id="__NEXT_DATA__" type="application/json"'));
  expect(found.entries).toHaveLength(rows.length);
});

test.each([
  ['a variable', `var data = {"rows":${json}};`],
  ['a call', `callback({"rows":${json}});`],
  ['raw line breaks in strings', `{"rows":${json.replaceAll('提案', '提\n案')}}`],
  [
    'titles that were escaped',
    `{"rows":${json.replaceAll('“', '&amp;ldquo;').replaceAll('”', '&rdquo;')}}`,
  ],
])('reads an answer that is %s', async (_what, text) => {
  const found = await read(text, 'text');
  expect(found.entries.map(({ date }) => date)).toEqual(rows.map(({ date }) => date));
  expect(found.entries[0]?.title.replace(' ', '')).toBe(rows[0]?.title);
});

const listed = rows.map((row) => ({ ...row, url: new URL(row.url, url).href }));

test('reads rows that an element keeps for a script', async () => {
  const kept = json.replaceAll('"', '&quot;');
  const { state, entries } = await read(
    `<html><body><p>建议提案</p><div data-rows="${kept}"></div></body></html>`,
  );
  expect([state, entries]).toEqual(['list', listed]);
});

test.each<[string, string, MediaKind]>([
  ['JSONP behind a test for its name', `/**/typeof cb_2 === "function" && cb_2(${json});`, 'text'],
  ['JSONP inside try', `// rows\n;try{window.cb&&window.cb(${json})}catch(e){}`, 'text'],
  ['JSONP with more arguments', `cb(${json}, 200, "ok");`, 'text'],
  ['a guard against scripts', `)]}',\n${json}`, 'text'],
  ['a loop in front', `for(;;);${json}`, 'text'],
  ['an export', `export default ${json};\n`, 'text'],
  ['a comment behind', `${json}\n<!-- cached -->`, 'json'],
  ['an object a line', rows.map((row) => JSON.stringify(row)).join('\n'), 'json'],
  ['JSON inside JSON', JSON.stringify({ ret: 'ok', data: json }), 'json'],
  ['JSON twice inside JSON', JSON.stringify({ data: JSON.stringify(json) }), 'json'],
  ['a string of JSON', JSON.stringify(json), 'text'],
  ['percent-encoded JSON', JSON.stringify({ data: encodeURIComponent(json) }), 'json'],
  ['JSON with references', JSON.stringify({ data: json.replaceAll('"', '&quot;') }), 'json'],
  ['single quotes', json.replaceAll('"', "'"), 'text'],
  ['what is no JSON beside it', `{"total":NaN,"hot":undefined,"rows":${json},}`, 'json'],
])('reads an answer that is %s', async (_what, text, kind) => {
  const { state, entries } = await read(text, kind);
  expect([state, entries]).toEqual(['list', listed]);
});

test('reads HTML inside JSONP that looks like a page', async () => {
  const list = rows
    .map(({ title, url: to, date }) => `<li><a href="${to}">${title}</a><span>${date}</span></li>`)
    .join('');
  const { entries } = await read(`cb(${JSON.stringify({ html: `<div><ul>${list}</ul></div>` })})`);
  expect(entries).toEqual(listed);
});
