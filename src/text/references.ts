// The references that editors write for what a keyboard lacks; all others are markup's own business.
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: ' ',
  emsp: '\u3000',
  thinsp: ' ',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  laquo: '«',
  raquo: '»',
  middot: '·',
  bull: '•',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  times: '×',
  divide: '÷',
  deg: '°',
  plusmn: '±',
  permil: '‰',
  sup2: '²',
  copy: '©',
  reg: '®',
};
const REFERENCE = /&(#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]{2,6}\d?);/giu;

/** Takes one layer of character references off a text that was escaped once too often; unknown ones stay. */
export function decodeReferences(text: string): string {
  return text.includes('&')
    ? text.replaceAll(REFERENCE, (whole, name: string) => characterOf(name.toLowerCase()) ?? whole)
    : text;
}

function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return NAMED[name];
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  const isCharacter = code >= 0x20 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}
