import type { MediaKind } from '../domain/page.ts';
import { toUsualCharacters } from '../text/usual-characters.ts';

// Addresses stay as they are written: a file may have a radical in its name.
const ADDRESS =
  /\b(?:href|src)\s{0,4}=\s{0,4}(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}'|[^\s"'<>]{1,2000})/giu;
// U+2E80–2FD5 and U+F900–FAFF, as decimal and hexadecimal references and as escapes of JSON and scripts.
const REFERENCE =
  /&#(?:(11[9]\d\d|12[01]\d\d|122[0-4]\d|6[34]\d{3})|x(2[ef][\da-f]{2}|f[9a][\da-f]{2}));/giu;
const ESCAPE = /\\u(2[ef][\da-f]{2}|f[9a][\da-f]{2})/giu;

/** A page's text with the usual characters in the place of radicals and compatibility forms, however they are written. */
export function usualPage(text: string, kind: MediaKind): string {
  const usual = kind === 'html' ? outsideAddresses(text) : toUsualCharacters(text);
  const referenced = usual.includes('&#') ? usual.replaceAll(REFERENCE, usualReference) : usual;
  return referenced.includes('\\u') ? referenced.replaceAll(ESCAPE, usualEscape) : referenced;
}

function outsideAddresses(text: string): string {
  const usual = toUsualCharacters(text);
  // Most pages hold none of these characters, and no index moves.
  if (usual === text) return text;
  return usual.replaceAll(ADDRESS, (address, at: number) => text.slice(at, at + address.length));
}

function usualReference(whole: string, decimal?: string, hex?: string): string {
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const char = String.fromCharCode(code);
  const usual = toUsualCharacters(char);
  return usual === char ? whole : usual;
}

function usualEscape(whole: string, hex: string): string {
  const char = String.fromCharCode(Number.parseInt(hex, 16));
  const usual = toUsualCharacters(char);
  return usual === char ? whole : `\\u${usual.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
