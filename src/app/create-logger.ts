import { pino, type Logger } from 'pino';

import type { Config } from '../config/load-config.ts';
import { createLogDestination } from './log-destination.ts';
import { prettyLine } from './pretty-line.ts';

/** Too short a value would be found in other words. */
const SHORTEST_SECRET = 8;

/** How lines are written; `auto`: for people where standard error is a terminal, as JSON elsewhere. */
export type LogFormat = Config['logging']['format'];

/**
 * Lines on standard error: a constant message, facts as fields. A secret is taken out of every line wherever its value
 * turns up, also in the text of an error.
 */
export function createLogger(
  level: string,
  secrets: readonly (string | null)[] = [],
  format: LogFormat = 'auto',
): Logger {
  const { write } = createLogDestination();
  const hidden = secrets.flatMap((secret) =>
    secret !== null && secret.length >= SHORTEST_SECRET ? [secret] : [],
  );
  const isPretty = format === 'pretty' || (format === 'auto' && process.stderr.isTTY);
  const hasColours = process.stderr.isTTY && process.stderr.hasColors();
  const shape = (line: string): string => (isPretty ? prettyLine(line, { hasColours }) : line);
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => write(shape(hidden.reduce(withoutSecret, line))) },
  );
}

function withoutSecret(line: string, secret: string): string {
  return line.replaceAll(secret, '[secret]');
}
