import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import * as letters from '../../src/demo/letters.ts';
import { composeCard, composeLine } from '../support/compose.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { decodePng } from './decode-png.ts';
import { previewForTest } from './preview-for-test.ts';

const chromium = '/usr/bin/chromium';
const hasChromium = existsSync(chromium);
const patienceMs = 50_000;

/** Takes a picture of a page and returns it; a browser that hangs is killed with all that it started. */
async function picture(url: string, size: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'jianbao-picture-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const file = join(folder, 'page.png');
  const args = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    '--no-first-run',
    '--disable-background-networking',
    `--user-data-dir=${join(folder, 'profile')}`,
    `--window-size=${size}`,
    `--screenshot=${file}`,
    url,
  ];
  const child = spawn(chromium, args, { stdio: 'ignore', detached: true });
  const timer = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, patienceMs);
  await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  return readFileSync(file);
}

test.skipIf(!hasChromium).each([
  ['desktop', '1280,900', 1280],
  ['phone', '412,900', 412],
])(
  'the page is not blank at %s width (skipped where there is no Chromium)',
  async (_name, size, width) => {
    const preview = await previewForTest();
    const { title, agency, documentNumber, paragraphs } = letters.HOMEWORK;
    const card = composeCard({
      title,
      agency,
      documentNumber,
      points: paragraphs.slice(3, 4).map((text) => composeLine(text)),
    });
    const message = renderDiscordMessage(card, { language: 'zh-CN', occasion: 'new' });
    await preview.post('one', message, 'n1');
    const png = await picture(`${preview.url}/#top`, size);
    const seen = decodePng(png);
    expect(seen.width).toBe(width);
    const bar = message.embeds[0].color.toString(16).padStart(6, '0');
    expect(seen.colors.get(bar) ?? 0).toBeGreaterThan(50);
    // Text has many shades; a page without style or script has hardly any.
    expect(seen.colors.size).toBeGreaterThan(40);
    const most = Math.max(...seen.colors.values());
    expect(most).toBeLessThan(seen.width * seen.height * 0.97);
  },
  60_000,
);
