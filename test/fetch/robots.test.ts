import { afterEach, beforeEach, expect, test } from 'vitest';

import { startFakeGovSite, type FakeAnswer, type FakeGovSite } from '../support/fake-gov-site.ts';
import { createTestFetcher, type TestFetcher } from '../support/test-fetcher.ts';

let site: FakeGovSite;
let fetcher: TestFetcher;
beforeEach(async () => {
  site = await startFakeGovSite();
  site.set('/zwgk/a.html', { body: '<html>答复</html>' });
  fetcher = createTestFetcher();
});
afterEach(async () => {
  await fetcher.close();
  await site.close();
});

const ask = (path = '/zwgk/a.html'): Promise<unknown> => fetcher.fetchPage(site.url + path);
const hour = 3_600_000;

test.each([
  ['none (404)', { status: 404 }, 'page'],
  ['an answer of 410', { status: 410 }, 'page'],
  ['an empty file', { body: '' }, 'page'],
  ['a page instead of a file', { body: '<html><h1>首页</h1></html>' }, 'page'],
  ['a script-only page instead of a file', { body: '<script>eval(1)</script>' }, 'page'],
  ['a redirect to elsewhere', { redirectTo: 'http://www.example.com/robots.txt' }, 'page'],
  ['rules for others', { body: 'User-agent: Bad\nDisallow: /' }, 'page'],
  ['rules that allow it', { body: 'User-agent: *\nDisallow: /\nAllow: /zwgk/' }, 'page'],
  ['a byte order mark and CRLF', { body: '\uFEFFUser-agent: *\r\nDisallow: /zwgk/\r\n' }, 'robots'],
  ['rules for everybody', { body: 'User-agent: *\nDisallow: /zwgk' }, 'robots'],
  ['rules for us by name', { body: 'User-agent: jianbao\nDisallow: /\n\nUser-agent: *' }, 'robots'],
  ['wildcards', { body: 'User-agent: *\nDisallow: /*.html$' }, 'robots'],
  [
    'too many wildcards',
    { body: `User-agent: *\n${'Disallow: /*a*b*c*d\n'.repeat(2000)}` },
    'robots',
  ],
  ['a refusal (401)', { status: 401 }, 'robots'],
  ['a refusal (403)', { status: 403 }, 'robots'],
  ['a failure (500)', { status: 500 }, 'robots'],
  ['a gate (412)', { status: 412 }, 'challenge'],
  ['a cut connection', { reset: true }, 'connection'],
] satisfies readonly [string, FakeAnswer, string][])(
  'robots.txt is %s',
  async (_name, robots, expected) => {
    site.set('/robots.txt', robots);
    const outcome = await ask();
    expect(outcome).toMatchObject(
      expected === 'page' ? { kind: 'page' } : { kind: 'failure', reason: expected },
    );
    expect(site.requests('/zwgk/a.html')).toHaveLength(expected === 'page' ? 1 : 0);
  },
);

test('is requested once a day, also when many pages wait for it', async () => {
  site.setRobots('User-agent: *\nDisallow: /private/');
  await Promise.all([ask(), ask(), ask('/private/x')]);
  expect(site.requests('/robots.txt')).toHaveLength(1);
  fetcher.advance(23 * hour);
  await ask();
  expect(site.requests('/robots.txt')).toHaveLength(1);
  fetcher.advance(2 * hour);
  await ask();
  expect(site.requests('/robots.txt')).toHaveLength(2);
});

test('is requested again an hour after a failure, and says until when it holds', async () => {
  site.set('/robots.txt', { script: [{ status: 502 }, { body: '' }] });
  expect(await ask()).toMatchObject({ reason: 'robots', retryAfterMs: hour });
  expect(await ask()).toMatchObject({ reason: 'robots' });
  expect(site.requests('/robots.txt')).toHaveLength(1);
  fetcher.advance(hour);
  expect(await ask()).toMatchObject({ kind: 'page' });
});

test('a refused file is requested again only after a day', async () => {
  site.set('/robots.txt', { script: [{ status: 403 }, { body: '' }] });
  expect(await ask()).toMatchObject({ reason: 'robots', retryAfterMs: 24 * hour });
  fetcher.advance(24 * hour);
  expect(await ask()).toMatchObject({ kind: 'page' });
});

test.each([
  ['User-agent: *\nCrawl-delay: 20', 20_000],
  ['User-agent: *\nCrawl-delay: 2', 5000],
  ['User-agent: *\nCrawl-delay: 86400', 60_000],
  ['User-agent: *\nCrawl-delay: -3', 5000],
  ['User-agent: *\nCrawl-delay: soon', 5000],
])('keeps the gap that %j requests, up to a limit', async (text, gapMs) => {
  site.setRobots(text);
  await ask();
  await ask();
  expect(fetcher.sleeps).toEqual([gapMs, gapMs]);
});

test('holds for the target of a redirect too', async () => {
  const other = await startFakeGovSite();
  other.setRobots('User-agent: *\nDisallow: /');
  site.set('/go', { redirectTo: `${other.url}/x` });
  expect(await ask('/go')).toMatchObject({ kind: 'failure', reason: 'robots' });
  expect(other.requests('/x')).toHaveLength(0);
  await other.close();
});

test('is requested once where one of a host’s origins redirects to the other', async () => {
  const secure = await startFakeGovSite();
  const named = createTestFetcher({
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  });
  const origin = `http://www.example.gov.cn:${site.port}`;
  const secureOrigin = `http://www.example.gov.cn:${secure.port}`;
  site.set('/robots.txt', { status: 301, redirectTo: `${secureOrigin}/robots.txt` });
  site.set('/x', { status: 301, redirectTo: `${secureOrigin}/x` });
  secure.setRobots('User-agent: *\nDisallow: /private/');
  secure.set('/x', { body: '<html>答复</html>' });
  expect(await named.fetchPage(`${origin}/x`)).toMatchObject({
    kind: 'page',
    movedTo: `${secureOrigin}/x`,
  });
  expect(await named.fetchPage(`${origin}/private/x`)).toMatchObject({ reason: 'robots' });
  expect(secure.requests('/robots.txt')).toHaveLength(1);
  await named.close();
  await secure.close();
});
