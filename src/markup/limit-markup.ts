// The largest of 55 real pages has 124 kB; inline images are the only honest reason for megabytes.
const MAX_CHARACTERS = 6_000_000;
const LEAN_FROM = 300_000;
const INLINE_DATA_FROM = 4_000;

/** Markup that a parser can take, and whether some of it had to be left out. */
export function limitMarkup(text: string): { readonly markup: string; readonly isCut: boolean } {
  // Browsers end a comment at `--!>` too (HTML standard, 13.2.5.52); the tokenizer does not.
  const standard = text.includes('--!>') ? text.replaceAll('--!>', '-->') : text;
  const lean = standard.length > LEAN_FROM ? dropInlineData(standard) : standard;
  return { markup: lean.slice(0, MAX_CHARACTERS), isCut: lean.length > MAX_CHARACTERS };
}

function dropInlineData(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let at = text.indexOf(';base64,'); at >= 0; at = text.indexOf(';base64,', from)) {
    const data = at + ';base64,'.length;
    NOT_BASE64.lastIndex = data;
    const end = NOT_BASE64.exec(text)?.index ?? text.length;
    kept.push(text.slice(from, data), end - data > INLINE_DATA_FROM ? '' : text.slice(data, end));
    from = end;
  }
  return kept.length === 0 ? text : kept.join('') + text.slice(from);
}

const NOT_BASE64 = /[^\w+/=]/gu;
