import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { ConfigError } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import type { Vocabulary } from '../domain/vocabulary.ts';
import type { BotSettings } from './bot-schema.ts';
import { checkBot, hostRulesOf } from './check-bot.ts';
import { checkSources } from './check-sources.ts';
import { checkValue } from './explain-issues.ts';
import {
  checkEnvironment,
  type Environment,
  type EnvironmentSettings,
  type StatusEnvironment,
} from './read-environment.ts';
import { readFiles, type LoadOptions } from './read-files.ts';
import { vocabularySchema } from './vocabulary-schema.ts';
import type { ConfigIssue, YamlFile } from './yaml-file.ts';

/** Everything an operator can say, checked and frozen. */
export interface Config extends Omit<BotSettings, 'store'> {
  /** Where the YAML files are. */
  readonly directory: string;
  /** Where the bot keeps what it remembers. */
  readonly dataDirectory: string;
  readonly store: { readonly url: string; readonly keepDays: number };
  /** From the environment only; never logged. */
  readonly discord: { readonly token: string | null; readonly apiUrl: string | null };
  readonly sources: readonly Source[];
  readonly vocabulary: Vocabulary;
}

/** Reads and checks a configuration directory; throws one ConfigError that lists every issue. */
export function loadConfig(directory: string, env: Environment, options: LoadOptions = {}): Config {
  if (!existsSync(directory)) {
    throw new ConfigError(
      `There is no configuration at ${directory}. Set JIANBAO_CONFIG to the directory that holds bot.yaml.`,
    );
  }
  const files = readFiles(directory, options);
  const environment = checkEnvironment(env);
  const vocabulary = checkVocabulary(files.vocabulary);
  const { isKnownRegion } = options;
  const catalogue = checkSources(files.sources, {
    ...hostRulesOf(files.bot),
    ...(isKnownRegion === undefined ? {} : { isKnownRegion }),
  });
  const known = options.withoutSources === true ? null : catalogue.sources;
  const bot = checkBot(files.bot, directory, known);
  const issues = [
    ...environment.issues,
    ...files.issues,
    ...bot.issues,
    ...vocabulary.issues,
    ...catalogue.issues,
  ];
  if (issues.length > 0 || vocabulary.data === null) {
    throw new ConfigError(describeIssues(issues));
  }
  const { sources } = catalogue;
  return assemble(directory, environment.settings, {
    settings: bot.settings,
    sources,
    vocabulary: vocabulary.data,
  });
}

function checkVocabulary(file: YamlFile): ReturnType<typeof checkValue<Vocabulary>> {
  if (file.value === undefined) return { data: null, issues: [] };
  return checkValue(vocabularySchema, file, { value: file.value, path: [] });
}

function assemble(
  directory: string,
  environment: EnvironmentSettings,
  parts: {
    readonly settings: BotSettings;
    readonly sources: readonly Source[];
    readonly vocabulary: Vocabulary;
  },
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
      keepDays: settings.store.keepDays,
      url:
        environment.storeUrl ??
        settings.store.url ??
        `sqlite://${join(environment.dataDirectory, 'jianbao.sqlite')}`,
    },
    status: statusOf(settings.status, environment.status),
    discord: { token: environment.discordToken, apiUrl: environment.discordApiUrl },
    sources: parts.sources,
    vocabulary: parts.vocabulary,
  });
}

/** What the environment says counts: a container is told there where it listens. */
function statusOf(
  settings: BotSettings['status'],
  { port, host, allowedHosts }: StatusEnvironment,
): BotSettings['status'] {
  return {
    port: port ?? settings.port,
    host: host ?? settings.host,
    allowedHosts: allowedHosts ?? settings.allowedHosts,
  };
}

function describeIssues(issues: readonly ConfigIssue[]): string {
  const lines = [...issues].sort(byPlace).map(({ where, what }) => `  ${where}  ${what}`);
  const count = issues.length === 1 ? 'one mistake' : `${issues.length} mistakes`;
  const advice = 'Correct the lines above and start again; nothing was started.';
  return [`The configuration has ${count}:`, ...lines, advice].join('\n');
}

/** What has no line comes first: variables and missing files. */
function byPlace(a: ConfigIssue, b: ConfigIssue): number {
  const [fileA, lineA] = splitPlace(a.where);
  const [fileB, lineB] = splitPlace(b.where);
  return fileA === fileB ? lineA - lineB : fileA.localeCompare(fileB, 'en');
}

function splitPlace(where: string): readonly [file: string, line: number] {
  const found = /^(.*):(\d+):\d+$/u.exec(where);
  return [found?.[1] ?? '', Number(found?.[2] ?? 0)];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) deepFreeze(child);
    Object.freeze(value);
  }
  return value;
}
