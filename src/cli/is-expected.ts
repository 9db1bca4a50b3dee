import { ConfigError, StoreError, TokenError } from '../domain/errors.ts';

/** Failures that the operator can mend: the message is enough, a stack would only frighten. */
export function isExpected(error: unknown): error is Error {
  return error instanceof ConfigError || error instanceof StoreError || error instanceof TokenError;
}
