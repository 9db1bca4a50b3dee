import type { Kept } from '../privacy/kept-article.ts';
import type { Reading } from '../reading/read-page.ts';
import type { EntryVisit } from './remember-entry.ts';

/** A relevant document, as it may be kept, that was read and is not yet queued. */
export interface Candidate extends Kept, Pick<Reading, 'identity' | 'summary'> {
  readonly visit: EntryVisit;
  /** The page cannot be read: this is what its title says. */
  readonly isTitleOnly?: true;
}

/** Every key under which its document is found. */
export function keysOf({ identity: { keys, bands, matters } }: Candidate): readonly string[] {
  return [...keys, ...bands, ...matters];
}
