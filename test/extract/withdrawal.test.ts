import { expect, test } from 'vitest';

import { findWithdrawal } from '../../src/furniture/find-withdrawal.ts';

test.each([
  '本文已撤回。',
  '本文已失效',
  '该答复已被撤销，以重新公布的为准。',
  '该信息已撤回',
  '此件已作废。',
  '本答复函因故撤回',
  '该文件已被删除',
  '本公告现已废止',
  '（已撤销）',
  '已撤回。',
])('a page that says "%s" takes its document back', (line) => {
  expect(findWithdrawal(['首页', line])).toBe(line);
});

test.each([
  '您访问的页面不存在或已被删除',
  '该页面已删除',
  '网站维护中，请稍后访问',
  '关于撤销三家培训机构办学许可的公告',
  '我局撤回了原方案，重新征求意见。',
  '现将2024年失效的文件目录公布如下。',
  '',
])('"%s" says no such thing', (line) => {
  expect(findWithdrawal(['首页', line])).toBeNull();
});

test('words in a letter of some length are the letter’s', () => {
  const letter = ['您提出的提案收悉，现答复如下：', '该文件已废止。', '学校'.repeat(70)];
  expect(findWithdrawal(letter)).toBeNull();
});
