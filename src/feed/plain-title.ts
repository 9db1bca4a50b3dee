import { countHan, foldSpace } from '../text/han.ts';
import { decodeReferences } from '../text/references.ts';

const MAX_CHARACTERS = 3_000;
const MAX_HAN = 150;
const TAG = /<\/?[a-z][^<>]{0,300}>/giu;

/** A title without search marks (`<em>`), tags and references, however often they were escaped. */
export function titleOf(value: string | number | undefined): string {
  if (typeof value !== 'string' || value.length > MAX_CHARACTERS) return '';
  const plain = decodeReferences(decodeReferences(value.replaceAll(TAG, ''))).replaceAll(TAG, '');
  const title = foldSpace(plain);
  return countHan(title) > MAX_HAN ? '' : title;
}
