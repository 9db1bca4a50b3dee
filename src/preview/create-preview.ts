import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { DISCORD_STYLES } from '../card/discord-styles.ts';
import { renderHtml } from '../card/render-html.ts';
import type { DiscordMessage } from '../card/discord-message.ts';
import type { Language } from '../domain/card.ts';
import { PermanentError } from '../domain/errors.ts';
import { pageHeaders, type Routes } from '../local/route.ts';
import { renderPage, renderPost } from './page.ts';
import type { PreviewChannel, PreviewMessage } from './preview-channel.ts';

/** What the page shows. */
export interface PreviewOptions {
  readonly language: Language;
  readonly channels: readonly [PreviewChannel, ...PreviewChannel[]];
  readonly now: () => Date;
  /** A line above the messages, such as that all of it is invented. */
  readonly notice?: string;
}

/** The channels on a local page. It takes messages exactly as Discord does. */
export interface Preview {
  /** The page, and what happens on it. */
  readonly routes: Routes;
  post(
    channelId: string,
    message: DiscordMessage,
    nonce: string,
  ): Promise<{ readonly messageId: string }>;
  /** Replaces a message; throws when it has left the page, as Discord does for a deleted one. */
  edit(channelId: string, messageId: string, message: DiscordMessage): Promise<void>;
  /** Lets those go who look at it. */
  close(): void;
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
    response.writeHead(200, pageHeaders(cspNonce));
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

  return {
    routes: { '/': sendPage, '/events': follow },
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
    close() {
      for (const { response } of listeners) response.end();
    },
  };
}
