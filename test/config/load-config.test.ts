import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { botSchema } from '../../src/config/bot-schema.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { ConfigError } from '../../src/domain/errors.ts';
import { makeDirectory, shippedDirectory } from './config-directory.ts';

/** The message, with the directory's name taken out. */
function complaint(directory: string, env: Record<string, string> = {}): string {
  try {
    loadConfig(directory, env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return String(error).replaceAll(`${directory}/`, '');
  }
  return 'no complaint';
}

const source = `sources:
  - id: somewhere-jyj
    name: 某市教育局建议提案答复
    url: https://jyj.somewhere.gov.cn/jyta/
    regionCode: '420100'
    level: city
`;

test('loads the configuration that is shipped', () => {
  const config = loadConfig(shippedDirectory, {});
  expect(config.sources.length).toBeGreaterThan(100);
  expect(config.store.url).toBe('sqlite://data/jianbao.sqlite');
  expect(config.discord).toEqual({ token: null, apiUrl: null });
});

test('says in bot.yaml exactly what holds without it', () => {
  const shipped = loadConfig(shippedDirectory, {});
  const bare = loadConfig(makeDirectory({}), {});
  expect({ ...shipped, directory: '', sources: [] }).toEqual({
    ...bare,
    directory: '',
    sources: [],
  });
});

test('explains every setting in bot.yaml', () => {
  const text: unknown = parse(readFileSync(join(shippedDirectory, 'bot.yaml'), 'utf8'));
  expect(keysOf(text)).toEqual(keysOf(botSchema.parse({})));
});

function keysOf(value: unknown, path = ''): string[] {
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isGroup) return [path];
  const keys = Object.entries(value).flatMap(([key, child]) => keysOf(child, `${path}.${key}`));
  return keys.length === 0 ? [path] : keys.sort();
}

test('freezes what it returns to the last leaf', () => {
  const config = loadConfig(
    makeDirectory({
      'sources/a.yaml': source,
      'bot.yaml': 'politeness: { hosts: { a.gov.cn: {} } }',
    }),
    {},
  );
  const parts: unknown[] = [
    config.vocabulary.sources,
    config,
    config.politeness,
    config.politeness.hosts,
    config.sources,
    config.sources[0],
  ];
  for (const part of parts) expect(Object.isFrozen(part)).toBe(true);
});

test('fills in what a source leaves out', () => {
  const [first] = loadConfig(makeDirectory({ 'sources/a.yaml': source }), {}).sources;
  expect(first).toEqual({
    id: 'somewhere-jyj',
    name: '某市教育局建议提案答复',
    url: 'https://jyj.somewhere.gov.cn/jyta/',
    format: 'auto',
    regionCode: '420100',
    level: 'city',
    agency: null,
    family: null,
    group: 'reply',
    enabled: true,
    confirmed: 'never',
    selectors: null,
  });
});

test.each([
  [
    'an unknown key',
    'limit:\n  x: 1',
    'bot.yaml:1:1  limit is not a setting. Did you mean limits?',
  ],
  [
    'a key cut short',
    'politeness:\n  minGap: 9',
    'bot.yaml:2:3  politeness.minGap is not a setting. Did you mean minGapSeconds?',
  ],
  [
    'a key in the wrong section',
    'logging:\n  timezone: Asia/Shanghai',
    'bot.yaml:2:3  logging.timezone is not a setting. Did you mean schedule.timezone? Move it under schedule.',
  ],
  [
    'a key like nothing known',
    'store:\n  zzzzzz: 1',
    'bot.yaml:2:3  store.zzzzzz is not a setting. Known here: url, keepDays.',
  ],
  ['a wrong word', 'language: fr', 'bot.yaml:1:11  language must be one of zh-CN, en.'],
  [
    'text for a number',
    'limits:\n  digestAbove: "30"',
    'bot.yaml:2:16  limits.digestAbove must be a number, but is text.',
  ],
  ['a name with a port', 'status: { allowedHosts: ["jianbao:1"] }', 'host name without a port'],
  ['a number out of bounds', 'preview: { port: 70000 }', 'preview.port must be at most 65535.'],
  [
    'a fraction for a count',
    'limits: { pagesPerVisit: 1.5 }',
    'must be a whole number, but is a fraction.',
  ],
  [
    'a list for a section',
    'limits: [1]',
    'bot.yaml:1:9  limits must be a group of settings, but is a list.',
  ],
  [
    'a list for the whole file',
    '- a',
    'bot.yaml:1:1  the file must be a group of settings, but is a list.',
  ],
  ['a cron expression that is none', 'schedule: { cron: hourly }', 'must be a cron expression'],
  ['a time zone that is none', 'schedule: { timezone: Mars/Olympus }', 'must be a time zone'],
  [
    'a contact that reaches nobody',
    'politeness: { contact: me }',
    'must be an address where people can reach you',
  ],
  ['a host with a scheme', 'politeness: { allowedHosts: [https://a.org] }', 'must be a host name'],
  [
    'options for a host that is none',
    'politeness:\n  hosts:\n    a b: {}',
    'bot.yaml:3:5  politeness.hosts.a b: the name must be a host name',
  ],
  [
    'a certificate file that is not there',
    'politeness:\n  hosts:\n    a.gov.cn:\n      caFile: no.pem',
    'bot.yaml:4:15  the certificate file no.pem is not there',
  ],
  [
    'bounds that cross',
    'schedule:\n  minIntervalMinutes: 600\n  maxIntervalMinutes: 300',
    'bot.yaml:2:23  schedule.minIntervalMinutes (600) must not be greater than schedule.maxIntervalMinutes (300).',
  ],
  [
    'requests too close',
    'politeness:\n  minGapSeconds: 1',
    'bot.yaml:2:18  politeness.minGapSeconds must be at least 5',
  ],
  [
    'visits too often',
    'schedule:\n  minIntervalMinutes: 5',
    'schedule.minIntervalMinutes must be at least 60',
  ],
  [
    'a channel id without quotes',
    'moderation: { alarmChannelId: 123456789012345678 }',
    'in quotes',
  ],
  [
    'a store that is none',
    'store: { url: data.db }',
    'must be an address that begins with sqlite://',
  ],
  [
    'texts that are kept for no time',
    'store: { keepDays: 0 }',
    'store.keepDays must be at least 30.',
  ],
  ['a key that asks for a secret', 'discordToken: x', 'Secrets belong in the environment'],
  [
    'a password in an address',
    'store:\n  url: redis://me:pass@host',
    'bot.yaml:2:13  looks like a secret',
  ],
  [
    'a token even in a comment',
    `# ${'a'.repeat(24)}.${'b'.repeat(6)}.${'c'.repeat(38)}`,
    'bot.yaml:1:3  looks like a secret',
  ],
  ['a key written twice', 'language: en\nlanguage: en', 'bot.yaml:2:1  cannot be read as YAML'],
  ['a bracket left open', 'limits: {', 'bot.yaml:1:10  cannot be read as YAML'],
  ['an alias without its anchor', 'language: *nowhere', 'bot.yaml:1:1'],
])('points at %s in bot.yaml', (_what, text, expected) => {
  expect(complaint(makeDirectory({ 'bot.yaml': text }))).toContain(expected);
});

test.each([
  ['a missing address', ['\n    url: .*', ''], 'a.yaml:2:5  sources[0].url is missing.'],
  [
    'an address of another kind',
    ['https:', 'ftp:'],
    'a.yaml:4:10  sources[0].url must be a complete http or https',
  ],
  [
    'a password in an address',
    ['jyj\\.', 'me:pass@jyj.'],
    'a.yaml:4:10  sources[0].url must be a complete',
  ],
  [
    'a host outside gov.cn',
    ['gov\\.cn', 'example.com'],
    'a.yaml:4:10  the host jyj.somewhere.example.com is not under gov.cn',
  ],
  ['a look-alike host', ['gov\\.cn', 'gov.cn.example.com'], 'is not under gov.cn'],
  ['this machine', ['jyj.somewhere.gov.cn', '127.0.0.1:80'], 'a.yaml:4:10  the host 127.0.0.1 is'],
  [
    'a short code',
    ['420100', '4201'],
    'a.yaml:5:17  sources[0].regionCode must be a code of GB/T 2260',
  ],
  [
    'a level that does not fit',
    ['level: city', 'level: county'],
    'a.yaml:5:17  the source somewhere-jyj is of level county but has a code of level city',
  ],
  [
    'a code left out',
    ["regionCode: '420100'", 'group: reply'],
    'a.yaml:6:12  the source somewhere-jyj is of level city but has no regionCode',
  ],
  [
    'an id with capitals',
    ['somewhere-jyj', 'Somewhere'],
    'a.yaml:2:9  sources[0].id must be lower-case words',
  ],
  [
    'a key that is not known',
    ['level:', 'lvel:'],
    'a.yaml:6:5  sources[0].lvel is not a setting. Did you mean level?',
  ],
  [
    'selectors without a row',
    ['level: city', 'level: city\n    selectors: { date: span }'],
    'sources[0].selectors.row is missing.',
  ],
  [
    'a yearly address without a year',
    ['level: city', 'level: city\n    yearly: https://a.gov.cn/'],
    'with {year} where',
  ],
  [
    'a confirmation that is no day',
    ['level: city', 'level: city\n    confirmed: yes'],
    'must be never or a day',
  ],
] as const)('points at %s in a source', (_what, [from, to], expected) => {
  const text = source.replace(new RegExp(from, 'u'), to);
  expect(text).not.toBe(source);
  expect(complaint(makeDirectory({ 'sources/a.yaml': text }))).toContain(expected);
});

test('points at a code that no division has, where codes are checked', () => {
  const directory = makeDirectory({ 'sources/a.yaml': source });
  const isKnownRegion = (code: string): boolean => !source.includes(code);
  expect(() => loadConfig(directory, {}, { isKnownRegion })).toThrow(
    /sources\/a\.yaml:\d+:\d+ {2}GB\/T 2260 has no division with the code \d{6}/u,
  );
});

test('points at both places of an id that is used twice, across files', () => {
  const other = source.replace('/jyta/', '/zxta/');
  const directory = makeDirectory({ 'sources/a.yaml': source, 'sources/b.yaml': other });
  expect(complaint(directory)).toContain(
    'sources/b.yaml:2:9  the id somewhere-jyj is already used at sources/a.yaml:2:9.',
  );
});

test('points at an address that is watched twice', () => {
  const other = source.replace('somewhere-jyj', 'other-jyj');
  const directory = makeDirectory({ 'sources/a.yaml': source, 'sources/b.yaml': other });
  expect(complaint(directory)).toContain('sources/b.yaml:4:10  the url');
});

test('points at an issue in the vocabulary', () => {
  const directory = makeDirectory({ 'vocabulary.yaml': 'version: 2\nkind: []\n' });
  expect(complaint(directory)).toContain('vocabulary.yaml:1:10  version must be 1.');
  expect(complaint(directory)).toContain(
    'vocabulary.yaml:2:1  kind is not a setting. Did you mean kinds?',
  );
});

test('reports the issues of all files and of the environment at once, in order of place', () => {
  const directory = makeDirectory({
    'bot.yaml': 'language: fr\nschedule:\n  minIntervalMinutes: 9000\nlimit: {}\n',
    'sources/a.yaml': source.replace('gov.cn', 'example.com'),
    'sources/b.yaml': 'sources:\n  - { id: B }\n',
    'sources/c.yaml': 'sources: [',
  });
  const lines = complaint(directory, { DISCORD_TOKEN: 'Bot abc' }).split('\n');
  expect(lines[0]).toBe('ConfigError: The configuration has 10 mistakes:');
  const places = lines.slice(1, -1).map((line) => line.trim().split(/ {2}/u)[0]);
  expect(places).toEqual([
    'environment variable DISCORD_TOKEN',
    'bot.yaml:1:11',
    'bot.yaml:3:23',
    'bot.yaml:4:1',
    'sources/a.yaml:4:10',
    'sources/b.yaml:2:11',
    ...Array.from({ length: 3 }, () => 'sources/b.yaml:2:5'),
    'sources/c.yaml:1:11',
  ]);
  expect(lines.at(-1)).toContain('Correct the lines above');
});

test('reads a section whose lines are all commented out as the defaults', () => {
  const config = loadConfig(
    makeDirectory({ 'bot.yaml': 'limits:\n  # digestAbove: 9\nstore:\n' }),
    {},
  );
  expect(config.limits.digestAbove).toBe(30);
});

test('reads a code without quotes', () => {
  const text = source.replace("'420100'", '420100');
  expect(loadConfig(makeDirectory({ 'sources/a.yaml': text }), {}).sources[0]?.regionCode).toBe(
    '420100',
  );
});

test('lets allowed hosts and what is below them pass', () => {
  const bot = 'politeness: { allowedHosts: [www.somewhere.org, .elsewhere.org] }';
  for (const host of [
    'www.somewhere.org',
    'WWW.somewhere.org',
    'elsewhere.org',
    'a.b.elsewhere.org',
  ]) {
    const text = source.replace('jyj.somewhere.gov.cn', host);
    expect(complaint(makeDirectory({ 'bot.yaml': bot, 'sources/a.yaml': text }))).toBe(
      'no complaint',
    );
  }
  const text = source.replace('jyj.somewhere.gov.cn', 'somewhere.org');
  expect(complaint(makeDirectory({ 'bot.yaml': bot, 'sources/a.yaml': text }))).toContain(
    'not under gov.cn',
  );
});

test('allows short gaps only where every source is on this machine', () => {
  const bot =
    'schedule: { minIntervalMinutes: 0.1 }\npoliteness: { minGapSeconds: 0, allowLoopback: true }';
  const local = source.replace('https://jyj.somewhere.gov.cn', 'http://127.0.0.1:8080');
  const files = { 'bot.yaml': bot, 'sources/a.yaml': local };
  expect(complaint(makeDirectory(files))).toBe('no complaint');
  const real = source.replace('somewhere-jyj', 'real');
  expect(complaint(makeDirectory({ ...files, 'sources/b.yaml': real }))).toContain(
    'must be at least 5',
  );
  expect(complaint(makeDirectory({ ...files, 'sources/b.yaml': real }))).toContain('allowLoopback');
});

test('finds certificate files beside the configuration', () => {
  const directory = makeDirectory({
    'bot.yaml': 'politeness: { hosts: { A.gov.cn: { caFile: ca/a.pem, ecdhCurve: P-256 } } }',
    'ca/a.pem': '',
  });
  expect(loadConfig(directory, {}).politeness.hosts).toEqual({
    'a.gov.cn': { caFile: join(directory, 'ca/a.pem'), ecdhCurve: 'P-256' },
  });
});

test('says what to do when the directory or a file is missing', () => {
  expect(complaint('/nowhere/at/all')).toContain('Set JIANBAO_CONFIG');
  const directory = makeDirectory({});
  rmSync(join(directory, 'bot.yaml'));
  rmSync(join(directory, 'vocabulary.yaml'));
  const lines = complaint(directory).split('\n');
  expect(lines.slice(1, -1)).toEqual([
    '  bot.yaml  is missing. The one that is shipped will do.',
    '  vocabulary.yaml  is missing. The one that is shipped will do.',
  ]);
});

test.each([
  [{ JIANBAO_DATA: '/var/lib/jianbao' }, '', 'sqlite:///var/lib/jianbao/jianbao.sqlite'],
  [{ JIANBAO_DATA: '/x' }, 'store: { url: sqlite://y.db }', 'sqlite://y.db'],
  [{ STORE_URL: 'sqlite://z.db' }, 'store: { url: sqlite://y.db }', 'sqlite://z.db'],
])('takes the store from %j and "%s"', (env, bot, expected) => {
  expect(loadConfig(makeDirectory({ 'bot.yaml': bot }), env).store.url).toBe(expected);
});
