import { expect, test } from 'vitest';

import { extractArticle } from '../../src/extract/extract-article.ts';

const lines = [
  '张委员：',
  '您提出的《关于规范课后服务的提案》收悉，现答复如下：',
  '全市96所义务教育学校全部开展课后服务，参与学生9.8万名，收费标准为每生每学期180元。',
  '下一步，每年统筹资金1500万元用于课后服务教师补助。',
  '某某市教育局',
  '2024年6月21日',
];
const letter = lines.map((line) => `<p>${line}</p>`).join('');
const escaped = letter.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const title = '某某市教育局关于市政协十届三次会议第57号提案的答复';

function read(markup: string) {
  const text = `<html><head><title>${title}</title></head><body><h1>${title}</h1>${markup}<div>网站标识码：3707830003</div></body></html>`;
  return extractArticle({ url: null, kind: 'html', text, charset: 'utf-8', issues: [] }).article;
}

test.each([
  ['a textarea', `<textarea style="display:none">${letter}</textarea><div id="a"></div>`],
  ['a textarea, escaped', `<textarea>${escaped}</textarea><div id="a"></div>`],
  ['a template', `<template>${letter}</template><div id="a"></div>`],
  ['a script', `<script type="text/html">${letter}</script><div id="a"></div>`],
  ['a hidden field', `<input type="hidden" value="${letter.replaceAll('<', '&lt;')}">`],
  [
    'a string of code',
    `<script>var c = ${JSON.stringify(letter).replaceAll('</', '<\\/')};</script>`,
  ],
  [
    'page state',
    `<script>window.__STATE__={list:[{id:1,content:${JSON.stringify(letter)}}]}</script>`,
  ],
  [
    'JSON in page state',
    `<script>window.a=${JSON.stringify({ aU: JSON.stringify({ c: letter }) })}</script>`,
  ],
  ['lines of a string', `<script>var c = ${JSON.stringify(lines.join('\n'))};</script>`],
  ['escapes', `<div class="content">${escaped}</div>`],
  ['headings', `<div>${letter.replaceAll('p>', 'h3>')}</div>`],
  ['a heading left open', `<h2><div>${letter}</div>`],
])('reads a letter kept in %s', (_, markup) => {
  const article = read(markup);
  expect(article.body.split('\n')).toEqual(lines);
  expect(article.dateWritten).toBe('2024-06-21');
});

test('a text that is shown is read, whatever a script keeps', () => {
  const shown = lines
    .slice(0, 2)
    .concat('全市学校已全部开展课后服务。')
    .map((line) => `<p>${line}</p>`);
  const other = '本站声明：转载请注明出处。'.repeat(20);
  const article = read(`<div>${shown.join('')}</div><script>var notice = "${other}";</script>`);
  expect(article.body).toContain('全部开展课后服务');
  expect(article.body).not.toContain('转载');
});
