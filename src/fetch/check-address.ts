import ipaddr from 'ipaddr.js';

/** Which hosts may be requested at all. */
export interface AddressRules {
  /** Hosts outside `.gov.cn`: exact (`example.org`), or with all below it (`.example.org`). */
  readonly allowedHosts: readonly string[];
  /** Lets 127.0.0.0/8, `::1` and `localhost` with any port; for tests and the demo only. */
  readonly allowLoopback: boolean;
}

/** An address that may be requested, or why not. */
export type AddressCheck =
  | { readonly kind: 'url'; readonly url: URL }
  | {
      readonly kind: 'refused';
      /** `host`: a public host that is not allowed. */
      readonly why: 'address' | 'host';
      readonly detail: string;
    };

// No list page has a longer one, and robots.txt rules are matched against the whole of it.
const MAX_LENGTH = 2048;
const OWN_SUFFIX = '.gov.cn';

/** Whether an address from a page, redirect or feed may be requested; DNS is checked when connecting. */
export function checkAddress(text: string, rules: AddressRules): AddressCheck {
  const refuse = (detail: string): AddressCheck => ({ kind: 'refused', why: 'address', detail });
  if (text.length > MAX_LENGTH)
    return refuse(`The address is longer than ${MAX_LENGTH} characters.`);
  if (!URL.canParse(text)) return refuse('The address cannot be read.');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return refuse(`The scheme ${url.protocol} is not http or https.`);
  }
  if (url.username !== '' || url.password !== '') return refuse('The address holds credentials.');
  url.hash = '';
  const host = hostOf(url);
  if (rules.allowLoopback && isLoopbackHost(host)) return { kind: 'url', url };
  // The URL parser has turned 0x7f.1, 2130706433 and the like into plain notation by now.
  if (ipaddr.isValid(host) && !isPublicAddress(host)) {
    return refuse(`${host} is a private or special address.`);
  }
  if (!isAllowedHost(host, rules.allowedHosts)) {
    const detail = `${host} is outside .gov.cn and not on the list of allowed hosts.`;
    return { kind: 'refused', why: 'host', detail };
  }
  if (!isWebPort(url.port)) return refuse(`Port ${url.port} is not a port of web sites.`);
  return { kind: 'url', url };
}

/** The host without brackets or a final dot, lower case. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/gu, '').replace(/\.$/u, '');
}

/** Is this IP address one that anybody on the internet can reach? */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || CLOUD_SERVICES.has(parsed.toString())) return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST);
}

// A public address that leads to the machine's own cloud: Azure's wire server
// (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16). Those of other clouds are link-local or shared.
const CLOUD_SERVICES: ReadonlySet<string> = new Set(['168.63.129.16']);

// What is given out of IPv6: https://www.iana.org/assignments/ipv6-unicast-address-assignments
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** Is this `localhost` or an IP address of this machine's loopback? */
export function isLoopbackHost(host: string): boolean {
  if (host === 'localhost') return true;
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback';
}

function isAllowedHost(host: string, allowedHosts: readonly string[]): boolean {
  if (host.endsWith(OWN_SUFFIX) || host === OWN_SUFFIX.slice(1)) return true;
  return allowedHosts.some((allowed) => {
    const name = allowed.toLowerCase();
    return name.startsWith('.') ? host.endsWith(name) || host === name.slice(1) : host === name;
  });
}

// Services that are no web sites, above 1023: the blocked ports of the WHATWG Fetch standard, and, by IANA's registry of service
// names, databases, queues, caches, remote desktops and the control ports of containers.
const OTHER_SERVICES: ReadonlySet<number> = new Set([
  1433, 1434, 1521, 1719, 1720, 1723, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045,
  4190, 4369, 5060, 5061, 5432, 5672, 5900, 5901, 6000, 6379, 6380, 6443, 6566, 6665, 6666, 6667,
  6668, 6669, 6679, 6697, 9042, 9092, 9200, 9300, 10_080, 10_250, 11_211, 15_672, 26_379, 27_017,
  27_018, 33_060, 50_070,
]);

function isWebPort(port: string): boolean {
  if (port === '' || port === '80' || port === '81' || port === '443') return true;
  return Number(port) >= 1024 && !OTHER_SERVICES.has(Number(port));
}
