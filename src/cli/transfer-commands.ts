import { readFileSync, writeFileSync } from 'node:fs';

import { ConfigError } from '../domain/errors.ts';
import { parseExport, type ExportFile } from '../config/export-schema.ts';
import type { Subscription } from '../domain/subscription.ts';
import { openStoreForReading } from '../store/open-for-reading.ts';
import { openStore } from '../store/open-store.ts';
import { openConfig } from './open-tools.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function writeExport(file: string, content: ExportFile): void {
  try {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new ConfigError(`${file} cannot be written. Is its folder there, and writable?`, {
      cause,
    });
  }
}

/** Writes every subscription to a file that `import` takes. Holds channel ids, no secrets. */
export async function exportCommand(
  file: string,
  options: { readonly json?: boolean } = {},
): Promise<number> {
  const store = await openStoreForReading(openConfig().store.url);
  try {
    const subscriptions = await store.subscriptions.all();
    const content: ExportFile = { format: 'jianbao-export', version: 1, subscriptions };
    writeExport(file, content);
    say(
      options.json === true
        ? JSON.stringify({ file, subscriptions: subscriptions.length })
        : `${subscriptions.length} subscriptions written to ${file}`,
    );
    return 0;
  } finally {
    await store.close();
  }
}

function readExport(file: string): ExportFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${file} cannot be read.`, { cause });
  }
  return parseExport(text, file);
}

function describeChange(before: Subscription | null, after: Subscription): string {
  if (before === null) return `+ channel ${after.channelId}: new`;
  const { createdAt: _a, paused: _b, ...old } = before;
  const { createdAt: _c, paused: _d, ...fresh } = after;
  const isSame = JSON.stringify(old) === JSON.stringify(fresh);
  return isSame
    ? `= channel ${after.channelId}: unchanged`
    : `~ channel ${after.channelId}: changed`;
}

/** Takes subscriptions from a file; what the file does not mention stays as it is. */
export async function importCommand(
  file: string,
  options: { readonly dryRun?: boolean },
): Promise<number> {
  const { subscriptions } = readExport(file);
  const store = await openStore(openConfig().store.url);
  try {
    for (const subscription of subscriptions) {
      const before = await store.subscriptions.get(subscription.channelId);
      say(describeChange(before, subscription));
      if (options.dryRun !== true) await store.subscriptions.save(subscription);
    }
    say(options.dryRun === true ? 'Nothing was changed.' : `${subscriptions.length} taken over.`);
    return 0;
  } finally {
    await store.close();
  }
}
