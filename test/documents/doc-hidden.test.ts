import { expect, test } from 'vitest';

import { readDoc } from '../../src/documents/read-doc.ts';
import { composeDoc, type DocFormats } from '../support/compose-documents.ts';

const SHOWN = ['参与率已经超', '（尚欠）', '过九成五。\r'];
const KEPT = '参与率已经超过九成五。';
const HIDDEN = [0x3c, 0x08, 1];
const WHITE = [0x42, 0x2a, 8];

/** The text of a sentence whose middle has these properties. */
async function sentence(properties: readonly number[], more: DocFormats = {}): Promise<string> {
  const runs = SHOWN.map((text, at) => ({
    length: text.length,
    properties: at === 1 ? properties : [],
  }));
  return (await readDoc(composeDoc(SHOWN.join(''), { runs, ...more }))).text;
}

test.each([
  ['hidden', HIDDEN],
  ['always hidden', [0x18, 0x08, 1]],
  ['deleted', [0x00, 0x08, 1]],
  ['white', WHITE],
  ['white by its color', [0x70, 0x68, 255, 255, 255, 0]],
  ['one point high', [0x43, 0x4a, 2, 0]],
  [
    'blue on the same blue',
    [0x70, 0x68, 31, 78, 121, 0, 0x71, 0xca, 10, 0, 0, 0, 255, 31, 78, 121, 0, 0, 0],
  ],
])('leaves out a run that is %s', async (_, properties) => {
  expect(await sentence(properties)).toBe(KEPT);
});

test.each([
  ['not hidden', [0x3c, 0x08, 0]],
  ['white on red', [...WHITE, 0x66, 0x48, 0xc0, 0]],
  ['white on a marker', [...WHITE, 0x0c, 0x2a, 6]],
  ['gray', [0x42, 0x2a, 15]],
  ['of the automatic color', [0x70, 0x68, 0, 0, 0, 0xff]],
])('keeps a run that is %s', async (_, properties) => {
  expect(await sentence(properties)).toBe(SHOWN.join('').trim());
});

test('follows the styles of characters and paragraphs', async () => {
  const styles = [
    { kind: 1, basedOn: null, properties: [] },
    { kind: 2, basedOn: null, properties: HIDDEN },
    { kind: 2, basedOn: 1, properties: [0x35, 0x08, 1] },
    { kind: 1, basedOn: null, properties: HIDDEN },
    { kind: 1, basedOn: 3, properties: [] },
  ] as const;
  const paragraphs = (style: number) => [{ length: SHOWN.join('').length, properties: [], style }];
  const heir = [0x30, 0x4a, 2, 0];
  expect(await sentence(heir, { styles, paragraphs: paragraphs(0) })).toBe(KEPT);
  expect(await sentence([...heir, 0x3c, 0x08, 0], { styles, paragraphs: paragraphs(0) })).toContain(
    '尚欠',
  );
  expect(await sentence([0x3c, 0x08, 0], { styles, paragraphs: paragraphs(4) })).toBe('（尚欠）');
  expect(await sentence([0x3c, 0x08, 0x81], { styles, paragraphs: paragraphs(4) })).toBe(
    '（尚欠）',
  );
  expect(await sentence([0x3c, 0x08, 0x81], { styles, paragraphs: paragraphs(0) })).toBe(KEPT);
});

test('takes no color for unseen in a table or in a shaded paragraph', async () => {
  const length = SHOWN.join('').length;
  const inTable = [{ length, properties: [0x16, 0x24, 1], style: 0 }];
  const shaded = [{ length, properties: [0x2d, 0x44, 0x40, 0], style: 0 }];
  expect(await sentence(WHITE, { paragraphs: inTable })).toContain('尚欠');
  expect(await sentence(WHITE, { paragraphs: shaded })).toContain('尚欠');
});

test('joins a paragraph whose mark is hidden with the next one, and leaves fields and cells whole', async () => {
  const text = '一、总体情况。\r课后服务\u0013 PAGE \u00143\u0015全覆盖。\r';
  const runs = [
    { length: 7, properties: [] },
    { length: 1, properties: HIDDEN },
    { length: 4, properties: [] },
    { length: 10, properties: HIDDEN },
    { length: 5, properties: [] },
  ];
  expect((await readDoc(composeDoc(text, { runs }))).text).toBe('一、总体情况。课后服务全覆盖。');
  const row = '学校\u0007秘密\u0007\n';
  const cells = [2, 1, 2, 1, 1].map((length, at) => ({
    length,
    properties: at === 2 ? HIDDEN : [],
  }));
  expect((await readDoc(composeDoc(row, { runs: cells }))).text).toBe('学校');
});

test('gives an outcome when the tables of formats are broken', async () => {
  const bytes = Buffer.from(
    composeDoc(SHOWN.join(''), { runs: [{ length: 3, properties: HIDDEN }] }),
  );
  const page = bytes.lastIndexOf(Buffer.from([0x3c, 0x08, 1]));
  bytes.fill(0xff, page - 400, page + 3);
  expect((await readDoc(bytes)).issues.every((issue) => issue === 'unreadable')).toBe(true);
});
