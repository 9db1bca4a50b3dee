import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { decodePage } from '../../src/decode/decode-page.ts';
import type { Page } from '../../src/domain/page.ts';
import { encodeGbk } from '../../src/text/encode-gbk.ts';
import { composeMhtml, quotedPrintable } from '../support/compose-documents.ts';
import { encodeUtf16 } from '../support/encode-chinese.ts';

const HTML =
  '<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"></head><body><p class=MsoNormal>关于县政协十届三次会议第27号提案的答复</p>\r\n<p class=MsoNormal>“双减”：a=b，98%。</p></body></html>';
const utf8 = new TextEncoder().encode(HTML);
const gbk = encodeGbk(HTML);
const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replaceAll(/.{76}/gu, '$&\r\n');
const raw = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const decode = (bytes: Uint8Array): Page =>
  decodePage({ url: 'https://a.gov.cn/a.doc', contentType: 'application/msword', bytes });
const page = (encoding: string, content: string, ...more: string[]) => ({
  headers: [
    'Content-Location: file:///C:/a.htm',
    `Content-Transfer-Encoding: ${encoding}`,
    ...more,
  ],
  content,
});
const HTML_TYPE = 'Content-Type: text/html; charset="gb2312"';

test.each([
  [
    'quoted-printable UTF-8',
    page('quoted-printable', quotedPrintable(utf8), 'Content-Type: text/html; charset="utf-8"'),
    'utf-8',
  ],
  ['quoted-printable GBK', page('Quoted-Printable', quotedPrintable(gbk), HTML_TYPE), 'gb18030'],
  ['base64 GBK', page('base64', base64(gbk), HTML_TYPE), 'gb18030'],
  [
    'base64 UTF-16',
    page(
      'BASE64',
      base64(encodeUtf16(`\ufeff${HTML}`, 'le')),
      'Content-Type: text/html;\r\n\tcharset="unicode"',
    ),
    'utf-16le',
  ],
  ['bytes as they are', page('8bit', raw(gbk), HTML_TYPE), 'gb18030'],
])('reads a web archive of %s as the page in it', (_, part, charset) => {
  const decoded = decode(composeMhtml([part]));
  expect(decoded).toMatchObject({ kind: 'html', charset, issues: [] });
  expect(decoded.text.trimEnd()).toBe(HTML);
});

const header = page(
  '7bit',
  '<html><body><p>header</p></body></html>',
  'Content-Type: text/html',
  'Content-ID: <head@x>',
);
const root = page('base64', base64(gbk), HTML_TYPE, 'Content-ID: <root@x>');
const files = { headers: ['Content-Type: text/xml'], content: '<xml><o:File HRef="a.htm"/></xml>' };
const picture = {
  headers: ['Content-Type: image/png', 'Content-Transfer-Encoding: base64'],
  content: 'iVBORw0KGgo=',
};

test('takes the part that the archive names, else the first page', () => {
  const related = 'multipart/related; type="text/html"; start="<root@x>"';
  expect(decode(composeMhtml([header, picture, root], related)).text.trimEnd()).toBe(HTML);
  const bare = 'multipart/related; start=root@x';
  expect(decode(composeMhtml([header, picture, root], bare)).text.trimEnd()).toBe(HTML);
  expect(decode(composeMhtml([files, picture, root, header])).text.trimEnd()).toBe(HTML);
  const gone = 'multipart/related; start="<gone@x>"';
  expect(decode(composeMhtml([root, header], gone)).text.trimEnd()).toBe(HTML);
});

test('reads an archive inside an archive, one of a browser, and one without parts', () => {
  const inner = Buffer.from(composeMhtml([header, root], 'multipart/alternative; start="<root@x>"'))
    .toString('latin1')
    .replaceAll('NextPart', 'Inner')
    .replace('MIME-Version: 1.0\r\n', '')
    .split('\r\n\r\n');
  const nested = {
    headers: (inner[0] ?? '').split('\r\n'),
    content: inner.slice(1).join('\r\n\r\n'),
  };
  expect(decode(composeMhtml([nested], 'multipart/mixed')).text.trimEnd()).toBe(HTML);

  const browser = raw(composeMhtml([root]));
  const saved = `From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.gov.cn/\r\nSubject: =?utf-8?Q?=E5=85=B3?=\r\n${browser}`;
  expect(decode(Buffer.from(saved, 'latin1')).text.trimEnd()).toBe(HTML);

  const marked = Buffer.concat([Buffer.from('\ufeff\r\n'), composeMhtml([root])]);
  expect(decode(marked).text.trimEnd()).toBe(HTML);

  const single = `MIME-Version: 1.0\nContent-Type: text/html; charset=gb2312\nContent-Transfer-Encoding: base64\n\n${base64(gbk)}\n`;
  expect(decode(Buffer.from(single, 'latin1'))).toMatchObject({ kind: 'html', text: HTML });
});

test('reads what is there of an archive that was cut, and no archive as what it is', () => {
  const whole = composeMhtml([
    page('quoted-printable', quotedPrintable(utf8), 'Content-Type: text/html'),
  ]);
  const cut = decode(whole.subarray(0, whole.length - 160));
  expect(cut).toMatchObject({ kind: 'html', issues: ['truncated'] });
  expect(cut.text).toContain('第27号提案');
  expect(decode(Buffer.from('MIME-Version: 1.0\n没有别的'))).toMatchObject({ kind: 'text' });
  expect(decode(Buffer.from('联系人：某某\nMIME-Version: 1.0\n\n正文'))).toMatchObject({
    kind: 'text',
  });
});

test('makes a page of any archive', () => {
  const piece = fc.constantFrom(
    'MIME-Version: 1.0\n',
    'Content-Type: multipart/related; boundary=b\n',
    'Content-Type: text/html\n',
    'Content-Transfer-Encoding: base64\n',
    'Content-Transfer-Encoding: quoted-printable\n',
    '--b\n',
    '--b--\n',
    '\n',
    '=E5=85',
    '====',
    'AAA',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(decode(Buffer.from(pieces.join(''), 'latin1')).charset).not.toBe('');
    }),
    { numRuns: 300 },
  );
});
