import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program of Debian that watches feeds or pages: how its files are written, and what visits all of them once. */
export interface Peer {
  readonly name: string;
  readonly command: string;
  /** Writes what it needs to a folder; returns its arguments. */
  readonly prepare: (home: string, urls: readonly string[]) => readonly string[];
}

export const PEERS: readonly Peer[] = [
  {
    name: 'newsboat',
    command: 'newsboat',
    prepare(home, urls) {
      writeFileSync(path.join(home, 'urls'), `${urls.join('\n')}\n`);
      writeFileSync(path.join(home, 'config'), 'reload-threads 8\ndownload-retries 1\n');
      const file = (name: string): string => path.join(home, name);
      return [
        '-q',
        '-C',
        file('config'),
        '-u',
        file('urls'),
        '-c',
        file('cache.db'),
        '-x',
        'reload',
      ];
    },
  },
  {
    name: 'urlwatch',
    command: 'urlwatch',
    prepare(home, urls) {
      const jobs = urls.map((url, at) => `name: s${at}\nurl: ${url}\n`).join('---\n');
      writeFileSync(path.join(home, 'urls.yaml'), jobs);
      writeFileSync(path.join(home, 'urlwatch.yaml'), 'report:\n  stdout:\n    enabled: true\n');
      const file = (name: string): string => path.join(home, name);
      return [
        '--urls',
        file('urls.yaml'),
        '--config',
        file('urlwatch.yaml'),
        '--cache',
        file('cache.db'),
      ];
    },
  },
  {
    name: 'rss2email',
    command: 'r2e',
    prepare(home, urls) {
      const head = '[DEFAULT]\nfrom = bot@example.org\nto = reader@example.org\n';
      const feeds = urls.map((url, at) => `[feed.s${at}]\nurl = ${url}\n`).join('');
      writeFileSync(path.join(home, 'config.cfg'), head + feeds);
      const file = (name: string): string => path.join(home, name);
      return ['-c', file('config.cfg'), '-d', file('data.json'), 'run', '--no-send'];
    },
  },
];

/** Processor time of one visit of all addresses, in ms; null where the program is not installed. */
export async function visitAll(
  { name, command, prepare }: Peer,
  home: string,
  urls: readonly string[],
): Promise<{ readonly first: number; readonly again: number } | null> {
  const own = path.join(
    home,
    `${name}-${urls.length}-${new URL(urls[0] ?? '').pathname.split('/')[1] ?? ''}`,
  );
  mkdirSync(own, { recursive: true });
  const args = prepare(own, urls);
  // All that it wants to write is in that folder.
  const env = { PATH: process.env['PATH'], HOME: own, LANG: 'C.UTF-8' };
  const once = async (): Promise<number> => {
    const script = 'TIMEFORMAT="%U %S"; { time "$0" "$@" >out 2>err; } 2>&1';
    const { stdout } = await run('bash', ['-c', script, command, ...args], { env, cwd: own });
    const [user = 0, system = 0] = stdout.trim().split(/\s+/u).map(Number);
    return (user + system) * 1000;
  };
  try {
    await run('bash', ['-c', 'command -v "$0"', command], { env });
  } catch {
    return null;
  }
  return { first: await once(), again: await once() };
}
