import { expect, test } from 'vitest';

import { findSalutation, readSalutation } from '../../src/letter/salutation.ts';

const text = '您提出的提案收悉。我局认真研究，现答复如下，感谢支持。';

test.each([
  ['陈雨桐委员：', '陈雨桐委员'],
  ['尊敬的陈雨桐、李明等委员:', '尊敬的陈雨桐、李明等委员'],
  ['民进云岭市委会：', '民进云岭市委会'],
  ['罗开明代表：您提出的建议收悉。', '罗开明代表'],
  ['市教育局：', '市教育局'],
  ['市政协提案委员会：', '市政协提案委员会'],
  ['陈雨桐委员（第一提案人）：', '陈雨桐委员（第一提案人）'],
])('finds the greeting of %s', (line, greeting) => {
  expect(findSalutation([line, text])?.salutation.text).toBe(greeting);
});

test.each([
  '主要做法如下：',
  '联系单位：',
  '承办单位：市教育局',
  '一、关于加强监管的工作：',
  '附件：',
  // A letter that news quotes greets nobody there.
  '“梁静委员：您提出的提案收悉”，复函写道。',
])('greets nobody: %s', (line) => {
  expect(findSalutation([line, text])).toBeNull();
});

test('tells what follows a greeting in its line', () => {
  expect(findSalutation(['云教建〔2024〕5号', '罗开明代表：您好！', text])).toMatchObject({
    line: 1,
    rest: '您好！',
  });
});

test('looks for no greeting behind the first paragraph', () => {
  const paragraph =
    '我局会同有关部门就课后服务开展专项调研，走访学校三十六所，召开座谈会九场。'.repeat(2);
  expect(findSalutation([paragraph, '陈雨桐委员：'])).toBeNull();
});

test.each([
  ['林知远委员', ['林知远'], [], 'CPPCC'],
  ['林知远、何秋 委员', ['林知远', '何秋'], [], 'CPPCC'],
  ['尊敬的罗开明代表', ['罗开明'], [], 'NPC'],
  ['阿依古丽·买买提代表', ['阿依古丽·买买提'], [], 'NPC'],
  ['罗开明等10名代表', ['罗开明'], [], 'NPC'],
  ['民盟云岭市委会', [], ['民盟云岭市委会'], null],
  ['民进云岭市委会、陈雨桐委员', ['陈雨桐'], ['民进云岭市委会'], 'CPPCC'],
  ['市教育局', [], ['市教育局'], null],
  ['市政协提案委员会', [], ['市政协提案委员会'], null],
  ['市发展和改革委员会', [], ['市发展和改革委员会'], null],
  ['市发展和改革委员会和市财政局', [], ['市发展和改革委员会', '市财政局'], null],
  ['各位代表', [], [], 'NPC'],
] as const)('tells persons from bodies in %s', (greeting, ...known) => {
  const [persons, bodies, assembly] = known;
  expect(readSalutation(greeting)).toMatchObject({ persons, bodies, assembly });
});

test.each(['石岩：', '高 峰：', '司徒静：'])('takes a bare name for a greeting: %s', (line) => {
  expect(findSalutation([line, text])?.salutation.persons).toEqual([
    line.replaceAll(/[ ：]/gu, ''),
  ]);
});

test('prefers a greeting with a title to a line that may be a name', () => {
  expect(findSalutation(['高峰：', '石岩委员：', text])?.salutation.persons).toEqual(['石岩']);
});
