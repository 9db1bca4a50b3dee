import type { RawPage } from '../domain/page.ts';
import { readList, type ListOptions, type ListReading } from './read-list.ts';
import {
  readAttachment,
  readPage,
  type AttachmentOptions,
  type PageOptions,
  type Reading,
  type ReadingTools,
} from './read-page.ts';

/**
 * Bytes in, a reading out. All that is read passes here, so that it can happen in another process.
 * Throws `ReaderError` where a reader took too long, took too much memory or died.
 */
export interface Reader {
  readList(raw: RawPage, options: ListOptions): Promise<ListReading>;
  readPage(raw: RawPage, options: PageOptions): Promise<Reading>;
  readAttachment(raw: RawPage, options: AttachmentOptions): Promise<Reading>;
}

/** Reads in this very process: for tests and measurements, which bring harmless pages. */
export function createLocalReader(tools: ReadingTools): Reader {
  return {
    readList,
    readPage: (raw, options) => readPage(tools, raw, options),
    readAttachment: (raw, options) => readAttachment(tools, raw, options),
  };
}
