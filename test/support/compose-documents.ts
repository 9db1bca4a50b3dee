import { strToU8, zipSync } from 'fflate';

import { encodeUtf16 } from './encode-chinese.ts';

const WORD_NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A .docx with this markup as its body, and more parts where given. */
export function composeDocx(
  body: string,
  parts: Readonly<Record<string, string>> = {},
): Uint8Array {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${WORD_NAMESPACE}"><w:body>${body}</w:body></w:document>`;
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    '_rels/.rels': strToU8('<Relationships/>'),
    'word/document.xml': strToU8(xml),
    ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, strToU8(part)])),
  });
}

/** One paragraph of one run. */
export function wordParagraph(text: string): string {
  return `<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

/** One page of a PDF: a content stream, already encoded for its font `F1`. */
export interface PdfPage {
  readonly content: string;
}

/**
 * A PDF with one Chinese font that is not embedded, as office suites of the 2000s wrote them. `encoding` is a
 * predefined map such as `UniGB-UCS2-H` or `GBK-EUC-H`; text is written as hexadecimal codes of that map.
 */
export function composePdf(pages: readonly PdfPage[], encoding = 'UniGB-UCS2-H'): Uint8Array {
  const first = 6;
  const kids = pages.map((_, index) => `${first + index * 2} 0 R`).join(' ');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`,
    `<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/${encoding}/DescendantFonts[4 0 R]>>`,
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor 5 0 R>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
    ...pages.flatMap((page, index) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${first + index * 2 + 1} 0 R>>`,
      `<</Length ${page.content.length}>>stream\n${page.content}\nendstream`,
    ]),
  ];
  return assemblePdf(objects);
}

/** A line of text at a place, in codes of two bytes each. */
export function pdfLine(codes: string, place: { x: number; y: number; size?: number }): string {
  return `BT /F1 ${place.size ?? 16} Tf ${place.x} ${place.y} Td <${codes}> Tj ET\n`;
}

/** The codes of text in UniGB-UCS2-H. */
export function ucs2Codes(text: string): string {
  return Buffer.from(encodeUtf16(text, 'be')).toString('hex');
}

function assemblePdf(objects: readonly string[]): Uint8Array {
  let text = '%PDF-1.4\n';
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const start = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const SECTOR = 512;
const END_OF_CHAIN = -2;
const FREE = -1;
const ALLOCATION_SECTOR = -3;

/** A minimal Word 97 .doc: a compound file with a `WordDocument` and a `1Table` stream and one piece of text. */
export function composeDoc(text: string): Uint8Array {
  const textAt = 1024;
  const characters = encodeUtf16(text, 'le');
  const main = Buffer.alloc(roundUp(Math.max(textAt + characters.length, 4096)));
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(0x0200, 0x0a);
  main.writeUInt32LE(textAt, 0x18);
  main.writeUInt32LE(text.length, 0x4c);
  main.set(characters, textAt);

  // The piece table: one piece, from character 0 to the end, in UTF-16 at `textAt`.
  const table = Buffer.alloc(4096);
  table.writeUInt8(2, 0);
  table.writeUInt32LE(16, 1);
  table.writeUInt32LE(0, 5);
  table.writeUInt32LE(text.length, 9);
  table.writeUInt32LE(textAt, 15);
  // Empty tables of character and paragraph formats: one position, no runs.
  for (const field of [0xfe, 0x106]) main.writeUInt32LE(4, field);
  return composeCompound([
    { name: 'WordDocument', bytes: main },
    { name: '1Table', bytes: table },
  ]);
}

interface Stream {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Sector 0 is the allocation table, 1 the directory, then the streams one after the other. */
function composeCompound(streams: readonly Stream[]): Uint8Array {
  const allocation = Buffer.alloc(SECTOR, 0xff);
  const directory = Buffer.alloc(SECTOR);
  allocation.writeInt32LE(ALLOCATION_SECTOR, 0);
  allocation.writeInt32LE(END_OF_CHAIN, 4);
  writeEntry(directory, 0, {
    name: 'Root Entry',
    type: 5,
    child: 1,
    sector: END_OF_CHAIN,
    size: 0,
  });

  let sector = 2;
  for (const [index, stream] of streams.entries()) {
    const count = stream.bytes.length / SECTOR;
    for (let step = 0; step < count; step += 1) {
      const next = step === count - 1 ? END_OF_CHAIN : sector + step + 1;
      allocation.writeInt32LE(next, (sector + step) * 4);
    }
    const right = index === streams.length - 1 ? FREE : index + 2;
    const size = stream.bytes.length;
    writeEntry(directory, index + 1, { name: stream.name, type: 2, right, sector, size });
    sector += count;
  }
  const bodies = streams.map((stream) => stream.bytes);
  return Buffer.concat([compoundHeader(), allocation, directory, ...bodies]);
}

function compoundHeader(): Buffer {
  const header = Buffer.alloc(SECTOR, 0);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeInt32LE(1, 44);
  header.writeInt32LE(1, 48);
  header.writeInt32LE(4096, 56);
  header.writeInt32LE(END_OF_CHAIN, 60);
  header.writeInt32LE(0, 64);
  header.writeInt32LE(END_OF_CHAIN, 68);
  header.writeInt32LE(0, 72);
  header.fill(0xff, 76);
  header.writeInt32LE(0, 76);
  return header;
}

interface DirectoryEntry {
  readonly name: string;
  readonly type: number;
  readonly child?: number;
  readonly right?: number;
  readonly sector: number;
  readonly size: number;
}

function writeEntry(directory: Buffer, index: number, entry: DirectoryEntry): void {
  const at = index * 128;
  directory.set(encodeUtf16(entry.name, 'le'), at);
  directory.writeInt16LE((entry.name.length + 1) * 2, at + 64);
  directory.writeInt8(entry.type, at + 66);
  directory.writeInt32LE(FREE, at + 68);
  directory.writeInt32LE(entry.right ?? FREE, at + 72);
  directory.writeInt32LE(entry.child ?? FREE, at + 76);
  directory.writeInt32LE(entry.sector, at + 116);
  directory.writeInt32LE(entry.size, at + 120);
}

function roundUp(size: number): number {
  return Math.ceil(size / SECTOR) * SECTOR;
}
