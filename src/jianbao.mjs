#!/usr/bin/env node
// The command line, on a Node that is new enough.
import { fileURLToPath } from 'node:url';

process.argv.splice(2, 0, fileURLToPath(new URL('cli.ts', import.meta.url)));
await import('./launch.mjs');
