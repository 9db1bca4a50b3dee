import { once } from 'node:events';
import { connect } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { ConfigError } from '../../src/domain/errors.ts';
import { createLocalServer, type LocalServerOptions } from '../../src/local/create-local-server.ts';

async function serverForTest(
  changes: Partial<LocalServerOptions> = {},
): Promise<{ readonly url: string; readonly port: number; readonly errors: unknown[] }> {
  const errors: unknown[] = [];
  const server = createLocalServer({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: ['jianbao.internal'],
    routes: {
      '/': (_request, response) => void response.end('here'),
      '/fails': () => Promise.reject(new Error('a secret')),
      '/throws': () => {
        throw new Error('a secret');
      },
    },
    portAdvice: 'Choose another one.',
    onError: (error) => void errors.push(error),
    ...changes,
  });
  const { url } = await server.start();
  onTestFinished(() => server.stop());
  return { url, port: Number(new URL(url).port), errors };
}

/** The status of an answer to a request that `fetch` would not send. */
async function statusOf(port: number, head: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`${head}Connection: close\r\n\r\n`);
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => void (answer += chunk));
  await once(socket, 'close');
  return /^HTTP\/1\.1 (\d{3})/u.exec(answer)?.[1] ?? answer;
}

test.each([
  ['localhost', '200'],
  ['LOCALHOST:4100', '200'],
  ['127.0.0.1:1', '200'],
  ['[::1]:4100', '200'],
  ['10.0.0.7:9464', '200'],
  ['[fd00::7]', '200'],
  ['jianbao.internal:9464', '200'],
  ['Jianbao.Internal', '200'],
  ['rebound.example.org', '421'],
  ['127.0.0.1.example.org', '421'],
  ['localhost.example.org', '421'],
  ['127.1', '421'],
  ['2130706433', '421'],
  ['999.0.0.1', '421'],
  ['[::1', '421'],
  ['a.jianbao.internal', '421'],
  ['', '421'],
])('who calls it %s gets %s', async (host, status) => {
  const { port } = await serverForTest();
  expect(await statusOf(port, `GET / HTTP/1.1\r\nHost: ${host}\r\n`)).toBe(status);
});

test.each([
  ['no host', 'GET / HTTP/1.0\r\n', '421'],
  ['an unknown path', 'GET /etc/passwd HTTP/1.1\r\nHost: localhost\r\n', '404'],
  ['a strange path', 'GET //[ HTTP/1.1\r\nHost: localhost\r\n', '404'],
  ['a name that every object has', 'GET constructor HTTP/1.1\r\nHost: localhost\r\n', '40'],
  ['the same behind a slash', 'GET /__proto__ HTTP/1.1\r\nHost: localhost\r\n', '404'],
  ['another method', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n', '405'],
])('answers %s without falling over', async (_what, head, status) => {
  const { port, url } = await serverForTest();
  expect(await statusOf(port, head)).toMatch(new RegExp(`^${status}`, 'u'));
  expect(await (await fetch(url)).text()).toBe('here');
});

test.each(['/fails', '/throws'])('%s is answered with 500 and no word of why', async (path) => {
  const { url, errors } = await serverForTest();
  const answer = await fetch(`${url}${path}`);
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('secret');
  expect(errors).toHaveLength(1);
});

test('a port that is taken is an error that says what to do', async () => {
  const { port } = await serverForTest();
  const second = serverForTest({ port });
  await expect(second).rejects.toThrow(ConfigError);
  await expect(second).rejects.toThrow(/running\? Choose another one\.$/u);
});
