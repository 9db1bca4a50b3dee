import { expect, test } from 'vitest';

import { loadChatSources, saveChatSources } from '../../src/app/chat-sources.ts';
import { createSourceCatalogue } from '../../src/app/source-catalogue.ts';
import { writeAudience } from '../../src/config/write-source.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { FetchPage } from '../../src/domain/fetch.ts';
import type { Source } from '../../src/domain/source.ts';
import { openStore } from '../../src/store/open-store.ts';
import { makeDirectory } from '../config/config-directory.ts';
import { localReader } from '../support/local-reader.ts';

const nobody: FetchPage = () => Promise.reject(new Error('nobody was to be asked'));
const SERVER = '900000000000000001';
const OTHER = '900000000000000002';
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

function openCatalogue(files: Readonly<Record<string, string>> = {}) {
  const directory = makeDirectory(files);
  const added: string[] = [];
  const catalogue = createSourceCatalogue({
    config: loadConfig(directory, {}),
    fetchPage: nobody,
    reader: localReader(),
    now: () => new Date('2026-11-22T02:00:00Z'),
    onAdded: ({ id }) => void added.push(id),
  });
  return { catalogue, added, directory };
}

test('watches a saved source at once, and again after a restart', () => {
  const { catalogue, added, directory } = openCatalogue();
  expect(catalogue.watched()).toEqual([]);
  expect(catalogue.save(proposed, SERVER)).toBe('saved');
  expect(catalogue.watched()).toEqual([{ ...proposed, guildIds: [SERVER] }]);
  expect(added).toEqual([proposed.id]);
  expect(loadConfig(directory, {}).sources).toEqual([{ ...proposed, guildIds: [SERVER] }]);
});

test('saves no address twice', () => {
  const { catalogue, added } = openCatalogue();
  catalogue.save(proposed, SERVER);
  const twin = { ...proposed, id: 'other', url: 'http://jyj.lanhe.gov.cn/jyta/index.html' };
  expect(catalogue.save(twin, SERVER)).toBe('known');
  expect(added).toHaveLength(1);
});

test('watches once what a second server adds, for both', async () => {
  const { catalogue, added, directory } = openCatalogue();
  catalogue.save(proposed, SERVER);
  const { inspection } = await catalogue.inspect(proposed.url, SERVER);
  expect(inspection).toMatchObject({ state: 'refused', reason: 'already-watched' });
  // To the other server it is unknown: the page is looked at afresh.
  await expect(catalogue.inspect(proposed.url, OTHER)).rejects.toThrow('nobody was to be asked');
  expect(catalogue.save(proposed, OTHER)).toBe('saved');
  expect(catalogue.save(proposed, OTHER)).toBe('known');
  expect(added).toEqual([proposed.id]);
  const both = [{ ...proposed, guildIds: [SERVER, OTHER] }];
  expect(catalogue.watched()).toEqual(both);
  expect(loadConfig(directory, {}).sources).toEqual(both);
});

test('is for every server once the operator confirmed it', () => {
  const { catalogue, directory } = openCatalogue();
  catalogue.save(proposed, SERVER);
  const { politeness } = loadConfig(directory, {});
  const change = { id: proposed.id, guildIds: null };
  expect(writeAudience(directory, change, politeness)).toMatch(/local\.yaml$/u);
  expect(loadConfig(directory, {}).sources).toEqual([proposed]);
  expect(writeAudience(directory, change, politeness)).toBeNull();
});

test('gives two proposals of one host different ids', () => {
  const { catalogue } = openCatalogue();
  catalogue.save(proposed, SERVER);
  catalogue.save({ ...proposed, url: 'https://jyj.lanhe.gov.cn/zxta/jyta/' }, SERVER);
  expect(new Set(catalogue.watched().map(({ id }) => id)).size).toBe(2);
});

test('does not watch what could not be written', () => {
  const { catalogue, added } = openCatalogue();
  expect(() => catalogue.save({ ...proposed, level: 'county' }, SERVER)).toThrow('not added');
  expect(catalogue.watched()).toEqual([]);
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
  const { catalogue } = openCatalogue({ 'sources/a.yaml': text });
  expect(catalogue.watched()).toEqual([]);
  expect(catalogue.save(proposed, SERVER)).toBe('known');
});

test('what was added from chat reaches a process with another disk, and what it adds to that comes back', async () => {
  const store = await openStore('memory:');
  const first = openCatalogue().catalogue;
  first.save(proposed, SERVER);
  await saveChatSources(store, first.fromChat(await loadChatSources(store)));
  const second = openCatalogue().catalogue;
  expect(second.watched()).toEqual([]);
  await saveChatSources(store, second.fromChat(await loadChatSources(store)));
  expect(second.watched()).toEqual([{ ...proposed, guildIds: [SERVER] }]);
  expect(second.save(proposed, OTHER)).toBe('saved');
  const both = { ...proposed, guildIds: [SERVER, OTHER] };
  expect(second.fromChat(await loadChatSources(store))).toEqual([both]);
  await saveChatSources(store, [both]);
  expect(first.fromChat(await loadChatSources(store))).toEqual([both]);
  // One that the operator confirmed is told without its servers.
  const confirmed = openCatalogue();
  confirmed.catalogue.save(proposed, SERVER);
  const { politeness } = loadConfig(confirmed.directory, {});
  writeAudience(confirmed.directory, { id: proposed.id, guildIds: null }, politeness);
  const third = createSourceCatalogue({
    config: loadConfig(confirmed.directory, {}),
    fetchPage: nobody,
    reader: localReader(),
    now: () => new Date('2026-11-22T02:00:00Z'),
    onAdded: () => undefined,
  });
  expect(third.fromChat(await loadChatSources(store))).toEqual([proposed]);
  await store.close();
});
