import { strToU8 } from 'fflate';
import { expect, test } from 'vitest';

import { decodePage } from '../../src/decode/decode-page.ts';
import { readDocument } from '../../src/documents/read-document.ts';
import { encodeGbk } from '../../src/text/encode-gbk.ts';
import {
  composeFlatPackage,
  composeWord2003,
  composeWordMain,
  rtfText,
  wordParagraph,
} from '../support/compose-documents.ts';
import { encodeUtf16 } from '../support/encode-chinese.ts';

const LETTER = ['关于县政协十届三次会议第27号提案的答复', '某某委员：', '课后服务覆盖率达到98%。'];
const run = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;

/** The text, once the bytes alone have said that this is a document. */
async function read(bytes: Uint8Array): Promise<string[]> {
  const page = decodePage({ url: 'https://a.gov.cn/a.doc', contentType: null, bytes });
  expect(page).toMatchObject({ text: '', issues: [] });
  expect(['doc', 'docx']).toContain(page.kind);
  const { text, issues } = await readDocument(bytes, 'doc');
  expect(issues).toEqual([]);
  return text.split('\n');
}

test.each([
  ['UTF-8', (text: string) => strToU8(text)],
  ['UTF-8 with a mark', (text: string) => strToU8(`\ufeff${text}`)],
  ['UTF-16', (text: string) => encodeUtf16(`\ufeff${text}`, 'le')],
  ['GBK', (text: string) => encodeGbk(text.replace('UTF-8', 'GB2312'))],
])('reads Word 2003 XML in %s', async (_, encode) => {
  expect(await read(encode(composeWord2003(LETTER.map(wordParagraph).join(''))))).toEqual(LETTER);
});

test('reads Word 2003 XML as Word shows it', async () => {
  const body =
    `<w:p><w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、" wx:wTabBefore="0"/></w:listPr></w:pPr>${run('工作情况')}</w:p>` +
    `<w:p>${run('全部')}${run('（隐藏）', '<w:vanish/>')}${run('白', '<w:color w:val="FFFFFF"/>')}${run('样式隐藏', '<w:rStyle w:val="s"/>')}${run('落实。')}</w:p>` +
    `<w:p><aml:annotation aml:id="1" w:type="Word.Deletion"><aml:content><w:r><w:delText>删去</w:delText><w:t>删去</w:t></w:r></aml:content></aml:annotation>` +
    `<aml:annotation aml:id="2" w:type="Word.Insertion"><aml:content>${run('增加')}</aml:content></aml:annotation>` +
    `<aml:annotation aml:id="3" w:type="Word.Comment"><aml:content><w:p>${run('批注')}</w:p></aml:content></aml:annotation>${run('正文')}</w:p>` +
    `<w:p>${run('注解')}<w:r><w:footnote><w:p>${run('脚注')}</w:p></w:footnote></w:r></w:p>` +
    `<w:tbl><w:tr><w:tc><w:p>${run('学校')}</w:p></w:tc><w:tc><w:p>${run('人数')}</w:p></w:tc></w:tr></w:tbl>` +
    `<w:sectPr><w:hdr w:type="odd"><w:p>${run('页眉')}</w:p></w:hdr><w:ftr w:type="odd"><w:p>${run('页脚')}</w:p></w:ftr></w:sectPr>`;
  const styles = '<w:style w:type="character" w:styleId="s"><w:rPr><w:vanish/></w:rPr></w:style>';
  expect(await read(strToU8(composeWord2003(body, styles)))).toEqual([
    '一、工作情况',
    '全部落实。',
    '增加正文',
    '注解',
    '学校 | 人数',
  ]);
});

test('reads a flat package, its numbers and styles too', async () => {
  const numbered = `<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr>${run('工作情况')}</w:p>`;
  const numbering =
    '<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>';
  const styles =
    '<w:styles><w:style w:styleId="h"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>';
  const main = composeWordMain(`${wordParagraph('标题')}${numbered}`);
  const parts = {
    '/_rels/.rels': '<Relationships/>',
    '/word/media/image1.png': 'iVBORw0KGgo=',
    '/word/header1.xml': `<w:hdr>${wordParagraph('页眉')}</w:hdr>`,
    '/word/document.xml': main,
    '/word/styles.xml': styles,
    '/word/numbering.xml': Buffer.from(numbering).toString('base64'),
  };
  expect(await read(strToU8(composeFlatPackage(parts)))).toEqual(['标题', '一、工作情况']);
  const packed = { ...parts, '/word/document.xml': Buffer.from(main).toString('base64') };
  expect(await read(strToU8(composeFlatPackage(packed)))).toEqual(['标题', '一、工作情况']);
});

test('reads the main part of a .docx alone, and takes no other XML for a document', async () => {
  expect(await read(strToU8(composeWordMain(wordParagraph('正文'))))).toEqual(['正文']);
  const kindOf = (text: string): string =>
    decodePage({ url: null, contentType: null, bytes: strToU8(text) }).kind;
  expect(kindOf('<?xml version="1.0"?><document><title>答复</title></document>')).toBe('xml');
  expect(kindOf('<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"/>')).toBe(
    'xml',
  );
  expect(kindOf('<rss version="2.0"><channel><title>w:wordDocument</title></channel></rss>')).toBe(
    'xml',
  );
});

test('says that a Word document of XML is cut', async () => {
  const whole = strToU8(composeWord2003(LETTER.map(wordParagraph).join('')));
  const { text, issues } = await readDocument(whole.subarray(0, -120), 'doc');
  expect(text).toContain(LETTER[0]);
  expect(issues).toEqual(['truncated']);
});

const HEAD =
  String.raw`{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fnil\fcharset0 Arial;}}` +
  String.raw`{\colortbl;\red255\green0\blue0;\red255\green255\blue255;\red31\green78\blue121;}{\stylesheet{\s0 Normal;}}` +
  String.raw`{\info{\title \'b1\'ea\'cc\'e2}}{\*\generator WPS;}{\header\pard \'d2\'b3\'c3\'bc\par}`;
const gbk = (text: string): string => rtfText(text, 'gbk');
const rtf = (body: string): Uint8Array => Buffer.from(`${HEAD}${body}}`, 'latin1');
const paragraphs = (texts: readonly string[], form: 'gbk' | 'unicode'): string =>
  texts.map((text) => `\\pard\\f0\\fs32 ${rtfText(text, form)}\\par\r\n`).join('');

test.each(['gbk', 'unicode'] as const)('reads RTF with characters as %s', async (form) => {
  expect(await read(rtf(paragraphs(LETTER, form)))).toEqual(LETTER);
});

test('reads RTF of Word, of LibreOffice, and with bytes of GBK as they are', async () => {
  const word = String.raw`\pard {\rtlch\fcs1 \af0 \ltrch\fcs0 \f1\loch\af1\hich\af1\dbch\af0 ${gbk('关于提案')}}{\f1\hich\af1\dbch\af0\loch\f1 98%}\par`;
  expect(await read(rtf(word))).toEqual(['关于提案98%']);
  const office = String.raw`\pard{\loch\f1\hich\af1\dbch\af0 \u20851\'3f\u20110\'3f{\uc2\u25552\'cc\'e1}{\uc0\u26696}\u8220\'93a\u8221\'94}\par`;
  expect(await read(rtf(office))).toEqual(['关于提案“a”']);
  const raw = Buffer.concat([
    Buffer.from('{\\rtf1\\ansi\\ansicpg936\\f0\\pard ', 'latin1'),
    encodeGbk('丂关于提案的答复'),
    Buffer.from('\\par}'),
  ]);
  expect(await read(raw)).toEqual(['丂关于提案的答复']);
  const undeclared = Buffer.from(
    `{\\rtf1\\ansi\\ansicpg1252\\pard ${gbk('关于提案的答复')}\\par caf\\'e9\\par}`,
    'latin1',
  );
  expect(await read(undeclared)).toEqual(['关于提案的答复', 'café']);
});

test.each([
  ['hidden', String.raw`\v `],
  ['deleted', String.raw`\deleted `],
  ['white', String.raw`\cf2 `],
  ['tiny', String.raw`\fs2 `],
  ['blue on the same blue', String.raw`\cf3\chcbpat3 `],
])('leaves out RTF text that is %s', async (_, words) => {
  const body = String.raw`\pard ${gbk('不超')}{${words}${gbk('（尚欠）')}}${gbk('过九成五')}\par`;
  expect(await read(rtf(body))).toEqual(['不超过九成五']);
});

test('keeps RTF text that is shown again, or white on a color', async () => {
  const body = String.raw`\pard {\v ${gbk('隐')}\v0 ${gbk('显')}}{\cf2\chcbpat3 ${gbk('蓝底')}}{\cf1 ${gbk('红字')}}\par\pard\cbpat3{\cf2 ${gbk('蓝段')}}\par`;
  expect(await read(rtf(body))).toEqual(['显蓝底红字', '蓝段']);
});

test('leaves out fields, notes, pictures, watermarks and second copies of RTF', async () => {
  const shape = (name: string, text: string): string =>
    String.raw`{\shp{\*\shpinst\shpleft0{\sp{\sn wzName}{\sv ${name}}}{\sp{\sn gtextUNICODE}{\sv ${gbk('艺术字')}}}{\shptxt \pard ${gbk(text)}\par}}{\shprslt{\*\do{\dptxbxtext ${gbk('副本')}}}}}`;
  const body =
    String.raw`\pard ${gbk('见')}{\field{\*\fldinst HYPERLINK "http://a.cn"}{\fldrslt ${gbk('附件')}}}{\footnote ${gbk('脚注')}}{\*\bkmkstart a}` +
    String.raw`{\*\shppict{\pict\pngblip 89504e47\bin4 {}}\}}{\nonshppict{\pict 00}}{\xe ${gbk('索引')}}\par` +
    shape('PowerPlusWaterMarkObject1', '内部资料') +
    shape('文本框', '框中文字') +
    String.raw`\pard {\listtext\pard\plain ${gbk('一、')}\tab}${gbk('标题')}\line ${gbk('次行')}\par`;
  expect(await read(rtf(body))).toEqual(['见附件', '框中文字', '一、 标题', '次行']);
});

test('keeps the rows of a table in RTF', async () => {
  const row = (...cells: string[]): string =>
    String.raw`\trowd\cellx2000\cellx4000\pard\intbl ${cells.map((cell) => `${gbk(cell)}\\cell `).join('')}\row `;
  const body = `\\pard ${gbk('附表')}\\par ${row('学校', '人数')}${row('一小', '320')}${row('', '全部')}\\pard ${gbk('完')}\\par`;
  expect(await read(rtf(body))).toEqual(['附表', '学校 | 人数', '一小 | 320', '全部', '完']);
});

test.each([
  ['braces without end', `${'{'.repeat(300_000)}${gbk('正文')}`],
  ['braces that close too much', `${'}'.repeat(300_000)}${gbk('正文')}`],
  ['a picture that ends beyond the file', String.raw`\pard ${gbk('正文')}{\pict\bin999999999 x}`],
])('gives what there is of RTF with %s', async (_, body) => {
  const { text } = await readDocument(Buffer.from(`${HEAD}${body}`, 'latin1'), 'doc');
  expect(text).toBe('正文');
});
