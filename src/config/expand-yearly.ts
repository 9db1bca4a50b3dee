import type { Source } from '../domain/source.ts';

/**
 * One source for each of the years that may still get replies: this year and the last.
 * A source without yearly sub-columns is returned as it is. `today` is `YYYY-MM-DD`.
 */
export function expandYearly(source: Source, today: string): readonly Source[] {
  const { yearly, ...rest } = source;
  if (yearly === undefined) return [source];
  const sourceOf = (year: number): Source => ({
    ...rest,
    id: `${source.id}-${year}`,
    name: `${source.name}（${year}年）`,
    url: yearly.replaceAll('{year}', String(year)),
    predecessorId: `${source.id}-${year - 1}`,
  });
  const thisYear = Number(today.slice(0, 4));
  return [sourceOf(thisYear), sourceOf(thisYear - 1)];
}
