import { createWriteStream, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { botVersion } from '../app/fetcher-options.ts';
import { withoutPassword } from '../backends/store-address.ts';
import { parseExport, type ExportFile } from '../config/export-schema.ts';
import { ConfigError } from '../domain/errors.ts';
import type { Subscription } from '../domain/subscription.ts';
import { openRecords, type Records } from '../store/open-records.ts';
import { openIfThere } from '../store/open-records-for-reading.ts';
import { isNamespace, VERSIONS } from '../store/upgrades.ts';
import type { Counts } from '../transfer/back-up.ts';
import { EXPORTED, exportStore } from '../transfer/export-store.ts';
import { importRecords, noteImport, type TakenByKind } from '../transfer/import-store.ts';
import { openConfig } from './open-tools.ts';
import { createProgress } from './progress.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Whether a file may be replaced: only an export is. */
function isExport(file: string): boolean {
  const beginning = readFileSync(file).subarray(0, 100).toString();
  return /^\{\s*"format":\s*"jianbao-export"/u.test(beginning);
}

/** Writes a file that its owner alone may read, and gives it its name once it is whole. */
async function writeExport(file: string, text: AsyncIterable<string>): Promise<void> {
  if (existsSync(file) && !isExport(file)) {
    throw new ConfigError(`${file} is there and is no export of Jianbao's. Give another name.`);
  }
  const part = `${file}.${process.pid}.part`;
  try {
    await pipeline(text, createWriteStream(part, { mode: 0o600, flush: true }));
    renameSync(part, file);
  } catch (cause) {
    rmSync(part, { force: true });
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new ConfigError(`${file} cannot be written. Is its folder there, and writable?`, {
      cause,
    });
  }
}

/**
 * Writes every subscription, and what was posted, to a file that `import` takes; also while the bot runs. Holds channel ids and
 * addresses, no secrets and no texts but of cards that wait.
 */
export async function exportCommand(
  file: string,
  { json }: { readonly json?: boolean },
): Promise<number> {
  const { url } = openConfig().store;
  const records = await openIfThere(url);
  if (records === null) {
    process.stderr.write(`jianbao: there is no store at ${withoutPassword(url)} yet\n`);
  }
  const progress = createProgress('export');
  let counts: Counts = {};
  async function* text(): AsyncGenerator<string> {
    const options = { program: botVersion, now: new Date(), onProgress: progress.note };
    counts = yield* exportStore(records?.namespace ?? null, options);
  }
  try {
    await writeExport(file, text());
  } finally {
    progress.end();
    await records?.close();
  }
  const { subscriptions = 0, ledger = 0, pending = 0 } = counts;
  if (json === true) say(JSON.stringify({ file: resolve(file), counts }));
  else {
    say(
      `${subscriptions} subscriptions, ${ledger} posted and ${pending} waiting messages written to ${file}`,
    );
  }
  return 0;
}

function readExport(file: string): ExportFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${file} cannot be read.`, { cause });
  }
  const content = parseExport(text, file);
  for (const [name, records] of Object.entries(content.records)) {
    const isKnown =
      isNamespace(name) &&
      EXPORTED.has(name) &&
      records.every(([, version]) => version <= VERSIONS[name]);
    if (isKnown) continue;
    throw new ConfigError(
      `${file} was written by a newer version of Jianbao (${name}). Update this one; nothing was changed.`,
    );
  }
  return content;
}

type Change = 'new' | 'changed' | 'unchanged';
const MARKS = { new: '+', changed: '~', unchanged: '=' } as const;

function changeOf(before: Subscription | null, after: Subscription): Change {
  if (before === null) return 'new';
  const { createdAt: _a, paused: _b, ...old } = before;
  const { createdAt: _c, paused: _d, ...fresh } = after;
  return JSON.stringify(old) === JSON.stringify(fresh) ? 'unchanged' : 'changed';
}

interface Outcome {
  readonly subscriptions: Readonly<Record<Change, number>>;
  readonly records: TakenByKind;
}

async function take(
  store: Records,
  { at, subscriptions, records }: ExportFile,
  { isDry, isTold }: { readonly isDry: boolean; readonly isTold: boolean },
): Promise<Outcome> {
  const progress = createProgress('import');
  const known = store.namespace<Subscription>('subscriptions');
  const counts = { new: 0, changed: 0, unchanged: 0 };
  const now = new Date();
  try {
    // What was posted first: a bot that starts in between has nobody to post to.
    if (!isDry && at !== null) await noteImport(store.namespace('settings'), { at, now });
    const taken = await importRecords(store, records, { isDry, onProgress: progress.note });
    for (const subscription of subscriptions) {
      const { channelId } = subscription;
      const change = changeOf(await known.get(channelId), subscription);
      counts[change] += 1;
      if (isTold) say(`${MARKS[change]} channel ${channelId}: ${change}`);
      if (!isDry) await known.set(channelId, subscription);
    }
    return { subscriptions: counts, records: taken };
  } finally {
    progress.end();
  }
}

/** Takes subscriptions and what was posted from a file; what the file does not mention stays as it is. */
export async function importCommand(
  file: string,
  options: { readonly dryRun?: boolean; readonly json?: boolean },
): Promise<number> {
  const content = readExport(file);
  const isDry = options.dryRun === true;
  const isTold = options.json !== true;
  const store = await openRecords(openConfig().store.url);
  let outcome: Outcome;
  try {
    outcome = await take(store, content, { isDry, isTold });
  } finally {
    await store.close();
  }
  if (!isTold) {
    say(JSON.stringify({ file: resolve(file), isDone: !isDry, ...outcome }));
    return 0;
  }
  for (const [name, { fresh, known }] of Object.entries(outcome.records)) {
    say(`${name}: ${fresh} new, ${known} known`);
  }
  say(isDry ? 'Nothing was changed.' : `${content.subscriptions.length} taken over.`);
  return 0;
}
