import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { readLiteral } from '../../src/scripts/read-literal.ts';
import { parseAnswer, stringsIn, valuesIn } from '../../src/scripts/script-values.ts';

test.each([
  ['{"a":[1,2.5,-3],"b":null,"c":true}', { a: [1, 2.5, -3], b: null, c: true }],
  ["{a:'甲',\"b\":`乙`,'c':1e3,}", { a: '甲', b: '乙', c: 1000 }],
  [
    '[["甲","/1.html"],["乙","/2.html"],]',
    [
      ['甲', '/1.html'],
      ['乙', '/2.html'],
    ],
  ],
  ['{a:"<\\/a>\\u4e2d\\x41\\n"}', { a: '</a>中A\n' }],
  ['{a:"甲" + \'乙\' /* 注 */, // 尾\n b:1}', { a: '甲乙', b: 1 }],
  ['{a:"甲\n乙"}', { a: '甲\n乙' }],
  ['{a:JSON.parse("{\\"b\\":1}"),c:2}', { a: { b: 1 }, c: 2 }],
  [
    '{a:new Date(2024,1,1),b:function(x){return {y:","}},c:f("x,y"),d:3}',
    { a: null, b: null, c: null, d: 3 },
  ],
])('reads the literal %s', (code, value) => {
  expect(readLiteral(code, 0)?.value).toEqual(value);
});

test.each(['{a:1', '[1,2', '{a}', '{"a" 1}', '', '}', '["x'])('gives up on %j', (code) => {
  expect(readLiteral(code, 0)).toBeNull();
});

test('reads whatever JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(readLiteral(JSON.stringify([value]), 0)?.value).toEqual(
        JSON.parse(JSON.stringify([value])),
      );
    }),
  );
});

test.each([
  ['JSON', '{"a":1}', { a: 1 }],
  ['JSONP', 'cb({"a":1});', { a: 1 }],
  ['a variable', 'var data = {"a":1};', { a: 1 }],
  ['a property', 'window["x"]=[{a:1}]', [{ a: 1 }]],
  ['raw line breaks', '{"a":"甲\n乙"}', { a: '甲\n乙' }],
  ['several variables', 'var a=[{b:1}];var c={d:2};', [[{ b: 1 }], { d: 2 }]],
  ['prose in brackets', '[通知] 关于作业的说明', undefined],
  ['prose', '关于作业的说明', undefined],
])('parses an answer that is %s', (_what, text, value) => {
  expect(parseAnswer(text)).toEqual(value);
});

test.each([
  ['a variable', 'var list=[{t:1},{t:2}];', [[{ t: 1 }, { t: 2 }]]],
  [
    'page state',
    'window.__INITIAL_STATE__={"a":{"b":[{"t":1}]}};(function(){})()',
    [{ a: { b: [{ t: 1 }] } }],
  ],
  ['a string of JSON', 'window.x = JSON.parse("{\\"a\\":{\\"t\\":1}}");', [{ a: { t: 1 } }]],
  [
    'a function called at once',
    'window.__NUXT__=(function(a,b){return {list:[{t:a,u:b}]}}("甲)",2));',
    [{ list: [{ t: '甲)', u: 2 }] }, { list: [{ t: null, u: null }] }],
  ],
])('finds the values of %s', (_what, code, values) => {
  expect(valuesIn([code])).toEqual(values);
});

test('finds strings of a script, unescaped, and is not misled by quotes in comments', () => {
  const code = '// it\'s\ndocument.writeln("<a href=\\"/1\\">甲<\\/a>"); var b = \'短\';';
  expect(stringsIn([code], 5)).toEqual(['<a href="/1">甲</a>']);
});

test.each([
  ['brackets', '[{"a":'.repeat(60_000)],
  ['comments without an end', `[${'/*,'.repeat(100_000)}`],
  ['quotes', '"\\'.repeat(200_000)],
  ['calls without an end', '{a:f('.repeat(60_000)],
  ['functions', '(function(a){return {'.repeat(20_000)],
])('comes back from %s', (_what, code) => {
  expect(valuesIn([code]).length).toBeLessThan(30);
  expect(stringsIn([code], 10).length).toBeLessThan(30);
  expect(parseAnswer(code)).toBeUndefined();
});
