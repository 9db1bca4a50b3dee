import { findNumbers } from './find-numbers.ts';
import { findPersons } from './find-persons.ts';
import { namesIn } from './known-names.ts';

/** Whether a text holds anything that must not be shown. */
export function hasPersonalData(text: string, names: readonly string[] = []): boolean {
  return (
    findNumbers(text).length > 0 || namesIn(text, names).length > 0 || findPersons(text).length > 0
  );
}
