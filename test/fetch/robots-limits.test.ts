import { gzipSync } from 'node:zlib';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { newHostState, type HostState, type HostStore } from '../../src/fetch/host-state.ts';
import { allows, parseRobots } from '../../src/fetch/robots-file.ts';
import type { RobotsRecord } from '../../src/fetch/robots-rules.ts';
import { startFakeGovSite, type FakeGovSite } from '../support/fake-gov-site.ts';
import { createTestFetcher } from '../support/test-fetcher.ts';

const NAME = 'Jianbao';
const NOW = new Date('2026-11-23T02:00:00Z');
const many = (count: number, line: string): string => `${line}\n`.repeat(count);

let site: FakeGovSite;
beforeEach(async () => {
  site = await startFakeGovSite();
  site.set('/zwgk/a.html', { body: '<html>答复</html>' });
});
afterEach(() => site.close());

/** A store that holds one host, and the fetcher over it. */
function fetcherOver(stored: HostState | null) {
  const saved: HostState[] = [];
  const hostStore: HostStore = {
    load: () => Promise.resolve(stored),
    save: (_host, state) => Promise.resolve(void saved.push(state)),
  };
  const fetcher = createTestFetcher({ hostStore, maxBytes: 20_000_000, now: () => NOW });
  return {
    fetcher,
    /** What is kept of the site's robots.txt. */
    kept: (): RobotsRecord | undefined => saved.at(-1)?.robots[site.url],
  };
}

// What a robots.txt is, and what is kept of it; null where no page is requested.
const FILES: readonly (readonly [string, string, string | null])[] = [
  [
    'many agents that are others, many rules',
    many(1_500, 'User-agent: a') + many(1_500, 'Disallow: /x'),
    '',
  ],
  [
    'one agent many times, few rules',
    many(1_500, 'User-agent: *') + many(2, 'Disallow: /x'),
    'User-agent: *\nDisallow: /x\nDisallow: /x',
  ],
  ['more rules than are read', `User-agent: *\n${many(1_001, 'Disallow: /x')}`, null],
  ['a rule longer than an address', `User-agent: *\nDisallow: /${'x'.repeat(2_001)}`, null],
  [
    'more wildcards than are read',
    `User-agent: *\n${many(900, 'Disallow: /*a*b*c*d*e*f*g*h*i*j*k')}`,
    null,
  ],
  ['more lines than are read', `User-agent: *\n${many(20_001, 'User-agent: a')}`, null],
  [
    'many agents and many rules, 855 bytes on the wire',
    many(15_000, 'User-agent: a') + many(15_000, 'Disallow: /x'),
    null,
  ],
];

describe.each(FILES)('robots.txt has %s', (_name, text, kept) => {
  const record = { kind: kept === null ? 'excessive' : 'rules', text: kept ?? '' };
  const outcome = kept === null ? { reason: 'robots' } : { kind: 'page' };

  test('fresh from the site', async () => {
    const { fetcher, kept: keptNow } = fetcherOver(null);
    site.set('/robots.txt', { body: gzipSync(text), headers: { 'content-encoding': 'gzip' } });
    expect(await fetcher.fetchPage(`${site.url}/zwgk/a.html`)).toMatchObject(outcome);
    expect(keptNow()).toMatchObject(record);
    await fetcher.close();
  });

  test('as an earlier version kept it', async () => {
    const now = NOW;
    const old: RobotsRecord = { fetchedAt: now.toISOString(), kind: 'rules', text: text.trim() };
    const state = { ...newHostState('127.0.0.1', now), robots: { [site.url]: old } };
    const { fetcher } = fetcherOver(state);
    expect(await fetcher.fetchPage(`${site.url}/zwgk/a.html`)).toMatchObject(outcome);
    expect(fetcher.hostStates().map(({ robots }) => robots[site.url])).toMatchObject([record]);
    expect(site.requests('/robots.txt')).toEqual([]);
    await fetcher.close();
  });
});

test('a long file is read up to its last whole line', async () => {
  const { fetcher, kept } = fetcherOver(null);
  const body = `User-agent: *\nDisallow: /x\n${'#\n'.repeat(262_125)}Disallow: /zwgk/b.html`;
  expect(body.slice(0, 512 * 1024).slice(-11)).toBe('Disallow: /');
  site.set('/robots.txt', { body });
  expect(await fetcher.fetchPage(`${site.url}/zwgk/a.html`)).toMatchObject({ kind: 'page' });
  expect(kept()?.text).toBe('User-agent: *\nDisallow: /x');
  await fetcher.close();
});

test.each([
  ['/fish', '/fish.html', true],
  ['/fish', '/Fish.html', false],
  ['/fish*', '/fishheads', true],
  ['*.php', '/folder/any.php?x=1', true],
  ['/*.php$', '/a.php', true],
  ['/*.php$', '/a.php?x', false],
  ['/*.php$', '/a.php5.php', true],
  ['/fish*.php', '/fishheads/cat.php', true],
  ['/fish*.php', '/fish', false],
  ['/a*b*c$', '/a-b-c', true],
  ['/a*bc*bc$', '/abc', false],
  ['/a$', '/a', true],
  ['/a$', '/ab', false],
  ['/*', '/', true],
  ['/$', '/', true],
  ['/政务/*.html', '/%E6%94%BF%E5%8A%A1/1.html', true],
  ['/%e6%94%bf', '/政务', true],
  ['/a%2fb', '/a%2Fb', true],
  ['fish', '/fish', false],
  ['/x # a comment', '/x', true],
])('%j matches %j: %j', (pattern, path, expected) => {
  const file = parseRobots(`User-agent: *\nDisallow: ${pattern}`, NAME);
  const url = new URL(path, 'https://www.example.gov.cn');
  expect(file?.everybody === null || file === null ? null : !allows(file.everybody, url)).toBe(
    expected,
  );
});

test.each([
  [
    'groups of one name are joined',
    'User-agent: jianbao\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: JIANBAO/2\nDisallow: /b',
    ['/a', '/b'],
  ],
  [
    'the group for the name counts alone',
    'User-agent: *\nDisallow: /a\n\nUser-agent: jianbao\nDisallow: /b',
    ['/b'],
  ],
  [
    'a group may be for several',
    'User-agent: x\nUser-agent: jianbao\nSitemap: /s\nUser-agent: y\nDisallow: /a\nDisallow: /b',
    ['/a', '/b'],
  ],
  [
    'a longer name is another',
    'User-agent: jianbaos\nDisallow: /a\n\nUser-agent: *\nDisallow: /b',
    ['/b'],
  ],
  [
    'an empty rule forbids nothing',
    'User-agent: jianbao\nDisallow:\n\nUser-agent: *\nDisallow: /',
    [],
  ],
  ['a rule before any name is nobody’s', 'Disallow: /a\nUser-agent: *\nDisallow: /b', ['/b']],
])('%s', (_name, text, expected) => {
  const file = parseRobots(text, NAME);
  const group = file?.own ?? file?.everybody;
  expect(group?.rules.map(({ pattern }) => pattern)).toEqual(expected);
});

test('no rule is made for an agent that is another', () => {
  const file = parseRobots(many(9_000, 'User-agent: a') + many(9_000, 'Disallow: /x'), NAME);
  expect(file).toEqual({ own: null, everybody: null });
  const named = parseRobots(many(9_000, 'User-agent: *') + many(1_000, 'Disallow: /x'), NAME);
  expect(named?.everybody?.rules).toHaveLength(1_000);
});
