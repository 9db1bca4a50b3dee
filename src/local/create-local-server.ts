import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { ConfigError } from '../domain/errors.ts';
import { isOwnHost } from './is-own-host.ts';
import { listen } from './listen.ts';
import type { Routes } from './route.ts';

export interface LocalServerOptions {
  /** The address of this machine on which it listens. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Names by which others may call it, in small letters; `localhost` and addresses need not be named. */
  readonly allowedHosts: readonly string[];
  readonly routes: Routes;
  /** How to choose another port. */
  readonly portAdvice: string;
  /** A route failed; it was answered with 500. */
  readonly onError: (error: unknown) => void;
}

/** A small web server for this machine and for whoever watches the bot. */
export interface LocalServer {
  /** Throws `ConfigError` where the port is taken. */
  start(): Promise<{ readonly url: string }>;
  stop(): Promise<void>;
}

/** Whoever asks sends a few headers, and at once. */
const HEADERS_WITHIN_MS = 10_000;
const MAX_HEADER_BYTES = 8192;
const MAX_CONNECTIONS = 256;

export function createLocalServer(options: LocalServerOptions): LocalServer {
  const { host, allowedHosts, routes } = options;
  const limits = { headersTimeout: HEADERS_WITHIN_MS, maxHeaderSize: MAX_HEADER_BYTES };
  const server = createServer(limits, (request, response) => void answer(request, response));
  server.maxConnections = MAX_CONNECTIONS;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (!isOwnHost(request.headers.host, allowedHosts)) {
      refuse(response, 421, 'Not a name of this server; status.allowedHosts lists them.');
    } else if (route === undefined) {
      refuse(response, 404, 'Not found.');
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(response, 405, 'Only GET and HEAD.');
    } else {
      try {
        await route(request, response);
      } catch (error) {
        options.onError(error);
        if (response.headersSent) response.destroy();
        else refuse(response, 500, 'It failed; the log says why.');
      }
    }
  }

  return {
    async start() {
      try {
        const port = await listen(server, host, options.port);
        return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}` };
      } catch (cause) {
        throw new ConfigError(
          `The local page cannot listen on ${host}:${options.port}. Is another Jianbao running? ${options.portAdvice}`,
          { cause },
        );
      }
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
