import { readDocument } from '../../src/documents/read-document.ts';
import { createLocalReader, type Reader } from '../../src/reading/reader.ts';
import type { ReadingTools } from '../../src/reading/read-page.ts';
import { deliveredVocabulary } from './composed-articles.ts';

/** A reader in this process, with the shipped vocabulary. */
export function localReader(parts: Partial<ReadingTools> = {}): Reader {
  return createLocalReader({ vocabulary: deliveredVocabulary(), readDocument, ...parts });
}
