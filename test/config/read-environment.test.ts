import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

import { expect, test } from 'vitest';

import { checkEnvironment, readEnvironment } from '../../src/config/read-environment.ts';
import { makeDirectory } from './config-directory.ts';

test('adds .env, and lets a variable that is set win', () => {
  const directory = makeDirectory({
    '.env': '# a comment\nDISCORD_TOKEN="from-file"\nSTORE_URL=sqlite://file.db\n',
  });
  const env = readEnvironment(directory, { STORE_URL: 'sqlite://set.db' });
  expect(env).toEqual({ DISCORD_TOKEN: 'from-file', STORE_URL: 'sqlite://set.db' });
});

test('is content without .env', () => {
  expect(readEnvironment(makeDirectory({}), { A: '1' })).toEqual({ A: '1' });
});

test('reads empty variables as not set', () => {
  expect(checkEnvironment({ DISCORD_TOKEN: ' ', STORE_URL: '' }).settings).toEqual({
    discordToken: null,
    discordApiUrl: null,
    storeUrl: null,
    dataDirectory: 'data',
    status: { port: null, host: null, allowedHosts: null },
  });
});

test('reads where the status listens, and the names it may be called by', () => {
  const { settings, issues } = checkEnvironment({
    STATUS_PORT: '9464',
    STATUS_HOST: '0.0.0.0',
    STATUS_ALLOWED_HOSTS: ' Jianbao, status.example.org,',
  });
  expect(issues).toEqual([]);
  expect(settings.status).toEqual({
    port: 9464,
    host: '0.0.0.0',
    allowedHosts: ['jianbao', 'status.example.org'],
  });
});

test.each([
  ['DISCORD_TOKEN', 'Bot abc.def', 'holds the word Bot'],
  ['DISCORD_TOKEN', 'abc def', 'is not a bot token'],
  ['DISCORD_TOKEN', '<your token>', 'is not a bot token'],
  ['DISCORD_API_URL', 'http://example.org/api', 'must be an https address'],
  ['DISCORD_API_URL', 'nothing', 'must be an https address'],
  ['STORE_URL', 'mysql://host/db', 'must begin with sqlite://'],
  ['STATUS_PORT', '70000', 'must be a number from 0 to 65535'],
  ['STATUS_PORT', 'http', 'must be a number from 0 to 65535'],
  ['STATUS_ALLOWED_HOSTS', 'jianbao:9464', 'must be host names without ports'],
  ['STATUS_ALLOWED_HOSTS', '*', 'must be host names without ports'],
])('complains about %s=%s without repeating it', (name, value, expected) => {
  const { issues } = checkEnvironment({ [name]: value });
  expect(issues).toHaveLength(1);
  expect(issues[0]?.where).toBe(`environment variable ${name}`);
  expect(issues[0]?.what).toContain(expected);
  expect(issues[0]?.what).not.toContain(value);
});

test.each(['http://127.0.0.1:4000/api', 'http://localhost:1/', 'https://discord.com/api'])(
  'accepts the API address %s',
  (value) => {
    expect(checkEnvironment({ DISCORD_API_URL: value }).issues).toEqual([]);
  },
);

test('lists in .env.example exactly the variables that are read', () => {
  const example = new URL('../../.env.example', import.meta.url);
  const text = readFileSync(example, 'utf8');
  // Only the token is not commented out: the others would override a container's own settings.
  expect(parseEnv(text)).toEqual({ DISCORD_TOKEN: '' });
  const names = Object.keys(parseEnv(text.replaceAll(/^# (?=[A-Z_]+=)/gmu, '')));
  expect(names.sort()).toEqual(
    [
      'DISCORD_API_URL',
      'DISCORD_TOKEN',
      'JIANBAO_CONFIG',
      'JIANBAO_DATA',
      'STATUS_ALLOWED_HOSTS',
      'STATUS_HOST',
      'STATUS_PORT',
      'STORE_URL',
    ].sort(),
  );
});
