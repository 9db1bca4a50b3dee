import type { Config } from '../config/load-config.ts';
import type { ListDeps } from '../crawl/find-list.ts';
import { suggestSourceId } from '../config/suggest-source-id.ts';
import { writeSource } from '../config/write-source.ts';
import type { SourceProposal } from '../domain/source-inspection.ts';
import type { Source } from '../domain/source.ts';
import { shanghaiDay } from '../base/clock.ts';
import { findKnown, inspectSource } from './inspect-source.ts';
import { watchedSources } from './watched-sources.ts';

/** The watched sources; one can be added while the bot runs. */
export interface SourceCatalogue {
  /** The sources that are watched today, with those that were added since the start. */
  watched(): readonly Source[];
  inspect(address: string): Promise<SourceProposal>;
  /** Writes it to `local.yaml` and watches it from now on; `known` when it was added meanwhile. */
  save(source: Source): 'saved' | 'known';
}

export interface SourceCatalogueOptions extends ListDeps {
  readonly config: Config;
  readonly now: () => Date;
  readonly onAdded: (source: Source) => void;
}

/** Creates the catalogue: the configuration as it was read, and what was added since. */
export function createSourceCatalogue(options: SourceCatalogueOptions): SourceCatalogue {
  const { config, fetchPage, reader, now } = options;
  const added: Source[] = [];
  const today = (): string => shanghaiDay(now());
  const watched = (): readonly Source[] =>
    watchedSources({ sources: [...config.sources, ...added] }, today());
  const known = (): readonly Source[] => [...config.sources, ...added, ...watched()];

  return {
    watched,
    inspect: (address) =>
      inspectSource(
        { politeness: config.politeness, known: known(), fetchPage, reader, today: today() },
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
