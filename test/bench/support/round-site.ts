import { createServer } from 'node:http';

import { feedOf, letterAt, listOfSize, pageOfSize } from './round-pages.ts';

// A site in a process of its own, so that its work is not counted: a list at /list/N/, or a feed at /feed/N/ with a
// validator and at /plain/N/ without one, and its letters below it.
const BYTES = Number(process.argv[2] ?? 200_000);

const server = createServer((request, response) => {
  const { url = '' } = request;
  const list = /\/list\/(\d{1,6})\/$/u.exec(url)?.[1];
  const [, kind, feed] = /\/(feed|plain)\/(\d{1,6})\/$/u.exec(url) ?? [];
  const letter = letterAt(url);
  if (feed !== undefined) {
    const tag = `"${feed}"`;
    if (kind === 'feed' && request.headers['if-none-match'] === tag) {
      response.writeHead(304, { etag: tag }).end();
      return;
    }
    response.setHeader('content-type', 'application/rss+xml; charset=utf-8');
    if (kind === 'feed') response.setHeader('etag', tag);
    response.end(feedOf(Number(feed), `http://${request.headers.host ?? ''}${url}`));
    return;
  }
  response.setHeader('content-type', 'text/html; charset=utf-8');
  if (list !== undefined) response.end(listOfSize(BYTES, Number(list)));
  else if (letter !== null) response.end(pageOfSize(BYTES, letter));
  // Its robots.txt, too.
  else response.writeHead(404).end();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
