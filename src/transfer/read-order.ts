import type { Namespace } from '../store/upgrades.ts';

/**
 * In which order a store is read while a bot writes it, where it cannot be read as it was at one moment: against the order in
 * which the bot writes. What is read later is then newer, and what is read is what a crash at some moment would have left, which
 * the bot goes on from: no row is known whose letter is not there, and no letter counts as queued that is not.
 */
export const READ_ORDER: readonly Namespace[] = [
  // Since when the channels are to be compared with it: before anything else.
  'settings',
  // A list's validators are kept last of all, rows leave a backlog once they are known, and are known once their letter is queued.
  'sources',
  'histories',
  'hosts',
  'backlogs',
  'entries',
  'attempts',
  'deaths',
  'sightings',
  // A letter says that it is queued once it is; what was sent is in the ledger before it leaves the queue.
  'edits',
  'articles',
  'recent',
  // Where others crawl, it is queued once it is left here, and taken away once it waits.
  'handed',
  'pending',
  'ledger',
  'cards',
  // Kept before the letter that they belong to.
  'rereads',
  'identities',
  'subscriptions',
  'store',
];

/**
 * In which order an export is written: as the bot writes, so that what is cut short can be run again, and a bot that starts on it
 * posts nothing that it should not.
 */
export const WRITE_ORDER: readonly Namespace[] = [
  'settings',
  'identities',
  'articles',
  'cards',
  'ledger',
  'handed',
  'pending',
  'sightings',
  'entries',
  'backlogs',
  'sources',
];
