import { createInterface } from 'node:readline/promises';

import { fetcherOptions } from '../app/fetcher-options.ts';
import { watchedSources } from '../app/watched-sources.ts';
import type { Config } from '../config/load-config.ts';
import { writeSource } from '../config/write-source.ts';
import { findList } from '../crawl/find-list.ts';
import type { FoundList } from '../crawl/find-list.ts';
import { ConfigError } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import { createFetcher } from '../fetch/create-fetcher.ts';
import { findRegion } from '../region/find-region.ts';
import { openStore } from '../store/open-store.ts';
import { shanghaiDay } from '../text/shanghai-day.ts';
import { openConfig } from './open-tools.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const today = (): string => shanghaiDay(new Date());

/** Prints every source of the catalogue; states are added where the store can be opened. */
export async function listSources(): Promise<number> {
  const config = openConfig();
  const store = await openStore(config.store.url);
  try {
    const states = await store.sources.all();
    for (const { id, name, enabled, confirmed, url } of config.sources) {
      const state = states.get(id);
      const condition = enabled ? (state?.condition ?? 'not visited') : 'off';
      say(
        `${id.padEnd(34)} ${condition.padEnd(12)} confirmed ${confirmed.padEnd(10)} ${name}  ${url}`,
      );
    }
    return 0;
  } finally {
    await store.close();
  }
}

interface Sight {
  readonly state: string;
  readonly rows: number;
  readonly newest: string | null;
  readonly family: string | null;
  readonly confidence: number;
  readonly advice: string;
}

function summarize({ outcome, discovery }: FoundList): Sight {
  const nothing = { rows: 0, newest: null, family: null, confidence: 0 };
  if (outcome.kind === 'trouble') {
    return { ...nothing, state: outcome.reason, advice: outcome.detail };
  }
  if (discovery === null) return { ...nothing, state: outcome.kind, advice: 'try again later' };
  const { state, reason, entries, family, confidence } = discovery;
  const dates = entries.flatMap(({ date }) => date ?? []).sort();
  return {
    state: reason === null ? state : `${state}: ${reason}`,
    rows: entries.length,
    newest: dates.at(-1) ?? null,
    family,
    confidence,
    advice:
      state === 'list'
        ? `works; set confirmed: ${today()}`
        : 'look at it in a browser; the column may have moved',
  };
}

async function withFetcher<T>(
  config: Config,
  work: (look: (source: Source) => Promise<FoundList>) => Promise<T>,
): Promise<T> {
  const fetcher = createFetcher(fetcherOptions(config));
  try {
    return await work((source) =>
      findList(fetcher.fetchPage, {
        source,
        url: source.url,
        validators: null,
        today: today(),
      }),
    );
  } finally {
    await fetcher.close();
  }
}

/** Visits sources one after another, at the pace of a real visit, and prints a table. */
export async function checkSourcesCommand(ids: readonly string[]): Promise<number> {
  const config = openConfig();
  const watched = watchedSources(config, today());
  const chosen = ids.length === 0 ? watched : config.sources.filter(({ id }) => ids.includes(id));
  const unknown = ids.filter((id) => !config.sources.some((source) => source.id === id));
  for (const id of unknown) process.stderr.write(`jianbao: there is no source ${id}\n`);
  const sights = await withFetcher(config, async (look) => {
    const found: Sight[] = [];
    for (const [index, source] of chosen.entries()) {
      process.stderr.write(`${index + 1}/${chosen.length} ${source.id}\n`);
      const sight = summarize(await look(source));
      found.push(sight);
      const { state, rows, newest, family, confidence, advice } = sight;
      say(
        `${source.id.padEnd(34)} ${state.padEnd(16)} ${String(rows).padStart(3)} rows  newest ${newest ?? '–'.padEnd(10)}  ${family ?? 'unknown'}  ${confidence.toFixed(2)}  ${advice}`,
      );
    }
    return found;
  });
  return unknown.length === 0 && sights.every(({ state }) => state === 'list') ? 0 : 1;
}

async function isWanted(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(?:es)?$|^是$/iu.test((await terminal.question('Save it? 保存吗？ [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}

function proposeSource(
  url: string,
  options: { readonly id?: string; readonly name?: string },
): Source {
  const { hostname, pathname } = new URL(url);
  const words = `${hostname}${pathname}`.toLowerCase().match(/[a-z0-9]+/gu) ?? ['source'];
  const region = findRegion({ host: hostname });
  return {
    id: options.id ?? words.join('-').slice(0, 60).replace(/-$/u, ''),
    name: options.name ?? hostname,
    url,
    format: 'auto',
    regionCode: region?.code === '000000' ? null : (region?.code ?? null),
    level: region?.level ?? 'national',
    agency: null,
    family: null,
    group: 'reply',
    enabled: true,
    confirmed: today(),
    selectors: null,
  };
}

/** Shows what an address gives, and saves it as a source when the operator says so. */
export async function addSource(
  url: string,
  options: { readonly yes?: boolean; readonly id?: string; readonly name?: string },
): Promise<number> {
  if (!URL.canParse(url))
    throw new ConfigError(`"${url}" is not an address. Give the whole one, with https://.`);
  const config = openConfig();
  const source = proposeSource(url, options);
  const found = await withFetcher(config, (look) => look(source));
  const { state, family, confidence, advice } = summarize(found);
  say(`${state}, ${family ?? 'unknown system'}, confidence ${confidence.toFixed(2)}`);
  for (const entry of found.discovery?.entries.slice(0, 5) ?? []) {
    say(`  ${entry.date ?? '----------'}  ${entry.title}\n              ${entry.url}`);
  }
  if (state !== 'list') {
    say(`Not saved: ${advice}`);
    return 1;
  }
  if (options.yes !== true && !(await isWanted())) {
    say('Not saved. Run again with --yes to save it.');
    return 0;
  }
  const file = writeSource(config.directory, source, config.politeness);
  say(`Saved as ${source.id} in ${file}`);
  return 0;
}
