import { ConfigError, StoreError, TokenError } from '../domain/errors.ts';

/** Whether the operator can correct the failure: then the message is shown without a stack. */
export function isExpected(error: unknown): error is Error {
  return error instanceof ConfigError || error instanceof StoreError || error instanceof TokenError;
}
