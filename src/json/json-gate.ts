import type { NoPage } from '../domain/page.ts';
import { nameGate } from '../markup/gates.ts';

const FAILED_STATUS = /^(?:error|fail(?:ed|ure)?)$/iu;
const HTTP_FAILURE = /^[45]\d\d$/u;
const ASKS_FOR_LOGIN = /^40[13]$/u;

/** Names what a list API answered in place of rows, by its status and message; null when the call succeeded. */
export function findJsonGate(value: unknown): NoPage | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields = new Map<string, unknown>(
    Object.entries(value)
      .slice(0, 40)
      .map(([key, field]) => [key.toLowerCase(), field]),
  );
  const code = ['code', 'status', 'errcode', 'statuscode']
    .map((key) => fields.get(key))
    .find((field) => typeof field === 'number' || typeof field === 'string');
  const hasFailed =
    fields.get('success') === false ||
    HTTP_FAILURE.test(String(code)) ||
    FAILED_STATUS.test(String(code));
  if (!hasFailed) return null;
  if (ASKS_FOR_LOGIN.test(String(code))) return 'login';
  const words = ['msg', 'message', 'error', 'errmsg', 'desc']
    .map((key) => fields.get(key))
    .filter((field) => typeof field === 'string')
    .join(' ');
  const named = nameGate({ title: '', own: words, han: 0, code: '' });
  return named === 'unreadable' ? 'server-error' : named;
}
