import { expect, test } from 'vitest';

import type { Page } from '../../src/domain/page.ts';
import { readPage } from '../../src/extract/read-page.ts';

const read = (kind: Page['kind'], text: string) =>
  readPage({ url: null, kind, text, charset: 'utf-8', problems: [] }, null);

const prose = '全市义务教育学校已全部开展课后服务，参加学生占九成以上，家长评价良好。';
const means = '市级财政安排专项经费，按学生人数拨付到校，不足部分由区县财政补足。';

test('says which lines of a Markdown letter are headings', () => {
  const { lines, headings } = read(
    'markdown',
    `# 关于课后服务提案的答复\n\n何知秋委员：\n\n您的提案收悉，现答复如下：\n\n## 一、工作情况\n\n${prose}\n\n### （一）经费\n\n${means}\n`,
  );
  expect(lines.map((line, at) => [line.slice(0, 4), headings[at]])).toEqual([
    ['何知秋委', 0],
    ['您的提案', 0],
    ['一、工作', 2],
    [prose.slice(0, 4), 0],
    ['（一）经', 3],
    [means.slice(0, 4), 0],
  ]);
});

test('gives the body’s tables with the lines that show their rows', () => {
  const rows = '<tr><th>学校</th><th>时长</th></tr><tr><td>一校</td><td>48 分钟</td></tr>';
  const { lines, tables } = read(
    'html',
    `<h1>关于作业监测提案的答复</h1><p>何知秋委员：</p><p>${prose}监测结果如下：</p><table>${rows}</table><p>${prose}</p>`,
  );
  expect(tables).toEqual([
    { heads: ['学校', '时长'], rows: [{ line: '一校  48 分钟', cells: ['一校', '48 分钟'] }] },
  ]);
  expect(lines).toContain(tables[0]?.rows[0]?.line);
});
