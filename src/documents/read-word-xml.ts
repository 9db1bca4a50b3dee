import { decodeText } from '../decode/decode-text.ts';
import type { DocumentText } from './document-text.ts';
import { readWordParts } from './read-word-parts.ts';
import { attributeOf, scanMarkup } from './scan-markup.ts';

const PART = /<(?:[\w.-]{1,20}:)?part\b[^<>]{0,2000}>/gu;
const PART_END = /<\/(?:[\w.-]{1,20}:)?part\s{0,4}>/gu;
const BINARY = /<(?:[\w.-]{1,20}:)?binaryData\b[^<>]{0,200}>([A-Za-z\d+/=\s]{1,28000000})</u;
const STYLES = /<(?:[\w.-]{1,20}:)?styles\b/u;
const STYLES_END = /<\/(?:[\w.-]{1,20}:)?styles\s{0,4}>/u;
const MAX_PARTS = 500;

/** Reads a Word document that is one XML file: of Word 2003 (`w:wordDocument`), or a flat package (`pkg:package`). */
export function readWordXml(bytes: Uint8Array): DocumentText {
  const xml = decodeText(bytes, null).text;
  const parts = flatParts(xml);
  if (parts.size === 0) return readWordParts({ main: xml, numbering: null, styles: stylesOf(xml) });
  const named = (name: RegExp): string | null => {
    const found = [...parts].find(([path]) => name.test(path));
    return found === undefined ? null : contentOf(found[1]);
  };
  return readWordParts({
    main: named(/^\/word\/document\d*\.xml$/iu),
    numbering: named(/^\/word\/numbering\.xml$/iu),
    styles: named(/^\/word\/styles\.xml$/iu),
  });
}

/** The parts of a flat package by their names. */
function flatParts(xml: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const start of xml.matchAll(PART)) {
    if (parts.size >= MAX_PARTS) break;
    const [tag] = scanMarkup(start[0]);
    const name = tag === undefined ? null : attributeOf(tag, 'name');
    if (name === null) continue;
    PART_END.lastIndex = start.index;
    const end = PART_END.exec(xml)?.index;
    parts.set(name, xml.slice(start.index + start[0].length, end));
    // A cut file ends inside of a part.
    if (end === undefined) break;
  }
  return parts;
}

/** A part is XML, or any file in base64. */
function contentOf(part: string): string {
  const binary = BINARY.exec(part.slice(0, 28_000_000))?.[1];
  return binary === undefined ? part : decodeText(Buffer.from(binary, 'base64'), null).text;
}

function stylesOf(xml: string): string {
  const start = xml.search(STYLES);
  if (start < 0) return '';
  const rest = xml.slice(start);
  const end = rest.search(STYLES_END);
  return end < 0 ? '' : rest.slice(0, end);
}
