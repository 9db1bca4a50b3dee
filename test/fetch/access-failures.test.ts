import { gzipSync } from 'node:zlib';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { FailureReason } from '../../src/domain/fetch.ts';
import { startFakeGovSite, type FakeAnswer, type FakeGovSite } from '../support/fake-gov-site.ts';
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

const gate = '<html><script>var _$a=["x"];eval(_$a[0]);document.cookie="a=b"</script></html>';
const page = `<html><title>建议提案</title><script>var a=1</script>${'答复'.repeat(40)}</html>`;
const hour = 3_600_000;

interface Row {
  readonly name: string;
  readonly answer: FakeAnswer;
  readonly reason: FailureReason;
  /** For how many hours the host is left alone after this one answer. */
  readonly pausedHours?: number;
}

const rows: readonly Row[] = [
  {
    name: '412 with script',
    answer: { status: 412, body: gate },
    reason: 'challenge',
    pausedHours: 24,
  },
  {
    name: '521 with a clearance cookie',
    answer: { status: 521, body: gate, headers: { 'set-cookie': '__jsluid_s=1; path=/' } },
    reason: 'challenge',
    pausedHours: 24,
  },
  { name: '512', answer: { status: 512 }, reason: 'challenge', pausedHours: 24 },
  { name: '202 with script only', answer: { status: 202, body: gate }, reason: 'challenge' },
  { name: '200 with script only', answer: { body: gate }, reason: 'challenge' },
  {
    name: '400 with script only',
    answer: { status: 400, body: gate },
    reason: 'challenge',
    pausedHours: 24,
  },
  {
    name: 'an empty 200 with a gate cookie',
    answer: { body: '', headers: { 'set-cookie': 'EO_Bot_Ssid=1' } },
    reason: 'challenge',
  },
  {
    name: 'a redirect to itself with a gate cookie',
    answer: { redirectTo: '/x', headers: { 'set-cookie': 'HWWAFSESID=1' } },
    reason: 'challenge',
  },
  { name: '403', answer: { status: 403, body: '<h1>访问被拒绝</h1>' }, reason: 'forbidden' },
  { name: '405', answer: { status: 405, body: '<h1>您的请求已被阻断</h1>' }, reason: 'forbidden' },
  { name: '401', answer: { status: 401 }, reason: 'forbidden' },
  { name: '404', answer: { status: 404, body: '页面不存在' }, reason: 'gone' },
  { name: '410', answer: { status: 410 }, reason: 'gone' },
  { name: '429', answer: { status: 429 }, reason: 'rate-limited', pausedHours: 1 },
  {
    name: '429 with Retry-After in seconds',
    answer: { status: 429, headers: { 'retry-after': '7200' } },
    reason: 'rate-limited',
    pausedHours: 2,
  },
  {
    // The clock starts at 02:00:00 and has moved by one gap when this comes.
    name: '503 with Retry-After as a date',
    answer: { status: 503, headers: { 'retry-after': 'Mon, 23 Nov 2026 05:00:05 GMT' } },
    reason: 'server-error',
    pausedHours: 3,
  },
  { name: '503', answer: { status: 503 }, reason: 'server-error' },
  { name: '500', answer: { status: 500, body: '系统错误' }, reason: 'server-error' },
  { name: 'a reset connection', answer: { reset: true }, reason: 'connection' },
  { name: 'a body cut short', answer: { body: page, truncate: true }, reason: 'connection' },
  { name: 'no HTTP at all', answer: { raw: 'SSH-2.0-x\r\n' }, reason: 'malformed' },
  { name: 'no answer', answer: { hang: true }, reason: 'timeout' },
  { name: 'a body that stops half-way', answer: { body: page, hang: 'body' }, reason: 'timeout' },
  { name: 'a body that drips', answer: { body: page, chunkSlowly: 50 }, reason: 'timeout' },
  { name: 'a promise of too much', answer: { body: 'x'.repeat(100_001) }, reason: 'too-large' },
  {
    name: 'a bomb',
    answer: { body: gzipSync(Buffer.alloc(200_000)), headers: { 'content-encoding': 'gzip' } },
    reason: 'too-large',
  },
  {
    name: 'headers beyond the cap',
    answer: { body: page, headers: { 'x-long': 'y'.repeat(80_000) } },
    reason: 'too-large',
  },
  { name: 'a redirect to itself', answer: { redirectTo: '/x' }, reason: 'redirect' },
  { name: 'a redirect without a target', answer: { status: 302 }, reason: 'redirect' },
  {
    name: 'a redirect off the allowed hosts',
    answer: { redirectTo: 'http://copy.example.com/x' },
    reason: 'redirect',
  },
  {
    name: 'a redirect to a private address',
    answer: { redirectTo: 'http://169.254.169.254/latest' },
    reason: 'refused-address',
  },
  {
    name: 'a redirect to another scheme',
    answer: { redirectTo: 'file:///etc/passwd' },
    reason: 'refused-address',
  },
  {
    name: 'a redirect with credentials',
    answer: { redirectTo: 'http://user:secret@www.example.gov.cn/' },
    reason: 'refused-address',
  },
  {
    name: 'a jump by script',
    answer: { body: '<script>window.location.href="/zwgk/index.html"</script>' },
    reason: 'redirect',
  },
  {
    name: 'an empty shell',
    answer: { body: '<body><div id="app"></div><script src="/js/app.js"></script></body>' },
    reason: 'shell',
  },
];

test.each(rows)('gives $name the reason $reason', async ({ answer, reason, pausedHours }) => {
  const patient = reason === 'timeout';
  const own = createTestFetcher({ requestTimeoutMs: patient ? 1000 : 5000 });
  site.set('/x', answer);
  site.set('/other', { body: page });
  const outcome = await own.fetchPage(`${site.url}/x`);
  expect(outcome).toMatchObject({ kind: 'failure', reason });
  expect(outcome).toHaveProperty('detail', expect.not.stringContaining('secret'));
  const next = await own.fetchPage(`${site.url}/other`);
  expect(next).toMatchObject(
    pausedHours === undefined
      ? { kind: 'page' }
      : { reason: 'paused-host', retryAfterMs: pausedHours * hour },
  );
  own.advance((pausedHours ?? 0) * hour + 1);
  expect(await own.fetchPage(`${site.url}/other`)).toMatchObject({ kind: 'page' });
  // Only what a parser refuses is requested once more, for another parser.
  const isReadTwice = reason === 'malformed' || 'truncate' in answer;
  expect(site.requests('/x').length).toBe(isReadTwice ? 2 : 1);
  await own.close();
});

test.each([
  ['a small page in GBK with a script', { body: page, charset: 'gb18030' }],
  ['a meta refresh', { body: '<meta http-equiv="refresh" content="0;url=/a"><script></script>' }],
  ['a small JSON answer', { body: '{"data":[]}', contentType: 'application/json' }],
  ['a JSON answer of nothing', { body: '' }],
] satisfies readonly [string, FakeAnswer][])('takes %s for a page', async (_name, answer) => {
  site.set('/x', answer);
  expect(await fetcher.fetchPage(`${site.url}/x`)).toMatchObject({ kind: 'page', status: 200 });
});

test('pauses a host that keeps failing for longer each time, and forgets it all after one page', async () => {
  const bad: FakeAnswer = { status: 500 };
  site.set('/x', { script: [bad, bad, bad, bad, bad, bad, bad, { body: page }, bad] });
  const ask = (): Promise<unknown> => fetcher.fetchPage(`${site.url}/x`);
  await ask();
  await ask();
  for (const hours of [1, 6, 24, 72, 72]) {
    expect(await ask()).toMatchObject({ reason: 'server-error' });
    expect(await ask()).toMatchObject({ reason: 'paused-host', retryAfterMs: hours * hour });
    fetcher.advance(hours * hour + 1);
  }
  expect(await ask()).toMatchObject({ kind: 'page' });
  await ask();
  expect(await ask()).toMatchObject({ reason: 'server-error' });
});
