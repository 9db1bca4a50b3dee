import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Source } from '../domain/source.ts';
import { botSchema, MANNERS, type BotSettings } from './bot-schema.ts';
import type { HostRules } from './check-sources.ts';
import { checkValue } from './explain-issues.ts';
import { isLoopbackHost } from './settings-rules.ts';
import { withoutNulls, type ConfigIssue, type YamlFile } from './yaml-file.ts';

/** Checks `bot.yaml`: each setting by itself, then those that depend on one another; `sources` is null where they were not read. */
export function checkBot(
  file: YamlFile,
  directory: string,
  sources: readonly Source[] | null,
): { readonly settings: BotSettings; readonly issues: readonly ConfigIssue[] } {
  const value = withoutNulls(file.value ?? {});
  const checked = checkValue(botSchema, file, { value, path: [] });
  const settings = checked.data ?? botSchema.parse({});
  const issues = [
    ...checked.issues,
    ...checkBounds(file, partsOf(value), sources),
    ...checkCaFiles(file, directory, settings),
  ];
  return { settings, issues };
}

/** The hosts that `bot.yaml` allows, read even where other settings are wrong. */
export function hostRulesOf(file: YamlFile): HostRules {
  const politeness = partsOf(withoutNulls(file.value))['politeness'];
  const allowed = politeness?.['allowedHosts'];
  return {
    allowedHosts: Array.isArray(allowed) ? allowed.filter((host) => typeof host === 'string') : [],
    allowLoopback: politeness?.['allowLoopback'] === true,
  };
}

interface RawParts {
  readonly [section: string]: Readonly<Record<string, unknown>>;
}

/** The sections as the file has them, so that rules across settings are checked even when there are other issues. */
function partsOf(value: unknown): RawParts {
  if (typeof value !== 'object' || value === null) return {};
  const sections = Object.entries(value).map(([name, section]: [string, unknown]) => [
    name,
    typeof section === 'object' && section !== null ? section : {},
  ]);
  return Object.fromEntries(sections);
}

/** Rules that more than one setting takes part in. */
function checkBounds(
  file: YamlFile,
  raw: RawParts,
  sources: readonly Source[] | null,
): readonly ConfigIssue[] {
  const defaults = botSchema.parse({});
  const min = numberIn(raw['schedule'], 'minIntervalMinutes', defaults.schedule);
  const max = numberIn(raw['schedule'], 'maxIntervalMinutes', defaults.schedule);
  const gap = numberIn(raw['politeness'], 'minGapSeconds', defaults.politeness);
  // Also checked while there is no source yet: the next one will be a real site.
  const isLocal =
    sources === null
      ? raw['politeness']?.['allowLoopback'] === true
      : sources.length > 0 && sources.every((one) => isLoopbackHost(new URL(one.url).hostname));
  const why = 'Less is possible only where every source is on this machine.';
  const rules: [isBroken: boolean, path: readonly [string, string], what: string][] = [
    [
      min > max,
      ['schedule', 'minIntervalMinutes'],
      `(${min}) must not be greater than schedule.maxIntervalMinutes (${max}).`,
    ],
    [
      min < MANNERS.minIntervalMinutes && !isLocal,
      ['schedule', 'minIntervalMinutes'],
      `must be at least ${MANNERS.minIntervalMinutes}: these columns change a few times a week. ${why}`,
    ],
    [
      raw['politeness']?.['allowLoopback'] === true && sources !== null && !isLocal,
      ['politeness', 'allowLoopback'],
      'must be false beside sources on real sites: a page of theirs could send the bot to this machine. It is for tests, where every source is on it.',
    ],
    [
      gap < MANNERS.minGapSeconds && !isLocal,
      ['politeness', 'minGapSeconds'],
      `must be at least ${MANNERS.minGapSeconds}: government sites are small. ${why}`,
    ],
  ];
  return rules
    .filter(([isBroken]) => isBroken)
    .map(([, path, what]) => ({ where: file.place(path), what: `${path.join('.')} ${what}` }));
}

function numberIn<K extends string>(
  section: Readonly<Record<string, unknown>> | undefined,
  key: K,
  defaults: Readonly<Record<K, number>>,
): number {
  const value = section?.[key];
  return typeof value === 'number' ? value : defaults[key];
}

function checkCaFiles(
  file: YamlFile,
  directory: string,
  settings: BotSettings,
): readonly ConfigIssue[] {
  return Object.entries(settings.politeness.hosts).flatMap(([host, { caFile }]) => {
    if (caFile === undefined || existsSync(resolve(directory, caFile))) return [];
    const where = file.place(['politeness', 'hosts', host, 'caFile']);
    return [
      { where, what: `the certificate file ${caFile} is not there (looked in ${directory}).` },
    ];
  });
}
