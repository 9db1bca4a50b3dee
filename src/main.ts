import { startCommand } from './cli/start-command.ts';
import { ConfigError, StoreError } from './domain/errors.ts';

try {
  process.exitCode = await startCommand();
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof StoreError)) throw error;
  process.stderr.write(`jianbao: ${error.message}\n`);
  process.exitCode = 1;
}
