import { findSpan } from '../quantities/find-deadline.ts';
import { DONE, YEAR } from '../grammar/tense-rules.ts';
import { allMatches } from '../text/all-matches.ts';

const NAMES = /《[^《》]{0,80}》|“[^“”]{0,40}”|[（(][^（()）]{0,60}[)）]/gu;

/** A text without titles, quotations and what stands in brackets. */
export function withoutNames(text: string): string {
  return text.replaceAll(NAMES, '');
}

/** Whether a text without names tells of what is over: by its words, or by a year or month before the letter's. */
export function isOver(bare: string, base: string | null): boolean {
  if (DONE.test(bare)) return true;
  if (base === null) return false;
  const span = findSpan(bare, base);
  if (span !== null && span.to < base) return true;
  if (!bare.includes('年')) return false;
  const years = Array.from(allMatches(bare, YEAR), ([, year]) => year ?? '');
  if (years.length > 0) return years.every((year) => year < base.slice(0, 4));
  const month = /今年(\d{1,2})月/u.exec(bare)?.[1];
  return month !== undefined && Number(month) < Number(base.slice(5, 7)) && !/将|起/u.test(bare);
}
