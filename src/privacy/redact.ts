import { findNumbers } from './find-numbers.ts';
import type { PersonalSpan } from './personal-span.ts';
import { findPersons } from './find-persons.ts';
import { namesIn } from './known-names.ts';

const HIDDEN = '［已隐去］';

/**
 * Every place of a text that must not be shown, in order. `names` are those of persons who are known from elsewhere in a
 * letter, `persons` the places where the text names one.
 */
export function spansOf(
  text: string,
  names: readonly string[],
  persons: readonly PersonalSpan[] = findPersons(text),
): readonly PersonalSpan[] {
  return merge([...findNumbers(text), ...persons, ...namesIn(text, names)]);
}

/** Whether a text holds anything that must not be shown. */
export function hasPersonalData(text: string, names: readonly string[] = []): boolean {
  return (
    findNumbers(text).length > 0 || namesIn(text, names).length > 0 || findPersons(text).length > 0
  );
}

/** A text with a mark in place of all that is personal: for keeping, as a quotation is refused instead. */
export function maskPersonalData(text: string, names: readonly string[] = []): string {
  let result = '';
  let from = 0;
  for (const { start, end } of spansOf(text, names)) {
    result += text.slice(from, start) + HIDDEN;
    from = end;
  }
  return result + text.slice(from);
}

function merge(spans: readonly PersonalSpan[]): readonly PersonalSpan[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
