import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { DISCORD_STYLES } from '../card/discord-styles.ts';
import { renderHtml } from '../card/render-html.ts';
import type { DiscordMessage } from '../card/discord-message.ts';
import type { Language } from '../domain/card.ts';
import { ConfigError, PermanentError } from '../domain/errors.ts';
import { listen } from './listen.ts';
import { renderPage, renderPost } from './page.ts';
import type { PreviewChannel, PreviewMessage } from './preview-channel.ts';

/** Where the page listens and what it shows. */
export interface PreviewOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly language: Language;
  readonly channels: readonly [PreviewChannel, ...PreviewChannel[]];
  /** Answers `/healthz`: true is 200, false is 503. */
  readonly isHealthy: () => boolean;
  readonly now: () => Date;
  /** A line above the messages, such as that all of it is invented. */
  readonly notice?: string;
  /** How to choose another port, where it is not `preview.port` that says it. */
  readonly portAdvice?: string;
}

/** The local page. It takes messages exactly as Discord does. */
export interface Preview {
  start(): Promise<{ readonly url: string }>;
  post(
    channelId: string,
    message: DiscordMessage,
    nonce: string,
  ): Promise<{ readonly messageId: string }>;
  /** Replaces a message; throws when it has left the page, as Discord does for a deleted one. */
  edit(channelId: string, messageId: string, message: DiscordMessage): Promise<void>;
  stop(): Promise<void>;
}

/** Any program on this machine may listen; a person has few windows open. */
const MAX_LISTENERS = 32;
/** A listener that has so many bytes unread is let go: what waits for it would fill the memory. */
const MAX_UNREAD = 1_000_000;

/** Messages kept per channel; older ones leave the page. */
const KEPT_MESSAGES = 200;

const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** A name that a browser on this machine uses for it; anything else may be a rebound DNS name. */
const LOCAL_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/u;

/** Shows channels on a local page, live, from the same card JSON that Discord would get. */
export function createPreview(options: PreviewOptions): Preview {
  const messages: PreviewMessage[] = [];
  const listeners = new Set<{ readonly channelId: string; readonly response: ServerResponse }>();

  function channelOf(request: IncomingMessage): PreviewChannel {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const id = query.get('channel');
    return options.channels.find((channel) => channel.id === id) ?? options.channels[0];
  }

  function sendPage(request: IncomingMessage, response: ServerResponse): void {
    const current = channelOf(request);
    const cspNonce = randomBytes(16).toString('base64');
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${cspNonce}'; script-src 'nonce-${cspNonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    response.end(
      renderPage({
        language: options.language,
        channels: options.channels,
        notice: options.notice ?? null,
        current,
        messages: messages.filter(({ channelId }) => channelId === current.id),
        cardStyles: DISCORD_STYLES,
        cspNonce,
      }),
    );
  }

  function follow(request: IncomingMessage, response: ServerResponse): void {
    if (listeners.size >= MAX_LISTENERS) {
      response.writeHead(503).end('Too many listeners.\n');
      return;
    }
    const listener = { channelId: channelOf(request).id, response };
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(':\n\n');
    listeners.add(listener);
    response.on('close', () => listeners.delete(listener));
  }

  /** Shows a message to everybody who looks at its channel just now. */
  function tell(event: 'message' | 'edit', message: PreviewMessage): void {
    const data = JSON.stringify(renderPost(message, options.language));
    for (const { channelId, response } of listeners) {
      if (channelId !== message.channelId) continue;
      if (response.writableLength > MAX_UNREAD) response.destroy();
      else response.write(`event: ${event}\ndata: ${data}\n\n`);
    }
  }

  function sendHealth(_request: IncomingMessage, response: ServerResponse): void {
    const isHealthy = options.isHealthy();
    response.writeHead(isHealthy ? 200 : 503, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(isHealthy ? 'ok\n' : 'not healthy\n');
  }

  const routes: Readonly<Record<string, typeof sendPage>> = {
    '/': sendPage,
    '/events': follow,
    '/healthz': sendHealth,
  };

  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const route = routes[path];
    if (!LOCAL_HOST.test(request.headers.host ?? '')) {
      response.writeHead(421).end('This page is for this machine only.\n');
    } else if (route === undefined) {
      response.writeHead(404).end('Not found.\n');
    } else {
      route(request, response);
    }
  });

  return {
    async start() {
      const { host } = options;
      try {
        const port = await listen(server, host, options.port);
        return { url: `http://${host}:${port}` };
      } catch (cause) {
        throw new ConfigError(
          `The preview cannot listen on ${host}:${options.port}. Is another Jianbao running? ${options.portAdvice ?? 'Set preview.port in bot.yaml to another port.'}`,
          { cause },
        );
      }
    },
    async post(channelId, message, nonce) {
      const known = messages.find(
        (other) => other.channelId === channelId && other.nonce === nonce,
      );
      if (known !== undefined) return { messageId: known.id };
      const posted: PreviewMessage = {
        id: randomBytes(8).toString('hex'),
        channelId,
        nonce,
        at: clock.format(options.now()),
        html: renderHtml(message),
      };
      messages.push(posted);
      if (messages.length > KEPT_MESSAGES * options.channels.length) messages.shift();
      tell('message', posted);
      return { messageId: posted.id };
    },
    async edit(channelId, messageId, message) {
      const index = messages.findIndex(
        (other) => other.channelId === channelId && other.id === messageId,
      );
      const known = messages[index];
      if (known === undefined) {
        throw new PermanentError('The preview shows that message no longer.', {
          reason: 'unknown-message',
        });
      }
      const edited: PreviewMessage = { ...known, html: renderHtml(message), isEdited: true };
      messages[index] = edited;
      tell('edit', edited);
    },
    stop: () =>
      new Promise((resolve) => {
        for (const { response } of listeners) response.end();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
