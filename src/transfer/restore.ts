import { rmSync } from 'node:fs';

import { holdsRecords } from '../backends/sqlite/holds-records.ts';
import { clearFresh, putInPlace } from '../backends/sqlite/put-in-place.ts';
import { realPath, SQLITE } from '../backends/store-folder.ts';
import { ConfigError } from '../domain/errors.ts';
import { filling, isHalf } from '../store/filling.ts';
import type { KeptRecord } from '../store/key-value.ts';
import {
  assertUnused,
  openRecords,
  type OpenOptions,
  type Records,
} from '../store/open-records.ts';
import { isNamespace, NAMESPACES, type Namespace, VERSIONS } from '../store/upgrades.ts';
import { writeAll, type Counts, type OnProgress } from './back-up.ts';
import { readBackup, readHeader, type BackupHeader } from './backup-file.ts';
import { PUT_BACK_KEY, type PutBackNote } from './put-back-note.ts';

const AT_ONCE = 200;

/** What was put back. */
export interface RestoreReport {
  readonly header: BackupHeader;
  readonly counts: Counts;
  /** Where the store that was there before is kept now: its file, or a backup of it; null where it was empty. */
  readonly kept: string | null;
}

export interface RestoreOptions extends OpenOptions {
  /** Puts the backup in the place of a store that is not empty, which is kept. */
  readonly replace: boolean;
  readonly program: string;
  readonly now: Date;
  readonly onProgress?: OnProgress;
}

/** Reads a backup to its end and throws `ConfigError` where it is cut, damaged, or newer than this program. */
export async function lookThrough(
  file: string,
): Promise<{ readonly header: BackupHeader; readonly counts: Counts }> {
  const header = await readHeader(file);
  if (header.store > VERSIONS.store) {
    throw new ConfigError(
      `${file} was written by a newer Jianbao (${header.program}, version ${header.store} of the store); this one reads up to version ${VERSIONS.store}. Restore it with that one, or a later one.`,
    );
  }
  const counts: Partial<Record<Namespace, number>> = {};
  for await (const { namespace, version } of readBackup(file)) {
    if (!isNamespace(namespace) || version > VERSIONS[namespace]) {
      throw new ConfigError(`${file} holds what this Jianbao does not know (${namespace}).`);
    }
    counts[namespace] = (counts[namespace] ?? 0) + 1;
  }
  return { header, counts };
}

/**
 * Puts a backup in the place of a store that no bot uses. The whole file is read before anything is changed, and whenever it is cut
 * short the store is the one before, the one of the backup, or refused by every command until the same is run again. Where a
 * file was cut while it changed places, the one before is whole under the name by which it is kept (`putInPlace`).
 */
export async function restore(
  url: string,
  file: string,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const { header, counts } = await lookThrough(file);
  const put = url.startsWith(SQLITE) ? putFile : putRecords;
  return { header, counts, kept: await put(url, { file, header }, options) };
}

interface Backup {
  readonly file: string;
  readonly header: BackupHeader;
}

function refusal(name: string): ConfigError {
  return new ConfigError(
    `The store ${name} is not empty. With --replace the backup takes its place, and what is there is kept beside it.`,
  );
}

/** A new file beside the other one, then in its place. */
async function putFile(
  url: string,
  backup: Backup,
  options: RestoreOptions,
): Promise<string | null> {
  await assertUnused(url, options);
  const path = realPath(url.slice(SQLITE.length));
  const keep = (): string | null => {
    if (!holdsRecords(path)) return null;
    if (!options.replace) throw refusal(path);
    return `${path}.before-restore-${stampOf(options.now)}`;
  };
  // Refused now rather than once the whole backup is written.
  keep();
  const fresh = `${path}.restoring`;
  clearFresh(fresh);
  try {
    const records = await openRecords(`${SQLITE}${fresh}`, options);
    try {
      await load(records, backup, options);
    } finally {
      await records.close();
    }
    // A bot may have begun and ended meanwhile.
    return putInPlace(fresh, path, keep);
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Into the tables of a server, which are emptied before. */
async function putRecords(
  url: string,
  backup: Backup,
  options: RestoreOptions,
): Promise<string | null> {
  const records = await openRecords(url, { ...options, takesHalf: true });
  try {
    const meta = records.namespace<string>('store');
    const holdsAny = !(await isHalf(meta)) && (await holds(records));
    if (holdsAny && !options.replace) throw refusal(records.backend.name);
    const kept = holdsAny ? `${backup.file}.before-restore-${stampOf(options.now)}` : null;
    const { program, now } = options;
    if (kept !== null) await writeAll({ ...records, isOneMoment: true }, kept, { program, now });
    await filling(meta, async () => {
      await empty(records);
      await load(records, backup, options);
    });
    return kept;
  } finally {
    await records.close();
  }
}

/** What every store has from its first opening on. */
const isOwn = (name: Namespace): boolean => name === 'store';

async function holds({ namespace }: Records): Promise<boolean> {
  for (const name of NAMESPACES) {
    if (isOwn(name)) continue;
    const { done } = await namespace(name).kept().next();
    if (done !== true) return true;
  }
  return false;
}

async function empty({ namespace }: Records): Promise<void> {
  for (const name of NAMESPACES) {
    if (isOwn(name)) continue;
    let keys: string[] = [];
    for await (const { key } of namespace(name).kept()) {
      keys.push(key);
      if (keys.length < AT_ONCE) continue;
      await namespace(name).deleteMany(keys);
      keys = [];
    }
    await namespace(name).deleteMany(keys);
  }
}

async function load(
  { namespace }: Records,
  { file, header }: Backup,
  { now, onProgress }: RestoreOptions,
): Promise<void> {
  let into: Namespace = 'store';
  let batch: KeptRecord[] = [];
  let total = 0;
  for await (const { namespace: name, ...record } of readBackup(file)) {
    // It was looked through.
    if (!isNamespace(name)) continue;
    if (name !== into || batch.length >= AT_ONCE) {
      await namespace(into).putBack(batch);
      batch = [];
      into = name;
    }
    batch.push(record);
    total += 1;
    onProgress?.(total);
  }
  await namespace(into).putBack(batch);
  const note: PutBackNote = { since: header.at, at: now.toISOString() };
  await namespace<unknown>('settings').set(PUT_BACK_KEY, note);
}

/** As part of a name of a file on any system. */
function stampOf(now: Date): string {
  return now.toISOString().replaceAll(/[-:]|\.\d+/gu, '');
}
