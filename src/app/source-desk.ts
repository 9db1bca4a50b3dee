import type { Config } from '../config/load-config.ts';
import { suggestSourceId } from '../config/suggest-source-id.ts';
import { writeSource } from '../config/write-source.ts';
import type { FetchPage } from '../domain/fetch.ts';
import type { SourceProposal } from '../domain/source-sight.ts';
import type { Source } from '../domain/source.ts';
import { shanghaiDay } from '../base/clock.ts';
import { findKnown, lookAtSource } from './look-at-source.ts';
import { watchedSources } from './watched-sources.ts';

/** Where sources are added while the bot runs. */
export interface SourceDesk {
  /** The sources that are watched today, with those that were added since the start. */
  watched(): readonly Source[];
  look(address: string): Promise<SourceProposal>;
  /** Writes it to `local.yaml` and watches it from now on; `known` when somebody was faster. */
  save(source: Source): 'saved' | 'known';
}

/** What the desk is built from. */
export interface SourceDeskOptions {
  readonly config: Config;
  readonly fetchPage: FetchPage;
  readonly now: () => Date;
  readonly onAdded: (source: Source) => void;
}

/** The configuration stays as it was read; what was added since then stands beside it. */
export function createSourceDesk(options: SourceDeskOptions): SourceDesk {
  const { config, fetchPage, now } = options;
  const added: Source[] = [];
  const today = (): string => shanghaiDay(now());
  const watched = (): readonly Source[] =>
    watchedSources({ sources: [...config.sources, ...added] }, today());
  const known = (): readonly Source[] => [...config.sources, ...added, ...watched()];

  return {
    watched,
    look: (address) =>
      lookAtSource(
        { politeness: config.politeness, known: known(), fetchPage, today: today() },
        address,
      ),
    save(proposed) {
      if (findKnown(known(), proposed.url) !== null) return 'known';
      const taken = known().map(({ id }) => id);
      // Two proposals of one host may have been made side by side, with one id.
      const isTaken = taken.includes(proposed.id);
      const source = isTaken ? { ...proposed, id: suggestSourceId(proposed.url, taken) } : proposed;
      writeSource(config.directory, source, config.politeness);
      added.push(source);
      options.onAdded(source);
      return 'saved';
    },
  };
}
