import { enableCompileCache } from 'node:module';

import { isExpected } from './cli/is-expected.ts';
import { endSoon, watchSignals } from './cli/watch-signals.ts';

enableCompileCache();

// Before everything else is loaded, so that a stop during the start is clean too.
const stop = watchSignals();

try {
  const { startCommand } = await import('./cli/start-command.ts');
  process.exitCode = await startCommand(stop);
} catch (error) {
  if (!isExpected(error)) throw error;
  process.stderr.write(`jianbao: ${error.message}\n`);
  process.exitCode = 1;
}
endSoon();
