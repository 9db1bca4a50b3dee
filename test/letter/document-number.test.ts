import { expect, test } from 'vitest';

import {
  documentNumberFromLabel,
  documentNumberOfLine,
  documentNumberOfTitle,
} from '../../src/letter/document-number.ts';

test.each([
  ['云教提复〔2024〕36号', '云教提复〔2024〕36号'],
  ['云教提复[2024]36号', '云教提复[2024]36号'],
  ['建提复字〔2023〕第29号', '建提复字〔2023〕第29号'],
  ['云 教 提 复 〔2024〕 36 号', '云教提复〔2024〕36号'],
  ['云教建（2024）5号    签发人：李某某', '云教建（2024）5号'],
  ['A类  云教提复〔2024〕36号', '云教提复〔2024〕36号'],
  ['云教提复〔2024〕36号　　办理结果：B', '云教提复〔2024〕36号'],
  ['根据《国务院办公厅关于印发指引的通知》（国办发〔2017〕47号）要求', null],
  ['我局印发云教〔2022〕9号文件规范课后服务', null],
  ['2024年7月18日', null],
  ['市政协十二届三次会议第120号提案', null],
])('reads the document number of the line %s', (line, number) => {
  expect(documentNumberOfLine(line)).toBe(number);
});

test.each([
  ['云教提复〔2024〕36号', '云教提复〔2024〕36号'],
  ['教复 第17号', '教复第17号'],
  ['无', null],
  ['', null],
])('reads the labelled document number %s', (value, number) => {
  expect(documentNumberFromLabel(value)).toBe(number);
});

test.each([
  ['关于规范作业管理的通知（云教函〔2024〕3号）', '云教函〔2024〕3号'],
  ['关于市政协第12号提案的答复', null],
])('reads the document number in the title %s', (title, number) => {
  expect(documentNumberOfTitle(title)).toBe(number);
});
