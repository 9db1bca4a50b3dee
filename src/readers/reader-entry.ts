import { enableCompileCache } from 'node:module';

import type { Order } from './messages.ts';

// The program of a reader process: it reads what it is sent and touches nothing else.

// Before the rooms are loaded, so that they are compiled once for all processes.
enableCompileCache();

// The channel is listened to from the first moment: what comes while the rooms are loaded waits for them.
const loading = import('./reader-work.ts');
process.on('message', (order: Order) => void loading.then(({ obey }) => obey(order)));
// Without the bot there is nothing to do.
process.on('disconnect', () => process.exit());
