import { createServer } from 'node:http';

import { listOfSize, pageOfSize } from './round-pages.ts';

// A site in a process of its own, so that its work is not counted: a list and letters at any address.
const BYTES = 200_000;
const letter = pageOfSize(BYTES);

const server = createServer((request, response) => {
  const { url = '', headers } = request;
  if (url === '/robots.txt') {
    response.writeHead(404).end();
    return;
  }
  const at = Number(/\/list\/(\d+)\/$/u.exec(url)?.[1] ?? -1);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  const host = /^h(\d+)/u.exec(String(headers.host))?.[1] ?? '0';
  const own = letter.replaceAll('0003', host.padStart(4, '0')).replaceAll('86家', `${host}家`);
  response.end(at < 0 ? own : listOfSize(BYTES, at));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
