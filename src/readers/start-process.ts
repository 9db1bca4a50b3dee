import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { ReaderLimits } from './limits.ts';

const ENTRY = fileURLToPath(new URL('reader-entry.ts', import.meta.url));
const SHELL = '/bin/sh';
// What Node may write to before it has read anything, in megabytes: V8 reserves 512 for compiled code alone and
// touches next to nothing of it. Measured on x64 with the flags below: 613 (Node 24), 608 (Node 26).
const OWN_MEGABYTES = 640;
// Sets limits that the kernel keeps, for everything that the process may write to and for its time, and becomes node.
const LIMITED = 'ulimit -d "$1" && ulimit -t "$2" && shift 2 && exec "$@"';

/**
 * Starts a reader process. Linux bounds all its memory (`RLIMIT_DATA`, which counts buffers as well) and its processor time;
 * elsewhere only V8's heap is bounded. Nothing of the bot's environment, where its token is, is given to it.
 */
export function startProcess(limits: ReaderLimits, isLimited = canLimit()): ChildProcess {
  const command = [
    process.execPath,
    `--max-old-space-size=${limits.heapMegabytes}`,
    '--max-semi-space-size=4',
    // One reader uses one core; each further thread keeps memory of its own.
    '--v8-pool-size=1',
    '--disable-warning=ExperimentalWarning',
    ENTRY,
  ];
  const kilobytes = (OWN_MEGABYTES + limits.dataMegabytes) * 1024;
  const bounds = [String(kilobytes), String(limits.cpuSeconds)];
  const [program = '', ...args] = isLimited
    ? [SHELL, '-c', LIMITED, SHELL, ...bounds, ...command]
    : command;
  return spawn(program, args, {
    env: environment(),
    // Parsers print warnings about broken files, which do not belong in the log.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
}

/** Whether the kernel can bound a process here. */
export function canLimit(): boolean {
  return process.platform === 'linux' && existsSync(SHELL);
}

function environment(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE, TMPDIR } = process.env;
  return {
    UV_THREADPOOL_SIZE: '1',
    ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }),
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
  };
}
