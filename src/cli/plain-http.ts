import { createHostStore } from '../app/create-host-store.ts';
import { hostOf, isLoopbackHost } from '../fetch/check-address.ts';
import { hostKey } from '../fetch/host-client.ts';
import type { HostState } from '../fetch/host-state.ts';
import type { Store } from '../store/open-store.ts';

type Https = HostState['https'];

/** Whether an address says http, and its host is not this machine. */
export function isPlainAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'http:' && !isLoopbackHost(hostOf(url));
}

/** What the store knows of the https of an address' host; undefined where it was not tried. */
export async function storedHttps(store: Pick<Store, 'hosts'>, address: string): Promise<Https> {
  const url = URL.parse(address);
  if (url === null) return undefined;
  const hosts = createHostStore(store, () => new Date());
  return (await hosts.load(hostKey(url)))?.https;
}

/** The same of the hosts that were requested just now. */
export function seenHttps(states: readonly HostState[], address: string): Https {
  const url = URL.parse(address);
  return states.find(({ host }) => url !== null && host === hostKey(url))?.https;
}

/** What an operator reads under a source whose address says http; null for any other. */
export function plainHttpLine(address: string, https: Https): string | null {
  if (!isPlainAddress(address)) return null;
  if (https === undefined) {
    return 'plain http: https was not tried yet, or the site itself leads to it';
  }
  const day = https.checkedAt.slice(0, 10);
  return https.works
    ? `plain http: https gives the same pages (${day}) and is used instead`
    : `plain http: https does not give the same pages (${day}); it is tried again after 30 days`;
}
