import type { Config } from '../config/load-config.ts';
import type { ListDeps } from '../rows/find-list.ts';
import { suggestSourceId } from '../config/suggest-source-id.ts';
import { writeAudience, writeSource } from '../config/write-source.ts';
import { isFor } from '../domain/audience.ts';
import type { SourceProposal } from '../domain/source-inspection.ts';
import type { Source } from '../domain/source.ts';
import { shanghaiDay } from '../base/clock.ts';
import { findKnown, inspectSource } from './inspect-source.ts';
import { watchedSources } from './watched-sources.ts';

/** The watched sources; one can be added while the bot runs. */
export interface SourceCatalogue {
  /** The sources that are watched today, with those that were added since the start. */
  watched(): readonly Source[];
  /** Looks at an address for a server, to which other servers' own sources are unknown. */
  inspect(address: string, guildId: string): Promise<SourceProposal>;
  /**
   * Writes it to `local.yaml` and watches it from now on, for this server alone until the operator confirms it; `known`
   * when it was added meanwhile.
   */
  save(source: Source, guildId: string): 'saved' | 'known';
  /** Those that were added from chat, also by a process that led before; `known` are what that one left. */
  fromChat(known: readonly Source[]): readonly Source[];
}

export interface SourceCatalogueOptions extends ListDeps {
  readonly config: Config;
  readonly now: () => Date;
  readonly onAdded: (source: Source) => void;
  /** One was added, or another server has one of them, too. */
  readonly onChanged?: () => void;
}

/** Creates the catalogue: the configuration as it was read, and what was added since. */
export function createSourceCatalogue(options: SourceCatalogueOptions): SourceCatalogue {
  const { config, fetchPage, reader, now } = options;
  const { directory, politeness } = config;
  let sources: readonly Source[] = config.sources;
  const today = (): string => shanghaiDay(now());
  const watched = (): readonly Source[] => watchedSources({ sources }, today());
  const known = (): readonly Source[] => [...sources, ...watched()];

  function add(proposed: Source, guildId: string): void {
    const taken = known().map(({ id }) => id);
    // Two proposals of one host may have been made side by side, with one id.
    const isTaken = taken.includes(proposed.id);
    const id = isTaken ? suggestSourceId(proposed.url, taken) : proposed.id;
    const source = { ...proposed, id, guildIds: [guildId] };
    writeSource(directory, source, politeness);
    sources = [...sources, source];
    options.onChanged?.();
    options.onAdded(source);
  }

  /** Another server has it already: it is watched once, for both. */
  function join(source: Source, guildId: string): void {
    const guildIds = [...(source.guildIds ?? []), guildId];
    writeAudience(directory, { id: source.id, guildIds }, politeness);
    const others = sources.filter((one) => one.id !== source.id);
    sources = [...others, { ...source, guildIds }];
    options.onChanged?.();
  }

  function fromChat(left: readonly Source[]): readonly Source[] {
    const byId = new Map(left.map((source) => [source.id, source]));
    const ids = new Set(sources.map(({ id }) => id));
    const joined = sources.map((source) => withServersOf(source, byId.get(source.id)));
    sources = [...joined, ...left.filter(({ id }) => !ids.has(id))];
    return sources.filter(({ id, guildIds }) => guildIds !== undefined || byId.has(id));
  }

  return {
    watched,
    fromChat,
    inspect: (address, guildId) =>
      inspectSource(
        { politeness, known: known(), fetchPage, reader, today: today(), guildId },
        address,
      ),
    save(proposed, guildId) {
      const twin = findKnown(known(), proposed.url);
      if (twin === null) add(proposed, guildId);
      else if (isFor(twin, guildId)) return 'known';
      else join(twin, guildId);
      return 'saved';
    },
  };
}

/** On another disk more servers may have joined; what the operator confirmed here is for all. */
function withServersOf(source: Source, other: Source | undefined): Source {
  if (source.guildIds === undefined || other?.guildIds === undefined) return source;
  return { ...source, guildIds: [...new Set([...source.guildIds, ...other.guildIds])] };
}
