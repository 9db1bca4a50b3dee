import { expect, test } from 'vitest';

import { classifyError } from '../../src/fetch/classify-error.ts';
import { parseRetryAfter } from '../../src/fetch/retry-after.ts';

// Codes as Node 26, OpenSSL 3 and undici 8 give them.
test.each([
  ['ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED', 'tls', 'legacy TLS renegotiation'],
  ['ERR_SSL_DH_KEY_TOO_SMALL', 'tls', 'too weak'],
  ['ERR_SSL_BAD_ECPOINT', 'tls', 'curve list'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'intermediate certificate'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls', 'intermediate certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'not accepted'],
  ['CERT_HAS_EXPIRED', 'tls', 'not accepted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'not accepted'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'not accepted'],
  ['EPROTO', 'tls', 'not accepted'],
  ['ERR_SSL_UNEXPECTED_EOF_WHILE_READING', 'tls', 'not accepted'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'in time'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout', 'in time'],
  ['ETIMEDOUT', 'timeout', 'in time'],
  ['ENOTFOUND', 'dns', 'name'],
  ['EAI_AGAIN', 'dns', 'name'],
  ['ECONNREFUSED', 'connection', 'ECONNREFUSED'],
  ['EHOSTUNREACH', 'connection', 'EHOSTUNREACH'],
  ['HPE_INVALID_HEADER_TOKEN', 'malformed', 'rules of HTTP'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'malformed', 'rules of HTTP'],
  ['UND_ERR_HEADERS_OVERFLOW', 'too-large', 'cap'],
])('puts %s under %s and says what it means', (code, reason, advice) => {
  const inner = Object.assign(new Error('inner'), { code });
  const wrapped = new Error('outer', { cause: new AggregateError([inner]) });
  for (const error of [inner, wrapped]) {
    const failure = classifyError(error, 'www.example.gov.cn');
    expect(failure).toMatchObject({ kind: 'failure', reason, status: null });
    expect(failure.detail).toContain(advice);
  }
});

test('calls what it does not know a connection failure', () => {
  expect(classifyError('odd', 'www.example.gov.cn')).toMatchObject({ reason: 'connection' });
});

test.each([
  [null, null],
  ['', null],
  ['120', 120_000],
  ['0', 0],
  ['-5', null],
  ['1.5', null],
  ['soon', null],
  ['999999999', 7 * 86_400_000],
  ['Mon, 23 Nov 2026 03:00:00 GMT', 3_600_000],
  ['Mon, 23 Nov 2020 03:00:00 GMT', 0],
])('reads Retry-After: %s', (header, ms) => {
  expect(parseRetryAfter(header, new Date('2026-11-23T02:00:00Z'))).toBe(ms);
});
