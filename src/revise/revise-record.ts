import { createHash } from 'node:crypto';

import { DAY_MS, shanghaiDay } from '../base/clock.ts';
import { compareTexts, type TextComparison, wordsOf } from '../dedupe/compare-texts.ts';
import { differingFigures, stillDiffering } from '../dedupe/differing-figures.ts';
import { canonicalUrl } from '../discover/canonical-url.ts';
import type { Article } from '../domain/article.ts';
import type { Correction, TextChange } from '../domain/correction.ts';
import { hasPersonalData } from '../privacy/redact.ts';
import { personsOf } from '../privacy/persons-of.ts';
import type { ArticleRecord } from '../store/articles.ts';
import type { Reread } from '../store/rereads.ts';
import { INCOMPLETE } from './incomplete.ts';
import type { ReadAgain } from './look-again.ts';
import { hasText, placesOf } from './merge-publication.ts';
import { withCard } from './with-card.ts';

/** What a further reading of a document makes of its record. */
export interface Revision {
  readonly kind: 'same' | 'corrected' | 'completed' | 'doubted';
  readonly record: ArticleRecord;
  /** Of a reading that is doubted: to be kept until the next one. */
  readonly doubted?: NonNullable<Reread['doubted']>;
}

/** What a further reading is judged by. */
export interface RevisionOptions {
  readonly now: Date;
  readonly readWith: string | undefined;
  readonly doubted: Reread['doubted'];
}

const MAX_CORRECTIONS = 5;
/** A text that lost more than this was cut, however it goes on. */
const MAX_LOST = 0.3;

/**
 * A document whose own page was read again. Words that changed are a correction; a first whole reading of what was posted
 * from less is none; a text from which something is only missing is believed when it is read again a day later.
 */
export function reviseRecord(
  record: ArticleRecord,
  found: ReadAgain,
  options: RevisionOptions,
): Revision {
  const { article: known } = record;
  if (known.isErased === true) return { kind: 'same', record };
  // What is shown is another copy's text, for want of this page's.
  if (known.textFrom !== undefined && !hasText(found.article)) return { kind: 'same', record };
  const comparison = compareTexts(known, found.article);
  if (isFirstWhole(known, found.article, comparison)) {
    return { kind: 'completed', record: withCard(withReading(record, found, options)) };
  }
  if (comparison.changes.length === 0) {
    return { kind: 'same', record: withPlace(withConnection(record, found), found) };
  }
  const doubt = doubtOf(known, found.article, { comparison, options });
  if (doubt !== null) return { kind: 'doubted', record, doubted: doubt };
  if (isReadersOwn(record, found, options)) {
    // The card stays: it says what the page says, if not in the words that would be chosen today.
    const { card } = record;
    return { kind: 'same', record: { ...withReading(record, found, options), card } };
  }
  const on = shanghaiDay(options.now);
  const correction = correctionOf(found.article, comparison, on);
  const corrections = [correction, ...(record.corrections ?? [])].slice(0, MAX_CORRECTIONS);
  const revised = withReading({ ...record, corrections }, found, options);
  return { kind: 'corrected', record: withCard(revised) };
}

/** The record with what was read in place of what it held; it stays known by its own address. */
function withReading(
  record: ArticleRecord,
  found: ReadAgain,
  { readWith }: RevisionOptions,
): ArticleRecord {
  const { article, verdict, summary } = found;
  const publications = record.publications.map(({ differs, ...place }) => {
    const still = differs === undefined ? null : stillDiffering(article.body, differs);
    return still === null ? place : { ...place, differs: still };
  });
  return withPlace(
    {
      ...record,
      article: { ...article, url: record.article.url },
      verdict,
      summary,
      publications,
      ...(readWith === undefined ? {} : { readWith }),
    },
    found,
  );
}

/** The same text came over https now: nobody on the way had changed it. Its card is not edited for that. */
function withConnection(record: ArticleRecord, { article: { issues } }: ReadAgain): ArticleRecord {
  const { article } = record;
  if (!article.issues.includes('plain-http') || issues.includes('plain-http')) return record;
  const others = article.issues.filter((issue) => issue !== 'plain-http');
  return { ...record, article: { ...article, issues: others } };
}

/** Its address leads to another one now: the document is known there, too. */
function withPlace(record: ArticleRecord, { article: { url } }: ReadAgain): ArticleRecord {
  const { publications } = record;
  if (url === null || placesOf(record).has(canonicalUrl(url))) return record;
  if (publications.length >= MAX_PLACES) return record;
  return { ...record, publications: [...publications, { agency: null, url }] };
}

const MAX_PLACES = 100;

function isFirstWhole(known: Article, found: Article, comparison: TextComparison): boolean {
  const lacked = INCOMPLETE.some(
    (issue) => known.issues.includes(issue) && !found.issues.includes(issue),
  );
  // A page whose end did not arrive says so nowhere, but it is not signed.
  const isSignedNow = known.dateWritten === null && found.dateWritten !== null;
  return lacked || (comparison.isOnlyAdded && isSignedNow);
}

/** What is kept of a reading that is not believed yet; null for one that is. */
function doubtOf(
  known: Article,
  found: Article,
  {
    comparison,
    options,
  }: { readonly comparison: TextComparison; readonly options: RevisionOptions },
): NonNullable<Reread['doubted']> | null {
  const [before, now] = [wordsOf(known.body), wordsOf(found.body)];
  const isCut = comparison.isOnlyMissing || now.length < before.length * (1 - MAX_LOST);
  if (!isCut) return null;
  const digest = createHash('sha256').update(now).digest('hex').slice(0, 16);
  const { doubted, now: time } = options;
  if (doubted?.digest !== digest) return { digest, since: time.toISOString() };
  return time.getTime() - Date.parse(doubted.since) >= DAY_MS ? null : doubted;
}

/** Another version of the program reads otherwise: only figures that differ in the same words are the page's doing. */
function isReadersOwn(
  { article, readWith }: ArticleRecord,
  found: ReadAgain,
  options: RevisionOptions,
): boolean {
  if (readWith === options.readWith) return false;
  return differingFigures(article.body, found.article.body) === null;
}

function correctionOf(article: Article, comparison: TextComparison, on: string): Correction {
  const names = personsOf(article);
  const isPublic = (text: string | null): boolean => text === null || !hasPersonalData(text, names);
  const { changes, more } = comparison;
  const shown = changes.filter(
    ({ before, after }: TextChange) => isPublic(before) && isPublic(after),
  );
  return { on, changes: shown, more: more + changes.length - shown.length };
}
