import { fetcherOptions } from '../app/fetcher-options.ts';
import { describeInspection, inspectSource } from '../app/inspect-source.ts';
import { watchedSources } from '../app/watched-sources.ts';
import { expandYearly } from '../config/expand-yearly.ts';
import type { Config } from '../config/load-config.ts';
import { writeAudience, writeSource } from '../config/write-source.ts';
import { findList, type ListDeps } from '../rows/find-list.ts';
import { ConfigError } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import type { SourceInspection } from '../domain/source-inspection.ts';
import { createFetcher, type Fetcher } from '../fetch/create-fetcher.ts';
import type { HostState } from '../fetch/host-state.ts';
import { adviceFor } from '../health/messages.ts';
import { createReaderPool } from '../readers/create-reader-pool.ts';
import { shanghaiDay } from '../base/clock.ts';
import { redactPersonalData } from '../privacy/redact-title.ts';
import { askYes } from './ask-yes.ts';
import { openConfig } from './open-tools.ts';
import { pendingLine } from './pending-line.ts';
import { plainHttpLine, seenHttps } from './plain-http.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const today = (): string => shanghaiDay(new Date());

function sayOfHttp(url: string, https: HostState['https']): void {
  const line = plainHttpLine(url, https);
  if (line !== null) say(`  ${line}`);
}

/** Makes a source that was added from chat one for all servers; `name` is its id or its name. */
export function confirmSource(name: string): number {
  const { directory, politeness, sources: known } = openConfig();
  const named = known.filter((source) => source.id === name || source.name === name);
  const pending = named.filter(({ guildIds }) => guildIds !== undefined);
  const [source] = pending;
  if (source === undefined) {
    throw new ConfigError(
      named.length === 0
        ? `There is no source ${name}. jianbao sources list names those that are pending.`
        : `${name} is not pending: every server has it.`,
    );
  }
  if (pending.length > 1) {
    const ids = pending.map(({ id }) => id).join(', ');
    throw new ConfigError(`${name} names several sources; give the id of one: ${ids}.`);
  }
  const file = writeAudience(directory, { id: source.id, guildIds: null }, politeness);
  say(`${source.id} is for every server now (${file ?? directory}).`);
  say('A bot that is running takes it up at its next start. What it already brought stays with');
  say('the servers that had it; what comes from now on is for all.');
  return 0;
}

/** What an operator reads beside the figures. */
function adviceOn({ state, reason, detail }: SourceInspection): string {
  if (state === 'list') return `works; set confirmed: ${today()}`;
  const advice = adviceFor(reason, 'en');
  return detail === null ? advice : `${detail} ${advice}`;
}

function stateOf({ state, reason }: SourceInspection): string {
  return state === 'list' || reason === null ? state : reason;
}

async function withReader<T>(
  config: Config,
  work: (deps: ListDeps & Pick<Fetcher, 'hostStates'>) => Promise<T>,
): Promise<T> {
  const fetcher = createFetcher(fetcherOptions(config));
  const reader = createReaderPool({ vocabulary: config.vocabulary, size: 1 });
  try {
    return await work({ ...fetcher, reader });
  } finally {
    await Promise.all([fetcher.close(), reader.close()]);
  }
}

/** The sources with the given ids; the id of a yearly column selects all its years. */
function chooseSources(
  config: Config,
  ids: readonly string[],
): { readonly chosen: readonly Source[]; readonly unknown: readonly string[] } {
  if (ids.length === 0) return { chosen: watchedSources(config, today()), unknown: [] };
  const all = config.sources.flatMap((parent) =>
    expandYearly(parent, today()).map((source) => ({ source, names: [parent.id, source.id] })),
  );
  const chosen = all.filter(({ names }) => names.some((name) => ids.includes(name)));
  const known = new Set(all.flatMap(({ names }) => names));
  return {
    chosen: chosen.map(({ source }) => source),
    unknown: ids.filter((id) => !known.has(id)),
  };
}

/** Visits sources one after another, at the pace of a real visit, and prints a table. */
export async function checkSourcesCommand(ids: readonly string[]): Promise<number> {
  const config = openConfig();
  const { chosen, unknown } = chooseSources(config, ids);
  for (const id of unknown) process.stderr.write(`jianbao: there is no source ${id}\n`);
  const inspections = await withReader(config, async (deps) => {
    const seen: SourceInspection[] = [];
    for (const [index, source] of chosen.entries()) {
      process.stderr.write(`${index + 1}/${chosen.length} ${source.id}\n`);
      const { url } = source;
      const found = await findList(deps, { source, url, validators: null, today: today() });
      const inspection = describeInspection(found, today());
      seen.push(inspection);
      const { rows, newest, family, confidence } = inspection;
      say(
        `${source.id.padEnd(34)} ${stateOf(inspection).padEnd(16)} ${String(rows).padStart(3)} rows  newest ${newest ?? '–'.padEnd(10)}  ${family ?? 'unknown'}  ${confidence.toFixed(2)}  ${adviceOn(inspection)}`,
      );
      sayOfHttp(url, seenHttps(deps.hostStates(), url));
    }
    return seen;
  });
  return unknown.length === 0 && inspections.every(({ state }) => state === 'list') ? 0 : 1;
}

/** Why the address was not requested. */
function refusalOf(inspection: SourceInspection, known: readonly Source[]): string {
  const twin = known.find(
    ({ name }) => inspection.reason === 'already-watched' && name === inspection.detail,
  );
  if (twin === undefined) return adviceOn(inspection);
  const used = `The address is already used by the source ${twin.id} (${twin.name}).`;
  const { id, guildIds } = twin;
  return guildIds === undefined ? used : `${used} It is ${pendingLine(id, guildIds)}`;
}

/** Shows what an address gives, and saves it as a source when the operator says so. */
export async function addSource(
  url: string,
  options: { readonly yes?: boolean; readonly id?: string; readonly name?: string },
): Promise<number> {
  const config = openConfig();
  const { politeness, sources: known } = config;
  const { inspection, source: found } = await withReader(config, (deps) =>
    inspectSource({ ...deps, politeness, known, today: today() }, url),
  );
  if (inspection.state === 'refused') throw new ConfigError(refusalOf(inspection, known));
  const { family, confidence, newestEntries, nextPage } = inspection;
  say(`${stateOf(inspection)}, ${family ?? 'unknown system'}, confidence ${confidence.toFixed(2)}`);
  for (const entry of newestEntries) {
    say(
      `  ${entry.date ?? '----------'}  ${redactPersonalData(entry.title)}\n              ${entry.url}`,
    );
  }
  if (nextPage !== null) say(`  next page: ${nextPage}`);
  if (found === null) {
    say(`Not saved: ${adviceOn(inspection)}`);
    return 1;
  }
  const source = { ...found, id: options.id ?? found.id, name: options.name ?? found.name };
  say(`${source.id}: ${source.name}, ${source.regionCode ?? 'no region'}, ${source.url}`);
  if (options.yes !== true && !process.stdin.isTTY) {
    throw new ConfigError(
      'Not saved: there is no terminal to ask on. Run again with --yes to save it.',
    );
  }
  if (options.yes !== true && !(await askYes('Save it? 保存吗？'))) {
    say('Not saved.');
    return 0;
  }
  const file = writeSource(config.directory, source, config.politeness);
  say(`Saved as ${source.id} in ${file}`);
  return 0;
}
