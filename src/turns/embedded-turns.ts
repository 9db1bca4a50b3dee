import type { Turn, TurnKind, Turns, TurnsOptions, TurnWork } from './turns.ts';

/** The turns of one kind in this process. */
interface Line {
  readonly waiting: Set<string>;
  readonly running: Map<string, Promise<void>>;
  served: TurnWork | null;
}

/** Turns for one process that does everything: whoever wants one has it as soon as it is free. */
export function createEmbeddedTurns({ onError }: TurnsOptions): Turns {
  const stopping = new AbortController();
  const lines: Readonly<Record<TurnKind, Line>> = { bot: newLine(), host: newLine() };

  async function take(line: Line, { work }: TurnWork, key: string): Promise<void> {
    const turn: Turn = { key, signal: stopping.signal };
    try {
      if ((await work(turn)) === 'again') line.waiting.add(key);
    } catch (error) {
      onError(error, turn);
    } finally {
      line.running.delete(key);
      goOn(line);
    }
  }

  function goOn(line: Line): void {
    const { served } = line;
    if (served === null || stopping.signal.aborted) return;
    for (const key of line.waiting) {
      if (line.running.size >= served.atOnce) return;
      if (line.running.has(key)) continue;
      line.waiting.delete(key);
      // Later, so that whoever wants it is not held up by the work.
      line.running.set(
        key,
        Promise.resolve().then(() => take(line, served, key)),
      );
    }
  }

  return {
    async serve(kind, work) {
      lines[kind].served = work;
      goOn(lines[kind]);
    },
    async want(kind, keys) {
      for (const key of keys) lines[kind].waiting.add(key);
      goOn(lines[kind]);
    },
    async stop() {
      stopping.abort();
      await Promise.all(Object.values(lines).flatMap(({ running }) => [...running.values()]));
    },
  };
}

const newLine = (): Line => ({ waiting: new Set(), running: new Map(), served: null });
