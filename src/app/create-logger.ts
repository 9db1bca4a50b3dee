import { pino, type Logger } from 'pino';

import { createLogDestination } from './log-destination.ts';

/** Too short a value would be found in other words. */
const SHORTEST_SECRET = 8;

/**
 * JSON lines on standard error: a constant message, facts as fields. A secret is taken out of every line wherever its value
 * turns up, also in the text of an error.
 */
export function createLogger(level: string, secrets: readonly (string | null)[] = []): Logger {
  const { write } = createLogDestination();
  const hidden = secrets.flatMap((secret) =>
    secret !== null && secret.length >= SHORTEST_SECRET ? [secret] : [],
  );
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => write(hidden.reduce(withoutSecret, line)) },
  );
}

function withoutSecret(line: string, secret: string): string {
  return line.replaceAll(secret, '[secret]');
}
