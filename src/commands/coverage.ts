import { DAY_MS } from '../base/clock.ts';
import type { Language } from '../domain/card.ts';
import type { Coverage, Covered } from '../domain/coverage.ts';
import { NATIONAL } from '../region/divisions.ts';
import type { WatchedSource } from './command.ts';
import { SOURCE_MESSAGES } from './source-messages.ts';

const WEEK_MS = 7 * DAY_MS;

/** Counts the columns for a choice of regions: GB/T 2260 prefixes, none for everywhere. */
export function coverageOf(
  sources: readonly WatchedSource[],
  prefixes: readonly string[],
  now: Date,
): Coverage {
  const since = new Date(now.getTime() - WEEK_MS).toISOString();
  const count = (some: readonly WatchedSource[]): Covered => ({
    watched: some.length,
    answered: some.filter(({ lastSuccessAt }) => (lastSuccessAt ?? '') > since).length,
  });
  const isNational = ({ regionCode }: WatchedSource): boolean =>
    regionCode === null || regionCode === NATIONAL.code;
  const national = sources.filter(isNational);
  const regional = sources.filter((source) => !isNational(source));
  const isOwn = ({ regionCode }: WatchedSource): boolean =>
    prefixes.length === 0 || prefixes.some((prefix) => regionCode?.startsWith(prefix) === true);
  const isAbove = ({ regionCode }: WatchedSource): boolean => {
    const code = regionCode?.replace(/(?:0000|00)$/u, '') ?? '';
    return prefixes.some((prefix) => prefix.length > code.length && prefix.startsWith(code));
  };
  return {
    own: count(regional.filter(isOwn)),
    above: count(regional.filter((source) => !isOwn(source) && isAbove(source))),
    national: count(national),
  };
}

/** What the coverage means for a channel with that choice, in one or two sentences. */
export function coverageText(coverage: Coverage, language: Language, isEverywhere = false): string {
  const { covers, coversAll, noOwn, noAnswer } = SOURCE_MESSAGES[language];
  const { own, national } = coverage;
  if (isEverywhere) {
    return coversAll({
      watched: own.watched + national.watched,
      answered: own.answered + national.answered,
    });
  }
  if (own.watched === 0) return `${covers(coverage)}${noOwn}`;
  return own.answered === 0 ? `${covers(coverage)}${noAnswer}` : covers(coverage);
}
