import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { ConfigError } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import { botSchema, manners } from './bot-schema.ts';
import type { BotSettings } from './bot-schema.ts';
import { checkSources } from './check-sources.ts';
import { checkValue } from './explain-issues.ts';
import { checkEnvironment } from './read-environment.ts';
import type { Environment, EnvironmentSettings } from './read-environment.ts';
import { readFiles } from './read-files.ts';
import { isLoopbackHost } from './settings-rules.ts';
import type { Mistake, YamlFile } from './yaml-file.ts';

/** Everything an operator can say, checked and frozen. */
export interface Config extends Omit<BotSettings, 'store'> {
  /** Where the YAML files are. */
  readonly directory: string;
  /** Where the bot keeps what it remembers. */
  readonly dataDirectory: string;
  readonly store: { readonly url: string };
  /** From the environment only; never logged. */
  readonly discord: { readonly token: string | null; readonly apiUrl: string | null };
  readonly sources: readonly Source[];
}

/** Reads and checks a configuration directory; throws one ConfigError that lists every mistake. */
export function loadConfig(directory: string, env: Environment): Config {
  if (!existsSync(directory)) {
    throw new ConfigError(
      `There is no configuration at ${directory}. Set JIANBAO_CONFIG to the directory that holds bot.yaml.`,
    );
  }
  const files = readFiles(directory);
  const environment = checkEnvironment(env);
  const bot = checkValue(botSchema, files.bot, { value: files.bot.value ?? {}, path: [] });
  const raw = partsOf(files.bot.value);
  const settings = bot.data ?? botSchema.parse({});
  const catalogue = checkSources(files.sources, bot.data?.politeness ?? hostRulesOf(raw));
  const mistakes = [
    ...environment.mistakes,
    ...files.mistakes,
    ...bot.mistakes,
    ...checkBounds(files.bot, raw, catalogue.sources),
    ...checkCaFiles(files.bot, directory, settings),
    ...catalogue.mistakes,
  ];
  if (mistakes.length > 0) throw new ConfigError(describeMistakes(mistakes));
  return assemble(directory, environment.settings, { settings, sources: catalogue.sources });
}

function assemble(
  directory: string,
  environment: EnvironmentSettings,
  parts: { readonly settings: BotSettings; readonly sources: readonly Source[] },
): Config {
  const { settings } = parts;
  const hosts = Object.entries(settings.politeness.hosts).map(([host, options]) => [
    host.toLowerCase(),
    options.caFile === undefined
      ? options
      : { ...options, caFile: resolve(directory, options.caFile) },
  ]);
  return deepFreeze({
    ...settings,
    politeness: { ...settings.politeness, hosts: Object.fromEntries(hosts) },
    directory,
    dataDirectory: environment.dataDirectory,
    store: {
      url:
        environment.storeUrl ??
        settings.store.url ??
        `sqlite://${join(environment.dataDirectory, 'jianbao.sqlite')}`,
    },
    discord: { token: environment.discordToken, apiUrl: environment.discordApiUrl },
    sources: parts.sources,
  });
}

interface RawParts {
  readonly [section: string]: Readonly<Record<string, unknown>>;
}

/** The sections as they stand in the file, so that rules across settings speak even beside other mistakes. */
function partsOf(value: unknown): RawParts {
  if (typeof value !== 'object' || value === null) return {};
  const sections = Object.entries(value).map(([name, section]: [string, unknown]) => [
    name,
    typeof section === 'object' && section !== null ? section : {},
  ]);
  return Object.fromEntries(sections);
}

function hostRulesOf(raw: RawParts): { allowedHosts: readonly string[]; allowLoopback: boolean } {
  const allowed = raw['politeness']?.['allowedHosts'];
  return {
    allowedHosts: Array.isArray(allowed) ? allowed.filter((host) => typeof host === 'string') : [],
    allowLoopback: raw['politeness']?.['allowLoopback'] === true,
  };
}

function checkBounds(
  file: YamlFile,
  raw: RawParts,
  sources: readonly Source[],
): readonly Mistake[] {
  const defaults = botSchema.parse({});
  const read = (section: 'schedule' | 'politeness', key: string, fallback: number): number => {
    const value = raw[section]?.[key];
    return typeof value === 'number' ? value : fallback;
  };
  const min = read('schedule', 'minIntervalMinutes', defaults.schedule.minIntervalMinutes);
  const max = read('schedule', 'maxIntervalMinutes', defaults.schedule.maxIntervalMinutes);
  const gap = read('politeness', 'minGapSeconds', defaults.politeness.minGapSeconds);
  const mistakes: Mistake[] = [];
  const add = (path: readonly string[], what: string) =>
    mistakes.push({ where: file.place(path), what });
  if (min > max) {
    add(
      ['schedule', 'minIntervalMinutes'],
      `schedule.minIntervalMinutes (${min}) must not be greater than schedule.maxIntervalMinutes (${max}).`,
    );
  }
  const allLoopback =
    sources.length > 0 && sources.every((s) => isLoopbackHost(new URL(s.url).hostname));
  if (allLoopback) return mistakes;
  const why = 'Less is possible only where every source is on this machine.';
  if (gap < manners.minGapSeconds) {
    add(
      ['politeness', 'minGapSeconds'],
      `politeness.minGapSeconds must be at least ${manners.minGapSeconds}: government sites are small. ${why}`,
    );
  }
  if (min < manners.minIntervalMinutes) {
    add(
      ['schedule', 'minIntervalMinutes'],
      `schedule.minIntervalMinutes must be at least ${manners.minIntervalMinutes}: these columns change a few times a week. ${why}`,
    );
  }
  return mistakes;
}

function checkCaFiles(
  file: YamlFile,
  directory: string,
  settings: BotSettings,
): readonly Mistake[] {
  return Object.entries(settings.politeness.hosts).flatMap(([host, { caFile }]) => {
    if (caFile === undefined || existsSync(resolve(directory, caFile))) return [];
    const where = file.place(['politeness', 'hosts', host, 'caFile']);
    return [
      { where, what: `the certificate file ${caFile} is not there (looked in ${directory}).` },
    ];
  });
}

function describeMistakes(mistakes: readonly Mistake[]): string {
  const lines = [...mistakes].sort(byPlace).map(({ where, what }) => `  ${where}  ${what}`);
  const count = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`;
  return [
    `The configuration has ${count}:`,
    ...lines,
    'Correct the lines above and start again; nothing was started.',
  ].join('\n');
}

function byPlace(a: Mistake, b: Mistake): number {
  const [fileA, lineA] = splitPlace(a.where);
  const [fileB, lineB] = splitPlace(b.where);
  return fileA === fileB ? lineA - lineB : fileA.localeCompare(fileB, 'en');
}

function splitPlace(where: string): readonly [file: string, line: number] {
  const found = /^(.*):(\d+):\d+$/u.exec(where);
  return [found?.[1] ?? where, Number(found?.[2] ?? 0)];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const child of Object.values(value)) deepFreeze(child);
    Object.freeze(value);
  }
  return value;
}
