import { z } from 'zod';

import type { Source } from '../domain/source.ts';
import { checkValue } from './explain-issues.ts';
import { isAllowedHost, levelOfCode } from './settings-rules.ts';
import { sourceSchema } from './source-schema.ts';
import { withoutNulls, type ConfigIssue, type YamlFile } from './yaml-file.ts';

const fileSchema = z.strictObject({ sources: z.array(z.unknown()).default([]) });

/** Hosts that the operator lets the bot visit. */
export interface HostRules {
  readonly allowedHosts: readonly string[];
  readonly allowLoopback: boolean;
  /** Whether GB/T 2260 has this code; without it codes are not checked. */
  readonly isKnownRegion?: (code: string) => boolean;
}

interface Placed {
  readonly file: YamlFile;
  readonly path: readonly PropertyKey[];
  readonly source: Source;
}

/** Checks all source files together: each source by itself, then ids, addresses and hosts across files. */
export function checkSources(
  files: readonly YamlFile[],
  rules: HostRules,
): { readonly sources: readonly Source[]; readonly issues: readonly ConfigIssue[] } {
  const issues: ConfigIssue[] = [];
  const placed: Placed[] = [];
  for (const file of files.filter((f) => f.value !== undefined)) {
    const whole = checkValue(fileSchema, file, { value: withoutNulls(file.value), path: [] });
    issues.push(...whole.issues);
    for (const [index, value] of rawSources(file.value).entries()) {
      const path = ['sources', index];
      const checked = checkValue(sourceSchema, file, { value: withoutNulls(value), path });
      issues.push(...checked.issues);
      if (checked.data !== null) placed.push({ file, path, source: checked.data });
    }
  }
  issues.push(...placed.flatMap((item) => sourceIssues(item, rules)));
  issues.push(...findRepeated(files, 'id'), ...findRepeated(files, 'url'));
  return { sources: placed.map((item) => item.source), issues };
}

function rawSources(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null || !('sources' in value)) return [];
  return Array.isArray(value.sources) ? value.sources : [];
}

function sourceIssues(item: Placed, rules: HostRules): readonly ConfigIssue[] {
  const { source, file, path } = item;
  const issues: ConfigIssue[] = [];
  const { hostname } = new URL(source.url);
  if (!isAllowedHost(hostname, rules)) {
    issues.push({
      where: file.place([...path, 'url']),
      what: `the host ${hostname} is not under gov.cn. Look-alike hosts copy government pages; if you trust this one, add it to politeness.allowedHosts in bot.yaml.`,
    });
  }
  if (source.regionCode !== null && rules.isKnownRegion?.(source.regionCode) === false) {
    return [
      ...issues,
      {
        where: file.place([...path, 'regionCode']),
        what: `GB/T 2260 has no division with the code ${source.regionCode} (source ${source.id}). Take the code of the province, city or county, or leave it out for a national body.`,
      },
    ];
  }
  const level = source.regionCode === null ? 'national' : levelOfCode(source.regionCode);
  if (level !== source.level) {
    const meant =
      source.regionCode === null
        ? 'has no regionCode'
        : `has a code of level ${level} (${source.regionCode})`;
    issues.push({
      where: file.place([...path, source.regionCode === null ? 'level' : 'regionCode']),
      what: `the source ${source.id} is of level ${source.level} but ${meant}. Correct one of the two.`,
    });
  }
  return issues;
}

function findRepeated(files: readonly YamlFile[], field: 'id' | 'url'): readonly ConfigIssue[] {
  const first = new Map<string, string>();
  const issues: ConfigIssue[] = [];
  for (const file of files) {
    for (const [index, raw] of rawSources(file.value).entries()) {
      const value = textField(raw, field);
      if (value === null) continue;
      const where = file.place(['sources', index, field]);
      const before = first.get(value);
      if (before === undefined) first.set(value, where);
      else
        issues.push({
          where,
          what: `the ${field} ${value} is already used at ${before}. Remove one of the two.`,
        });
    }
  }
  return issues;
}

function textField(raw: unknown, field: string): string | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const value: unknown = Object.entries(raw).find(([key]) => key === field)?.[1];
  return typeof value === 'string' ? value : null;
}
