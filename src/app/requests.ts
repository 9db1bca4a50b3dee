import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ConfigError } from '../domain/errors.ts';

/** What an operator's command may want of a bot that is running: `forget`, `read` again, or `resend` what was refused. */
export type RequestKind = 'forget' | 'read' | 'resend';

/** One wish, about a document or an address. */
export interface OperatorRequest {
  readonly kind: RequestKind;
  readonly target: string;
  /** To be called once it was done. */
  readonly remove: () => void;
}

/** One file a request, in a folder beside the store's file: written aside and renamed, so that the bot never reads half of one. */
const NAME = /^(forget|read|resend)-[\w-]{1,60}\.txt$/u;
const OWN_FOLDER = 0o700;
const OWN_FILE = 0o600;
const LONGEST = 2000;

function folderOf(storeFolder: string): string {
  return join(storeFolder, 'requests');
}

/** Leaves a request for the running bot, or for the next one that starts. */
export function leaveRequest(storeFolder: string, kind: RequestKind, target: string): void {
  const folder = folderOf(storeFolder);
  const path = join(folder, `${kind}-${randomUUID()}.txt`);
  try {
    mkdirSync(folder, { recursive: true, mode: OWN_FOLDER });
    writeFileSync(`${path}.new`, target, { mode: OWN_FILE });
    renameSync(`${path}.new`, path);
  } catch (cause) {
    throw new ConfigError(`The request could not be left in ${folder}. Is it writable?`, { cause });
  }
}

/** The requests that wait, in no particular order. */
export function waitingRequests(storeFolder: string): readonly OperatorRequest[] {
  const folder = folderOf(storeFolder);
  return namesIn(folder).flatMap((name): readonly OperatorRequest[] => {
    const kind = kindOf(NAME.exec(name)?.[1]);
    if (kind === null) return [];
    const path = join(folder, name);
    const target = readFileSync(path, 'utf8').slice(0, LONGEST).trim();
    return [{ kind, target, remove: () => rmSync(path, { force: true }) }];
  });
}

const KINDS: readonly RequestKind[] = ['forget', 'read', 'resend'];

function kindOf(word: string | undefined): RequestKind | null {
  return KINDS.find((kind) => kind === word) ?? null;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
