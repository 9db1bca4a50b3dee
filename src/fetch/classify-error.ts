import { TooLargeError } from './decode-body.ts';
import { CutError, MalformedError } from './wire-errors.ts';
import { DnsError, RefusedAddressError } from './resolve-host.ts';
import { trouble } from './trouble.ts';
import type { FailureReason, FetchFailure } from '../domain/fetch.ts';

interface ErrorRule {
  readonly code: RegExp;
  readonly reason: FailureReason;
  readonly advice: string;
}

// Codes of Node (net, tls, zlib), OpenSSL and undici; signatures: docs/field-notes.md §3.
const RULES: readonly ErrorRule[] = [
  {
    code: /^ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION/u,
    reason: 'tls',
    advice: 'the server only speaks legacy TLS renegotiation, which stays off',
  },
  {
    code: /^ERR_SSL_(?:DH_KEY_TOO_SMALL|.*DH_KEY)/u,
    reason: 'tls',
    advice: "the server's key exchange is too weak",
  },
  {
    code: /BAD_ECPOINT/u,
    reason: 'tls',
    advice: 'a curve list for this host (ecdhCurve: P-256) may help',
  },
  {
    code: /^(?:UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT)/u,
    reason: 'tls',
    advice: 'an intermediate certificate is missing; an extra CA file for this host may help',
  },
  {
    code: /^(?:ERR_SSL|ERR_TLS|EPROTO|CERT_|CRL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH)/u,
    reason: 'tls',
    advice: 'the certificate or the TLS handshake was not accepted',
  },
  {
    code: /^UND_ERR_(?:HEADERS_OVERFLOW|RES_EXCEEDED)|^HPE_HEADER_OVERFLOW/u,
    reason: 'too-large',
    advice: 'the answer is larger than the cap',
  },
  {
    code: /TIMEOUT|^ETIMEDOUT$/u,
    reason: 'timeout',
    advice: 'the server did not answer in time',
  },
  {
    code: /^(?:ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/u,
    reason: 'dns',
    advice: 'the name could not be resolved',
  },
];

/** Turns an error of the network into a reason class; anything unknown is a connection failure. */
export function classifyError(error: unknown, host: string): FetchFailure {
  for (const link of chainOf(error)) {
    if (link instanceof RefusedAddressError) return trouble('refused-address', link.message);
    if (link instanceof TooLargeError) return trouble('too-large', link.message);
    if (link instanceof DnsError) {
      return trouble('dns', `The name could not be resolved: ${link.message}.`);
    }
    if (link instanceof CutError) {
      return trouble('cut', `${host}: the answer was cut short: ${link.message}.`);
    }
    if (isRefusedByParser(link)) {
      const how = link.message.replaceAll(/\s+/gu, ' ').slice(0, MAX_DETAIL);
      return trouble('malformed', `${host}: the answer breaks the rules of HTTP: ${how}.`);
    }
    const code = codeOf(link);
    const rule = code === null ? undefined : RULES.find((each) => each.code.test(code));
    if (rule !== undefined) return trouble(rule.reason, `${host}: ${rule.advice} (${code}).`);
  }
  const code = chainOf(error)
    .map(codeOf)
    .find((each) => each !== null);
  return trouble('connection', `${host}: the connection failed (${code ?? 'no code'}).`);
}

const MAX_DETAIL = 200;

/**
 * Whether a parser met what HTTP forbids. Undici's parser has an error of its own without a code (`HPE_…` where it has one),
 * one for lengths, and tells what it does not take in place of an answer by the message alone.
 */
function isRefusedByParser(error: Error): boolean {
  if (error instanceof MalformedError || error.name === 'HTTPParserError') return true;
  const code = codeOf(error) ?? '';
  if (/^HPE_(?!HEADER_OVERFLOW)|^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/u.test(code)) return true;
  return code === 'UND_ERR_SOCKET' && /^bad (?:response|upgrade)$/u.test(error.message);
}

function chainOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  let link: unknown = error;
  while (link instanceof Error && chain.length < 5) {
    chain.push(link);
    link = link instanceof AggregateError ? (link.errors[0] ?? link.cause) : link.cause;
  }
  return chain;
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
