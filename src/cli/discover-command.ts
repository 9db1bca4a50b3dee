import type { Discovery } from '../domain/source.ts';
import { loadRaw } from './load-raw.ts';
import { openTools } from './open-tools.ts';
import type { ReadOptions } from './read-command.ts';
import { runEach } from './run-each.ts';

function describeDiscovery(source: string, discovery: Discovery): string {
  const { state, reason, family, confidence, entries, nextPage } = discovery;
  const why = reason === null ? '' : ` (${reason})`;
  const head = `${source}\n  ${state}${why}, ${family ?? 'unknown system'}, confidence ${confidence.toFixed(2)}, ${entries.length} rows`;
  const rows = entries.map(
    ({ date, title, url }) => `  ${date ?? '----------'}  ${title}\n              ${url}`,
  );
  const next = nextPage === null ? [] : [`  next page: ${nextPage}`];
  return [head, ...rows, ...next].join('\n');
}

/** What `discover --json` prints for one page. */
export function answerDiscovery(source: string, url: string | null, discovery: Discovery): object {
  const { state, family, confidence, entries, truncated, nextPage, reason } = discovery;
  const items = entries.map(({ title, url: address, date }) => ({ title, url: address, date }));
  return { source, url, state, family, confidence, items, truncated, nextPage, reason };
}

/** Finds the rows of lists, feeds and list API answers. Returns the exit code. */
export async function discoverCommand(
  sources: readonly string[],
  options: ReadOptions,
): Promise<number> {
  const tools = openTools();
  try {
    return await runEach(sources, options, async (source) => {
      const raw = await loadRaw(source, {
        url: options.url ?? null,
        fetchPage: tools.fetchPage,
      });
      const { discovery } = await tools.reader.readList(raw, {
        address: raw.url ?? source,
        today: tools.today,
      });
      return {
        answer: answerDiscovery(source, raw.url, discovery),
        text: describeDiscovery(source, discovery),
      };
    });
  } finally {
    await tools.close();
  }
}
