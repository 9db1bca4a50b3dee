import { isExpected } from './cli/is-expected.ts';
import { startCommand } from './cli/start-command.ts';

try {
  process.exitCode = await startCommand();
} catch (error) {
  if (!isExpected(error)) throw error;
  process.stderr.write(`jianbao: ${error.message}\n`);
  process.exitCode = 1;
}
