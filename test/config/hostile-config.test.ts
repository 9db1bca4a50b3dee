import {
  array,
  assert,
  constantFrom,
  dictionary,
  letrec,
  oneof,
  property,
  string,
} from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';

import { loadConfig } from '../../src/config/load-config.ts';
import { ConfigError } from '../../src/domain/errors.ts';
import { makeDirectory } from './config-directory.ts';

const names = [
  'sources',
  'id',
  'url',
  'level',
  'politeness',
  'hosts',
  'limits',
  'schedule',
  'cron',
];
const { tree } = letrec((tie) => ({
  tree: oneof(
    { depthSize: 'small' },
    constantFrom(null, true, 0, 1.5, 420_100, '', 'city', 'https://a.gov.cn/', '__proto__'),
    string({ maxLength: 12 }),
    array(tie('tree'), { maxLength: 3 }),
    dictionary(oneof(constantFrom(...names), string({ maxLength: 8 })), tie('tree'), {
      maxKeys: 4,
    }),
  ),
}));

test('answers anything that is YAML with a configuration or a ConfigError', () => {
  assert(
    property(tree, tree, (bot, sources) => {
      const files = { 'bot.yaml': stringify(bot), 'sources/a.yaml': stringify({ sources }) };
      expect(outcome(files)).toMatch(/^(?:loaded|complained)$/u);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['bytes that are no YAML', '\u0000\u0001{{{]]'],
  ['keys that are no text', '1: a\n? [b]\n: c\n2026-11-22: d\n'],
  ['several documents', 'language: en\n---\nlanguage: en\n'],
  ['an unknown tag', 'language: !secret x\n'],
  ['aliases that multiply', `a: &a [x,x]\nb: &b [*a,*a]\n${multiply(30)}`],
  ['a deep nest', `limits: ${'['.repeat(500)}${']'.repeat(500)}`],
])('answers %s with a ConfigError', (_what, text) => {
  expect(outcome({ 'bot.yaml': text })).toBe('complained');
});

function multiply(levels: number): string {
  const name = (level: number) => (level === 0 ? 'b' : `k${level}`);
  return Array.from({ length: levels }, (_, index) => {
    const before = name(index);
    return `${name(index + 1)}: &${name(index + 1)} [*${before},*${before}]\n`;
  }).join('');
}

function outcome(files: Readonly<Record<string, string>>): string {
  try {
    loadConfig(makeDirectory(files), {});
    return 'loaded';
  } catch (error) {
    return error instanceof ConfigError ? 'complained' : String(error);
  }
}
