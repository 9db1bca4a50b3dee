#!/usr/bin/env node
// Finds the project's own Node 24 and hands over: the machine's Node may be too old to run TypeScript.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
const isNewEnough = Number(process.versions.node.split('.', 1)[0]) >= 24;
const runtime = !isNewEnough && existsSync(own) ? own : process.execPath;
const cli = fileURLToPath(new URL('cli.ts', import.meta.url));

const child = spawn(runtime, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  if (signal === null) process.exitCode = code ?? 1;
  else process.kill(process.pid, signal);
});
