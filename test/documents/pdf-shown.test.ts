import { expect, test } from 'vitest';

import { readPdf } from '../../src/documents/read-pdf.ts';
import {
  composePdf,
  FIRST_EXTRA_OBJECT,
  pdfLine,
  pdfStream,
  type PdfPage,
  ucs2Codes,
} from '../support/compose-documents.ts';

const LETTER = ['关于第12号提案的答复', '某某委员：', '课后服务覆盖率达到98%。', '某某市教育局'];
const LINE_Y = [740, 700, 660, 620];

const line = (text: string, ...[x = 90, y = 560, size = 16]: number[]): string =>
  pdfLine(ucs2Codes(text), { x, y, size });
const letter = LETTER.map((text, at) => line(text, 90, LINE_Y[at] ?? 0)).join('');

/** The lines of a letter with something drawn before or after it. */
async function linesOf(
  page: PdfPage,
  ...more: Parameters<typeof composePdf>[1][]
): Promise<string[]> {
  const { text } = await readPdf(composePdf([page], more[0]));
  return text.split('\n');
}

const SECRET = '仅供科室传阅';

test.each([
  ['white', `1 1 1 rg ${line(SECRET)} 0 g`],
  ['nearly white', `0.98 g ${line(SECRET)} 0 g`],
  ['white in CMYK', `0 0 0 0 k ${line(SECRET)} 0 g`],
  ['white inside a colored paragraph', `q 1 g ${line(SECRET)} Q`],
  ['the color of the box behind it', `0.1 0.2 0.5 rg 80 550 300 30 re f ${line(SECRET)} 0 g`],
  ['invisible', `BT 3 Tr /F1 16 Tf 90 560 Td <${ucs2Codes(SECRET)}> Tj 0 Tr ET`],
  ['a clip only', `q BT 7 Tr /F1 16 Tf 90 560 Td <${ucs2Codes(SECRET)}> Tj ET Q`],
  ['tiny', line(SECRET, 90, 560, 1)],
  ['tiny by its matrix', `BT /F1 16 Tf 0.1 0 0 0.1 90 560 Tm <${ucs2Codes(SECRET)}> Tj ET`],
  ['squeezed to nothing', `BT /F1 16 Tf 2 Tz 90 560 Td <${ucs2Codes(SECRET)}> Tj 100 Tz ET`],
  ['beside the page', line(SECRET, 700, 560)],
  ['below the page', line(SECRET, 90, -40)],
  ['outside of its clip', `q 0 0 50 50 re W n ${line(SECRET)} Q`],
  ['under a black box', `${line(SECRET)} 80 550 300 30 re f`],
  ['under a white box', `${line(SECRET)} 1 g 80 550 300 30 re f 0 g`],
  ['slanted', `BT /F1 16 Tf 0.87 0.5 -0.5 0.87 90 300 Tm <${ucs2Codes(SECRET)}> Tj ET`],
])('leaves out text that is %s', async (_, drawn) => {
  expect(await linesOf({ content: `${letter}${drawn}` })).toEqual(LETTER);
  expect(await linesOf({ content: `${drawn}${letter}` })).toEqual(LETTER);
});

test('leaves out text that is wholly transparent, and keeps what is half so', async () => {
  const resources = '/ExtGState<</Gone<</ca 0/CA 0>>/Half<</ca 0.5>>>>';
  const content = `${letter} q /Gone gs ${line(SECRET)} Q q /Half gs ${line('附件清单', 90, 520)} Q`;
  expect(await linesOf({ content, resources })).toEqual([...LETTER, '附件清单']);
});

test('leaves out text of a layer that is switched off', async () => {
  const layers = FIRST_EXTRA_OBJECT;
  const extras = [
    '<</Type/OCG/Name(off)>>',
    '<</Type/OCG/Name(on)>>',
    `<</OCGs[${layers} 0 R ${layers + 1} 0 R]/D<</OFF[${layers} 0 R]>>>>`,
  ];
  const resources = `/Properties<</A ${layers} 0 R/B ${layers + 1} 0 R>>`;
  const content = `${letter} /OC /A BDC ${line(SECRET)} EMC /OC /B BDC ${line('附件清单', 90, 520)} EMC`;
  const catalog = `/OCProperties ${layers + 2} 0 R`;
  expect(await linesOf({ content, resources }, { extras, catalog })).toEqual([
    ...LETTER,
    '附件清单',
  ]);
});

test('keeps white text on a dark box or on a picture, and colored text on white', async () => {
  const content =
    `0.7 0 0 rg 80 730 400 30 re f 1 g ${line('政府信息公开', 90, 740)}` +
    `q 200 0 0 60 80 640 cm /Im Do Q ${line('图片上的标题', 90, 660)}` +
    `1 0 0 rg ${line('某某市教育局文件', 90, 600)} 0.5 g ${line('灰色的说明', 90, 560)} 0 g ${line('正文', 90, 520)}`;
  const extras = [
    pdfStream(
      '/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray',
      '0000',
    ),
  ];
  const resources = `/XObject<</Im ${FIRST_EXTRA_OBJECT} 0 R>>`;
  expect(await linesOf({ content, resources }, { extras })).toEqual([
    '政府信息公开',
    '图片上的标题',
    '某某市教育局文件',
    '灰色的说明',
    '正文',
  ]);
});

test('takes no frame and no grid of lines for the ground of the text in it', async () => {
  const frame = '0 g 60 580 420 200 re 70 590 400 180 re f*';
  const grid = '60 580 420 1 re 60 680 420 1 re 60 780 420 1 re f';
  const circle = '60 600 m 60 900 400 900 400 600 c h f';
  for (const drawn of [frame, grid, circle]) {
    expect(await linesOf({ content: `${drawn} ${letter}` })).toEqual(LETTER);
    expect(await linesOf({ content: `${letter} ${drawn}` })).toEqual(LETTER);
  }
  expect(await linesOf({ content: `${grid} ${letter} 1 g ${line(SECRET, 90, 720)}` })).toEqual(
    LETTER,
  );
});

test('reads the recognised text of a scanned page, which is not painted', async () => {
  const scan = 'q 595 0 0 842 0 0 cm /Im Do Q';
  const recognised = `BT 3 Tr ET ${letter} BT 0 Tr ET`;
  const extras = [
    pdfStream(
      '/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray',
      '0000',
    ),
  ];
  const resources = `/XObject<</Im ${FIRST_EXTRA_OBJECT} 0 R>>`;
  expect(await linesOf({ content: `${scan}${recognised}`, resources }, { extras })).toEqual(LETTER);
  expect(await linesOf({ content: recognised })).toEqual(['']);
});

test('reads the text below letters that are drawn as shapes', async () => {
  const shapes = LETTER.map((text, at) =>
    Array.from(text, (_, index) => {
      const [x, y] = [90 + index * 16, LINE_Y[at] ?? 0];
      return `${x} ${y} m ${x + 12} ${y} l ${x + 6} ${y + 12} l h f\n`;
    }).join(''),
  ).join('');
  const content = `${shapes} BT 3 Tr ET ${letter}`;
  expect(await linesOf({ content })).toEqual(LETTER);
});

test.each([
  ['glyph by glyph', 0.4, 0, true],
  ['line by line', 0.3, 0, false],
  ['with a shadow', 0.8, -0.8, false],
])('reads text that is drawn three times once: %s', async (...[, dx, dy, isByGlyph]) => {
  const places = [0, 1, 2].map((step) => [dx * step, dy * step] as const);
  const struck = (text: string, y: number): string =>
    isByGlyph
      ? Array.from(text, (char, at) =>
          places.map(([x, up]) => line(char, 90 + at * 16 + x, y + up)).join(''),
        ).join('')
      : places.map(([x, up]) => line(text, 90 + x, y + up)).join('');
  const content = LETTER.map((text, at) => struck(text, LINE_Y[at] ?? 0)).join('');
  expect(await linesOf({ content })).toEqual(LETTER);
});

test('keeps doubled characters that are meant', async () => {
  const content = line('人人有责，天天向上，共1100人，11.11%，……') + line('人人有责', 122, 500);
  expect(await linesOf({ content })).toEqual([
    '人人有责，天天向上，共1100人，11.11%，……',
    '人人有责',
  ]);
});

test.each([
  ['large and pale', `0.75 g ${line('内部资料', 120, 500, 60)} 0 g`],
  ['large and half transparent', `q /Pale gs ${line('内部资料', 120, 500, 60)} Q`],
  ['in a half transparent group', 'q /Pale gs /Fm Do Q'],
  [
    'in small tiles',
    `0.8 g ${[500, 400, 300].map((y) => line('某某市教育局', 120, y) + line('某某市教育局', 320, y)).join('')} 0 g`,
  ],
])('leaves out a watermark that is %s', async (_, mark) => {
  const form = pdfStream(
    '/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency>>/Resources<</Font<</F1 3 0 R>>>>',
    line('内部资料', 120, 500, 60),
  );
  const resources = `/ExtGState<</Pale<</ca 0.2>>>>/XObject<</Fm ${FIRST_EXTRA_OBJECT} 0 R>>`;
  const options = { extras: [form] };
  expect(await linesOf({ content: `${mark}${letter}`, resources }, options)).toEqual(LETTER);
  expect(await linesOf({ content: `${letter}${mark}`, resources }, options)).toEqual(LETTER);
});

test('leaves out what every page repeats across its text', async () => {
  const page = (text: string): PdfPage => ({
    content:
      line(text, 90, 700) +
      line(`${text}正文，课后服务全覆盖。`, 90, 660) +
      line('某某县教育局内部资料', 95, 662),
  });
  const { text } = await readPdf(composePdf([page('第一页'), page('第二页'), page('第三页')]));
  expect(text).not.toContain('内部资料');
  expect(text.match(/课后服务全覆盖/gu)).toHaveLength(3);
});

test('keeps the large head of a letter, and the labels that its forms repeat', async () => {
  const form = (name: string): PdfPage => ({
    content:
      `1 0 0 rg ${line('某某县教育局文件', 90, 740, 40)} 0 g` +
      line('提案编号：', 90, 500) +
      line(name, 200, 500) +
      line('办理结果：', 90, 460) +
      line('已采纳', 200, 460),
  });
  const { text } = await readPdf(composePdf([form('12号'), form('13号')]));
  expect(text.match(/提案编号： ?1[23]号/gu)).toHaveLength(2);
  expect(text.match(/办理结果/gu)).toHaveLength(2);
  expect(text.match(/教育局文件/gu)).toHaveLength(2);
});

test('reads a page that is shown turned, and puts sideways text last', async () => {
  const turned = (text: string, x: number): string =>
    `BT /F1 16 Tf 0 1 -1 0 ${x} 90 Tm <${ucs2Codes(text)}> Tj ET\n`;
  const landscape = LETTER.map((text, at) => turned(text, 100 + at * 40)).join('');
  expect(await linesOf({ content: landscape, entries: '/Rotate 90' })).toEqual(LETTER);
  expect(await linesOf({ content: landscape })).toEqual(LETTER);
  const margin = turned('装订线', 30);
  expect(await linesOf({ content: `${margin}${letter}` })).toEqual([...LETTER, '装订线']);
});

test('reads text in forms, with spacing, scaling and leading of its own', async () => {
  const form = pdfStream(
    '/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Matrix[1 0 0 1 10 0]/Resources<</Font<</F1 3 0 R>>>>',
    line('表格中的文字', 80, 560),
  );
  const content =
    `BT /F1 16 Tf 40 TL 90 740 Td 8 Tc <${ucs2Codes('关于提案的答复')}> Tj 0 Tc T* 80 Tz <${ucs2Codes('某某委员：')}> Tj` +
    ` 100 Tz <${ucs2Codes('第一行')}> ' [<${ucs2Codes('左')}> -1500 <${ucs2Codes('右')}>] TJ ET q /Fm Do Q`;
  const resources = `/XObject<</Fm ${FIRST_EXTRA_OBJECT} 0 R>>`;
  expect(await linesOf({ content, resources }, { extras: [form] })).toEqual([
    '关于提案的答复',
    '某某委员：',
    '第一行左 右',
    '表格中的文字',
  ]);
});

test('reads glyphs that are drawings (Type 3)', async () => {
  const proc = FIRST_EXTRA_OBJECT;
  const extras = [
    pdfStream('', '1000 0 0 0 1000 1000 d1 0 0 900 900 re f'),
    pdfStream(
      '',
      '/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <41> <6559> <42> <80B2> endbfchar endcmap end end',
    ),
    `<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</a ${proc} 0 R/b ${proc} 0 R>>/Encoding<</Type/Encoding/Differences[65/a/b]>>/FirstChar 65/LastChar 66/Widths[1000 1000]/ToUnicode ${proc + 1} 0 R>>`,
    `<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a ${proc} 0 R/b ${proc} 0 R>>/Encoding<</Type/Encoding/Differences[65/a/b]>>/FirstChar 65/LastChar 66/Widths[1 1]/ToUnicode ${proc + 1} 0 R>>`,
  ];
  const resources = `/Font<</F1 3 0 R/F3 ${proc + 2} 0 R/F4 ${proc + 3} 0 R>>`;
  const content =
    'BT /F3 16 Tf 90 700 Td (AB) Tj ET BT /F3 1 Tf 16 0 0 16 90 660 Tm (BA) Tj ET BT /F4 1 Tf 16 0 0 16 90 620 Tm (AB) Tj ET' +
    ' 1 g BT /F3 16 Tf 90 580 Td (AB) Tj ET';
  expect(await linesOf({ content, resources }, { extras })).toEqual(['教育', '育教', '教育']);
});

test('reads radicals in a PDF as the usual characters', async () => {
  expect(await linesOf({ content: line('⼩学⽣作业⻓期⼯作') })).toEqual(['小学生作业长期工作']);
});
