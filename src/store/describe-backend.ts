import type { Look, StoreFacts } from '../backends/backend.ts';
import { StoreError } from '../domain/errors.ts';

/** What an operator is told of a store; throws `StoreError` where it does not answer. */
export async function describeBackend(
  backend: Pick<Look, 'name' | 'describe'>,
): Promise<StoreFacts> {
  try {
    return await backend.describe();
  } catch (cause) {
    throw new StoreError(`The store ${backend.name} does not answer.`, { cause });
  }
}
