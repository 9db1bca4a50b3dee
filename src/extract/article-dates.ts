import { DAY_MS } from '../base/clock.ts';
import type { PageIssue } from '../domain/page.ts';
import { daysInAddress } from '../text/address-day.ts';
import { isOtherDay } from '../text/day-labels.ts';
import { findDates, isFutureDate, parseDate } from '../text/dates.ts';
import type { Field } from '../markup/label-rules.ts';
import type { MetadataValue } from './read-metadata.ts';
import { type Rule, ruleTable } from '../text/rule-table.ts';

/** What may date an article. */
export interface DateInput {
  readonly metadata: readonly MetadataValue[];
  readonly meta: ReadonlyMap<string, string>;
  /** Lines around the title that are not labels: `2024-06-25 10:03  来源：…`. */
  readonly aboutLines: readonly string[];
  readonly signed: string | null;
  readonly isSigned: boolean;
  readonly entryDate: string | null;
  readonly url: string | null;
  readonly today: string;
}

/** The two dates, kept apart, and whether the page contradicts itself. */
export interface ArticleDates {
  readonly dateWritten: string | null;
  readonly datePublished: string | null;
  readonly issues: readonly PageIssue[];
  /** Ids of the rows of `date-places` that gave them. */
  readonly writtenFrom: string | null;
  readonly publishedFrom: string | null;
}

// Tampered and re-generated pages carry their own build day here: on 6 of 55 pages it contradicts
// the visible date, which wins (docs/field-notes.md §1.8).
const PUBLISHED_META = [
  'pubdate',
  'publishdate',
  'firstpublishedtime',
  'article:published_time',
  'publish_time',
  'publishtime',
  'pubtime',
  'og:release_date',
  'dc.date',
  'createdate',
  'date',
];

/** A place where a day may be given. */
interface DatePlace extends Rule {
  readonly field: 'published' | 'written';
  /** Readers see it as the day of publication: what contradicts it is a conflict. */
  readonly isVisible?: true;
  readonly read: (input: DateInput) => string | null;
}

const FIELD_NOTES = 'docs/field-notes.md §1.8, §1.9 and §2.4';

/** The places of each day, surest first. Future days and days before 2000 count for nothing. */
const PLACES = ruleTable<DatePlace>('date-places', [
  {
    id: 'published-label',
    field: 'published',
    isVisible: true,
    match: [],
    read: (input) => labelled(input, 'published'),
    source: FIELD_NOTES,
  },
  {
    id: 'time-label',
    field: 'published',
    isVisible: true,
    match: [],
    read: dated,
    source: FIELD_NOTES,
    keep: 'a lone 时间 far above the text; on marked pages the lines right above the text say the same',
  },
  {
    id: 'list-row',
    field: 'published',
    isVisible: true,
    match: [],
    read: ({ entryDate, today }) => valid(entryDate, today),
    source: FIELD_NOTES,
  },
  {
    id: 'line-below-title',
    field: 'published',
    isVisible: true,
    match: [],
    read: ({ aboutLines, today }) => firstIn(aboutLines, today),
    source: FIELD_NOTES,
  },
  {
    id: 'meta-element',
    field: 'published',
    match: [],
    read: ({ meta, today }) => metaDate(meta, today),
    source: FIELD_NOTES,
  },
  {
    id: 'issued-label',
    field: 'published',
    match: [],
    read: (input) => labelled(input, 'issued'),
    source: FIELD_NOTES,
  },
  {
    id: 'address',
    field: 'published',
    match: [],
    read: ({ url, today }) => urlDate(url, today),
    source: FIELD_NOTES,
  },
  {
    id: 'signature',
    field: 'written',
    match: [],
    read: ({ isSigned, signed, today }) => (isSigned ? valid(signed, today) : null),
    source: FIELD_NOTES,
  },
  {
    id: 'written-label',
    field: 'written',
    match: [],
    read: (input) => labelled(input, 'written'),
    source: FIELD_NOTES,
  },
  {
    id: 'issued-label-too',
    field: 'written',
    match: [],
    read: (input) => labelled(input, 'issued'),
    source: FIELD_NOTES,
  },
]);

/** The two days of an article, each from the surest place that gives one; what no place gives stays null. */
export function findArticleDates(input: DateInput): ArticleDates {
  const published = firstPlace(input, 'published');
  const written = firstPlace(input, 'written');
  const datePublished = published?.date ?? null;
  const dateWritten = written?.date ?? null;
  const visible = published?.place.isVisible === true ? published.date : null;
  const fromMeta = metaDate(input.meta, input.today);
  return {
    dateWritten,
    datePublished,
    issues: conflicts({ visible, fromMeta, dateWritten, datePublished }),
    writtenFrom: written?.place.id ?? null,
    publishedFrom: published?.place.id ?? null,
  };
}

function firstPlace(
  input: DateInput,
  field: DatePlace['field'],
): { readonly date: string; readonly place: DatePlace } | null {
  for (const place of PLACES.rows()) {
    const date = place.field === field ? place.read(input) : null;
    if (date !== null) return { date, place };
  }
  return null;
}

function conflicts(dates: {
  readonly visible: string | null;
  readonly fromMeta: string | null;
  readonly dateWritten: string | null;
  readonly datePublished: string | null;
}): readonly PageIssue[] {
  const { visible, fromMeta, dateWritten, datePublished } = dates;
  const isContradicted = visible !== null && fromMeta !== null && daysApart(visible, fromMeta) > 1;
  const isBackwards = dateWritten !== null && datePublished !== null && dateWritten > datePublished;
  return isContradicted || isBackwards ? ['date-conflict'] : [];
}

function daysApart(one: string, other: string): number {
  return Math.abs(Date.parse(one) - Date.parse(other)) / DAY_MS;
}

function valid(date: string | null, today: string): string | null {
  return date === null || date < '2000-01-01' || isFutureDate(date, today) ? null : date;
}

function labelled(input: DateInput, field: Field): string | null {
  for (const row of input.metadata) {
    const date = row.field === field ? valid(parseDate(row.value), input.today) : null;
    if (date !== null) return date;
  }
  return null;
}

/** 时间 and 日期 mean publication only when nothing but a date follows. */
function dated(input: DateInput): string | null {
  for (const row of input.metadata) {
    if (row.field !== 'dated') continue;
    const found = findDates(row.value)[0];
    const date = found !== undefined && found.index <= 2 ? valid(found.date, input.today) : null;
    if (date !== null) return date;
  }
  return null;
}

function firstIn(lines: readonly string[], today: string): string | null {
  for (const line of lines) {
    for (const found of findDates(line)) {
      if (isOtherDay(line.slice(0, found.index))) continue;
      const date = valid(found.date, today);
      if (date !== null) return date;
    }
  }
  return null;
}

function metaDate(meta: ReadonlyMap<string, string>, today: string): string | null {
  for (const name of PUBLISHED_META) {
    const date = valid(parseDate(meta.get(name) ?? ''), today);
    if (date !== null) return date;
  }
  return null;
}

/** The day in the address, where page systems put one; last resort, as it is the upload's day. */
function urlDate(url: string | null, today: string): string | null {
  if (url === null) return null;
  return daysInAddress(url).find((date) => valid(date, today) !== null) ?? null;
}
