import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server on this machine, with nothing in it. */
export interface TestServer {
  readonly port: number;
  readonly start: () => Promise<void>;
  /** Waits until it has ended. */
  readonly stop: () => Promise<void>;
  /** Stops it and removes what it kept. */
  readonly close: () => Promise<void>;
}

const DEBIAN = '/usr/lib/postgresql';
const NOBODY = 65_534;
const TRIES = 200;
const isRoot = process.getuid?.() === 0;
// PostgreSQL refuses to run as root.
const asUser = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

function findProgram(name: string): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted().toReversed() : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Why the tests with a server are skipped; null where they are not. */
export const WITHOUT_POSTGRES =
  findProgram('initdb') === null ? 'no PostgreSQL (apt-get install postgresql)' : null;
export const WITHOUT_REDIS =
  findProgram('redis-server') === null ? 'no Redis (apt-get install redis-server)' : null;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => {
    child.once('exit', resolve);
  });
}

interface Program {
  readonly folder: string;
  readonly port: number;
  readonly command: readonly [string, ...string[]];
  readonly isReady: () => boolean;
  readonly stopSignal: NodeJS.Signals;
}

function serverOf({ folder, port, command, isReady, stopSignal }: Program): TestServer {
  let child: ChildProcess | null = null;
  const stop = async (): Promise<void> => {
    if (child === null) return;
    child.kill(stopSignal);
    await ended(child);
    child = null;
  };
  return {
    port,
    async start() {
      const [program, ...args] = command;
      child = spawn(program, args, { stdio: 'ignore', cwd: folder, ...asUser });
      for (let tries = 0; tries < TRIES; tries += 1) {
        if (isReady()) return;
        await sleep(50);
      }
      throw new Error(`${program} did not start`);
    },
    stop,
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jianbao-server-'));
  chmodSync(folder, 0o700);
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  return folder;
}

/** The user and the database are `jianbao`; anybody on this machine may use it. */
export async function startPostgres(): Promise<TestServer> {
  const folder = ownFolder();
  const port = await freePort();
  const data = join(folder, 'data');
  const init = ['-D', data, '-A', 'trust', '-U', 'jianbao', '-E', 'UTF8', '--no-sync'];
  const options = { stdio: 'ignore', cwd: folder, ...asUser } as const;
  execFileSync(findProgram('initdb') ?? '', [...init, '--locale=C'], options);
  const settings = ['fsync=off', `unix_socket_directories=${folder}`, 'listen_addresses=127.0.0.1'];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  const at = ['-h', '127.0.0.1', '-p', String(port), '-U', 'jianbao'];
  const server = serverOf({
    folder,
    port,
    command: [findProgram('postgres') ?? '', '-D', data, '-p', String(port), ...flags],
    isReady: () => answers(findProgram('pg_isready') ?? '', at),
    // Ends connections at once, as a restart does.
    stopSignal: 'SIGINT',
  });
  await server.start();
  execFileSync(findProgram('createdb') ?? '', [...at, 'jianbao'], { stdio: 'ignore' });
  return server;
}

/** With a log of writes, unless the settings say otherwise. */
export async function startRedis(settings: readonly string[] = []): Promise<TestServer> {
  const folder = ownFolder();
  const port = await freePort();
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const server = serverOf({
    folder,
    port,
    command: [findProgram('redis-server') ?? '', ...own, '--appendonly', 'yes', ...settings],
    isReady: () => answers('redis-cli', ['-e', '-p', String(port), 'ping']),
    stopSignal: 'SIGTERM',
  });
  await server.start();
  return server;
}
