import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { startFakeGovSite, type FakeGovSite } from '../support/fake-gov-site.ts';
import { createTestFetcher, type TestFetcher } from '../support/test-fetcher.ts';

let site: FakeGovSite;
let fetcher: TestFetcher;
beforeEach(async () => {
  site = await startFakeGovSite();
  fetcher = createTestFetcher();
});
afterEach(async () => {
  await fetcher.close();
  await site.close();
});

const text = `<html><title>建议提案</title>${'关于提案的答复'.repeat(50)}</html>`;
const plain = Buffer.from(text);

test.each([
  ['gzip', 'gzip', gzipSync(plain)],
  ['gzip cut short', 'gzip', gzipSync(plain).subarray(0, -4)],
  ['deflate', 'deflate', deflateSync(plain)],
  ['raw deflate under the name deflate', 'deflate', deflateRawSync(plain)],
  ['brotli', 'br', brotliCompressSync(plain)],
  ['gzip twice', 'gzip, gzip', gzipSync(gzipSync(plain))],
  ['a plain body under the name gzip', 'gzip', plain],
  ['a plain body under the name deflate', 'deflate', plain],
  ['a plain body under the name br', 'br', plain],
  ['an unknown coding', 'identity', plain],
])('reads %s', async (_name, encoding, body) => {
  site.set('/x', { body, headers: { 'content-encoding': encoding } });
  const outcome = await fetcher.fetchPage(`${site.url}/x`);
  expect(outcome.kind === 'page' && Buffer.from(outcome.raw.bytes).toString()).toBe(text);
});

test('hands on bytes, type and address as they came', async () => {
  const body = gzipSync(plain);
  site.set('/list.html', {
    body,
    contentType: 'text/html;charset=gb2312',
    lastModified: 'yesterday',
  });
  expect(await fetcher.fetchPage(`${site.url}/list.html#top`)).toEqual({
    kind: 'page',
    raw: {
      url: `${site.url}/list.html`,
      bytes: body,
      contentType: 'text/html;charset=gb2312',
    },
    status: 200,
    validators: { etag: null, lastModified: 'yesterday' },
    movedTo: null,
  });
});

test('sends the validators of last time and accepts 304', async () => {
  site.set('/x', { body: text, etag: '"v1"', lastModified: 'Mon, 16 Nov 2026 00:00:00 GMT' });
  const first = await fetcher.fetchPage(`${site.url}/x`);
  const validators = first.kind === 'page' ? first.validators : null;
  expect(await fetcher.fetchPage(`${site.url}/x`, { validators })).toEqual({
    kind: 'not-modified',
  });
  expect(site.requests('/x')[1]?.headers).toMatchObject({
    'if-none-match': '"v1"',
    'if-modified-since': 'Mon, 16 Nov 2026 00:00:00 GMT',
  });
});

test('sends the referer that it was given', async () => {
  site.set('/x', { body: text });
  await fetcher.fetchPage(`${site.url}/x`, { referer: `${site.url}/list.html` });
  expect(site.requests('/x')[0]?.headers.referer).toBe(`${site.url}/list.html`);
});

test.each([
  ['a permanent redirect', [301], '/1'],
  ['two permanent redirects', [301, 308], '/2'],
  ['a permanent one, then a passing one', [301, 302], '/1'],
  ['a passing one, then a permanent one', [302, 301], null],
  ['passing ones', [302, 303, 307], null],
  ['five redirects', [302, 302, 302, 302, 302], null],
])('follows %s and says where the page moved', async (_name, statuses, moved) => {
  statuses.forEach((status, index) =>
    site.set(`/${index}`, { status, redirectTo: `./${index + 1}` }),
  );
  site.set(`/${statuses.length}`, { body: text });
  const outcome = await fetcher.fetchPage(`${site.url}/0`);
  expect(outcome).toMatchObject({
    kind: 'page',
    raw: { url: `${site.url}/${statuses.length}` },
    movedTo: moved === null ? null : site.url + moved,
  });
});

test('gives up after five redirects', async () => {
  for (let index = 0; index < 9; index += 1) site.set(`/${index}`, { redirectTo: `/${index + 1}` });
  expect(await fetcher.fetchPage(`${site.url}/0`)).toMatchObject({ reason: 'redirect' });
  expect(site.log.filter(({ path }) => path !== '/robots.txt')).toHaveLength(6);
});

test('two hosts that send to each other end as a circle, and neither waits for the other', async () => {
  const other = await startFakeGovSite();
  site.set('/a', { redirectTo: `${other.url}/b` });
  other.set('/b', { redirectTo: `${site.url}/a` });
  const outcomes = await Promise.all([
    fetcher.fetchPage(`${site.url}/a`),
    fetcher.fetchPage(`${other.url}/b`),
  ]);
  expect(outcomes).toMatchObject([{ reason: 'redirect' }, { reason: 'redirect' }]);
  await other.close();
});
