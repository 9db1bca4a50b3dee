import { isIP } from 'node:net';

/**
 * Whether a `Host` header calls this server by an address, or by a name that is its own. A page of a stranger can make a browser on
 * this machine send requests here under a name that it lets point to 127.0.0.1 (DNS rebinding): the name then is the stranger's.
 * An address cannot be rebound, so probes may call by any.
 */
export function isOwnHost(header: string | undefined, names: readonly string[]): boolean {
  if (header === undefined) return false;
  const host = /^(?:\[(?<six>[\da-f:.]+)\]|(?<name>[\w.-]+))(?::\d{1,5})?$/iu.exec(header)?.groups;
  if (host === undefined) return false;
  const { six, name } = host;
  if (six !== undefined) return isIP(six) === 6;
  const called = (name ?? '').toLowerCase();
  return called === 'localhost' || isIP(called) === 4 || names.includes(called);
}
