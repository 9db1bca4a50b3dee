import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { decodePage } from '../../src/decode/decode-page.ts';
import type { Page } from '../../src/domain/page.ts';
import { encodeGbk } from '../../src/text/encode-gbk.ts';

const LETTER = [
  '关于县政协十届三次会议第27号提案的答复',
  '您提出的《关于落实“双减”政策、做好课后服务的提案》收悉，现答复如下：',
  '一、全县62所义务教育学校全部开展课后服务，参与学生3.1万人，覆盖率达到97.4%。',
  '二、严格控制作业总量，小学一、二年级不布置书面家庭作业。',
  '2024年8月16日',
];
const HTML = `<html><head><title>${LETTER[0]}</title></head><body><div class="nav"><a href="/">首页</a></div>${LETTER.map((line) => `<p>${line}</p>`).join('\n')}</body></html>`;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (text: string): Page =>
  decodePage({ url: null, contentType: null, bytes: utf8(text) });
const readAs = (charset: string, bytes: Uint8Array): string =>
  new TextDecoder(charset).decode(bytes);

test.each([
  ['UTF-8 read as windows-1252', readAs('windows-1252', utf8(HTML))],
  ['the same twice over', readAs('windows-1252', utf8(readAs('windows-1252', utf8(HTML))))],
  ['GBK read as windows-1252', readAs('windows-1252', encodeGbk(HTML))],
])('repairs a whole page of %s', (_, misread) => {
  expect(decode(misread)).toMatchObject({ text: HTML, issues: [] });
});

test('repairs UTF-8 that was read as GBK, and marks each character that lost a byte', () => {
  const { text, issues } = decode(readAs('gb18030', utf8(HTML)));
  expect(text).toContain('所义务教育学校全部开展课后服务，参与学生3.1万人，覆盖率达到97.4%');
  expect(text).toContain('<p>二、严格控制作业总量');
  // Every character is there, or its place is marked.
  expect(Array.from(text).length).toBe(Array.from(HTML).length);
  const wrong = Array.from(text).filter((char, at) => char !== '\ufffd' && char !== HTML[at]);
  expect(wrong).toEqual([]);
  expect(issues).toEqual(['damaged-text']);
});

test('finds the tags again that a lost byte took along', () => {
  const misread = readAs('gb18030', utf8(HTML)).replaceAll(/\ufffd</gu, '?');
  expect(misread).toContain('?/p>');
  expect(decode(misread).text.match(/<\/p>/gu)).toHaveLength(LETTER.length);
});

test('repairs a misread letter inside a template that is right', () => {
  const page = (body: string): string =>
    `<html><body><div>某某县人民政府 网站首页 政务公开 建议提案 办事服务 互动交流</div><div>${body}</div></body></html>`;
  const body = LETTER.slice(1, 4).join('<br>');
  const { text } = decode(page(readAs('gb18030', utf8(body))));
  expect(text).toContain('某某县人民政府 网站首页');
  expect(text).toContain('不布置书面家庭作业');
});

test.each([
  [
    'French',
    `${'<p>Très déçu de l’été, où la forêt brûlait à côté du château ; après tout, ça ira. '.repeat(40)}</p>`,
  ],
  [
    'rare characters',
    '<p>鏂锛鍏瀹涓：这些字在《康熙字典》中可以查到，鍥字不常用，剩下的都是常用字和词语。</p>',
  ],
  ['signs of another kind', '<p>价格€20，½杯，±3℃，第①类，“引号”…—，§3，·间隔·</p>'],
])('leaves %s alone', (_, text) => {
  expect(decode(text)).toMatchObject({ text, issues: [] });
});

test('says that text is damaged when its characters were lost before us', () => {
  const lossy = (every: number): string =>
    HTML.replaceAll(/(?<=<p>).*?(?=<\/p>)/gu, (line) =>
      Array.from(line, (char, at) => (at % every === 1 ? '\ufffd' : char)).join(''),
    );
  expect(decode(lossy(7)).issues).toEqual(['damaged-text']);
  expect(decode(lossy(30)).issues).toEqual(['damaged-text']);
  expect(decode(HTML.replaceAll('，', '锟斤拷')).issues).toEqual(['damaged-text']);
});

test('says that text is damaged when it is misread beyond repair', () => {
  const misread = readAs('windows-1252', utf8(HTML)).replaceAll(/[\u0080-\u009f¤-¯]/gu, '');
  expect(decode(misread).issues).toEqual(['damaged-text']);
});

test('says that text is damaged when its words are question marks', () => {
  expect(decode(HTML.replaceAll(/[^\u0000-\u007f]/gu, '?')).issues).toEqual(['damaged-text']);
  // What GBK lacks, such as a non-breaking blank, becomes one too.
  expect(decode(HTML.replaceAll('<p>', `<p>${'?'.repeat(8)}`)).issues).toEqual([]);
});

test('does not call a page damaged for a lost sign or for a comment in a script', () => {
  expect(decode(HTML.replace('做好', '\ufffd')).issues).toEqual([]);
  const script = `<script>// ${'\ufffd'.repeat(40)}\nvar a = 1;</script><!-- ${'\ufffd'.repeat(40)} -->`;
  expect(decode(HTML.replace('</body>', `${script}</body>`)).issues).toEqual([]);
});

test('reads radicals as the usual characters, however they are written, but not in addresses', () => {
  const page = decode(
    '<html><body title="⼩学"><a href="/附件/⼯作.doc">⻓期⼯作</a>&#x2F00;、&#12104;办&#8220;&#x2fee;</body></html>',
  );
  expect(page.text).toBe(
    '<html><body title="小学"><a href="/附件/⼯作.doc">长期工作</a>一、⽈办&#8220;&#x2fee;</body></html>'.replace(
      '⽈',
      '曰',
    ),
  );
  expect(JSON.parse(decode(String.raw`{"title":"\u2f29\u5b66\u2ed3"}`).text)).toEqual({
    title: '小学长',
  });
});

test('makes a page of any text', () => {
  const piece = fc.constantFrom(
    '锛',
    '涓',
    '€',
    '\ufffd',
    '?',
    'å',
    '…',
    '³',
    '<!--',
    '<script',
    '<',
    'Ã',
    '\u2f00',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
      expect(decode(pieces.join('')).charset).toBe('utf-8');
    }),
    { numRuns: 200 },
  );
});

/** Every so many Chinese characters of the letter replaced. */
const losing = (mark: string, every: number): string => {
  let at = 0;
  return HTML.replaceAll(/\p{Script=Han}/gu, (char) => (at++ % every === 1 ? mark : char));
};

test.each([
  ['every third a question mark', losing('?', 3)],
  ['every twelfth a question mark', losing('?', 12)],
  ['every fifth a wide question mark', losing('？', 5)],
  ['every fifth a box', losing('□', 5)],
  ['every sixth two question marks', losing('??', 6)],
  ['all Chinese marks', HTML.replaceAll(/[，。、：“”《》]/gu, '?')],
  [
    'one paragraph of three',
    HTML.replaceAll(/(?<=<p>)一、.{1,80}(?=<\/p>)/gu, (line) =>
      line.replaceAll(/[^\u0000-\u007f]/gu, '?'),
    ),
  ],
])('says that text is damaged when it lost %s', (_, text) => {
  expect(decode(text).issues).toEqual(['damaged-text']);
});

const QUESTIONS =
  '问:作业太多怎么办?答:学校控制总量。收费吗?每学期不超过五百元。可不可以不参加?自愿参加。谁来监督?';
test.each([
  ['questions in narrow marks', `<p>${QUESTIONS.repeat(8)}</p>`],
  [
    'a survey',
    `<p>${'您对作业公示满意吗？□满意 □基本满意 □不满意 是否公开：是□否□<br>'.repeat(9)}</p>`,
  ],
  ['blanks that became question marks', HTML.replaceAll('<p>', '<p>????')],
  ['addresses', '<p>全县作业公示</p><a href="/s?作业=1">公示</a>'.repeat(12)],
])('takes no page with %s for damaged', (_, text) => {
  expect(decode(text).issues).toEqual([]);
});
