import { createServer } from 'node:http';

import { expect, onTestFinished, test } from 'vitest';

import { fetchStatus, statusAddresses } from '../../src/cli/fetch-status.ts';
import { listen } from '../../src/local/listen.ts';

const preview = { host: '127.0.0.1', port: 4100 };
const none = { port: null, host: '127.0.0.1', allowedHosts: [] };
const dataDirectory = '/none';

test.each([
  [{ preview, status: none }, ['http://127.0.0.1:4100']],
  [{ preview, status: { ...none, port: 9464, host: '0.0.0.0' } }, ['http://localhost:9464']],
  [{ preview, status: { ...none, port: 9464, host: '::1' } }, ['http://[::1]:9464']],
  [{ preview: { ...preview, port: 0 }, status: none }, []],
])('a bot with this configuration is asked at its own address', (config, addresses) => {
  expect(statusAddresses({ ...config, dataDirectory })).toEqual(addresses);
});

async function answering(body: string | null): Promise<string> {
  const server = createServer((_request, response) => {
    if (body !== null) response.end(body);
  });
  const port = await listen(server, '127.0.0.1', 0);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${port}`;
}

test.each([
  ['nobody', 'none'],
  ['no JSON', 'foreign'],
  ['{"program":"other","issues":[]}', 'foreign'],
  ['{"program":"jianbao","issues":3}', 'foreign'],
  ['{"program":"jianbao","issues":[],"ready":true}', 'report'],
])('what answers %s is %s', async (body, kind) => {
  const address = body === 'nobody' ? 'http://127.0.0.1:9' : await answering(body);
  expect((await fetchStatus([address])).kind).toBe(kind);
});

test('who does not answer is told from who is not there, and the first that answers counts', async () => {
  const silent = await answering(null);
  expect(await fetchStatus(['http://127.0.0.1:9', silent])).toEqual({
    kind: 'silent',
    address: silent,
  });
  expect((await fetchStatus([])).kind).toBe('none');
});

test('where another program has the port that was noted, the bot is asked for at its own', async () => {
  const other = await answering('{"program":"other"}');
  const bot = await answering('{"program":"jianbao","issues":[]}');
  expect(await fetchStatus([other, bot])).toMatchObject({ kind: 'report', address: bot });
  expect(await fetchStatus([other, 'http://127.0.0.1:9'])).toEqual({
    kind: 'foreign',
    address: other,
  });
});
