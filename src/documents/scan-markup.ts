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

const TOKEN = /<(\/?)(?:[\w.-]{1,20}:)?([\w.-]{1,40})([^<>]*)>|([^<]+)/gu;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Walks XML from left to right without building a tree: depth and errors cost nothing. */
export function* scanMarkup(xml: string): Generator<MarkupToken> {
  for (const match of xml.matchAll(TOKEN)) {
    const [, slash, name = '', attributes = '', text] = match;
    if (text !== undefined) {
      yield { kind: 'text', name: '', attributes: '', isEmpty: false, text: decodeEntities(text) };
    } else {
      const kind = slash === '/' ? 'close' : 'open';
      yield { kind, name, attributes, isEmpty: attributes.endsWith('/'), text: '' };
    }
  }
}

/** The value of an attribute by its local name, or null. */
export function attributeOf(token: MarkupToken, name: string): string | null {
  for (const match of token.attributes.matchAll(/([\w.-]{1,40})\s?=\s?"([^"]*)"/gu)) {
    if (match[1] === name) return decodeEntities(match[2] ?? '');
  }
  return null;
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
