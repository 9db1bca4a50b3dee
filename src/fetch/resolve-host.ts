import { promises as dns } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { callbackify } from 'node:util';

import { isLoopbackHost, isPublicAddress } from './check-address.ts';

/** One address of a host. */
interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Finds all addresses of a host; fails with an error that carries a DNS `code`. */
export type ResolveHost = (host: string) => Promise<readonly HostAddress[]>;

/** The name exists, but every address of it is private or special. */
export class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError';
}

/** The name could not be resolved. */
export class DnsError extends Error {
  override readonly name = 'DnsError';
}

/** Queries DNS without the thread pool, so that dead names never delay the others. */
export function createResolver(timeoutMs: number): ResolveHost {
  const resolver = new dns.Resolver({ timeout: Math.min(timeoutMs, 5000), tries: 2 });
  return async (host) => {
    const [four, six] = await Promise.allSettled([
      resolver.resolve4(host),
      resolver.resolve6(host),
    ]);
    const found = [
      ...(four.status === 'fulfilled' ? four.value : []).map((address): HostAddress => ({
        address,
        family: 4,
      })),
      ...(six.status === 'fulfilled' ? six.value : []).map((address): HostAddress => ({
        address,
        family: 6,
      })),
    ];
    if (found.length > 0) return found;
    const cause: unknown = four.status === 'rejected' ? four.reason : null;
    // No name server answers on this machine: leave it to the operating system's own way.
    if (codeOf(cause) === 'ECONNREFUSED') return lookUpBySystem(host);
    throw cause instanceof Error ? cause : new Error('no address');
  };
}

/** A `lookup` for sockets that gives public addresses only: the check holds at connection time. */
export function guardedLookup(resolve: ResolveHost, allowLoopback: boolean): LookupFunction {
  const find = callbackify(async (host: string) => findAllowed(resolve, host, allowLoopback));
  return (host, options, callback) => {
    find(host, (error, addresses) => {
      if (error) callback(error, '', 4);
      else if (options.all === true) callback(null, [...addresses]);
      else callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
    });
  };
}

async function findAllowed(
  resolve: ResolveHost,
  host: string,
  allowLoopback: boolean,
): Promise<readonly HostAddress[]> {
  if (allowLoopback && host === 'localhost') return [{ address: '127.0.0.1', family: 4 }];
  const found = await resolve(host).catch((error: unknown) => {
    throw new DnsError(`${host}: ${codeOf(error) ?? 'no answer'}`, { cause: error });
  });
  const allowed = found.filter(
    ({ address }) => isPublicAddress(address) || (allowLoopback && isLoopbackHost(address)),
  );
  if (allowed.length === 0) {
    throw new RefusedAddressError(`${host} resolves to private or special addresses only.`);
  }
  return allowed;
}

async function lookUpBySystem(host: string): Promise<readonly HostAddress[]> {
  const found = await dns.lookup(host, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
