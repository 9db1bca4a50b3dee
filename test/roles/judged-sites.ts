import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { shanghaiDay } from '../../src/base/clock.ts';
import type { DemoLetter } from '../../src/demo/letters.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import { listen } from '../../src/local/listen.ts';
import type { HomeSource } from '../e2e/bot-process.ts';
import { composeReply } from '../simulate/compose-reply.ts';
import { drawFor } from '../simulate/random.ts';

/** What the sites saw of all processes together. */
interface Judgement {
  readonly requests: number;
  /** Requests that began while another one to the same host was open. */
  readonly twoAtOnce: number;
  /** Requests that began before the gap after the one before was over. */
  readonly gapBroken: number;
  readonly shortestGapMs: number;
}

/** Columns on hosts of their own that say when they were requested. */
export interface JudgedSites {
  readonly sources: readonly HomeSource[];
  /** Puts a new letter about the matter on top of a column; returns the number that no other letter has. */
  readonly publish: (host: number) => string;
  readonly judge: () => Judgement;
  readonly close: () => Promise<void>;
}

interface Host {
  readonly server: Server;
  readonly shown: { readonly number: string; readonly letter: DemoLetter }[];
  url: string;
  open: number;
  endedAt: number;
}

const LETTERS = /^\/a\/t\d{8}_(\d+)\.html$/u;
/** Clocks of timers and sockets differ by so much. */
const TOLERANCE_MS = 10;

/** Shown from the beginning, so that a list is one. */
const FIRST_LETTERS = 6;

/**
 * Starts them, each on a port of its own. The letters of every fifth column are redirected to the next host, so that a visit sends
 * requests to two.
 */
export async function startJudgedSites({
  hosts: count,
  gapMs,
  seed = 1,
}: {
  readonly hosts: number;
  readonly gapMs: number;
  readonly seed?: number;
}): Promise<JudgedSites> {
  const draw = drawFor(seed, 'judged sites');
  const pages = new Map<string, DemoLetter>();
  const counts = { requests: 0, twoAtOnce: 0, gapBroken: 0, shortestGapMs: Infinity };
  let published = 0;

  function begin(host: Host, response: ServerResponse): void {
    const now = performance.now();
    counts.requests += 1;
    if (host.open > 0) counts.twoAtOnce += 1;
    const sinceMs = now - host.endedAt;
    if (sinceMs < gapMs - TOLERANCE_MS) counts.gapBroken += 1;
    counts.shortestGapMs = Math.min(counts.shortestGapMs, sinceMs);
    host.open += 1;
    let isOpen = true;
    const end = (): void => {
      if (!isOpen) return;
      isOpen = false;
      host.open -= 1;
      host.endedAt = performance.now();
    };
    response.on('finish', end);
    response.on('close', end);
  }

  function answer(host: Host, { url = '/' }: IncomingMessage, response: ServerResponse): void {
    begin(host, response);
    setTimeout(() => send(host, url, response), draw.between(5, 25));
  }

  function send(host: Host, url: string, response: ServerResponse): void {
    const letter = pages.get(LETTERS.exec(url)?.[1] ?? '');
    if (url !== '/a/' && letter === undefined) {
      response.writeHead(404).end();
      return;
    }
    const next = hosts[(hosts.indexOf(host) + 1) % hosts.length];
    const isMoved = letter !== undefined && host.shown.some((shown) => shown.letter === letter);
    if (isMoved && hosts.indexOf(host) % 5 === 4) {
      response.writeHead(302, { location: `${next?.url ?? ''}${url}` }).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(letter === undefined ? listOf(host) : trsDetail(letter, '青溪市人民政府'));
  }

  function listOf(host: Host): string {
    const rows = host.shown.map(({ number, letter }) => {
      const day = letter.published.replaceAll('-', '');
      return { href: `./t${day}_${number}.html`, letter };
    });
    return trsList(rows, '青溪市人民政府');
  }

  const hosts: Host[] = [];
  for (let index = 0; index < count; index += 1) {
    const server = createServer((request, response) => answer(host, request, response));
    const host: Host = { server, shown: [], url: '', open: 0, endedAt: -Infinity };
    host.url = `http://127.0.0.1:${await listen(server, '127.0.0.1', 0)}`;
    hosts.push(host);
  }

  function publish(index: number): string {
    const host = hosts[index];
    if (host === undefined) throw new Error(`no host ${index}`);
    published += 1;
    const author = { id: `s${index}`, agency: `青溪市第${index + 1}教育局`, province: '33' };
    const written = { ...author, number: published, at: Date.now() };
    let reply = composeReply(draw, written);
    while (!reply.isCore) reply = composeReply(draw, written);
    const { number, title, agency, paragraphs } = reply;
    const letter: DemoLetter = {
      title,
      agency,
      paragraphs,
      documentNumber: null,
      published: shanghaiDay(Date.now()),
    };
    pages.set(number, letter);
    host.shown.unshift({ number, letter });
    return number;
  }

  for (const index of hosts.keys())
    for (let letter = 0; letter < FIRST_LETTERS; letter += 1) publish(index);

  return {
    sources: hosts.map(({ url }, index) => ({ id: `column-${index}`, url: `${url}/a/` })),
    publish,
    judge: () => ({ ...counts }),
    async close() {
      await Promise.all(
        hosts.map(
          ({ server }) =>
            new Promise((resolve) => {
              server.close(resolve);
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
}
