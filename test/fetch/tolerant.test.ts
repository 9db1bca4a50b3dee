import { createServer, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';

import { afterEach, expect, onTestFinished, test } from 'vitest';

import { createTestFetcher, type TestFetcher } from '../support/test-fetcher.ts';

const text = `<html><head><title>建议提案</title></head><body>${'关于提案的答复。'.repeat(40)}</body></html>`;
const body = Buffer.from(text);
const length = `Content-Length: ${body.length}`;

/** What a raw server sends, and where it goes on after a moment. */
type Pieces = readonly (string | Uint8Array)[];

let fetcher: TestFetcher | null = null;
afterEach(async () => {
  await fetcher?.close();
  fetcher = null;
});

const NO_ROBOTS: Pieces = ['HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'];

/** Answers every page with these bytes and closes the connection. */
async function serve(
  answer: (count: number) => Pieces,
  robots: Pieces = NO_ROBOTS,
): Promise<{ readonly url: string; readonly requests: () => readonly string[] }> {
  const requests: string[] = [];
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      const request = data.toString('latin1');
      const isRobots = request.startsWith('GET /robots.txt ');
      if (!isRobots) requests.push(request);
      for (const piece of isRobots ? robots : answer(requests.length)) socket.write(piece);
      socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { url: `http://127.0.0.1:${port}`, requests: () => requests };
}

async function read(answer: Pieces | ((count: number) => Pieces), path = '/x') {
  const site = await serve(typeof answer === 'function' ? answer : () => answer);
  fetcher ??= createTestFetcher();
  const outcome = await fetcher.fetchPage(site.url + path);
  return { outcome, site };
}

const head = (...lines: readonly string[]): string =>
  ['HTTP/1.1 200 OK', 'Content-Type: text/html', ...lines, '', ''].join('\r\n');
const size = body.length.toString(16);
const chunked: Pieces = [`${size}\r\n`, body, '\r\n0\r\n\r\n'];
const TE = 'Transfer-Encoding: chunked';

test.each<readonly [string, Pieces]>([
  ['two equal lengths', [head(length, length), body]],
  [
    'a length that promises more than the whole page',
    [head(`Content-Length: ${body.length + 9}`), body],
  ],
  ['equal lengths in one line', [head(`${length}, ${body.length}`), body]],
  ['a length beside chunks', [head(TE, 'Content-Length: 7'), ...chunked]],
  ['a length beside identity', [head('Transfer-Encoding: identity', length), body]],
  ['lines that end in LF alone', [head(length).replaceAll('\r', ''), body]],
  ['a line without a colon', [head('garbage line', length), body]],
  ['a name with a blank in it', [head('X Powered By: x', length), body]],
  ['a name that is not ASCII', [head('版本: 1', length), body]],
  ['a blank before the colon', [head(length.replace(':', ' :')), body]],
  ['a control character in a value', [head('X: a\u0001b', length), body]],
  ['a folded line', [head('X: a', ' b', length), body]],
  ['a carriage return inside a line', [head('X: a\rb', length), body]],
  ['an unknown minor version', [head(length).replace('1.1', '1.2'), body]],
  ['a status line in lower case', [head(length).replace('HTTP', 'http'), body]],
  ['chunk sizes with blanks', [head(TE), `${size}  \r\n`, body, '\r\n0\r\n\r\n']],
  ['chunks whose lines end in LF', [head(TE), `${size}\n`, body, '\n0\n\n']],
  ['a bad line behind the last chunk', [head(TE), `${size}\r\n`, body, '\r\n0\r\nbad\r\n\r\n']],
  ['a last chunk without its empty line', [head(TE), `${size}\r\n`, body, '\r\n0\r\n']],
  ['100 Continue before the answer', ['HTTP/1.1 100 Continue\r\n\r\n', head(length), body]],
  ['gzip and two equal lengths', packed()],
])('reads what browsers read: %s', async (_name, pieces) => {
  const { outcome, site } = await read(pieces);
  expect(outcome).toMatchObject({ kind: 'page', status: 200 });
  expect(outcome).not.toHaveProperty('raw.isCut');
  expect(Buffer.from(outcome.kind === 'page' ? outcome.raw.bytes : []).toString()).toBe(text);
  expect(site.requests()).toHaveLength(2);
});

function packed(): Pieces {
  const bytes = gzipSync(body);
  const own = `Content-Length: ${bytes.length}`;
  return [head('Content-Encoding: gzip', own, own), bytes];
}

test.each<readonly [string, Pieces]>([
  ['two different lengths', [head(length, 'Content-Length: 7'), body]],
  ['two different lengths beside chunks', [head(TE, length, 'Content-Length: 7'), ...chunked]],
  ['a length that is no number', [head('Content-Length: all'), body]],
  ['a length with a sign', [head(`Content-Length: +${body.length}`), body]],
  ['an empty length', [head('Content-Length:'), body]],
  ['a coding that nobody knows', [head('Transfer-Encoding: xchunked', length), ...chunked]],
  ['a null byte in the head', [head('X: a\u0000b', length), body]],
  ['a first line that is folded', [head(length).replace('Content-Type', ' Content-Type'), body]],
  ['a status that is none', [head(length).replace('200', '2000'), body]],
  ['another protocol', ['SSH-2.0-x\r\n']],
  ['a body without any head', [body]],
  [
    'a change of the protocol',
    ['HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'],
  ],
  ['a chunk without its size', [head(TE), body, '\r\n0\r\n\r\n']],
  ['a chunk that is longer than its size', [head(TE), '7\r\n', body, '\r\n0\r\n\r\n']],
])('refuses what two readers may understand differently: %s', async (_name, pieces) => {
  const { outcome, site } = await read(pieces);
  expect(outcome).toMatchObject({ kind: 'failure', reason: 'malformed' });
  expect(site.requests()).toHaveLength(2);
});

test('the second request counts, keeps the gap, carries the same headers, and is spared the next time', async () => {
  const { site } = await read([head(length, length), body]);
  expect(fetcher?.sleeps).toEqual([5000, 5000]);
  expect(fetcher?.hostStates()).toMatchObject([{ requestsToday: 3, failures: 0 }]);
  const headersOf = (request: string | undefined): readonly string[] =>
    (request ?? '').toLowerCase().split('\r\n').toSorted();
  const [first, second] = site.requests().map(headersOf);
  expect(second).toEqual(expect.arrayContaining([...(first ?? [])].filter((line) => line !== '')));
  expect(await fetcher?.fetchPage(`${site.url}/y`)).toMatchObject({ kind: 'page' });
  expect(site.requests()).toHaveLength(3);
});

test('the second request is not made beyond the budget of the day', async () => {
  fetcher = createTestFetcher({ dailyBudgetPerHost: 2 });
  const { outcome, site } = await read([head(length, length), body]);
  expect(outcome).toMatchObject({ kind: 'failure', reason: 'budget' });
  expect(site.requests()).toHaveLength(1);
});

test.each<readonly [string, Pieces]>([
  ['a cookie of 20,000 characters', [head(length, `Set-Cookie: a=${'x'.repeat(20_000)}`), body]],
  [
    'packed text with something written behind it',
    [head('Content-Encoding: gzip'), gzipSync(body), '<!-- cached -->'],
  ],
])('the strict parser reads %s', async (_what, pieces) => {
  const { outcome } = await read(pieces);
  expect(outcome).toMatchObject({ kind: 'page', status: 200 });
  const bytes = outcome.kind === 'page' ? outcome.raw.bytes : [];
  expect(Buffer.from(bytes).toString()).toContain(text);
});

test('the limits of size and time are the same', async () => {
  fetcher = createTestFetcher({ maxBytes: 500, requestTimeoutMs: 1000 });
  const large = 'x'.repeat(1000);
  const broken = 'garbage line';
  for (const pieces of [
    [head(broken, 'Content-Length: 1000'), large],
    [head(broken), large],
    [head(broken, TE), `3e8\r\n${large}\r\n0\r\n\r\n`],
    [head(broken, `X: ${'y'.repeat(80_000)}`)],
  ]) {
    const { outcome } = await read(pieces);
    expect(outcome).toMatchObject({ kind: 'failure', reason: 'too-large' });
  }
});

test('a page that forbids, moves or is gone says so through the tolerant parser as well', async () => {
  const gone = `HTTP/1.1 404 Not Found\nContent-Length: 0\n\n`;
  expect((await read([gone])).outcome).toMatchObject({ reason: 'gone', status: 404 });
  const { outcome } = await read((count) =>
    count <= 2 ? ['HTTP/1.1 302 Found\nLocation: /y\n\n'] : [head(length), body],
  );
  expect(outcome).toMatchObject({ kind: 'page', raw: { url: expect.stringMatching(/\/y$/u) } });
});

const half = body.subarray(0, 300);

test.each<readonly [string, Pieces]>([
  ['chunks without the last one', [head(TE), `${size}\r\n`, body, '\r\n']],
  ['a chunk that ends early', [head(TE), `${size}\r\n`, half]],
  ['no chunk at all, and the connection is closed', [head('Connection: close', TE)]],
  ['markup without its end, and no length', [head(), half]],
  ['JSON without its end, and no length', [head(), '{"rows":[{"title":"[a"},{"title":"b"}']],
  ['JSON that ends inside a string', [head(), '[{"title":"a]}']],
  ['a feed without its end, and no length', [head(), '<?xml version="1.0"?><rss><channel><item>']],
  ['a PDF without its end, and no length', [head(), '%PDF-1.7\nxref']],
  ['a Word file without its end, and no length', [head(), 'PK\u0003\u0004word/document.xml']],
  ['an RTF file without its end', [head(), '{\\rtf1\\ansi some words']],
  ['markup packed and cut, with a length', cutPacked()],
])('says of an answer that it was cut: %s', async (_name, pieces) => {
  const { outcome } = await read(pieces);
  expect(outcome).toMatchObject({ kind: 'page', raw: { isCut: true }, validators: { etag: null } });
});

function cutPacked(): Pieces {
  const bytes = gzipSync(Buffer.from(text.replaceAll('关', () => String(Math.random()))));
  const cut = bytes.subarray(0, bytes.length / 2);
  return [head('Content-Encoding: gzip', `Content-Length: ${cut.length}`), cut];
}

test.each<readonly [string, string | Uint8Array]>([
  ['markup with something behind its end', `${text}<!-- 12 ms --><script></script>\n`],
  ['markup in UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['a part of a page', `<li><a href="/a.html">${'关于提案的答复'.repeat(3)}</a></li>`],
  ['plain text', '[摘要] 他说："好。'],
  ['JSON', '{"rows":[{"title":"a{"},{"title":"b\\"]"}]}\n'],
  [
    'JSON in GBK whose characters hold brackets',
    Buffer.from('5b7b2261223a2281 5c227d5d'.replace(' ', ''), 'hex'),
  ],
  ['a feed', '<?xml version="1.0"?>\n<rss version="2.0"><channel></channel></rss>'],
  ['a PDF', '%PDF-1.7\nxref\n%%EOF\n'],
  ['an RTF file', '{\\rtf1 some words}\r\n'],
])('takes for whole what ends where it should, without a length: %s', async (_name, content) => {
  const { outcome, site } = await read([head('ETag: "1"'), content]);
  expect(outcome).toMatchObject({ kind: 'page', validators: { etag: '"1"' } });
  expect(outcome).not.toHaveProperty('raw.isCut');
  expect(site.requests()).toHaveLength(1);
});

test('a packed page whose packing never ends is whole where its markup is', async () => {
  const bytes = gzipSync(body).subarray(0, -8);
  const { outcome } = await read([head('Content-Encoding: gzip'), bytes]);
  expect(outcome).not.toHaveProperty('raw.isCut');
  expect(Buffer.from(outcome.kind === 'page' ? outcome.raw.bytes : []).toString()).toBe(text);
});

test('an answer that comes byte by byte is read', async () => {
  const whole = [head(TE, length), `${size};x=1\r\n`, body, '\r\n0\r\nX: y\r\n\r\n'].map((piece) =>
    Buffer.from(piece),
  );
  const bytes = Buffer.concat(whole);
  const pieces = Array.from(bytes, (_byte, at) => bytes.subarray(at, at + 1));
  const { outcome } = await read(pieces);
  expect(Buffer.from(outcome.kind === 'page' ? outcome.raw.bytes : []).toString()).toBe(text);
});

test('the address is looked up and checked again for the second request', async () => {
  const site = await serve(() => [head(length, length), body]);
  const { port } = new URL(site.url);
  let lookUps = 0;
  fetcher = createTestFetcher({
    allowedHosts: ['example.org'],
    resolve: async () => {
      lookUps += 1;
      // The robots.txt and the strict request, then the tolerant one.
      return [{ address: lookUps <= 2 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    },
  });
  const outcome = await fetcher.fetchPage(`http://example.org:${port}/x`);
  expect(outcome).toMatchObject({ kind: 'failure', reason: 'refused-address' });
  expect(site.requests()).toHaveLength(1);
});

test('a robots.txt that was cut allows nothing: what is missing may be what it forbids', async () => {
  const rules = 'User-agent: *\nDisallow: /a\n';
  const site = await serve(
    () => [head(length), body],
    [head(TE), `${rules.length.toString(16)}\r\n${rules}\r\n`],
  );
  fetcher = createTestFetcher();
  expect(await fetcher.fetchPage(`${site.url}/x`)).toMatchObject({ reason: 'cut' });
  expect(site.requests()).toEqual([]);
});
