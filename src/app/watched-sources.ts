import type { Config } from '../config/load-config.ts';
import { expandYearly } from '../config/expand-yearly.ts';
import type { Source } from '../domain/source.ts';

/** The sources that are watched today: enabled ones, yearly columns as one source a year. */
export function watchedSources(config: Pick<Config, 'sources'>, today: string): readonly Source[] {
  return config.sources
    .filter(({ enabled }) => enabled)
    .flatMap((source) => expandYearly(source, today));
}

/** How many entries of the catalogue are switched off. */
export function countOff(config: Pick<Config, 'sources'>): number {
  return config.sources.filter(({ enabled }) => !enabled).length;
}
