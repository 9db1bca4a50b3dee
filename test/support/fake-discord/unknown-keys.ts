import { isJson } from './json.ts';

/**
 * Paths of keys that a schema does not know. The published schemas strip unknown keys instead of
 * refusing them, so what is missing from the parsed value was unknown.
 */
export function unknownKeys(sent: unknown, parsed: unknown, path = ''): string[] {
  if (Array.isArray(sent) && Array.isArray(parsed)) {
    return sent.flatMap((value, index) => unknownKeys(value, parsed[index], `${path}[${index}]`));
  }
  if (!isJson(sent) || !isJson(parsed)) return [];
  return Object.entries(sent).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (value === undefined) return [];
    return key in parsed ? unknownKeys(value, parsed[key], here) : [`${here}: unknown key`];
  });
}
