import type { RegionLevel } from '../domain/source.ts';

/** A host name without scheme, port or path. */
export const HOST_PATTERN =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9](?:[a-z0-9-]{0,62}))*$/iu;

/** A host name; with a dot before it, all hosts below it. */
export const ALLOWED_HOST_PATTERN = new RegExp(`^\\.?${HOST_PATTERN.source.slice(1)}`, 'iu');

/** An address that the store room can open. */
export const STORE_PATTERN = /^(?:(?:sqlite|postgres|postgresql|redis|rediss):\/\/\S+|memory:)$/u;

const CRON_FIELD =
  /^(?:\*|[\da-z]+(?:-[\da-z]+)?)(?:\/\d+)?(?:,(?:\*|[\da-z]+(?:-[\da-z]+)?)(?:\/\d+)?)*$/iu;

/** Does it look like five or six cron fields? The schedule room checks the ranges. */
export function isCronExpression(value: string): boolean {
  const fields = value.trim().split(/\s+/u);
  return (fields.length === 5 || fields.length === 6) && fields.every((f) => CRON_FIELD.test(f));
}

/** Does this machine know the time zone? */
export function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).format(0) !== '';
  } catch {
    return false;
  }
}

/** Whether the address fits into a User-Agent and leads to a person. */
export function isContact(value: string): boolean {
  if (!/^[\u0021-\u007E]{6,200}$/u.test(value) || /[()<>;]/u.test(value)) return false;
  return (
    /^(?:mailto:)?[^@\s:/]+@[^@\s:/]+\.[^@\s:/]+$/u.test(value) ||
    /^https?:\/\/[^/]+\.[^/]+/u.test(value)
  );
}

/** Whether the host is this machine. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u.test(host);
}

/** Whether the bot may visit this host: a government host, an allowed one, or this machine. */
export function isAllowedHost(
  host: string,
  rules: { readonly allowedHosts: readonly string[]; readonly allowLoopback: boolean },
): boolean {
  const name = host.toLowerCase();
  if (isLoopbackHost(name)) return rules.allowLoopback;
  return (
    name === 'gov.cn' ||
    name.endsWith('.gov.cn') ||
    rules.allowedHosts.some((allowed) => isCoveredBy(name, allowed.toLowerCase()))
  );
}

function isCoveredBy(name: string, allowed: string): boolean {
  return allowed.startsWith('.')
    ? name === allowed.slice(1) || name.endsWith(allowed)
    : name === allowed;
}

/** Is it a complete http or https address, without credentials in it? */
export function isWebAddress(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  return url.username === '' && url.password === '' && url.hostname !== '';
}

/** The level of a code of GB/T 2260. */
export function levelOfCode(code: string): RegionLevel {
  if (code === '000000') return 'national';
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'city' : 'county';
}
