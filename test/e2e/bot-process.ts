import { createServer } from 'node:net';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { TestContext } from 'vitest';

import type { FakeDiscord } from '../support/fake-discord.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

// Some twenty processes start in these tests; compiling once halves their work.
const compileCache = join(root, 'node_modules/.cache/jianbao-tests');

/** The test that something belongs to: scenarios run side by side, so each one says which it is. */
export type Scope = Pick<TestContext, 'onTestFinished' | 'onTestFailed'>;

/** How long a whole scenario may take on a busy machine; none waits for it when all is well. */
export const scenarioMs = 240_000;
const patienceMs = 90_000;
const pauseMs = 20;
const shownOfLog = 12000;

/** Waits until a probe gives something; fails after a deadline that no healthy run comes near. */
export async function until<T>(
  what: string,
  probe: () => T | null | undefined | false | Promise<T | null | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const value = await probe();
    if (value !== null && value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** A folder of its own: configuration, data, and where the process is started. */
export interface BotHome {
  readonly scope: Scope;
  readonly directory: string;
  readonly config: string;
  readonly store: string;
  /** Writes one more file, or another text of one, into `config/`. */
  readonly write: (name: string, text: string) => void;
}

/** One source of a composed catalogue. */
export interface HomeSource {
  readonly id: string;
  readonly url: string;
}

/** Settings for sources on this machine: rounds every second, no pauses between requests. */
export function fastSettings(limits = ''): string {
  return `schedule:
  cron: '* * * * * *'
  minIntervalMinutes: 0.01
  maxIntervalMinutes: 0.02
politeness:
  contact: operator@example.org
  allowLoopback: true
  minGapSeconds: 0
  jitterSeconds: 0
  requestTimeoutSeconds: 300
  dailyBudgetPerHost: 5000
preview:
  port: 0
logging:
  level: debug
${limits}`;
}

/** The YAML of a source file. */
function sourcesYaml(sources: readonly HomeSource[]): string {
  const items = sources.map(
    ({ id, url }) => `  - id: ${id}
    name: 青溪市教育局建议提案答复
    url: ${url}
    regionCode: '330600'
    level: city
`,
  );
  return items.length === 0 ? 'sources: []\n' : `sources:\n${items.join('')}`;
}

/** Makes a home with the shipped vocabulary, and removes it after the test. */
export function makeHome(
  scope: Scope,
  sources: readonly HomeSource[],
  settings = fastSettings(),
): BotHome {
  const directory = mkdtempSync(join(tmpdir(), 'jianbao-e2e-'));
  scope.onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const config = join(directory, 'config');
  const write: BotHome['write'] = (name, text) => writeFileSync(join(config, name), text);
  mkdirSync(join(config, 'sources'), { recursive: true });
  write('vocabulary.yaml', readFileSync(join(root, 'config/vocabulary.yaml'), 'utf8'));
  write('bot.yaml', settings);
  write('sources/test.yaml', sourcesYaml(sources));
  return {
    scope,
    directory,
    config,
    store: `sqlite://${join(directory, 'data/jianbao.sqlite')}`,
    write,
  };
}

/** How a process ended. */
interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running bot, or a command that ended. */
export interface BotProcess {
  readonly pid: number;
  readonly out: () => string;
  readonly err: () => string;
  /** Entries of its log with this message. */
  readonly logged: (message: string) => readonly LogEntry[];
  readonly logLength: () => number;
  readonly send: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<Ending>;
}

type LogEntry = Readonly<Record<string, unknown>>;

/** Reads a log as it comes; lines that are not entries are left out. */
function createLogReader(): {
  readonly entries: LogEntry[];
  readonly read: (chunk: string) => void;
} {
  const entries: LogEntry[] = [];
  let rest = '';
  return {
    entries,
    read: (chunk) => {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter((each) => each.startsWith('{'))) {
        const entry: unknown = JSON.parse(line);
        if (typeof entry === 'object' && entry !== null) entries.push({ ...entry });
      }
    },
  };
}

/** Starts a program of the project as an operator would; it never outlives its test. */
export function startProcess(
  home: BotHome,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): BotProcess {
  const [program = '', ...rest] = args;
  // As src/launch.mjs starts it.
  const flags = ['--max-semi-space-size=4', '--heap-growing-percent=20'];
  const child = spawn(process.execPath, [...flags, join(root, program), ...rest], {
    cwd: home.directory,
    // Nothing of the developer's own environment: no token, no proxy.
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: compileCache,
      JIANBAO_CONFIG: home.config,
      JIANBAO_DATA: join(home.directory, 'data'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => void (text.out += chunk));
  const log = createLogReader();
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.err += chunk;
    log.read(chunk);
  });
  home.scope.onTestFailed(
    () => void process.stderr.write(`${text.out}\n${text.err}`.slice(-shownOfLog)),
  );
  const ended = new Promise<Ending>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  home.scope.onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  return {
    pid: child.pid ?? -1,
    out: () => text.out,
    err: () => text.err,
    logged: (message) => log.entries.filter(({ msg }) => msg === message),
    logLength: () => log.entries.length,
    send: (signal) => void child.kill(signal),
    ended,
  };
}

/** Starts the bot itself, connected to a fake Discord where one is given. */
export function startBot(
  home: BotHome,
  discord: FakeDiscord | null,
  env: Readonly<Record<string, string>> = {},
): BotProcess {
  const token =
    discord === null ? {} : { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  return startProcess(home, ['src/main.ts'], { ...token, ...env });
}

/** Kills the process at once and waits until it is gone. */
export async function killAtOnce(bot: BotProcess): Promise<void> {
  bot.send('SIGKILL');
  await bot.ended;
}

/** A port without a listener. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
