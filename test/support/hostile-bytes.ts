import { deflateSync, gzipSync } from 'node:zlib';

import { strToU8, zipSync } from 'fflate';

import { composeDoc } from './compose-documents.ts';

/** What makes a reader work more than its bytes suggest, by name; the number says how much of it there is. */
export const hostileBytes: Readonly<Record<string, (count: number) => Uint8Array>> = {
  'a paragraph with blanks between its words': (count) => page(`<p>${'双减 '.repeat(count)}</p>`),
  'a title with blanks': (count) => strToU8(`<title>${'双减 '.repeat(count)}</title><p>一`),
  'plain text in one line': (count) => strToU8('双减 '.repeat(count)),
  'deep elements': (count) => page('<div>'.repeat(count)),
  'end tags without a start': (count) => page('<b>'.repeat(1_000) + '</i>'.repeat(count)),
  'rows of an open table': (count) => page(`<table>${'<tr><td>双减'.repeat(count)}`),
  'many attributes': (count) => page(`<p ${unit(count, (at) => `a${at}=1 `)}>一</p>`),
  'comments that never end': (count) => page('<!--'.repeat(count)),
  references: (count) => page('&amp;'.repeat(count)),
  'a list of very many rows': (count) =>
    page(
      `<ul>${unit(count, (at) => `<li><a href="/t20260101_${at}.html">关于第${at}号提案的答复</a><span>2026-01-01</span></li>`)}</ul>`,
    ),
  'a long letter': (count) =>
    page(unit(count, (at) => `<p>${at}是开展治理12次，惠及学生8600人。</p>`)),
  'gzip of blanks': (count) => gzipSync(Buffer.alloc(count * 2_000, 0x20)),
  'gzip in gzip': (count) => gzipSync(gzipSync(Buffer.alloc(count * 2_000, 0x20))),
  'gzip of open tags': (count) => gzipSync(Buffer.from(`<html><body>${'<p>双减'.repeat(count)}`)),
  'a feed nested deep': (count) => strToU8(feed('<a>'.repeat(count))),
  'a feed with many items': (count) => strToU8(feed(ITEM.repeat(count))),
  'a feed with many attributes': (count) =>
    strToU8(`<rss version="2.0"><channel><item ${unit(count, (at) => `a${at}="1" `)}>`),
  'a doctype that expands': (count) =>
    strToU8(
      `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "${'双'.repeat(count % 9_000)}">${unit(8, (at) => `<!ENTITY a${at} "${`&a${at === 0 ? '' : at - 1};`.repeat(10)}">`)}]>${feed('<title>&a7;</title>')}`,
    ),
  'nested arrays': (count) => strToU8('['.repeat(count)),
  'nested objects': (count) => strToU8('{"a":'.repeat(count) + '1' + '}'.repeat(count)),
  'JSON with many rows': (count) =>
    strToU8(
      `[${unit(count, (at) => `{"title":"关于第${at}号提案的答复","url":"/a/${at}.html","date":"2026-01-01"},`)}{}]`,
    ),
  'a .docx of one large part': (count) =>
    zipSync({ 'word/document.xml': new Uint8Array(count * 600).fill(0x20) }),
  'a .docx of many main parts': (count) =>
    zipSync(
      Object.fromEntries(
        Array.from({ length: 300 }, (_, at) => [
          `word/document${at}.xml`,
          new Uint8Array(count * 5).fill(0x20),
        ]),
      ),
    ),
  'a .docx of open paragraphs': (count) =>
    zipSync({ 'word/document.xml': strToU8(`<w:document>${'<w:p><w:r><w:t>双'.repeat(count)}`) }),
  'a .docx of nested tables': (count) =>
    zipSync({
      'word/document.xml': strToU8(`<w:document>${'<w:tbl><w:tr><w:tc>'.repeat(count)}`),
    }),
  'a .doc that never ends': () => endlessDoc(),
  'rich text of open groups': (count) => strToU8(`{\\rtf1 ${'{\\b '.repeat(count)}`),
  'a PDF of packed blanks': (count) => packedPdf(Buffer.alloc(count * 2_000, 0x20)),
  'a PDF of many operators': (count) =>
    packedPdf(Buffer.from(`BT /F1 12 Tf ${'(a) Tj '.repeat(count * 5)}`)),
  'a PDF of saved states': (count) => packedPdf(Buffer.from('q '.repeat(count * 10))),
};

const ITEM =
  '<item><title>双减答复</title><link>http://a.gov.cn/1.html</link><description>一</description></item>';

function unit(count: number, write: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => write(at)).join('');
}

function page(body: string): Uint8Array {
  return strToU8(`<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${body}`);
}

function feed(inner: string): string {
  return `<rss version="2.0"><channel>${ITEM}${inner}</channel></rss>`;
}

/** A Word document whose allocation chain goes in a circle: its parser collects sectors until memory ends. */
export function endlessDoc(): Uint8Array {
  const looping = Buffer.from(composeDoc('正文'));
  looping.writeInt32LE(2, 512 + 4);
  looping.writeInt32LE(1, 512 + 8);
  return looping;
}

/** A PDF of one page whose content stream was packed twice: a few kilobytes hold gigabytes. */
function packedPdf(content: Buffer): Uint8Array {
  const packed = deflateSync(deflateSync(content));
  const head = [
    '%PDF-1.4',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj',
    '5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj',
    `4 0 obj<</Length ${packed.length}/Filter[/FlateDecode/FlateDecode]>>stream\n`,
  ].join('\n');
  const tail = '\nendstream endobj\ntrailer<</Size 6/Root 1 0 R>>\n%%EOF';
  return Buffer.concat([Buffer.from(head), packed, Buffer.from(tail)]);
}
