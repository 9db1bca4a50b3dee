/** What an answer without rows says about itself: that the call failed, or that it wants a login. */
export type JsonRefusal = 'failed' | 'login';

const FAILED_STATUS = /^(?:error|fail(?:ed|ure)?)$/iu;
const HTTP_FAILURE = /^[45]\d\d$/u;
const LOGIN_WORDS = /未登录|请(?:先|重新)?登录|登录(?:已)?(?:过期|失效|超时)|token/iu;

/** Reads the envelope of a list API; null when the call went well, whatever it found. */
export function readJsonRefusal(value: unknown): JsonRefusal | null {
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
  const words = ['msg', 'message', 'error', 'errmsg', 'desc']
    .map((key) => fields.get(key))
    .filter((field) => typeof field === 'string')
    .join(' ');
  return /^40[13]$/u.test(String(code)) || LOGIN_WORDS.test(words) ? 'login' : 'failed';
}
