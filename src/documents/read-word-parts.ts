import { toDocumentText, unreadable, type DocumentText } from './document-text.ts';
import { createNumberer } from './word-numbering.ts';
import { readWordStyles } from './word-styles.ts';
import { wordText } from './word-text.ts';

/** The XML parts of a Word document that its text is made of; null for one that it lacks. */
export interface WordParts {
  /** `w:document` or `w:wordDocument`. */
  readonly main: string | null;
  readonly numbering: string | null;
  readonly styles: string | null;
}

const END = /<\/(?:\w{1,20}:)?(?:document|wordDocument)>/u;

/** Reads a Word document from its parts, whatever they were packed in. */
export function readWordParts({ main, numbering, styles }: WordParts): DocumentText {
  if (main === null) return unreadable();
  const text = wordText(main, {
    label: createNumberer(numbering ?? ''),
    styles: readWordStyles(styles ?? ''),
  });
  // A header that lies about the size stops the unpacking early: the end is missing.
  return toDocumentText(text, END.test(main.slice(-400)) ? [] : ['truncated']);
}
