import { pino, type Logger } from 'pino';

import { createLogDestination } from './log-destination.ts';

/** JSON lines on standard error: a constant message, facts as fields, never a token. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      redact: ['token', '*.token', 'authorization', '*.authorization'],
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    createLogDestination(),
  );
}
