import { resolve } from 'node:path';

import { botVersion } from '../app/fetcher-options.ts';
import { withoutPassword } from '../backends/store-address.ts';
import { ConfigError } from '../domain/errors.ts';
import { backUp, type Counts } from '../transfer/back-up.ts';
import type { BackupHeader } from '../transfer/backup-file.ts';
import { lookThrough, restore } from '../transfer/restore.ts';
import { openConfig } from './open-tools.ts';
import { createProgress } from './progress.ts';

interface BackupCommandOptions {
  readonly json?: boolean;
}

interface RestoreCommandOptions extends BackupCommandOptions {
  readonly replace?: boolean;
  readonly dryRun?: boolean;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function storeUrl(): string {
  const { url } = openConfig().store;
  if (url === 'memory:')
    throw new ConfigError('The store memory: is forgotten with its process: it has no backup.');
  return url;
}

const sum = (counts: Counts): number => Object.values(counts).reduce((a, b) => a + b, 0);

/** What a backup says of itself, beside the store that it is of or for. */
function told({ store, program, at }: BackupHeader): object {
  return { at, program, storeVersion: store };
}

/** What an operator knows of a store. */
function wordsFor(counts: Counts): string {
  const { subscriptions = 0, articles = 0, ledger = 0, pending = 0 } = counts;
  return `subscriptions ${subscriptions}, letters ${articles}, posted ${ledger}, waiting ${pending}; records ${sum(counts)}`;
}

/** Writes all that the bot remembers to a file, also while it runs. Exit code 1 where that failed. */
export async function backupCommand(file: string, options: BackupCommandOptions): Promise<number> {
  const url = storeUrl();
  const progress = createProgress('backup');
  const { header, bytes, counts, isOneMoment, server } = await backUp(url, file, {
    program: botVersion,
    now: new Date(),
    onProgress: progress.note,
  }).finally(progress.end);
  const store = withoutPassword(url);
  if (options.json === true) {
    say(
      JSON.stringify({
        file: resolve(file),
        store,
        ...told(header),
        server,
        bytes,
        isOneMoment,
        counts,
      }),
    );
    return 0;
  }
  say(`${file}: ${wordsFor(counts)}; ${(bytes / 1e6).toFixed(1)} MB`);
  say('Only you can read it. It holds texts of letters, as the store does: keep it as safe.');
  return 0;
}

/** Puts a backup in the place of the store of a bot that does not run. Exit code 1 where that failed; then nothing was changed. */
export async function restoreCommand(
  file: string,
  options: RestoreCommandOptions,
): Promise<number> {
  const url = storeUrl();
  const store = withoutPassword(url);
  const isPrinted = options.json !== true;
  if (options.dryRun === true) {
    const { header, counts } = await lookThrough(file);
    if (isPrinted) {
      say(`${file} is whole, of ${header.at}: ${wordsFor(counts)}`);
      say('Nothing was changed.');
    } else
      say(JSON.stringify({ file: resolve(file), store, ...told(header), counts, isDone: false }));
    return 0;
  }
  const progress = createProgress('restore');
  const { header, counts, kept } = await restore(url, file, {
    replace: options.replace === true,
    program: botVersion,
    now: new Date(),
    onProgress: progress.note,
  }).finally(progress.end);
  if (!isPrinted) {
    say(
      JSON.stringify({ file: resolve(file), store, ...told(header), counts, kept, isDone: true }),
    );
    return 0;
  }
  say(`${store} is as it was at ${header.at}: ${wordsFor(counts)}`);
  if (kept !== null) say(`What was there before is kept: ${kept}`);
  say('What was posted since then is looked for in the channels and not posted again.');
  say('What was forgotten since then (jianbao forget) is back: forget it again.');
  return 0;
}
