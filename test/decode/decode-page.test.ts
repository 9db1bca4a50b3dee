import * as fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { decodePage } from '../../src/decode/decode-page.ts';
import type { Page, RawPage } from '../../src/domain/page.ts';
import { encodeBig5, encodeUtf16 } from '../support/encode-chinese.ts';
import { encodeGbk } from '../../src/text/encode-gbk.ts';

const SENTENCE = '青禾县教育局关于“双减”工作的答复：课后服务覆盖率达到百分之九十八。';
const HTML = `<html><head><meta charset="gbk"><title>答复</title></head><body><p>${SENTENCE}</p></body></html>`;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array, hints: Partial<RawPage> = {}): Page =>
  decodePage({ url: null, contentType: null, ...hints, bytes });
const concat = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

test.each([
  ['UTF-8 with a label that says GBK', utf8(HTML), 'text/html; charset=gbk', 'utf-8'],
  ['UTF-8 with a byte-order mark', concat(utf8('\ufeff'), utf8(HTML)), null, 'utf-8'],
  ['GBK with a header that says UTF-8', encodeGbk(HTML), 'text/html; charset=utf-8', 'gb18030'],
  ['GBK without any label', encodeGbk(HTML.replace('gbk', '')), null, 'gb18030'],
  ['UTF-16LE with a mark', encodeUtf16(`\ufeff${HTML}`, 'le'), null, 'utf-16le'],
  ['UTF-16BE with a mark', encodeUtf16(`\ufeff${HTML}`, 'be'), null, 'utf-16be'],
  ['UTF-16LE of Word, no mark', encodeUtf16(HTML, 'le'), 'text/html; charset=gb2312', 'utf-16le'],
  ['UTF-16BE, no mark', encodeUtf16(HTML, 'be'), null, 'utf-16be'],
  ['gzip nobody announced', gzipSync(utf8(HTML)), 'text/html', 'utf-8'],
  ['gzip inside gzip', gzipSync(gzipSync(encodeGbk(HTML))), null, 'gb18030'],
])('decodes %s', (...[, bytes, contentType, charset]) => {
  const page = decode(bytes, { contentType });
  expect(page).toMatchObject({ kind: 'html', charset, issues: [] });
  expect(page.text).toContain(SENTENCE);
  expect(page.text.startsWith('<html>')).toBe(true);
});

test('reads Big5 only where it is declared', () => {
  const text = '<html><head><meta charset="big5"></head><body>教育局中文</body></html>';
  expect(decode(encodeBig5(text))).toMatchObject({ charset: 'big5' });
  expect(decode(encodeBig5(text)).text).toContain('教育局中文');
  expect(decode(encodeGbk(HTML.replace('gbk', 'big5')))).toMatchObject({ charset: 'gb18030' });
});

test('keeps a UTF-8 page with a GBK footer as UTF-8', () => {
  const page = decode(concat(utf8(HTML), encodeGbk('<div>主办单位：青禾县人民政府办公室</div>')));
  expect(page.charset).toBe('utf-8');
  expect(page.text).toContain(SENTENCE);
});

test('keeps a GBK page with a UTF-8 footer as GB18030', () => {
  const page = decode(concat(encodeGbk(HTML.repeat(3)), utf8('<div>主办单位</div>')));
  expect(page.charset).toBe('gb18030');
  expect(page.text).toContain(SENTENCE);
});

test.each([1, 2])('tolerates a last character that lost %d bytes', (lost) => {
  const bytes = utf8(`<p>${SENTENCE}双`);
  const page = decode(bytes.subarray(0, bytes.length - lost));
  expect(page.charset).toBe('utf-8');
  expect(page.issues).toEqual(['truncated']);
  expect(page.text).toBe(`<p>${SENTENCE}`);
});

test('reads the first part of a broken gzip stream', () => {
  const packed = gzipSync(utf8(`<p>${SENTENCE}</p>`.repeat(2_000)), { level: 0 });
  const page = decode(packed.subarray(0, packed.length / 2));
  expect(page.text).toContain(SENTENCE);
  const broken = decode(concat(gzipSync(utf8('')).subarray(0, 10), new Uint8Array(40).fill(255)));
  expect(broken.issues).toContain('unreadable');
});

test('stops a gzip bomb at 32 MB', () => {
  const page = decode(gzipSync(new Uint8Array(80 * 1024 * 1024).fill(0x20)));
  expect(page.issues).toContain('too-large');
  expect(page.text.length).toBeLessThanOrEqual(32 * 1024 * 1024);
});

test('says so when many characters are lost', () => {
  const bytes = concat(encodeGbk(SENTENCE), new Uint8Array(60).fill(0xff));
  expect(decode(bytes).issues).toContain('damaged-text');
});

test('decodes numeric references in plain text and leaves those of HTML to its parser', () => {
  expect(decode(utf8('&#21452;&#x51CF;工作&nbsp;&amp;&#55296;')).text).toBe(
    '双减工作\u00a0&amp;&#55296;',
  );
  expect(decode(utf8('<p>&#21452;</p>')).text).toBe('<p>&#21452;</p>');
});

const DOCX = zipSync({ '[Content_Types].xml': utf8('<x/>'), 'word/document.xml': utf8('<w/>') });
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

test.each([
  ['docx', DOCX],
  ['other', zipSync({ 'OFD.xml': utf8('<ofd/>') })],
  ['other', zipSync({ 'xl/workbook.xml': utf8('<x/>') })],
  ['pdf', utf8('%PDF-1.7\n%\u00e2')],
  ['pdf', utf8('\r\n%PDF-1.4\n')],
  ['doc', concat(Uint8Array.from(OLE), encodeUtf16('WordDocument', 'le'))],
  ['other', concat(Uint8Array.from(OLE), encodeUtf16('Workbook', 'le'))],
  ['doc', utf8('{\\rtf1\\ansi hello}')],
  ['other', concat(Uint8Array.of(0x89), utf8('PNG\r\n\u001a\n'))],
  ['other', Uint8Array.from({ length: 4000 }, (_, index) => ((index * 7919) % 251) & 0x1f)],
])('judges %s by its magic bytes, whatever the name says', (kind, bytes) => {
  const page = decode(bytes, { url: 'https://a.gov.cn/x.html', contentType: 'text/html' });
  expect(page).toMatchObject({ kind, text: '' });
  expect(page.issues.includes('unsupported')).toBe(kind === 'other');
});

test.each([
  ['html', '<!DOCTYPE html><html></html>', null],
  ['html', '<!-- a --><!-- b --> <HTML xmlns:v="urn:x">', null],
  ['html', '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>', null],
  ['html', '<div class="a"><p>正文</p></div>', null],
  ['html', '正文<p>一</p><p>二</p>', null],
  ['xml', '<?xml version="1.0" encoding="gb2312"?><rss><channel/></rss>', null],
  ['xml', '<rss version="2.0"><channel></channel></rss>', null],
  ['xml', '<datastore><nextgroup></nextgroup></datastore>', null],
  ['json', '{"articles":[{"title":"答复"}]}', null],
  ['json', ' [{"title":"答复"}]', null],
  ['json', '{"articles":[{"title":"答', null],
  ['text', '{这不是数据}', null],
  ['text', '[2024] 1号 通知', null],
  ['markdown', '---\nlayout: post\ntitle: "答复"\n---\n<p>正文</p><p>二</p><p>三</p>', null],
  ['markdown', '# 答复\n\n正文', 'https://a.cn/posts/1.md?raw=1'],
  ['html', '<!doctype html><title>x</title>', 'https://a.cn/posts/1.md'],
  ['text', '关于第12号提案的答复\n\n某某委员：', 'https://a.gov.cn/1.html'],
  ['text', '', null],
])('judges text as %s: %j', (kind, text, url) => {
  expect(decode(utf8(text), { url }).kind).toBe(kind);
});

test('makes a page of any bytes', () => {
  const magic = fc.constantFrom(
    '',
    '%PDF-',
    'PK\u0003\u0004',
    '\u001f\u008b\b',
    '\u00ff\u00fe',
    '<?xml',
    '---\na:',
    '{"',
  );
  fc.assert(
    fc.property(magic, fc.uint8Array({ maxLength: 3_000 }), (head, tail) => {
      const bytes = concat(
        Uint8Array.from(head, (char) => char.charCodeAt(0)),
        tail,
      );
      const page = decode(bytes);
      expect(page.text).not.toContain('\u0000');
      expect(page.charset).not.toBe('');
    }),
    { numRuns: 300 },
  );
});

test('an answer that came over plain http says so, whatever it is', () => {
  const pdf = utf8('%PDF-1.4 …');
  for (const bytes of [utf8(HTML), gzipSync(utf8(HTML)), pdf]) {
    expect(decode(bytes, { isPlainHttp: true }).issues).toEqual(['plain-http']);
    expect(decode(bytes).issues).toEqual([]);
  }
});
