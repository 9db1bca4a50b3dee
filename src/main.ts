import { enableCompileCache } from 'node:module';
import { parseArgs } from 'node:util';

import { isExpected } from './cli/is-expected.ts';
import { ConfigError } from './domain/errors.ts';
import { portOf, ROLES, type StartOptions } from './cli/roles.ts';
import { endSoon, watchSignals } from './cli/watch-signals.ts';

enableCompileCache();

// Before everything else is loaded, so that a stop during the start is clean too.
const stop = watchSignals();

try {
  const { startCommand } = await import('./cli/start-command.ts');
  process.exitCode = await startCommand(stop, startOptions());
} catch (error) {
  if (!isExpected(error)) throw error;
  process.stderr.write(`jianbao: ${error.message}\n`);
  process.exitCode = 1;
}
endSoon();

/** `npm start -- --role bot`; all that `jianbao start` has. */
function startOptions(): StartOptions {
  const values = given();
  const role = ROLES.find((known) => known === values.role);
  if (values.role !== undefined && role === undefined) {
    throw new ConfigError(`--role is one of: ${ROLES.join(', ')}.`);
  }
  const port = values.port === undefined ? undefined : portOf(values.port);
  if (port === null) throw new ConfigError('--port is a number from 0 to 65535.');
  return { ...(role === undefined ? {} : { role }), ...(port === undefined ? {} : { port }) };
}

function given(): { readonly role?: string; readonly port?: string } {
  try {
    return parseArgs({ options: { role: { type: 'string' }, port: { type: 'string' } } }).values;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new ConfigError(`npm start takes --role and --port: ${why}`, { cause });
  }
}
