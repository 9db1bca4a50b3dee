import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import { HOST_PATTERN, isLoopbackHost, STORE_PATTERN } from './settings-rules.ts';
import type { ConfigIssue } from './yaml-file.ts';

/** Variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings from the environment; other variables are ignored. */
export interface EnvironmentSettings {
  readonly discordToken: string | null;
  readonly discordApiUrl: string | null;
  readonly storeUrl: string | null;
  readonly dataDirectory: string;
  readonly status: StatusEnvironment;
}

/** What the environment says of the status's own port; null where it says nothing. */
export interface StatusEnvironment {
  readonly port: number | null;
  readonly host: string | null;
  readonly allowedHosts: readonly string[] | null;
}

/** Adds what `.env` in the directory says; a variable that is already set wins. */
export function readEnvironment(directory: string, env: Environment): Environment {
  const file = join(directory, '.env');
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...env } : env;
}

/** Checks the bot's variables. No value is ever repeated in a message. */
export function checkEnvironment(env: Environment): {
  readonly settings: EnvironmentSettings;
  readonly issues: readonly ConfigIssue[];
} {
  const settings: EnvironmentSettings = {
    discordToken: valueOf(env['DISCORD_TOKEN']),
    discordApiUrl: valueOf(env['DISCORD_API_URL']),
    storeUrl: valueOf(env['STORE_URL']),
    dataDirectory: valueOf(env['JIANBAO_DATA']) ?? 'data',
    status: {
      port: portOf(env['STATUS_PORT']),
      host: valueOf(env['STATUS_HOST']),
      allowedHosts: namesOf(env['STATUS_ALLOWED_HOSTS']),
    },
  };
  const found: [string, string | null][] = [
    ['DISCORD_TOKEN', tokenIssue(settings.discordToken)],
    ['DISCORD_API_URL', apiUrlIssue(settings.discordApiUrl)],
    ['STORE_URL', checkStoreAddress(settings.storeUrl)],
    ['STATUS_PORT', portIssue(settings.status.port)],
    ['STATUS_ALLOWED_HOSTS', namesIssue(settings.status.allowedHosts ?? [])],
  ];
  const issues = found.flatMap(([name, what]) =>
    what === null ? [] : [{ where: `environment variable ${name}`, what }],
  );
  return { settings, issues };
}

function portOf(value: string | undefined): number | null {
  const text = valueOf(value);
  return text === null ? null : Number(text);
}

function portIssue(port: number | null): string | null {
  const isPort = port === null || (Number.isInteger(port) && port >= 0 && port <= 65_535);
  return isPort ? null : 'must be a number from 0 to 65535.';
}

function namesOf(value: string | undefined): readonly string[] | null {
  const names = valueOf(value)?.split(',') ?? null;
  return names?.map((name) => name.trim().toLowerCase()).filter((name) => name !== '') ?? null;
}

function namesIssue(names: readonly string[]): string | null {
  return names.every((name) => HOST_PATTERN.test(name))
    ? null
    : 'must be host names without ports, separated by commas, like jianbao,status.example.org.';
}

/** A variable that is empty counts as not set. */
export function valueOf(value: string | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function tokenIssue(token: string | null): string | null {
  if (token === null) return null;
  if (/^bot\s/iu.test(token)) return 'holds the word Bot before the token: keep the token alone.';
  if (!/^[\u0021-\u007E]+$/u.test(token) || /["'<>]/u.test(token)) {
    return 'is not a bot token: copy it from the Bot page of the Discord developer portal.';
  }
  return null;
}

function apiUrlIssue(address: string | null): string | null {
  if (address === null) return null;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname))) {
    return null;
  }
  return 'must be an https address: the token is sent there (http only on this machine, for tests).';
}

/** What is wrong with the address of a store; null where nothing is. Never says the address: a password may be in it. */
export function checkStoreAddress(address: string | null): string | null {
  return address === null || STORE_PATTERN.test(address)
    ? null
    : 'must begin with sqlite://, postgres:// or redis://, or be memory: for a trial that forgets.';
}
