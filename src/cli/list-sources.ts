import { watchedSources } from '../app/watched-sources.ts';
import { shanghaiDay } from '../base/clock.ts';
import type { Source } from '../domain/source.ts';
import type { SourceStanding } from '../domain/source-state.ts';
import { gapLine, givenUpLine, truncatedLine } from '../health/messages.ts';
import { openStoreForReading } from '../store/open-for-reading.ts';
import { openConfig } from './open-tools.ts';
import { pendingLine } from './pending-line.ts';
import { plainHttpLine, storedHttps } from './plain-http.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** A source, what the store knows of it, and what an operator should read about its address. */
interface ListedSource {
  readonly source: Source;
  readonly state: SourceStanding | null;
  readonly httpLine: string | null;
}

/** Prints every source: those that are watched today, year by year where need be, and those that are off. Only reads. */
export async function listSources(options: { readonly json?: boolean }): Promise<number> {
  const config = openConfig();
  const store = await openStoreForReading(config.store.url);
  try {
    const states = await store.sources.all();
    const off = config.sources.filter(({ enabled }) => !enabled);
    for (const source of [...watchedSources(config, shanghaiDay(new Date())), ...off]) {
      const { id, url } = source;
      const httpLine = plainHttpLine(url, await storedHttps(store, url));
      const listed = { source, state: states.get(id) ?? null, httpLine };
      say(options.json === true ? JSON.stringify(asJson(listed)) : linesOf(listed).join('\n'));
    }
    return 0;
  } finally {
    await store.close();
  }
}

function statusOf({ source, state }: ListedSource): string {
  return source.enabled ? (state?.status ?? 'not visited') : 'off';
}

function linesOf(listed: ListedSource): readonly string[] {
  const { source, state, httpLine } = listed;
  const { id, name, confirmed, url, guildIds } = source;
  return [
    `${id.padEnd(34)} ${statusOf(listed).padEnd(12)} confirmed ${confirmed.padEnd(10)} ${name}  ${url}`,
    ...(state?.truncated === undefined ? [] : [`  ${truncatedLine(state.truncated)}`]),
    ...(state?.gap === undefined ? [] : [`  ${gapLine(state.gap)}`]),
    ...(httpLine === null ? [] : [`  ${httpLine}`]),
    ...(state?.givenUp ?? []).map((entry) => `  ${givenUpLine(entry)}`),
    ...(guildIds === undefined ? [] : [`  ${pendingLine(id, guildIds)}`]),
  ];
}

function asJson(listed: ListedSource): object {
  const { source, state } = listed;
  const { id, name, url, enabled, confirmed, regionCode, guildIds } = source;
  return {
    id,
    name,
    url,
    regionCode,
    enabled,
    confirmed,
    pendingFor: guildIds ?? null,
    status: enabled ? (state?.status ?? 'new') : 'off',
    reason: state?.reason ?? null,
    since: state?.since ?? null,
    lastVisitAt: state?.lastVisitAt ?? null,
    lastSuccessAt: state?.lastSuccessAt ?? null,
    lastNewEntryAt: state?.lastNewEntryAt ?? null,
    nextVisitAt: state?.nextVisitAt ?? null,
    consecutiveFailures: state?.consecutiveFailures ?? 0,
    rows: state?.rowCount ?? null,
    waiting: state?.waiting ?? null,
    tally: state?.tally ?? null,
    truncated: state?.truncated ?? null,
    gap: state?.gap ?? null,
    givenUp: state?.givenUp ?? [],
    plainHttp: listed.httpLine,
  };
}
