import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';

/** One alert rule. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
}

/** One row of a scrape, with the labels that Prometheus adds. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const RULES = fileURLToPath(new URL('../../docs/monitoring/alerts.yaml', import.meta.url));
/** Of Prometheus, as it is installed. */
const PROMTOOL: string = 'promtool';
const JOB = { job: 'jianbao', instance: 'bot:9464' };

/** Why expressions are judged by this file and not by Prometheus; null where they are. */
export const WITHOUT_PROMTOOL =
  spawnSync(PROMTOOL, ['--version']).status === 0 ? null : 'no promtool (Debian: prometheus)';

export function alertRules(): readonly AlertRule[] {
  const file: { readonly groups: readonly { readonly rules: readonly AlertRule[] }[] } = parse(
    readFileSync(RULES, 'utf8'),
  );
  return file.groups.flatMap(({ rules }) => rules);
}

/** What Prometheus has of a scrape; null is one that failed. */
export function samplesOf(text: string | null): readonly Sample[] {
  const up = { name: 'up', labels: JOB, value: Number(text !== null) };
  const rows = (text ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return [up, ...rows.map(sampleOf)];
}

function sampleOf(line: string): Sample {
  const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/u.exec(line) ?? [];
  const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/gu)].map(([, key = '', word = '']) => [
    key,
    word,
  ]);
  return { name, labels: { ...JOB, ...Object.fromEntries(pairs) }, value: Number(value) };
}

/** The alerts whose expressions hold for these samples; null for those that only Prometheus can judge. */
export function heldBy(rules: readonly AlertRule[], samples: readonly Sample[]): readonly string[] {
  return rules.filter(({ expr }) => holds(expr, samples) === true).map(({ alert }) => alert);
}

const SIMPLE =
  /^(?:(?<sum>max|sum) by \(job\) \()?(?<name>\w+)(?:\{(?<labels>[^}]*)\})?\)? (?<sign>==|<|>) (?<bound>\d+)$/u;

/** Judges a comparison of one metric, or of its sum or maximum, with a number; null for any other expression. */
export function holds(expr: string, samples: readonly Sample[]): boolean | null {
  const parts = SIMPLE.exec(expr)?.groups;
  if (parts === undefined) return null;
  const { sum, name, labels = '', sign, bound } = parts;
  const matchers = [...labels.matchAll(/(\w+)(=~?)"([^"]*)"/gu)].map(
    ([, key = '', how, wanted = '']) =>
      ({ labels: has }: Sample): boolean =>
        how === '=' ? has[key] === wanted : new RegExp(`^(?:${wanted})$`, 'u').test(has[key] ?? ''),
  );
  const values = samples
    .filter((sample) => sample.name === name && matchers.every((matches) => matches(sample)))
    .map(({ value }) => value);
  if (values.length === 0) return false;
  const judged =
    sum === undefined
      ? values
      : [sum === 'max' ? Math.max(...values) : values.reduce((all, one) => all + one, 0)];
  const compare = COMPARISONS[sign ?? ''];
  return judged.some((value) => compare?.(value, Number(bound)) === true);
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '==': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '>': (value, bound) => value > bound,
};

/** The alerts that Prometheus fires when a process answers with these scrapes in turn, ten minutes each, the last one for a day. */
export function firedByPrometheus(
  rules: readonly AlertRule[],
  scrapes: readonly (readonly Sample[])[],
): readonly string[] {
  const series = new Map<string, string[]>();
  for (const [index, samples] of scrapes.entries()) {
    const minutes = index === scrapes.length - 1 ? 1440 : 9;
    for (const { name, labels, value } of samples) {
      const pairs = Object.entries(labels).map(([key, word]) => `${key}="${word}"`);
      const id = `${name}{${pairs.join(',')}}`;
      const values = series.get(id) ?? Array.from({ length: index }, () => '_x9');
      series.set(id, [...values, `${value}+0x${minutes}`]);
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'jianbao-alerts-'));
  try {
    return rules.flatMap(({ alert }) => (isFired(folder, alert, series) ? [alert] : []));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isFired(
  folder: string,
  alert: string,
  series: ReadonlyMap<string, readonly string[]>,
): boolean {
  // Whether a restart is seen depends on the hour after it; all else holds until the end.
  const at = alert === 'JianbaoRestarting' ? '55m' : '20h';
  const test = {
    rule_files: [RULES],
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: Array.from(series, ([name, values]) => ({
          series: name,
          values: values.join(' '),
        })),
        promql_expr_test: [
          {
            expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) > bool 0`,
            eval_time: at,
            exp_samples: [{ labels: '{}', value: 1 }],
          },
        ],
      },
    ],
  };
  const file = join(folder, `${alert}.json`);
  // YAML takes JSON.
  writeFileSync(file, JSON.stringify(test));
  return spawnSync(PROMTOOL, ['test', 'rules', file]).status === 0;
}

/** What Prometheus finds wrong with the names, units and helps of a scrape; empty where that is nothing. */
export function foundInMetrics(text: string): string {
  const { stdout, stderr } = spawnSync(PROMTOOL, ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

/** What Prometheus says of the file; throws where it refuses it. */
export function checkedByPrometheus(): string {
  return execFileSync(PROMTOOL, ['check', 'rules', RULES], { encoding: 'utf8' });
}
