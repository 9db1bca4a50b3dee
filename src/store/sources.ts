import type { SourceStanding, SourceState, VisitRecord } from '../domain/source-state.ts';
import type { KeyValue } from './key-value.ts';
import type { Write } from './together.ts';

/** How the sources are doing, by their ids. */
export interface SourceStore {
  load(sourceId: string): Promise<SourceState | null>;
  save(sourceId: string, state: SourceState): Promise<void>;
  /** The same, made ready for `together`. */
  saving(sourceId: string, state: SourceState): readonly Write[];
  /** Some of them without their past visits. */
  some(sourceIds: readonly string[]): Promise<ReadonlyMap<string, SourceStanding>>;
  /** All of them without their past visits, which are many times as long. */
  all(): Promise<ReadonlyMap<string, SourceStanding>>;
}

/** The two namespaces of the sources: how each is doing, and its past visits. */
export interface SourceRecords {
  readonly sources: KeyValue<SourceStanding>;
  readonly histories: KeyValue<readonly VisitRecord[]>;
}

export function createSourceStore({ sources, histories }: SourceRecords): SourceStore {
  return {
    async load(sourceId) {
      const [standing, history] = await Promise.all([
        sources.get(sourceId),
        histories.get(sourceId),
      ]);
      return standing === null ? null : { ...standing, history: history ?? [] };
    },
    async save(sourceId, { history, ...standing }) {
      // Both at once: one transaction where there are any.
      await Promise.all([histories.set(sourceId, history), sources.set(sourceId, standing)]);
    },
    saving: (sourceId, { history, ...standing }) => [
      { run: () => histories.set(sourceId, history) },
      { run: () => sources.set(sourceId, standing) },
    ],
    some: (sourceIds) => sources.getMany(sourceIds),
    async all() {
      const found = new Map<string, SourceStanding>();
      for await (const [sourceId, standing] of sources.entries()) found.set(sourceId, standing);
      return found;
    },
  };
}

/** A source's past visits were in the same record before version 7 of the store. */
export async function moveHistories({ sources, histories }: SourceRecords): Promise<void> {
  for await (const [sourceId, state] of sources.entries()) {
    if (!isWhole(state)) continue;
    const { history, ...standing } = state;
    // The history first: a crash in between leaves it in both.
    await histories.set(sourceId, history);
    await sources.set(sourceId, standing);
  }
}

function isWhole(state: SourceStanding): state is SourceState {
  return 'history' in state;
}
