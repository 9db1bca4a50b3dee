import { expect, test } from 'vitest';

import { readDocx } from '../../src/documents/read-docx.ts';
import { composeDocx, composeWordMain, wordParagraph } from '../support/compose-documents.ts';
import { strToU8, zipSync } from 'fflate';

const run = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (inner: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${inner}</w:p>`;
const shade = (fill: string): string => `<w:shd w:val="clear" w:color="auto" w:fill="${fill}"/>`;
const WHITE = '<w:color w:val="FFFFFF"/>';
const GAP = '（尚欠两栋教学楼）';
const KEPT = '参与率已经超过九成五。';

const linesOf = (body: string, parts: Readonly<Record<string, string>> = {}): string[] =>
  readDocx(composeDocx(body, parts)).text.split('\n');

/** A sentence with a run of these properties in it. */
const around = (properties: string, paragraphProperties = ''): string =>
  paragraph(
    `${run('参与率已经超')}${run(GAP, properties)}${run('过九成五。')}`,
    paragraphProperties,
  );

test.each([
  ['hidden', '<w:vanish/>'],
  ['hidden, spelled out', '<w:vanish w:val="1"/>'],
  ['hidden with a closing tag', '<w:vanish w:val="on"></w:vanish>'],
  ['always hidden', '<w:specVanish/>'],
  ['hidden, though not always', '<w:vanish/><w:specVanish w:val="0"/>'],
  ['white', WHITE],
  ['white by theme', '<w:color w:val="FFFFFF" w:themeColor="background1"/>'],
  ['white by theme alone', '<w:color w:themeColor="background1"/>'],
  ['nearly white', '<w:color w:val="FDFDFD"/>'],
  ['white on white', `${WHITE}${shade('FFFFFF')}`],
  ['blue on the same blue', `<w:color w:val="1F4E79"/>${shade('1F4E79')}`],
  ['black on black marker', '<w:color w:val="000000"/><w:highlight w:val="black"/>'],
  ['one point high', '<w:sz w:val="2"/>'],
  ['without a fill', '<w14:textFill><w14:noFill/></w14:textFill>'],
  [
    'filled with white',
    '<w14:textFill><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>',
  ],
])('leaves out a run that is %s', (_, properties) => {
  expect(linesOf(around(properties))).toEqual([KEPT]);
});

test.each([
  ['not hidden', '<w:vanish w:val="0"/>'],
  ['not hidden, in words', '<w:vanish w:val="false"/>'],
  ['hidden on the web only', '<w:webHidden/>'],
  [
    'no longer hidden',
    '<w:rPrChange w:id="1" w:author="a"><w:rPr><w:vanish/></w:rPr></w:rPrChange>',
  ],
  ['white on red', `${WHITE}${shade('C00000')}`],
  ['white on a marker', `${WHITE}<w:highlight w:val="darkBlue"/>`],
  ['white on a pattern', `${WHITE}<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>`],
  ['gray', '<w:color w:val="7F7F7F"/>'],
  ['of the automatic color on black', `<w:color w:val="auto"/>${shade('000000')}`],
  ['small', '<w:sz w:val="10"/>'],
  [
    'white, but filled with the text color',
    `${WHITE}<w14:textFill><w14:solidFill><w14:schemeClr w14:val="tx1"/></w14:solidFill></w14:textFill>`,
  ],
  ['without an outline', '<w14:textOutline><w14:noFill/></w14:textOutline>'],
])('keeps a run that is %s', (_, properties) => {
  expect(linesOf(around(properties))).toEqual([`参与率已经超${GAP}过九成五。`]);
});

const STYLES = `<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"/>
<w:style w:type="character" w:styleId="secret"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="heir"><w:basedOn w:val="secret"/></w:style>
<w:style w:type="character" w:styleId="shown"><w:basedOn w:val="secret"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="pale"><w:rPr>${WHITE}</w:rPr></w:style>
<w:style w:type="character" w:styleId="tiny"><w:rPr><w:sz w:val="3"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="note"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="subnote"><w:basedOn w:val="note"/></w:style>
<w:style w:type="paragraph" w:styleId="box"><w:pPr>${shade('203864')}</w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="loop1"><w:basedOn w:val="loop2"/></w:style>
<w:style w:type="paragraph" w:styleId="loop2"><w:basedOn w:val="loop1"/></w:style>
<w:style w:type="table" w:styleId="grid"><w:tblStylePr w:type="firstRow"><w:tcPr>${shade('4472C4')}</w:tcPr><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>
</w:styles>`;
const styled = { 'word/styles.xml': STYLES };

test.each(['secret', 'heir', 'pale', 'tiny'])('leaves out a run of the style %s', (style) => {
  expect(linesOf(around(`<w:rStyle w:val="${style}"/>`), styled)).toEqual([KEPT]);
});

test.each([
  ['a style that shows again', '<w:rStyle w:val="shown"/>', ''],
  ['its own formatting', '<w:rStyle w:val="secret"/><w:vanish w:val="0"/>', ''],
  ['a dark paragraph style', WHITE, '<w:pStyle w:val="box"/>'],
  ['a dark paragraph', WHITE, shade('000000')],
  ['an unknown style', '', '<w:pStyle w:val="nowhere"/>'],
  ['styles in a circle', '', '<w:pStyle w:val="loop1"/>'],
])('keeps a run because of %s', (...[, properties, paragraphProperties]) => {
  expect(linesOf(around(properties, paragraphProperties), styled)).toEqual([
    `参与率已经超${GAP}过九成五。`,
  ]);
});

test('leaves out paragraphs of a hidden style; a character style that hides too shows them again', () => {
  const note = (style: string, properties = ''): string =>
    paragraph(run('科室备忘', properties), `<w:pStyle w:val="${style}"/>`);
  const body = `${note('note')}${note('subnote')}${note('subnote', '<w:rStyle w:val="heir"/>')}${wordParagraph('正文')}`;
  expect(linesOf(body, styled)).toEqual(['科室备忘', '正文']);
});

test('joins a paragraph whose mark is hidden or deleted with the next one', () => {
  const mark = (property: string): string => `<w:rPr>${property}</w:rPr>`;
  const body =
    paragraph(run('一、总体情况。'), mark('<w:vanish/><w:specVanish/>')) +
    paragraph(run('课后服务全覆盖。')) +
    paragraph(run('前半', ''), mark('<w:del w:id="1" w:author="a"/>')) +
    paragraph(run('后半。')) +
    paragraph(run(GAP, '<w:vanish/>'), mark('<w:vanish/>')) +
    paragraph(run('末段。'));
  expect(linesOf(body)).toEqual(['一、总体情况。课后服务全覆盖。', '前半后半。', '末段。']);
});

test('gives a hidden paragraph no number of its list', () => {
  const numbering =
    '<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>';
  const list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
  const body =
    paragraph(run('甲'), list) +
    paragraph(run('乙', '<w:vanish/>'), `${list}<w:rPr><w:vanish/></w:rPr>`) +
    paragraph(run('丙'), list);
  expect(linesOf(body, { 'word/numbering.xml': numbering })).toEqual(['1、甲', '2、丙']);
});

test('inherits lists from the style that a style is based on', () => {
  const numbering =
    '<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>';
  const styles =
    '<w:styles><w:style w:styleId="h"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="h2"><w:basedOn w:val="h"/></w:style><w:style w:styleId="h3"><w:basedOn w:val="h"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style></w:styles>';
  const body = ['h', 'h2', 'h3']
    .map((style) => paragraph(run('标题'), `<w:pStyle w:val="${style}"/>`))
    .join('');
  expect(linesOf(body, { 'word/numbering.xml': numbering, 'word/styles.xml': styles })).toEqual([
    '一、标题',
    '二、标题',
    '标题',
  ]);
});

test('looks at the colors of tables, and leaves out hidden and deleted rows', () => {
  const cell = (text: string, properties = '', cellProperties = ''): string =>
    `<w:tc><w:tcPr>${cellProperties}</w:tcPr>${paragraph(run(text, properties))}</w:tc>`;
  const row = (cells: string, properties = ''): string =>
    `<w:tr><w:trPr>${properties}</w:trPr>${cells}</w:tr>`;
  const body =
    `<w:tbl>${row(cell('学校', WHITE, shade('1F4E79')) + cell('人数'))}${row(cell('一小') + cell('320'))}` +
    `${row(cell('二小') + cell('9'), '<w:hidden/>')}${row(cell('三小') + cell('8'), '<w:del w:id="1" w:author="a"/>')}` +
    `${row(cell('四小') + cell('秘', WHITE))}</w:tbl>` +
    `<w:tbl><w:tblPr><w:tblStyle w:val="grid"/></w:tblPr>${row(cell('表头', WHITE) + cell('合计', WHITE))}</w:tbl>` +
    paragraph(run(GAP, WHITE));
  expect(linesOf(body, styled)).toEqual(['学校 | 人数', '一小 | 320', '四小', '表头 | 合计']);
});

test('leaves out watermarks, and keeps text boxes', () => {
  const box = (name: string, transform = ''): string =>
    `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="${name}"/><wps:wsp><wps:spPr><a:xfrm${transform}/></wps:spPr><wps:txbx><w:txbxContent>${paragraph(run('内部资料', WHITE))}</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>`;
  const vml = (attributes: string): string =>
    `<w:r><w:pict><v:shape ${attributes}><v:textpath string="内部资料"/><v:textbox><w:txbxContent>${paragraph(run('内部资料'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`;
  const linesWith = (shape: string): string[] =>
    linesOf(paragraph(`${run('正文')}${shape}${run('继续')}`));
  expect(linesWith(box('PowerPlusWaterMarkObject357'))).toEqual(['正文继续']);
  expect(linesWith(box('水印 1'))).toEqual(['正文继续']);
  expect(linesWith(box('文本框 2', ' rot="18900000"'))).toEqual(['正文继续']);
  expect(linesWith(vml('id="PowerPlusWaterMarkObject1" style="position:absolute"'))).toEqual([
    '正文继续',
  ]);
  expect(linesWith(vml('id="a" style="position:absolute;rotation:315;z-index:-1"'))).toEqual([
    '正文继续',
  ]);
  expect(linesWith(box('文本框 2" hidden="1'))).toEqual(['正文继续']);
  expect(linesWith(vml('id="a" style="position:absolute;visibility:hidden"'))).toEqual([
    '正文继续',
  ]);
  expect(linesWith(box('文本框 2', ' rot="5400000"'))).toEqual(['内部资料', '正文继续']);
  expect(linesWith(vml('id="a" style="position:absolute"'))).toEqual(['内部资料', '正文继续']);
});

const field = (code: string, result: string | null): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r>${code}${result === null ? '' : `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}`}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const code = (text: string): string => `<w:r><w:instrText>${text}</w:instrText></w:r>`;

test('reads results of fields, not what a field computes with', () => {
  const inner = field(code('PAGE'), run('3'));
  const outer = field(`${code('IF ')}${inner}${code(' = 1 "甲" "乙"')}`, run('乙方'));
  const open = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>';
  expect(
    linesOf(paragraph(`${run('此为')}${outer}${run('文件')}${field(code('XE "索引"'), null)}`)),
  ).toEqual(['此为乙方文件']);
  expect(linesOf(paragraph(`${open}${run('没有结尾')}`) + wordParagraph('正文'))).toEqual([
    '没有结尾',
    '正文',
  ]);
});

test('reads the base of annotated characters, and no reading above it', () => {
  const ruby =
    '<w:r><w:ruby><w:rt><w:r><w:t>jian</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>减</w:t></w:r></w:rubyBase></w:ruby></w:r>';
  expect(linesOf(paragraph(`${run('双')}${ruby}${run('政策')}`))).toEqual(['双减政策']);
});

test('marks lost characters, and repairs text that was read in a wrong charset', () => {
  const lossy = readDocx(
    composeDocx(wordParagraph('课后\ufffd务覆盖\ufffd达到9\ufffd%，参\ufffd学生')),
  );
  expect(lossy).toEqual({
    text: '课后\ufffd务覆盖\ufffd达到9\ufffd%，参\ufffd学生',
    issues: ['damaged-text'],
  });
  const misread = new TextDecoder('windows-1252').decode(
    strToU8('课后服务覆盖率达到98%，参与学生三万人。'),
  );
  expect(linesOf(wordParagraph(misread))).toEqual(['课后服务覆盖率达到98%，参与学生三万人。']);
});

test('reads other prefixes, quotes, comments and CDATA', () => {
  const main = (body: string, prefix: string): string =>
    readDocx(zipSync({ 'word/document.xml': strToU8(composeWordMain(body, prefix)) })).text;
  expect(
    main(
      '<ns0:p><ns0:r><ns0:rPr><ns0:vanish/></ns0:rPr><ns0:t>隐</ns0:t></ns0:r><ns0:r><ns0:t>正文</ns0:t></ns0:r></ns0:p>',
      'ns0',
    ),
  ).toBe('正文');
  expect(
    main("<p><r><rPr><color val='FFFFFF'/></rPr><t>隐</t></r><r><t>正文</t></r></p>", ''),
  ).toBe('正文');
  expect(
    main('<w:p><w:r><w:t><![CDATA[3<5 &amp;]]><!-- <w:t>注</w:t> -->正文</w:t></w:r></w:p>', 'w'),
  ).toBe('3<5 &amp;正文');
});

test('takes its time with hostile markup, but not much', () => {
  const deep = (open: string, close: string): string =>
    `${open.repeat(20_000)}${wordParagraph('正文')}${close.repeat(20_000)}`;
  expect(linesOf(deep('<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>'))).toEqual(['正文']);
  expect(linesOf(deep('<w:drawing>', '</w:drawing>'))).toEqual(['正文']);
  expect(
    linesOf(`${'<w:fldChar w:fldCharType="begin"/>'.repeat(20_000)}${wordParagraph('正文')}`),
  ).toEqual(['正文']);
  expect(linesOf('<!--'.repeat(50_000))).toEqual(['']);
});
