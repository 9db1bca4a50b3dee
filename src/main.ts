import { enableCompileCache } from 'node:module';

import { isExpected } from './cli/is-expected.ts';

enableCompileCache();

try {
  const { startCommand } = await import('./cli/start-command.ts');
  process.exitCode = await startCommand();
} catch (error) {
  if (!isExpected(error)) throw error;
  process.stderr.write(`jianbao: ${error.message}\n`);
  process.exitCode = 1;
}
