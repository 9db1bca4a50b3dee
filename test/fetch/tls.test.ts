import { once } from 'node:events';
import { createServer } from 'node:tls';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startFakeGovSite, type FakeGovSite } from '../support/fake-gov-site.ts';
import { hasOpenssl, makeCertificate, type Certificate } from '../support/make-certificate.ts';
import { createTestFetcher } from '../support/test-fetcher.ts';

const without = !hasOpenssl();
let certificate: Certificate;
let site: FakeGovSite;

beforeAll(async () => {
  if (without) return;
  certificate = makeCertificate();
  site = await startFakeGovSite({ tls: { key: certificate.key, cert: certificate.cert } });
  site.set('/x', { body: '<html>答复</html>' });
});
afterAll(async () => {
  if (without) return;
  await site.close();
  certificate.remove();
});

test.skipIf(without)('refuses an unknown certificate (needs the openssl command)', async () => {
  const outcome = await createTestFetcher().fetchPage(`${site.url}/x`);
  expect(outcome).toMatchObject({ kind: 'failure', reason: 'tls', status: null });
  expect(site.log, 'no request is sent over it').toHaveLength(0);
});

test.skipIf(without)(
  'accepts it with the operator’s extra CA file and curve list for this host (needs the openssl command)',
  async () => {
    const own = { caFile: certificate.certFile, ecdhCurve: 'P-256' };
    const fetcher = createTestFetcher({ hosts: { '127.0.0.1': own } });
    expect(await fetcher.fetchPage(`${site.url}/x`)).toMatchObject({ kind: 'page' });
    expect(await fetcher.fetchPage(`https://localhost:${site.port}/x`)).toMatchObject({
      reason: 'tls',
    });
  },
);

test('names an extra CA file that cannot be read', async () => {
  const fetcher = createTestFetcher({ hosts: { '127.0.0.1': { caFile: 'no/such/file.pem' } } });
  expect(await fetcher.fetchPage('https://127.0.0.1:9/x')).toMatchObject({
    reason: 'tls',
    detail: '127.0.0.1: the extra CA file no/such/file.pem cannot be read.',
  });
});

test('names TLS when the server does not speak it', async () => {
  const plain = await startFakeGovSite();
  const outcome = await createTestFetcher().fetchPage(plain.url.replace('http:', 'https:'));
  expect(outcome).toMatchObject({ kind: 'failure', reason: 'tls' });
  await plain.close();
});

test.skipIf(without)('never offers HTTP/2 (needs the openssl command)', async () => {
  const offered: string[][] = [];
  const server = createServer({
    key: certificate.key,
    cert: certificate.cert,
    ALPNCallback: ({ protocols }) => {
      offered.push(protocols);
      return undefined;
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await createTestFetcher().fetchPage(`https://127.0.0.1:${port}/x`);
  expect(offered).toContainEqual(['http/1.1']);
  expect(offered.flat()).not.toContain('h2');
  server.close();
});

test.skipIf(without)(
  'checks the certificate again where an answer needs the tolerant parser (needs the openssl command)',
  async () => {
    let connections = 0;
    const { key, cert, certFile } = certificate;
    const server = createServer({ key, cert }, (socket) => {
      connections += 1;
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\nContent-Length: 6\n\n答复'));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const trusting = createTestFetcher({ hosts: { '127.0.0.1': { caFile: certFile } } });
    expect(await trusting.fetchPage(`https://127.0.0.1:${port}/x`)).toMatchObject({ kind: 'page' });
    // robots.txt twice, then the page: its host is known by then.
    expect(connections).toBe(3);
    server.close();
  },
);
