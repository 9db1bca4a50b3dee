import type { Letter } from '../letter/letter.ts';

const BEGINNING = /<(?:html|body)\b/iu;
const END = /<\/(?:html|body)\b/iu;

/**
 * Whether a page that opens its markup never closes it, and its letter is signed by nobody and on no day. A server whose own upstream
 * broke off gives the length of what it has: nothing else tells that the page was cut.
 */
export function isUnfinished(html: string, { signature }: Letter): boolean {
  const isSigned = signature.signer !== null || signature.date !== null;
  return !isSigned && BEGINNING.test(html) && !END.test(html);
}
