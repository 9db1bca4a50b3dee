import { strToU8, zipSync } from 'fflate';

import { encodeGbk } from '../../src/text/encode-gbk.ts';
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

/** A Word document of 2003 as one XML file, with this markup as its body and these styles. */
export function composeWord2003(body: string, styles = ''): string {
  const namespaces =
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:o="urn:schemas-microsoft-com:office:office"';
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<?mso-application progid="Word.Document"?>\r\n' +
    `<w:wordDocument ${namespaces} xml:space="preserve"><o:DocumentProperties><o:Title>无关标题</o:Title></o:DocumentProperties>` +
    `<w:styles>${styles}</w:styles><w:body><wx:sect>${body}</wx:sect></w:body></w:wordDocument>`
  );
}

/** A Word document as one flat package; a part is XML, or anything in base64 where it does not begin with `<`. */
export function composeFlatPackage(parts: Readonly<Record<string, string>>): string {
  const packed = Object.entries(parts).map(([name, part]) =>
    part.startsWith('<')
      ? `<pkg:part pkg:name="${name}" pkg:contentType="application/xml"><pkg:xmlData>${part}</pkg:xmlData></pkg:part>`
      : `<pkg:part pkg:name="${name}" pkg:contentType="application/xml" pkg:compression="store"><pkg:binaryData>${part}</pkg:binaryData></pkg:part>`,
  );
  return `<?xml version="1.0" standalone="yes"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">${packed.join('')}</pkg:package>`;
}

/** A main part of a .docx with this markup as its body, under a prefix of choice. */
export function composeWordMain(body: string, prefix = 'w'): string {
  const at = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  const name = (local: string): string => (prefix === '' ? local : `${prefix}:${local}`);
  return `<${name('document')} ${at}="${WORD_NAMESPACE}"><${name('body')}>${body}</${name('body')}></${name('document')}>`;
}

/** One part of a web archive. */
export interface MhtmlPart {
  readonly headers: readonly string[];
  /** As in the file, with its transfer encoding applied. */
  readonly content: string;
}

/** A web archive (MHTML) in characters of one byte each. */
export function composeMhtml(parts: readonly MhtmlPart[], type = 'multipart/related'): Uint8Array {
  const boundary = '----=_NextPart_01DA.2F5C';
  const packed = parts.map(
    ({ headers, content }) => `--${boundary}\r\n${headers.join('\r\n')}\r\n\r\n${content}\r\n`,
  );
  const text = `MIME-Version: 1.0\r\nContent-Type: ${type};\r\n\tboundary="${boundary}"\r\n\r\nThis document is a web archive.\r\n\r\n${packed.join('\r\n')}--${boundary}--\r\n`;
  return Buffer.from(text, 'latin1');
}

/** Bytes in quoted-printable, in lines of 76. */
export function quotedPrintable(bytes: Uint8Array): string {
  const codes = Array.from(bytes, (byte) =>
    byte === 0x0d || byte === 0x0a || (byte >= 0x20 && byte < 0x7f && byte !== 0x3d)
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  let line = 0;
  return codes
    .map((code) => {
      line = code === '\n' ? 0 : line + code.length;
      if (line <= 72) return code;
      line = code.length;
      return `=\r\n${code}`;
    })
    .join('');
}

/** Text as RTF writes it: bytes of GBK (`\\'b9\\'d8`), or Unicode with a fallback (`\\u20851?`). */
export function rtfText(text: string, form: 'gbk' | 'unicode'): string {
  return Array.from(text, (char) => {
    if (/[\\{}]/u.test(char)) return `\\${char}`;
    if (char.charCodeAt(0) < 0x80) return char;
    if (form === 'gbk') {
      return Array.from(encodeGbk(char), (byte) => `\\'${byte.toString(16)}`).join('');
    }
    const units = Array.from({ length: char.length }, (_, at) => char.charCodeAt(at));
    return units.map((unit) => `\\u${unit > 0x7fff ? unit - 0x1_0000 : unit}?`).join('');
  }).join('');
}

/** One page of a PDF: a content stream, already encoded for its font `F1`. */
export interface PdfPage {
  readonly content: string;
  /** More entries of the page's resources, such as `/ExtGState<<…>>`. */
  readonly resources?: string;
  /** More entries of the page, such as `/Rotate 90`. */
  readonly entries?: string;
}

/** How a PDF is composed. */
export interface PdfOptions {
  /** A predefined map such as `UniGB-UCS2-H` or `GBK-EUC-H`. */
  readonly encoding?: string;
  /** More objects; their numbers begin at `FIRST_EXTRA_OBJECT`. */
  readonly extras?: readonly string[];
  /** More entries of the catalog. */
  readonly catalog?: string;
}

/** The number of the first object that a test adds. */
export const FIRST_EXTRA_OBJECT = 6;

/**
 * A PDF with one Chinese font that is not embedded, as office suites of the 2000s wrote them. Text is written as
 * hexadecimal codes of its encoding.
 */
export function composePdf(pages: readonly PdfPage[], options: PdfOptions = {}): Uint8Array {
  const { encoding = 'UniGB-UCS2-H', extras = [], catalog = '' } = options;
  const first = FIRST_EXTRA_OBJECT + extras.length;
  const kids = pages.map((_, index) => `${first + index * 2} 0 R`).join(' ');
  const objects = [
    `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`,
    `<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/${encoding}/DescendantFonts[4 0 R]>>`,
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor 5 0 R>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
    ...extras,
    ...pages.flatMap((page, index) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]${page.entries ?? ''}/Resources<</Font<</F1 3 0 R>>${page.resources ?? ''}>>/Contents ${first + index * 2 + 1} 0 R>>`,
      pdfStream('', page.content),
    ]),
  ];
  return assemblePdf(objects);
}

/** A stream object with these entries in its dictionary. */
export function pdfStream(entries: string, content: string): string {
  return `<<${entries}/Length ${content.length}>>stream\n${content}\nendstream`;
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

/** A stretch of a .doc's text, with the properties of its characters as bytes ([MS-DOC] 2.6.1). */
interface DocRun {
  readonly length: number;
  readonly properties: readonly number[];
}

/** How the text of a .doc is formatted. */
export interface DocFormats {
  /** Runs of characters from the first one on; none means plain text. */
  readonly runs?: readonly DocRun[];
  /** Paragraphs with the index of a style each, and more properties as bytes. */
  readonly paragraphs?: readonly (DocRun & { readonly style: number })[];
  /** Styles: of paragraphs (1) or characters (2), what they are based on, and what they do to characters. */
  readonly styles?: readonly {
    readonly kind: 1 | 2;
    readonly basedOn: number | null;
    readonly properties: readonly number[];
  }[];
}

const TEXT_AT = 1024;
const STYLES_AT = 1024;
const PAGES_AT = 2048;

/** A minimal Word 97 .doc: a compound file with a `WordDocument` and a `1Table` stream and one piece of text. */
export function composeDoc(text: string, formats: DocFormats = {}): Uint8Array {
  const characters = encodeUtf16(text, 'le');
  const pages = [characterPage(formats.runs ?? []), paragraphPage(formats.paragraphs ?? [])];
  const pagesAt = roundUp(TEXT_AT + characters.length);
  const main = Buffer.alloc(Math.max(4096, pagesAt + pages.length * SECTOR));
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(0x0200, 0x0a);
  main.writeUInt32LE(TEXT_AT, 0x18);
  main.writeUInt32LE(text.length, 0x4c);
  main.set(characters, TEXT_AT);
  pages.forEach((page, index) => main.set(page, pagesAt + index * SECTOR));

  // The piece table: one piece, from character 0 to the end, in UTF-16 at its place.
  const table = Buffer.alloc(4096);
  table.writeUInt8(2, 0);
  table.writeUInt32LE(16, 1);
  table.writeUInt32LE(0, 5);
  table.writeUInt32LE(text.length, 9);
  table.writeUInt32LE(TEXT_AT, 15);
  // Tables of the pages of formats: first and last place, number of the page; without any, one position.
  for (const [index, field] of [0xfa, 0x102].entries()) {
    const isEmpty = (index === 0 ? formats.runs : formats.paragraphs) === undefined;
    const at = PAGES_AT + index * 16;
    main.writeUInt32LE(isEmpty ? 0 : at, field);
    main.writeUInt32LE(isEmpty ? 4 : 12, field + 4);
    if (isEmpty) continue;
    table.writeUInt32LE(TEXT_AT, at);
    table.writeUInt32LE(TEXT_AT + characters.length, at + 4);
    table.writeUInt32LE(pagesAt / SECTOR + index, at + 8);
  }
  const sheet = styleSheet(formats.styles ?? []);
  table.set(sheet, STYLES_AT);
  main.writeUInt32LE(STYLES_AT, 0xa2);
  main.writeUInt32LE(sheet.length, 0xa6);
  return composeCompound([
    { name: 'WordDocument', bytes: main },
    { name: '1Table', bytes: table },
  ]);
}

/** A page of formats: places, then where each format is; the formats grow from the end. */
function characterPage(runs: readonly DocRun[]): Buffer {
  const page = Buffer.alloc(SECTOR);
  let end = SECTOR - 2;
  placesOf(runs).forEach((place, at) => page.writeUInt32LE(place, at * 4));
  runs.forEach(({ properties }, at) => {
    if (properties.length === 0) return;
    end = (end - properties.length - 1) & ~1;
    page.set([properties.length, ...properties], end);
    page.writeUInt8(end / 2, (runs.length + 1) * 4 + at);
  });
  page.writeUInt8(runs.length, SECTOR - 1);
  return page;
}

function paragraphPage(paragraphs: NonNullable<DocFormats['paragraphs']>): Buffer {
  const page = Buffer.alloc(SECTOR);
  let end = SECTOR - 2;
  placesOf(paragraphs).forEach((place, at) => page.writeUInt32LE(place, at * 4));
  paragraphs.forEach(({ properties, style }, at) => {
    const bytes = [
      style & 0xff,
      style >> 8,
      ...properties,
      ...(properties.length % 2 === 0 ? [0] : []),
    ];
    end = (end - bytes.length - 1) & ~1;
    page.set([(bytes.length + 1) / 2, ...bytes], end);
    page.writeUInt8(end / 2, (paragraphs.length + 1) * 4 + at * 13);
  });
  page.writeUInt8(paragraphs.length, SECTOR - 1);
  return page;
}

function placesOf(runs: readonly { readonly length: number }[]): readonly number[] {
  let place = TEXT_AT;
  return [place, ...runs.map(({ length }) => (place += length * 2))];
}

function styleSheet(styles: NonNullable<DocFormats['styles']>): Buffer {
  const word = (value: number): number[] => [value & 0xff, value >> 8];
  const packed = styles.flatMap(({ kind, basedOn, properties }) => {
    const changes = [
      ...word(properties.length),
      ...properties,
      ...(properties.length % 2 === 0 ? [] : [0]),
    ];
    const all = kind === 1 ? [...word(2), 0, 0, ...changes] : changes;
    const base = [
      ...word(0),
      ...word(kind | ((basedOn ?? 0xfff) << 4)),
      ...word(kind === 1 ? 2 : 1),
      0,
      0,
      0,
      0,
    ];
    const style = [...base, ...word(1), ...word(0x61), 0, 0, ...all];
    return [...word(style.length), ...style];
  });
  return Buffer.from([
    ...word(18),
    ...word(styles.length),
    ...word(10),
    ...Array.from({ length: 14 }, () => 0),
    ...packed,
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
