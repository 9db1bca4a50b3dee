import type { PageIssue } from '../domain/page.ts';

/** A reading with one of these was not the whole document. */
export const INCOMPLETE: readonly PageIssue[] = [
  'truncated',
  'damaged-text',
  'attachment-only',
  'too-large',
  'too-deep',
  'unreadable',
  'unsupported',
  'empty',
];
