import { expect, test } from 'vitest';

import { inspectSource } from '../../src/app/inspect-source.ts';
import * as letters from '../../src/demo/letters.ts';
import { feed, trsList } from '../../src/demo/pages.ts';
import type { FetchPage } from '../../src/domain/fetch.ts';
import type { Source } from '../../src/domain/source.ts';
import { localReader } from '../support/local-reader.ts';

const url = 'https://jyj.lanhe.gov.cn/zwgk/jytabl/';
const rows = [letters.HOMEWORK, letters.TRAINING, letters.FERTILISER, letters.COUNTY].map(
  (letter, index) => ({
    href: `./2026/t${letter.published.replaceAll('-', '')}_${String(1000 + index)}.html`,
    letter,
  }),
);
const list = trsList(rows, '青溪市人民政府');
const politeness = { allowedHosts: ['.example.org'], allowLoopback: false };

/** A site whose only page is this one; it records what was requested. */
function siteOf(text: string, movedTo: string | null = null) {
  const requested: string[] = [];
  const fetchPage: FetchPage = (address) => {
    requested.push(address);
    return Promise.resolve({
      kind: 'page',
      raw: {
        url: movedTo ?? address,
        bytes: new TextEncoder().encode(text),
        contentType: 'text/html; charset=utf-8',
      },
      status: 200,
      validators: { etag: null, lastModified: null },
      movedTo,
    });
  };
  return { requested, fetchPage };
}

function inspect(
  address: string,
  site: { readonly fetchPage: FetchPage },
  known: readonly Source[] = [],
) {
  const { fetchPage } = site;
  return inspectSource(
    { politeness, fetchPage, reader: localReader(), known, today: '2026-11-22' },
    address,
  );
}

async function foundSource(): Promise<Source> {
  const { source } = await inspect(url, siteOf(list));
  if (source === null) throw new Error('nothing was found');
  return source;
}

test('proposes a source with the name, region and page system of its page', async () => {
  const { inspection, source } = await inspect(url, siteOf(list));
  expect(source).toMatchObject({
    id: 'lanhe-jyj-jytabl',
    name: '青溪市人民政府 建议提案办理',
    url,
    regionCode: '330600',
    level: 'city',
    family: 'trs',
    enabled: true,
    confirmed: '2026-11-22',
  });
  expect(inspection).toMatchObject({ state: 'list', rows: 4, reason: null });
  expect(inspection.newestEntries.map(({ date }) => date)).toEqual(
    rows
      .map(({ letter }) => letter.published)
      .toSorted()
      .toReversed(),
  );
});

test('takes a feed as well', async () => {
  const { inspection, source } = await inspect(url, siteOf(feed(rows, '青溪市人民政府')));
  expect(inspection.state).toBe('list');
  expect(source?.name).toContain('青溪市');
});

test('takes an address as chat clients wrap it', async () => {
  expect((await inspect(` <${url}> `, siteOf(list))).source?.url).toBe(url);
});

test('keeps the fragment that names a column, and the address where a page has moved permanently', async () => {
  expect((await inspect(`${url}#1621`, siteOf(list))).source?.url).toBe(`${url}#1621`);
  const moved = 'https://www.lanhe.gov.cn/jytabl/';
  expect((await inspect(url, siteOf(list, moved))).source?.url).toBe(moved);
});

test.each([
  ['a strange host', 'https://lanhe.example.com/jyta/', 'host-not-allowed'],
  ['a look-alike', 'https://jyj.lanhe.gov.cn.example.com/', 'host-not-allowed'],
  ['no address', '苏州市教育局', 'refused-address'],
  ['a file', 'file:///etc/passwd', 'refused-address'],
  ['a private address', 'http://192.168.1.1/', 'refused-address'],
  ['this machine', 'http://127.0.0.1:8080/', 'refused-address'],
  ['a password', 'https://a:b@jyj.lanhe.gov.cn/', 'refused-address'],
])('sends no request for %s', async (_what, address, reason) => {
  const site = siteOf(list);
  const { inspection, source } = await inspect(address, site);
  expect(inspection).toMatchObject({ state: 'refused', reason });
  expect(source).toBeNull();
  expect(site.requested).toEqual([]);
});

test('looks at a host that the operator allowed', async () => {
  expect((await inspect('https://mirror.example.org/jyta/', siteOf(list))).source).not.toBeNull();
});

test.each([
  ['itself', url],
  ['its http twin', 'http://jyj.lanhe.gov.cn/zwgk/jytabl/index.html'],
])('knows a source that is watched already by %s', async (_how, address) => {
  const site = siteOf(list);
  const known = [await foundSource()];
  const { inspection, source } = await inspect(address, site, known);
  expect(inspection).toMatchObject({ state: 'refused', reason: 'already-watched' });
  expect(inspection.detail).toBe(known[0]?.name);
  expect(source).toBeNull();
  expect(site.requested).toEqual([]);
});

test('knows a source that is watched already when an address leads there', async () => {
  const known = [await foundSource()];
  const { inspection } = await inspect('https://jyj.lanhe.gov.cn/old/', siteOf(list, url), known);
  expect(inspection.reason).toBe('already-watched');
});

test('distinguishes columns whose addresses differ in the fragment’s number only', async () => {
  const known = [{ ...(await foundSource()), url: `${url}#1621` }];
  expect((await inspect(`${url}#1622`, siteOf(list), known)).source).not.toBeNull();
});

test('proposes another id where the usual one is taken', async () => {
  const known = [{ ...(await foundSource()), url: 'https://a.gov.cn/' }];
  expect((await inspect(url, siteOf(list), known)).source?.id).toBe('lanhe-jyj-jytabl-2');
});

const challenge =
  '<html><head><script>document.cookie="__jsl_clearance=1";location.reload()</script></head></html>';

test.each([
  ['a challenge', challenge, 'blocked', 'challenge'],
  ['an error page', '<title>404</title><p>您访问的页面不存在</p>', 'no-list', 'soft-404'],
])('proposes nothing for %s', async (...row) => {
  const [, text, state, reason] = row;
  const { inspection, source } = await inspect(url, siteOf(text));
  expect(inspection).toMatchObject({ state, reason, newestEntries: [] });
  expect(source).toBeNull();
});

test('proposes nothing without an answer', async () => {
  const fetchPage: FetchPage = () =>
    Promise.resolve({
      kind: 'failure',
      reason: 'dns',
      detail: 'The name does not resolve.',
      status: null,
      retryAfterMs: null,
    });
  const { inspection, source } = await inspect(url, { fetchPage });
  expect(inspection).toMatchObject({ state: 'failure', reason: 'dns' });
  expect(source).toBeNull();
});

test('falls back on the host’s name, and bounds a name that is too long', async () => {
  const bare = list.replace(/<title>[^<]*<\/title>/u, '').replaceAll('3306000001', '');
  expect((await inspect(url, siteOf(bare))).source).toMatchObject({ name: 'jyj.lanhe.gov.cn' });
  const long = list.replace(/<title>[^<]*/u, `<title>${'建议提案办理'.repeat(99)}`);
  const { source } = await inspect(url, siteOf(long));
  expect(Array.from(source?.name ?? '').length).toBeLessThanOrEqual(80);
});
