import { SQLITE } from './store-folder.ts';

/** The address of a store as it may be shown: of a server without user, password and options. */
export function withoutPassword(url: string): string {
  if (url.startsWith(SQLITE)) return url;
  const parsed = URL.parse(url);
  if (parsed === null) return `${url.split(':', 1)[0] ?? ''}:…`;
  return parsed.host === '' ? url : `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}

/** What of the address must not be in a log: the password, as it is written and as it is meant; empty where there is none. */
export function secretsIn(url: string): readonly string[] {
  const parsed = url.startsWith(SQLITE) ? null : URL.parse(url);
  if (parsed === null) return [];
  const written = [parsed.password, parsed.searchParams.get('password') ?? ''];
  return written.flatMap((one) => [one, meantBy(one)]).filter((one) => one !== '');
}

function meantBy(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
