/** The host of an address as people read it: lower case, without a port or the dot that may end it; null for no address. */
export function hostOf(url: string): string | null {
  const host = URL.parse(url)?.hostname.toLowerCase().replace(/\.+$/u, '') ?? '';
  return host === '' ? null : host;
}

/** A host with its port, where that is not the usual one of its scheme; null for no address. */
export function siteOf(url: string): string | null {
  const host = hostOf(url);
  const port = URL.parse(url)?.port ?? '';
  return host === null || port === '' ? host : `${host}:${port}`;
}

/** An address whose host ends without the dot of an absolute name; anything else as it is. */
export function withoutFinalDot(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || !parsed.hostname.endsWith('.')) return url;
  parsed.hostname = parsed.hostname.replace(/\.+$/u, '');
  return parsed.href;
}
