import { ConfigError } from '../../domain/errors.ts';

/** Never with the address in its error: a password may be in it. */
export function parseAddress(url: string): URL {
  const parsed = URL.parse(url);
  if (parsed !== null && parsed.hostname !== '') return parsed;
  throw new ConfigError(
    'The store address is no complete address. Use postgres://USER:PASSWORD@HOST:5432/DATABASE or redis://:PASSWORD@HOST:6379/0, with what is special in a password written as %XX.',
  );
}
