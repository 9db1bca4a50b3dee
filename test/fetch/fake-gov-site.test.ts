import { afterEach, beforeEach, expect, test } from 'vitest';

import { encodeGbk } from '../../src/text/encode-gbk.ts';
import { startFakeGovSite, type FakeGovSite } from '../support/fake-gov-site.ts';

let site: FakeGovSite;
beforeEach(async () => {
  site = await startFakeGovSite();
});
afterEach(() => site.close());

test('encodes Chinese as GB18030 that a decoder reads back', () => {
  const text = '关于“双减”提案的答复〔2024〕12号 abc';
  expect(new TextDecoder('gb18030').decode(encodeGbk(text))).toBe(text);
});

test('plays a script of answers and keeps the last one', async () => {
  site.set('/a', { script: [{ status: 503 }, { body: 'ok' }] });
  const statuses: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    statuses.push((await fetch(`${site.url}/a`)).status);
  }
  expect(statuses).toEqual([503, 200, 200]);
  expect(site.requests('/a')).toHaveLength(3);
});

test('answers 304 to its own validator and 404 where nothing was set', async () => {
  site.set('/list.html', { body: '列表', etag: true });
  const first = await fetch(`${site.url}/list.html`);
  const etag = first.headers.get('etag') ?? '';
  const second = await fetch(`${site.url}/list.html`, { headers: { 'if-none-match': etag } });
  expect(second.status).toBe(304);
  expect((await fetch(`${site.url}/robots.txt`)).status).toBe(404);
});

test('distinguishes virtual hosts by their Host header', async () => {
  site.set('/x', { body: 'any' });
  site.set(`//localhost:${site.port}/x`, { body: 'named' });
  expect(await (await fetch(`${site.url}/x`)).text()).toBe('any');
  const other = await startFakeGovSite({ listenOn: 'localhost' });
  other.set(`//localhost:${other.port}/x`, { body: 'named' });
  expect(await (await fetch(`http://localhost:${other.port}/x`)).text()).toBe('named');
  await other.close();
});
