import { createHash, type Hash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

import { syncFolder } from '../backends/sync-folder.ts';
import { ConfigError } from '../domain/errors.ts';
import type { KeptRecord } from '../store/key-value.ts';

/**
 * A backup is a gzip file of lines of JSON: a header, a line for each record, `[namespace, key, version, data]`, and a last
 * line with their number and a digest of all that is before it. Without that last line the file was cut.
 */
const FORMAT = 'jianbao-backup';
const FORMAT_VERSION = 1;
const OWN_FILE = 0o600;
const LINES_AT_ONCE = 65_536;

/** What a backup says of itself. */
export interface BackupHeader {
  /** The version of the store; a program that knows only older ones refuses it. */
  readonly store: number;
  /** The version of the program that wrote it. */
  readonly program: string;
  /** ISO time: when it was begun. */
  readonly at: string;
}

/** One record, with the namespace that it is in. */
export interface BackupRecord extends KeptRecord {
  readonly namespace: string;
}

const ADVICE = 'Give a file that "jianbao backup" wrote.';

/**
 * Writes a backup that its owner alone may read. The file has its name only once all of it is on the disk. Returns its size in
 * bytes. Another backup of that name is replaced, any other file is left.
 */
export async function writeBackup(
  file: string,
  header: BackupHeader,
  records: AsyncIterable<BackupRecord>,
): Promise<number> {
  if (existsSync(file) && !(await isBackup(file))) {
    throw new ConfigError(`${file} is there and is no backup of Jianbao's. Give another name.`);
  }
  const part = `${file}.${process.pid}.part`;
  try {
    const out = createWriteStream(part, { flags: 'w', mode: OWN_FILE, flush: true });
    await pipeline(linesOf(header, records), createGzip(), out);
    const { size } = statSync(part);
    renameSync(part, file);
    syncFolder(dirname(file));
    return size;
  } catch (error) {
    rmSync(part, { force: true });
    // What a file system says has a code; a store that fails says it itself.
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new ConfigError(
      `${file} cannot be written: ${error.message}. Is its folder there, writable, and is there room?`,
      { cause: error },
    );
  }
}

async function* linesOf(
  header: BackupHeader,
  records: AsyncIterable<BackupRecord>,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let count = 0;
  let text = `${JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, ...header })}\n`;
  for await (const { namespace, key, version, data } of records) {
    text += `${JSON.stringify([namespace, key, version, data])}\n`;
    count += 1;
    if (text.length < LINES_AT_ONCE) continue;
    hash.update(text);
    yield text;
    text = '';
  }
  hash.update(text);
  yield `${text}${JSON.stringify({ records: count, sha256: hash.digest('hex') })}\n`;
}

async function isBackup(file: string): Promise<boolean> {
  try {
    await readHeader(file);
    return true;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

/** What a backup says of itself; nothing else of it is read. */
export async function readHeader(file: string): Promise<BackupHeader> {
  for await (const line of textLines(file)) return headerOf(line, file);
  throw notOne(file);
}

/** Its records. Throws `ConfigError`, at the latest at its end, where it is cut or damaged: look through it before you use any. */
export async function* readBackup(file: string): AsyncGenerator<BackupRecord> {
  const hash = createHash('sha256');
  let lines = 0;
  let isWhole = false;
  for await (const line of textLines(file)) {
    if (isWhole) throw damaged(file, 'something follows its end');
    if (lines === 0) headerOf(line, file);
    else if (line.startsWith('[')) yield recordOf(line, file);
    else isWhole = isEnd(line, { file, hash, count: lines - 1 });
    hash.update(`${line}\n`);
    lines += 1;
  }
  if (!isWhole) throw cut(file);
}

async function* textLines(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  const gunzip = createGunzip();
  const reading = pipeline(createReadStream(file), gunzip).catch((error: unknown) => error);
  try {
    for await (const chunk of gunzip) {
      const lines = `${rest}${decoder.decode(Buffer.from(chunk), { stream: true })}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    gunzip.destroy();
    await reading;
  }
  // Each line ends with a line break.
  if (rest !== '') throw cut(file);
}

function unreadable(file: string, error: unknown): ConfigError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'Z_BUF_ERROR') return cut(file);
  if (code === 'Z_DATA_ERROR') return notOne(file);
  return new ConfigError(
    `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    { cause: error },
  );
}

const notOne = (file: string): ConfigError =>
  new ConfigError(`${file} is no backup of Jianbao's, or its beginning is damaged. ${ADVICE}`);
const cut = (file: string): ConfigError =>
  new ConfigError(
    `${file} was cut: its end is missing. Nothing was changed. Copy it again from where it was made, or take another backup.`,
  );
const damaged = (file: string, how: string): ConfigError =>
  new ConfigError(
    `${file} is damaged: ${how}. Nothing was changed. Copy it again from where it was made, or take another backup.`,
  );

function valueOf(line: string, file: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw damaged(file, 'a line of it is not JSON');
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function headerOf(line: string, file: string): BackupHeader {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw notOne(file);
  }
  const { format, version, store, program, at } = fieldsOf(value);
  if (format !== FORMAT || typeof store !== 'number') throw notOne(file);
  if (typeof version !== 'number' || version > FORMAT_VERSION) {
    throw new ConfigError(
      `${file} was written by a newer Jianbao (${String(program)}). Restore it with that one, or a later one.`,
    );
  }
  return { store, program: String(program), at: String(at) };
}

function recordOf(line: string, file: string): BackupRecord {
  const value = valueOf(line, file);
  const [namespace, key, version, data] = Array.isArray(value) ? value.map(asUnknown) : [];
  if (typeof namespace !== 'string' || typeof key !== 'string' || typeof version !== 'number') {
    throw damaged(file, 'a line of it is no record');
  }
  return { namespace, key, version, data };
}

const asUnknown = (value: unknown): unknown => value;

interface Seen {
  readonly file: string;
  readonly hash: Hash;
  readonly count: number;
}

function isEnd(line: string, { file, hash, count }: Seen): true {
  const { records, sha256 } = fieldsOf(valueOf(line, file));
  if (records !== count) {
    throw damaged(file, `it has ${count} records, and had ${String(records)} when it was written`);
  }
  if (hash.copy().digest('hex') !== sha256) throw damaged(file, 'its digest is another one');
  return true;
}
