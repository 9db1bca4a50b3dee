import { afterEach, beforeEach, expect, test } from 'vitest';

import { checkAddress, isPublicAddress } from '../../src/fetch/check-address.ts';
import { startFakeGovSite, type FakeGovSite } from '../support/fake-gov-site.ts';
import { createTestFetcher } from '../support/test-fetcher.ts';

let site: FakeGovSite;
beforeEach(async () => {
  site = await startFakeGovSite();
  site.set('/x', { body: '<html>答复</html>' });
});
afterEach(() => site.close());

test.each([
  'ftp://www.example.gov.cn/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'not an address',
  'http://user:pw@www.example.gov.cn/',
  'http://10.0.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://100.64.0.1/',
  'http://168.63.129.16/machine?comp=goalstate',
  'http://0x7f.1/',
  'http://2130706433/',
  'http://017700000001/',
  'http://127.0.0.1./',
  'http://0/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:a00:1]/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:db8::1]/',
  'http://localhost/',
  'http://www.example.com/',
  'http://gov.cn.example.com/',
  'http://evilgov.cn/',
  'http://8.8.8.8/',
  'http://www.example.gov.cn:22/',
  `http://www.example.gov.cn/${'a'.repeat(2100)}`,
])('refuses %s without asking anybody', async (address) => {
  let lookups = 0;
  const fetcher = createTestFetcher({
    allowLoopback: false,
    resolve: () => {
      lookups += 1;
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    },
  });
  expect(await fetcher.fetchPage(address)).toMatchObject({
    kind: 'failure',
    reason: 'refused-address',
  });
  expect(lookups).toBe(0);
});

test.each([
  '10.1.2.3',
  '127.0.0.1',
  '::1',
  '::ffff:192.168.0.1',
  'fe80::1',
  '0.0.0.0',
  '224.0.0.1',
  '168.63.129.16',
  '::ffff:168.63.129.16',
])('refuses a government name that resolves to %s', async (address) => {
  const family = address.includes(':') ? 6 : 4;
  const fetcher = createTestFetcher({
    allowLoopback: false,
    resolve: () => Promise.resolve([{ address, family }]),
  });
  const outcome = await fetcher.fetchPage(`http://www.example.gov.cn:${site.port}/x`);
  expect(outcome).toMatchObject({ kind: 'failure', reason: 'refused-address' });
  expect(site.log).toHaveLength(0);
});

test('connects only to the allowed ones of several addresses', async () => {
  const fetcher = createTestFetcher({
    resolve: () =>
      Promise.resolve([
        { address: '10.255.255.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]),
  });
  const outcome = await fetcher.fetchPage(`http://www.example.gov.cn:${site.port}/x`);
  expect(outcome).toMatchObject({ kind: 'page' });
  expect(site.requests('/x')[0]?.host).toBe(`www.example.gov.cn:${site.port}`);
});

test('checks the address again at every connection, so a name that turns private is refused', async () => {
  const answers = ['127.0.0.1', '127.0.0.1', '10.0.0.1'];
  const fetcher = createTestFetcher({
    resolve: () => Promise.resolve([{ address: answers.shift() ?? '', family: 4 }]),
  });
  const ask = (): Promise<unknown> => fetcher.fetchPage(`http://www.example.gov.cn:${site.port}/x`);
  expect(await ask()).toMatchObject({ kind: 'page' });
  expect(await ask()).toMatchObject({ reason: 'refused-address' });
});

test.each([
  ['www.example.org', true],
  ['list.example.net', true],
  ['example.net', true],
  ['other.example.org', false],
  ['badexample.net', false],
] as const)('lets the operator allow hosts: %s', async (host, isAllowed) => {
  const fetcher = createTestFetcher({
    allowedHosts: ['www.example.org', '.example.net'],
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  });
  const outcome = await fetcher.fetchPage(`http://${host}:${site.port}/x`);
  expect(outcome.kind).toBe(isAllowed ? 'page' : 'failure');
});

test.each(['ENOTFOUND', 'EAI_AGAIN', 'ESERVFAIL', 'ETIMEOUT'])(
  'gives a name that fails with %s the reason dns',
  async (code) => {
    const fetcher = createTestFetcher({
      resolve: () => Promise.reject(Object.assign(new Error('query failed'), { code })),
    });
    const outcome = await fetcher.fetchPage('http://www.example.gov.cn/x');
    expect(outcome).toMatchObject({ kind: 'failure', reason: 'dns' });
  },
);

test.each([
  ['http://www.qingxi.gov.cn:6379/', 'refused'],
  ['http://www.qingxi.gov.cn:3306/', 'refused'],
  ['http://www.qingxi.gov.cn:22/', 'refused'],
  ['http://www.qingxi.gov.cn:81/', 'url'],
  ['http://www.qingxi.gov.cn:7003/jyta/', 'url'],
  ['https://www.qingxi.gov.cn:8443/', 'url'],
])('a port of another service is none of a web site: %s is %s', (address, kind) => {
  const rules = { allowedHosts: [], allowLoopback: false };
  expect(checkAddress(address, rules).kind).toBe(kind);
});

test.each([
  ['::a00:1', false],
  ['::7f00:1', false],
  ['200::1', false],
  ['4000::1', false],
  ['fe00::1', false],
  ['2400:3200::1', true],
  ['240e:1::1', true],
])('of IPv6 only what is given out is public: %s %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
