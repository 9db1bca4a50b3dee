import { beforeEach, expect, test } from 'vitest';

import type { FetchFailure } from '../../src/domain/fetch.ts';
import { trouble } from '../../src/fetch/trouble.ts';
import type { Send } from '../../src/fetch/host-client.ts';
import type { HostState } from '../../src/fetch/host-state.ts';
import { createTestFetcher, type TestFetcher } from '../support/test-fetcher.ts';

/** What one address answers; anything that is not set is 404. */
interface Wired {
  readonly status?: number;
  readonly body?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fails?: FetchFailure['reason'];
}

const DAY = 86_400_000;
const HTTP = 'http://jyj.lanhe.gov.cn';
const HTTPS = 'https://jyj.lanhe.gov.cn';
const LETTER = `<html><title>答复</title><p>${'关于政协第101号提案的答复，课后服务覆盖全部学校。'.repeat(8)}</p>`;

let wire: Map<string, Wired>;
let log: { readonly url: string; readonly validated: boolean }[];
beforeEach(() => {
  wire = new Map();
  log = [];
});

const send: Send = (url, headers) => {
  log.push({ url: url.href, validated: 'if-none-match' in headers });
  const {
    status,
    body = '',
    type = 'text/html',
    headers: own = {},
    fails,
  } = wire.get(url.href) ?? { status: 404, body: '<h1>404</h1>' };
  if (fails !== undefined) return Promise.resolve(trouble(fails, `${url.href} fails.`));
  const all: Readonly<Record<string, string>> = { 'content-type': type, ...own };
  return Promise.resolve({
    kind: 'answer',
    url,
    status: status ?? 200,
    bytes: Buffer.from(body),
    isCut: false,
    header: (name) => all[name] ?? null,
  });
};

function both(path: string, plain: Wired, secure: Wired = plain): void {
  wire.set(`${HTTP}${path}`, plain);
  wire.set(`${HTTPS}${path}`, secure);
}

/** Addresses that were requested since the last look, without robots.txt. */
function requested(): readonly string[] {
  const urls = log.map(({ url }) => url).filter((url) => !url.endsWith('/robots.txt'));
  log = [];
  return urls;
}

const open = (more: Parameters<typeof createTestFetcher>[0] = {}): TestFetcher =>
  createTestFetcher({ send, ...more });

/** `plain`: it came over plain http; `secured`: over https, under its own address; or why it failed. */
async function wayOf(fetcher: TestFetcher, url: string): Promise<string> {
  const outcome = await fetcher.fetchPage(url);
  if (outcome.kind === 'failure') return outcome.reason;
  if (outcome.kind !== 'page') return outcome.kind;
  expect(outcome.raw.url).toBe(url);
  expect(outcome.movedTo).toBeNull();
  return outcome.raw.isPlainHttp === true ? 'plain' : 'secured';
}

const httpsOf = (fetcher: TestFetcher): HostState['https'] =>
  fetcher.hostStates().find(({ host }) => host === 'jyj.lanhe.gov.cn')?.https;

test('a host that gives the same page by https is requested by https from then on', async () => {
  both('/a', { body: LETTER });
  both('/b', { body: LETTER });
  const fetcher = open();
  expect(await wayOf(fetcher, `${HTTP}/a`)).toBe('secured');
  expect(requested()).toEqual([`${HTTP}/a`, `${HTTPS}/a`]);
  expect(await wayOf(fetcher, `${HTTP}/b`)).toBe('secured');
  expect(requested()).toEqual([`${HTTPS}/b`]);
  expect(httpsOf(fetcher)).toMatchObject({ works: true });
});

test('every request of a trial has its turn, its robots.txt and its place in the day’s budget', async () => {
  both('/a', { body: LETTER });
  const fetcher = open();
  await fetcher.fetchPage(`${HTTP}/a`);
  expect(log.map(({ url }) => url)).toEqual([
    `${HTTP}/robots.txt`,
    `${HTTP}/a`,
    `${HTTPS}/robots.txt`,
    `${HTTPS}/a`,
  ]);
  expect(fetcher.sleeps).toEqual([5000, 5000, 5000]);
  expect(fetcher.hostStates()[0]).toMatchObject({ requestsToday: 4 });
});

test('what is known of https is kept over a restart', async () => {
  const stored = new Map<string, HostState>();
  const hostStore = {
    load: (host: string) => Promise.resolve(stored.get(host) ?? null),
    save: async (host: string, state: HostState) => void stored.set(host, state),
  };
  both('/a', { body: LETTER });
  await open({ hostStore }).fetchPage(`${HTTP}/a`);
  requested();
  expect(await wayOf(open({ hostStore }), `${HTTP}/a`)).toBe('secured');
  expect(requested()).toEqual([`${HTTPS}/a`]);
});

const stranger = `<html><p>${'欢迎使用服务器软件，本页说明安装成功。'.repeat(20)}</p>`;
const shell = (script: string): Wired => ({
  body: `<html><div>正在加载</div><script>${script}</script>${'<p></p>'.repeat(800)}`,
});

test.each<[string, Wired, Wired]>([
  ['another host’s page', { body: LETTER }, { body: stranger }],
  ['a page with one other word', { body: LETTER }, { body: LETTER.replace('全部', '部分') }],
  ['two notices that differ in a number', { body: '<p>1 ok</p>' }, { body: '<p>2 ok</p>' }],
  ['two shells without a text', shell('page(1)'), shell('page(2)')],
  ['nothing at all', { body: '' }, { body: '' }],
  [
    'data with other numbers',
    { body: `{"t":"${LETTER}","n":1}`, type: 'application/json' },
    { body: `{"t":"${LETTER}","n":2}`, type: 'application/json' },
  ],
  ['the page with another status', { body: LETTER }, { body: LETTER, status: 203 }],
  ['a redirect', { body: LETTER }, { status: 302, headers: { location: `${HTTP}/a` } }],
  ['not found', { body: LETTER }, { status: 404 }],
  ['a check of the browser', { body: LETTER }, { status: 412 }],
  ['a fault of the server', { body: LETTER }, { status: 500 }],
  ['no certificate', { body: LETTER }, { fails: 'tls' }],
  ['no answer in time', { body: LETTER }, { fails: 'timeout' }],
  ['no connection', { body: LETTER }, { fails: 'connection' }],
  ['an answer that breaks the rules', { body: LETTER }, { fails: 'malformed' }],
])('%s by https does not pass, and is not tried again for 30 days', async (_, plain, secure) => {
  both('/a', plain, secure);
  const fetcher = open();
  for (let at = 0; at < 3; at += 1) expect(await wayOf(fetcher, `${HTTP}/a`)).toBe('plain');
  expect(requested().filter((url) => url.startsWith('https:'))).toEqual([`${HTTPS}/a`]);
  expect(fetcher.hostStates()[0]).toMatchObject({
    failures: 0,
    pausedUntil: null,
    https: { works: false },
  });
  fetcher.advance(29 * DAY);
  await fetcher.fetchPage(`${HTTP}/a`);
  expect(requested()).toEqual([`${HTTP}/a`]);
  fetcher.advance(2 * DAY);
  both('/a', { body: LETTER });
  expect(await wayOf(fetcher, `${HTTP}/a`)).toBe('secured');
});

test('a page passes where only counters, scripts and hidden values differ', async () => {
  const page = (count: number, token: string): Wired => ({
    body: `${LETTER}<!-- ${token} --><script>var t="${token}"</script><input value="${token}">阅读 ${count} 次`,
  });
  both('/a', page(7, 'ab'), page(18, 'cd'));
  const fetcher = open();
  const outcome = await fetcher.fetchPage(`${HTTP}/a`);
  // What came over https is what is read.
  expect(outcome).toMatchObject({ kind: 'page' });
  expect(Buffer.from(outcome.kind === 'page' ? outcome.raw.bytes : []).toString()).toContain('18');
  expect(await wayOf(fetcher, `${HTTP}/a`)).toBe('secured');
});

test('markup that never ends is compared all the same', async () => {
  const open1 = `${LETTER}<script>${'<'.repeat(5000)}`;
  both('/a', { body: `${open1}1` }, { body: `${open1}2<` });
  expect(await wayOf(open(), `${HTTP}/a`)).toBe('secured');
});

test.each<FetchFailure['reason']>(['tls', 'connection', 'timeout', 'malformed', 'cut'])(
  'https that fails by %s later is left for http, forgotten for 30 days, and no fault of the host',
  async (fails) => {
    both('/a', { body: LETTER });
    const fetcher = open();
    await fetcher.fetchPage(`${HTTP}/a`);
    requested();
    both('/a', { body: LETTER }, { fails });
    expect(await wayOf(fetcher, `${HTTP}/a`)).toBe('plain');
    const tries = requested();
    expect([tries[0], tries.at(-1)]).toEqual([`${HTTPS}/a`, `${HTTP}/a`]);
    expect(fetcher.hostStates()[0]).toMatchObject({ failures: 0, https: { works: false } });
    both('/a', { body: LETTER });
    fetcher.advance(DAY);
    expect(await wayOf(fetcher, `${HTTP}/a`)).toBe('plain');
    expect(requested()).toEqual([`${HTTP}/a`]);
    fetcher.advance(30 * DAY);
    expect(await wayOf(fetcher, `${HTTP}/a`)).toBe('secured');
  },
);

test('https whose robots.txt cannot be had is left for http', async () => {
  both('/a', { body: LETTER });
  const fetcher = open();
  await fetcher.fetchPage(`${HTTP}/a`);
  fetcher.advance(DAY);
  wire.set(`${HTTPS}/robots.txt`, { fails: 'tls' });
  expect(await wayOf(fetcher, `${HTTP}/a`)).toBe('plain');
  expect(fetcher.hostStates()[0]).toMatchObject({ failures: 0, https: { works: false } });
});

test('https whose robots.txt forbids the page is not requested', async () => {
  both('/a', { body: LETTER });
  wire.set(`${HTTPS}/robots.txt`, { body: 'User-agent: *\nDisallow: /', type: 'text/plain' });
  expect(await wayOf(open(), `${HTTP}/a`)).toBe('plain');
  expect(requested()).toEqual([`${HTTP}/a`]);
});

test('a page that is gone by https is gone by http, too, or https serves another site by now', async () => {
  both('/a', { body: LETTER });
  both('/gone', { status: 404 });
  both('/moved', { body: LETTER }, { status: 404 });
  const fetcher = open();
  await fetcher.fetchPage(`${HTTP}/a`);
  expect(await wayOf(fetcher, `${HTTP}/gone`)).toBe('gone');
  expect(httpsOf(fetcher)).toMatchObject({ works: true });
  expect(await wayOf(fetcher, `${HTTP}/moved`)).toBe('plain');
  expect(httpsOf(fetcher)).toMatchObject({ works: false });
});

test('https that sends its visitors back to http is left for it', async () => {
  both('/a', { body: LETTER });
  const fetcher = open();
  await fetcher.fetchPage(`${HTTP}/a`);
  both('/a', { body: LETTER }, { status: 301, headers: { location: `${HTTP}/a` } });
  expect(await wayOf(fetcher, `${HTTP}/a`)).toBe('plain');
  expect(httpsOf(fetcher)).toMatchObject({ works: false });
});

test('a refusal by https is the answer: nobody is requested twice for it', async () => {
  both('/a', { body: LETTER });
  both('/b', { body: LETTER }, { status: 429, headers: { 'retry-after': '60' } });
  const fetcher = open();
  await fetcher.fetchPage(`${HTTP}/a`);
  requested();
  expect(await wayOf(fetcher, `${HTTP}/b`)).toBe('rate-limited');
  expect(requested()).toEqual([`${HTTPS}/b`]);
  expect(fetcher.hostStates()[0]?.pausedUntil).not.toBeNull();
});

test('a host that wishes for fewer requests at the trial is left alone', async () => {
  both('/a', { body: LETTER }, { status: 429, headers: { 'retry-after': '60' } });
  const fetcher = open();
  expect(await wayOf(fetcher, `${HTTP}/a`)).toBe('plain');
  expect(await wayOf(fetcher, `${HTTP}/a`)).toBe('paused-host');
});

test('a trial that the budget forbids is made another day', async () => {
  both('/a', { body: LETTER });
  const fetcher = open({ dailyBudgetPerHost: 3 });
  expect(await wayOf(fetcher, `${HTTP}/a`)).toBe('plain');
  expect(httpsOf(fetcher)).toBeUndefined();
  fetcher.advance(DAY);
  expect(await wayOf(open({ dailyBudgetPerHost: 4 }), `${HTTP}/a`)).toBe('secured');
});

test('several pages of a host at once make one trial', async () => {
  both('/a', { body: LETTER }, { fails: 'tls' });
  both('/b', { body: LETTER }, { fails: 'tls' });
  const fetcher = open();
  await Promise.all(['/a', '/b', '/a'].map((path) => fetcher.fetchPage(`${HTTP}${path}`)));
  const robots = log.filter(({ url }) => url === `${HTTPS}/robots.txt`);
  expect(requested().filter((url) => url.startsWith('https:'))).toHaveLength(1);
  expect(robots).toHaveLength(1);
});

test('validators go out with https, and not with what is compared', async () => {
  both('/a', { body: LETTER });
  const fetcher = open();
  const validators = { etag: '"1"', lastModified: null };
  await fetcher.fetchPage(`${HTTP}/a`, { validators });
  const pages = log.filter(({ url }) => url.endsWith('/a'));
  expect(pages.map(({ validated }) => validated)).toEqual([true, false]);
  both('/a', { status: 304 });
  expect(await fetcher.fetchPage(`${HTTP}/a`, { validators })).toEqual({ kind: 'not-modified' });
  expect(log.at(-1)).toEqual({ url: `${HTTPS}/a`, validated: true });
});

test('redirects that a site makes stay as they are', async () => {
  wire.set(`${HTTP}/old`, { status: 301, headers: { location: `${HTTPS}/new` } });
  wire.set(`${HTTPS}/new`, { body: LETTER });
  const outcome = await open().fetchPage(`${HTTP}/old`);
  expect(outcome).toMatchObject({ kind: 'page', movedTo: `${HTTPS}/new` });
  expect(outcome).not.toHaveProperty('raw.isPlainHttp');
  expect(requested()).toEqual([`${HTTP}/old`, `${HTTPS}/new`]);
});

test('an https address is never requested by http, whatever happens', async () => {
  both('/a', { body: LETTER });
  const fetcher = open();
  await fetcher.fetchPage(`${HTTP}/a`);
  both('/a', { body: LETTER }, { fails: 'tls' });
  requested();
  expect(await fetcher.fetchPage(`${HTTPS}/a`)).toMatchObject({ reason: 'tls' });
  expect(requested()).toEqual([`${HTTPS}/a`]);
});

test.each([
  'http://jyj.lanhe.gov.cn:8080',
  'http://127.0.0.1:9',
  'http://127.0.0.1',
  'http://1.2.4.8',
])('%s has no https twin that is tried', async (origin) => {
  wire.set(`${origin}/a`, { body: LETTER });
  await open({ allowedHosts: ['1.2.4.8'] }).fetchPage(`${origin}/a`);
  expect(requested()).toEqual([`${origin}/a`]);
});
