import { createHash } from 'node:crypto';

import type { RawPage } from '../../src/domain/page.ts';
import { readDocument } from '../../src/documents/read-document.ts';
import { createLocalReader, type Reader } from '../../src/reading/reader.ts';
import type { ReadingTools } from '../../src/reading/read-page.ts';
import { deliveredVocabulary } from './composed-articles.ts';

/** A reader in this process, with the shipped vocabulary. */
export function localReader(parts: Partial<ReadingTools> = {}): Reader {
  return createLocalReader({ vocabulary: deliveredVocabulary(), readDocument, ...parts });
}

const remembered = new Map<string, Promise<unknown>>();

/** Remembers what the same bytes gave: a test that lives a visit a hundred times reads each page once. */
export function rememberingReader(reader: Reader): Reader {
  function once<R>(raw: RawPage, options: object, read: () => Promise<R>): Promise<R> {
    const { url, bytes } = raw;
    const digest = createHash('sha256').update(bytes).digest('hex');
    const key = JSON.stringify([url, digest, options]);
    const known = remembered.get(key) ?? read();
    remembered.set(key, known);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key names the method by its options
    return known as Promise<R>;
  }
  return {
    readList: (raw, options) =>
      once(raw, { ...options, is: 'list' }, () => reader.readList(raw, options)),
    readPage: (raw, options) =>
      once(raw, { ...options, is: 'page' }, () => reader.readPage(raw, options)),
    readAttachment: (raw, options) => reader.readAttachment(raw, options),
  };
}
