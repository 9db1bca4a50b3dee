import type { Config } from '../config/load-config.ts';
import { notedAddress } from '../local/noted-address.ts';
import type { StatusReport } from '../status/status-report.ts';

/** What a bot that runs says of itself. */
export type StatusAnswer =
  | { readonly kind: 'report'; readonly address: string; readonly report: StatusReport }
  /** Nothing answers there; somebody else; or nobody in time. */
  | { readonly kind: 'none' | 'foreign' | 'silent'; readonly address: string };

const ANSWER_WITHIN_MS = 5000;

/** Where a bot answers with this configuration, the port that it noted first: it may have been started with another one. */
export function statusAddresses({
  status,
  preview,
  dataDirectory,
}: Pick<Config, 'status' | 'preview' | 'dataDirectory'>): readonly string[] {
  const { host, port } = status.port === null ? preview : { ...status, port: status.port };
  const reached = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const name = reached.includes(':') ? `[${reached}]` : reached;
  const noted = notedAddress(dataDirectory);
  const configured = port === 0 ? [] : [`http://${name}:${port}`];
  return [...new Set([...(noted === null ? [] : [noted]), ...configured])];
}

/** Asks at these addresses in turn; the first bot that answers counts: where it noted its port another program may be by now. */
export async function fetchStatus(addresses: readonly string[]): Promise<StatusAnswer> {
  let answer: StatusAnswer = { kind: 'none', address: addresses[0] ?? 'preview.port 0' };
  for (const address of addresses) {
    const found = await fetchAt(address);
    if (found.kind === 'report') return found;
    if (answer.kind === 'none') answer = found;
  }
  return answer;
}

async function fetchAt(address: string): Promise<StatusAnswer> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(`${address}/status.json`, { signal, redirect: 'error' });
    const found: unknown = await response.json();
    return isReport(found)
      ? { kind: 'report', address, report: found }
      : { kind: 'foreign', address };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'foreign', address };
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return { kind: isLate ? 'silent' : 'none', address };
  }
}

function isReport(found: unknown): found is StatusReport {
  return (
    typeof found === 'object' &&
    found !== null &&
    'program' in found &&
    found.program === 'jianbao' &&
    'issues' in found &&
    Array.isArray(found.issues)
  );
}
