import { expect, test } from 'vitest';

import { createSourceDesk } from '../../src/app/source-desk.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { FetchPage } from '../../src/domain/fetch.ts';
import type { Source } from '../../src/domain/source.ts';
import { makeDirectory } from '../config/config-directory.ts';

const nobody: FetchPage = () => Promise.reject(new Error('nobody was to be asked'));
const proposed: Source = {
  id: 'lanhe-jyj-jyta',
  name: '澜河市教育局 建议提案',
  url: 'https://jyj.lanhe.gov.cn/jyta/',
  format: 'auto',
  regionCode: '320500',
  level: 'city',
  agency: null,
  family: 'trs',
  group: 'reply',
  enabled: true,
  confirmed: '2026-11-22',
  selectors: null,
};

function openDesk(files: Readonly<Record<string, string>> = {}) {
  const directory = makeDirectory(files);
  const added: string[] = [];
  const desk = createSourceDesk({
    config: loadConfig(directory, {}),
    fetchPage: nobody,
    now: () => new Date('2026-11-22T02:00:00Z'),
    onAdded: ({ id }) => void added.push(id),
  });
  return { desk, added, directory };
}

test('watches a saved source at once, and again after a restart', () => {
  const { desk, added, directory } = openDesk();
  expect(desk.watched()).toEqual([]);
  expect(desk.save(proposed)).toBe('saved');
  expect(desk.watched()).toEqual([proposed]);
  expect(added).toEqual([proposed.id]);
  expect(loadConfig(directory, {}).sources).toEqual([proposed]);
});

test('saves no address twice', () => {
  const { desk, added } = openDesk();
  desk.save(proposed);
  const twin = { ...proposed, id: 'other', url: 'http://jyj.lanhe.gov.cn/jyta/index.html' };
  expect(desk.save(twin)).toBe('known');
  expect(added).toHaveLength(1);
});

test('gives two proposals of one host different ids', () => {
  const { desk } = openDesk();
  desk.save(proposed);
  desk.save({ ...proposed, url: 'https://jyj.lanhe.gov.cn/zxta/jyta/' });
  expect(new Set(desk.watched().map(({ id }) => id)).size).toBe(2);
});

test('does not watch what could not be written', () => {
  const { desk, added } = openDesk();
  expect(() => desk.save({ ...proposed, level: 'county' })).toThrow('not added');
  expect(desk.watched()).toEqual([]);
  expect(added).toEqual([]);
});

test('keeps a source that is switched off out of the watch, and knows it all the same', () => {
  const text = `sources:
  - id: off
    name: 澜河市教育局
    url: ${proposed.url}
    regionCode: '320500'
    level: city
    enabled: false
`;
  const { desk } = openDesk({ 'sources/a.yaml': text });
  expect(desk.watched()).toEqual([]);
  expect(desk.save(proposed)).toBe('known');
});
