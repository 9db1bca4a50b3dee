import { readFile } from 'node:fs/promises';
import { getCACertificates } from 'node:tls';

import type { FetchFailure } from '../domain/fetch.ts';
import { trouble } from './trouble.ts';

/** An operator's help for a host with unusual TLS. Verification is never switched off. */
export interface HostTls {
  /** PEM file with the intermediate certificate that the server forgets to send. */
  readonly caFile?: string;
  /** Curves to offer, like `P-256`, for servers that fail on others. */
  readonly ecdhCurve?: string;
}

/** What a connection trusts beyond the defaults. */
export interface Trust {
  readonly kind: 'trust';
  readonly ca: readonly string[] | null;
  readonly ecdhCurve: string | null;
}

/** Reads each host's extra certificates once, when first needed. */
export function createTrustReader(
  hosts: Readonly<Record<string, HostTls>>,
): (host: string) => Promise<Trust | FetchFailure> {
  const files = new Map<string, Promise<readonly string[]>>();
  const read = (file: string): Promise<readonly string[]> => {
    const known = files.get(file);
    if (known !== undefined) return known;
    const reading = readFile(file, 'utf8').then((pem) => [...getCACertificates('default'), pem]);
    files.set(file, reading);
    return reading;
  };
  return async (host) => {
    const own = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
    const ecdhCurve = own?.ecdhCurve ?? null;
    if (own?.caFile === undefined) return { kind: 'trust', ca: null, ecdhCurve };
    try {
      return { kind: 'trust', ca: await read(own.caFile), ecdhCurve };
    } catch {
      return trouble('tls', `${host}: the extra CA file ${own.caFile} cannot be read.`);
    }
  };
}
