import { onTestFinished } from 'vitest';

import { createLocalServer } from '../../src/local/create-local-server.ts';

import type { DiscordMessage } from '../../src/card/discord-message.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import type { Card } from '../../src/domain/card.ts';
import {
  createPreview,
  type Preview,
  type PreviewOptions,
} from '../../src/preview/create-preview.ts';
import { composeCard } from '../support/compose.ts';

/** A preview on a free port with two channels; it ends with the test. */
export async function previewForTest(
  changes: Partial<PreviewOptions> = {},
): Promise<Preview & { readonly url: string }> {
  const preview = createPreview({
    language: 'zh-CN',
    channels: [
      { id: 'one', name: '双减答复', topic: '全国' },
      { id: 'two', name: '科学教育', topic: '全国' },
    ],
    now: () => new Date('2026-11-22T02:30:00Z'),
    ...changes,
  });
  const server = createLocalServer({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    routes: preview.routes,
    portAdvice: '',
    onError: (error) => {
      throw error;
    },
  });
  const { url } = await server.start();
  onTestFinished(async () => {
    preview.close();
    await server.stop();
  });
  return { ...preview, url };
}

/** The message of an invented card. */
export function someMessage(changes: Partial<Card> = {}): DiscordMessage {
  return renderDiscordMessage(composeCard(changes), { language: 'zh-CN', occasion: 'new' });
}
