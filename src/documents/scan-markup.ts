/** One piece of markup: an opening tag, a closing tag, or the text between. */
export interface MarkupToken {
  readonly kind: 'open' | 'close' | 'text';
  /** Local name without its prefix; empty for text. */
  readonly name: string;
  /** All attributes as written. */
  readonly attributes: string;
  readonly isEmpty: boolean;
  readonly text: string;
}

const TAG = /<(\/?)(?:[\w.-]{1,20}:)?([\w.-]{1,40})([^<>]*)>/uy;
const CDATA = '<![CDATA[';
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Walks XML from left to right without building a tree: depth and errors cost nothing. */
export function* scanMarkup(xml: string): Generator<MarkupToken> {
  let at = 0;
  while (at < xml.length) {
    if (xml.charAt(at) !== '<') {
      const end = indexOrEnd(xml, '<', at);
      yield textToken(decodeEntities(xml.slice(at, end)));
      at = end;
    } else if (xml.startsWith(CDATA, at)) {
      const end = indexOrEnd(xml, ']]>', at);
      yield textToken(xml.slice(at + CDATA.length, end));
      at = end + 3;
    } else if (xml.startsWith('<!--', at)) {
      at = indexOrEnd(xml, '-->', at) + 3;
    } else {
      TAG.lastIndex = at;
      const match = TAG.exec(xml);
      if (match !== null) yield tagToken(match);
      at = match === null ? at + 1 : TAG.lastIndex;
    }
  }
}

/** The value of an attribute by its local name, or null. */
export function attributeOf(token: MarkupToken, name: string): string | null {
  for (const match of token.attributes.matchAll(/([\w.-]{1,40})\s?=\s?(?:"([^"]*)"|'([^']*)')/gu)) {
    if (match[1] === name) return decodeEntities(match[2] ?? match[3] ?? '');
  }
  return null;
}

function tagToken([, slash, name = '', attributes = '']: RegExpExecArray): MarkupToken {
  const kind = slash === '/' ? 'close' : 'open';
  return { kind, name, attributes, isEmpty: attributes.endsWith('/'), text: '' };
}

function textToken(text: string): MarkupToken {
  return { kind: 'text', name: '', attributes: '', isEmpty: false, text };
}

function indexOrEnd(text: string, part: string, from: number): number {
  const index = text.indexOf(part, from);
  return index < 0 ? text.length : index;
}

function decodeEntities(text: string): string {
  return text.includes('&') ? text.replaceAll(/&(#?\w{1,8});/gu, decodeEntity) : text;
}

function decodeEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return NAMED.get(name) ?? whole;
  const isHex = /^#[xX]/u.test(name);
  const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
