import { gzipSync, strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { readDocument } from '../../src/documents/read-document.ts';
import {
  composeDoc,
  composeDocx,
  composePdf,
  pdfLine,
  ucs2Codes,
  wordParagraph,
} from '../support/compose-documents.ts';
import { encodeGbk } from '../../src/text/encode-gbk.ts';

const LETTER = ['关于市政协五届一次会议第12号提案的答复', '某某委员：', '课后服务覆盖率达到98%。'];

test('reads the paragraphs of a .docx', async () => {
  const bytes = composeDocx(LETTER.map(wordParagraph).join('<w:p/>'));
  expect(await readDocument(bytes, 'docx')).toEqual({ text: LETTER.join('\n'), issues: [] });
});

test('joins runs, breaks lines, and leaves out field codes, deleted text and second copies', async () => {
  const bytes = composeDocx(
    '<w:p><w:r><w:t>目录</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>' +
      '<w:r><w:instrText> HYPERLINK "http://a.cn" </w:instrText></w:r>' +
      '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>“双减”&amp;&#35838;&#x540E;</w:t></w:r>' +
      '<w:r><w:tab/><w:t>服务</w:t><w:br/><w:t>第二行</w:t></w:r></w:p>' +
      '<w:p><w:del><w:r><w:delText>删</w:delText><w:t>去</w:t></w:r></w:del><w:ins><w:r><w:t>增加</w:t></w:r></w:ins></w:p>' +
      '<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>文本框</w:t></w:r></w:p></mc:Choice>' +
      '<mc:Fallback><w:p><w:r><w:t>文本框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>',
  );
  expect((await readDocument(bytes, 'docx')).text).toBe(
    '目录“双减”&课后 服务\n第二行\n增加\n文本框',
  );
});

test('keeps the rows of a table, and takes a table of one cell for layout', async () => {
  const cell = (...texts: string[]): string => `<w:tc>${texts.map(wordParagraph).join('')}</w:tc>`;
  const bytes = composeDocx(
    `<w:tbl><w:tr>${cell('学校')}${cell('课后服务', '（人）')}</w:tr><w:tr>${cell('一小')}${cell('320')}</w:tr></w:tbl>` +
      `<w:tbl><w:tr>${cell('第一段', '第二段')}${cell()}</w:tr></w:tbl>`,
  );
  expect((await readDocument(bytes, 'docx')).text).toBe(
    '学校 | 课后服务 （人）\n一小 | 320\n第一段\n第二段',
  );
});

test('prints the numbers that Word counts by itself', async () => {
  const levels =
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>' +
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>' +
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl>';
  const numbering = `<w:numbering><w:abstractNum w:abstractNumId="7">${levels}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`;
  const styles =
    '<w:styles><w:style w:styleId="a1"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>';
  const item = (text: string, level: number): string =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const styled = (text: string, more = ''): string =>
    `<w:p><w:pPr><w:pStyle w:val="a1"/>${more}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const body = [
    item('工作情况', 0),
    item('作业管理', 1),
    item('课后服务', 1),
    styled('下一步打算'),
    item('校外培训', 1),
    item('条目', 2),
    styled('正文', '<w:numPr><w:numId w:val="0"/></w:numPr>'),
  ].join('');
  const bytes = composeDocx(body, { 'word/numbering.xml': numbering, 'word/styles.xml': styles });
  expect((await readDocument(bytes, 'docx')).text.split('\n')).toEqual([
    '一、工作情况',
    '（一）作业管理',
    '（二）课后服务',
    '二、下一步打算',
    '（一）校外培训',
    '二.1 条目',
    '正文',
  ]);
});

test('reads a .docx that is called .doc, and one that was sent gzipped', async () => {
  const bytes = composeDocx(wordParagraph('正文一段'));
  expect((await readDocument(bytes, 'doc')).text).toBe('正文一段');
  expect((await readDocument(gzipSync(bytes), 'docx')).text).toBe('正文一段');
});

test('refuses a zip bomb by its declared size', async () => {
  const bomb = zipSync({ 'word/document.xml': new Uint8Array(60 * 1024 * 1024).fill(0x20) });
  expect(bomb.length).toBeLessThan(200_000);
  expect((await readDocument(bomb, 'docx')).issues).toEqual(['unreadable', 'too-large']);
});

test('refuses a .docx with too many entries', async () => {
  const entries = Object.fromEntries(
    Array.from({ length: 600 }, (_, index) => [`word/media/${index}.txt`, new Uint8Array(1)]),
  );
  const bytes = zipSync({ ...entries, 'word/document.xml': strToU8('<w:document/>') });
  expect((await readDocument(bytes, 'docx')).issues).toEqual(['unreadable', 'too-large']);
});

test('survives a header that lies about the size', async () => {
  const bomb = zipSync({ 'word/document.xml': new Uint8Array(60 * 1024 * 1024).fill(0x20) });
  const view = new DataView(bomb.buffer, bomb.byteOffset);
  for (let at = 0; at + 46 < bomb.length; at += 1) {
    const signature = view.getUint32(at, true);
    if (signature === 0x04034b50) view.setUint32(at + 22, 1_000, true);
    if (signature === 0x02014b50) view.setUint32(at + 24, 1_000, true);
  }
  const outcome = await readDocument(bomb, 'docx');
  expect(outcome.text).toBe('');
  expect(outcome.issues).toContain('unreadable');
});

test('says that a cut .docx is cut or unreadable', async () => {
  const bytes = composeDocx(LETTER.map(wordParagraph).join(''));
  expect((await readDocument(bytes.subarray(0, bytes.length / 2), 'docx')).issues).toContain(
    'unreadable',
  );
});

test('reads a .doc with its curly quotes and table rows', async () => {
  const text = `关于“双减”提案的答复\r某某委员：\r学校\u0007人数\u0007\n课后服务覆盖率达到98%。\r`;
  expect(await readDocument(composeDoc(text), 'doc')).toEqual({
    text: '关于“双减”提案的答复\n某某委员：\n学校 | 人数\n课后服务覆盖率达到98%。',
    issues: [],
  });
});

test('reads a PDF whose Chinese font is not embedded (UniGB-UCS2-H)', async () => {
  const content = LETTER.map((line, index) =>
    pdfLine(ucs2Codes(line), { x: 90, y: 740 - index * 30 }),
  ).join('');
  expect(await readDocument(composePdf([{ content }]), 'pdf')).toEqual({
    text: LETTER.join('\n'),
    issues: [],
  });
});

test('reads a PDF whose Chinese font is not embedded (GBK-EUC-H)', async () => {
  const codes = Buffer.from(encodeGbk('关于“双减”提案的答复')).toString('hex');
  const pdf = composePdf([{ content: pdfLine(codes, { x: 90, y: 740 }) }], {
    encoding: 'GBK-EUC-H',
  });
  expect((await readDocument(pdf, 'pdf')).text).toBe('关于“双减”提案的答复');
});

test('joins the lines of a paragraph, also across pages, and drops page numbers', async () => {
  const full = '近年来我市深入推进义务教育阶段双减工作课后服务实现全覆盖';
  const page = (lines: readonly (readonly [number, number, string])[]): { content: string } => ({
    content: lines.map(([x, y, text]) => pdfLine(ucs2Codes(text), { x, y })).join(''),
  });
  const pdf = composePdf([
    page([
      [112, 700, full.slice(0, 25)],
      [80, 670, full.slice(0, 27)],
      [80, 640, '作业总量得到控制。'],
      [112, 610, full.slice(0, 25)],
      [280, 40, '- 1 -'],
    ]),
    page([
      [80, 740, '学校减负提质。'],
      [112, 710, '二、下一步工作'],
      [280, 40, '第 2 页'],
    ]),
  ]);
  expect((await readDocument(pdf, 'pdf')).text.split('\n')).toEqual([
    `${full.slice(0, 25)}${full.slice(0, 27)}作业总量得到控制。`,
    `${full.slice(0, 25)}学校减负提质。`,
    '二、下一步工作',
  ]);
});

test('closes up letter-spaced text of a PDF but keeps columns apart', async () => {
  const content =
    pdfLine(ucs2Codes('固 原 市 教 育 体 育 局 文 件'), { x: 90, y: 740 }) +
    pdfLine(ucs2Codes('二〇二四年'), { x: 90, y: 700 }) +
    pdfLine(ucs2Codes('2024'), { x: 90, y: 660 }) +
    pdfLine(ucs2Codes('年'), { x: 160, y: 660 }) +
    pdfLine(ucs2Codes('联系人：某某'), { x: 90, y: 620 }) +
    pdfLine(ucs2Codes('教育科'), { x: 300, y: 620 });
  expect((await readDocument(composePdf([{ content }]), 'pdf')).text.split('\n')).toEqual([
    '固原市教育体育局文件',
    '二〇二四年',
    '2024年',
    '联系人：某某 教育科',
  ]);
});

test('cuts a PDF of very many pages and says so', async () => {
  const pages = Array.from({ length: 90 }, () => ({
    content: pdfLine(ucs2Codes('正文'), { x: 90, y: 700 }),
  }));
  expect((await readDocument(composePdf(pages), 'pdf')).issues).toEqual(['truncated']);
});

test('calls a PDF without text unreadable, not empty', async () => {
  const pdf = composePdf([{ content: '0.5 g 100 100 300 300 re f' }]);
  expect(await readDocument(pdf, 'pdf')).toEqual({ text: '', issues: ['unreadable'] });
});

test.each([
  ['%PDF-1.4 broken', 'pdf'],
  ['not a document', 'doc'],
  ['not a document', 'docx'],
  ['{\\rtf1 }', 'doc'],
  ['', 'pdf'],
] as const)('calls %j as %s unreadable', async (text, kind) => {
  expect((await readDocument(strToU8(text), kind)).issues).toContain('unreadable');
});
