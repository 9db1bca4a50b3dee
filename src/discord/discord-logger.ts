/** Takes facts first, then a constant message. */
export interface DiscordLogger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** What may be written down of an error: never its request, which can carry tokens. */
export function errorFacts(error: unknown): object {
  if (!(error instanceof Error)) return { reason: typeof error };
  const code = 'code' in error ? error.code : null;
  const status = 'status' in error ? error.status : null;
  return { reason: error.name, detail: error.message, code, status };
}
