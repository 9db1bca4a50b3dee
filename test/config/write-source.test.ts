import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { loadConfig } from '../../src/config/load-config.ts';
import { suggestSourceId } from '../../src/config/suggest-source-id.ts';
import { writeSource } from '../../src/config/write-source.ts';
import type { Source } from '../../src/domain/source.ts';
import { makeDirectory } from './config-directory.ts';

const rules = { allowedHosts: [], allowLoopback: false };

const source: Source = {
  id: 'somewhere-jyj',
  name: '某市教育局：“建议提案”答复 #1',
  url: 'https://jyj.somewhere.gov.cn/jyta/?a=1&b=2#x',
  format: 'auto',
  regionCode: '420100',
  level: 'city',
  agency: null,
  family: 'trs',
  group: 'reply',
  enabled: true,
  confirmed: '2026-11-22',
  selectors: null,
};

test('adds a source that loads as it was given', () => {
  const directory = makeDirectory({});
  const file = writeSource(directory, source, rules);
  expect(file).toBe(join(directory, 'sources/local.yaml'));
  expect(loadConfig(directory, {}).sources).toEqual([source]);
});

test('keeps comments and what is there already', () => {
  const text = `# mine
sources:
  # the first one
  - id: first # do not touch
    name: 第一个来源
    url: https://a.gov.cn/
    level: national
`;
  const directory = makeDirectory({ 'sources/local.yaml': text });
  writeSource(directory, source, rules);
  writeSource(directory, { ...source, id: 'third', url: 'https://c.gov.cn/' }, rules);
  const written = readFileSync(join(directory, 'sources/local.yaml'), 'utf8');
  expect(written.startsWith(text)).toBe(true);
  const ids = loadConfig(directory, {}).sources.map((one) => one.id);
  expect(ids).toEqual(['first', 'somewhere-jyj', 'third']);
});

test.each([
  [
    'an id that is taken in another file',
    { url: 'https://b.gov.cn/' },
    'the id somewhere-jyj is already used',
  ],
  ['an address that is watched', { id: 'other' }, 'the url'],
  ['a host that nobody allowed', { id: 'other', url: 'https://example.com/' }, 'not under gov.cn'],
  [
    'a level that does not fit',
    { id: 'other', url: 'https://b.gov.cn/', level: 'county' as const },
    'Correct one',
  ],
])('refuses %s and writes nothing', (_what, change, expected) => {
  const directory = makeDirectory({});
  writeSource(directory, source, rules);
  const before = readFileSync(join(directory, 'sources/local.yaml'), 'utf8');
  expect(() => writeSource(directory, { ...source, ...change }, rules)).toThrow(expected);
  expect(readFileSync(join(directory, 'sources/local.yaml'), 'utf8')).toBe(before);
  expect(readdirSync(join(directory, 'sources'))).toEqual(['local.yaml']);
});

test('refuses to touch a file that it cannot read', () => {
  const directory = makeDirectory({ 'sources/local.yaml': 'sources: [' });
  expect(() => writeSource(directory, source, rules)).toThrow('Correct it first');
});

test.each([
  ['https://jyj.somewhere.gov.cn/zwgk/jyta/', [], 'somewhere-jyj-jyta'],
  ['https://jyj.somewhere.gov.cn/zwgk/jyta/', ['somewhere-jyj-jyta'], 'somewhere-jyj-jyta-2'],
  ['http://www.somewhere.gov.cn/col/col123/index.html', [], 'somewhere-col123'],
  ['http://www.gov.cn/', [], 'source'],
])('suggests an id for %s', (address, taken, expected) => {
  expect(suggestSourceId(address, taken)).toBe(expected);
});

test.each([
  ['[123456789012345678]', 'in quotes'],
  ['[]', 'must name a server'],
])('a source is not for the servers %s', (guildIds, words) => {
  const text = `sources:
  - id: first
    name: 第一个来源
    url: https://a.gov.cn/
    level: national
    guildIds: ${guildIds}
`;
  const directory = makeDirectory({ 'sources/local.yaml': text });
  expect(() => loadConfig(directory, {})).toThrow(words);
});
