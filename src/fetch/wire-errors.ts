/** The answer breaks the rules of HTTP in a way that leaves open what it says. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}

/** The connection was closed before the answer was whole. */
export class CutError extends Error {
  override readonly name = 'CutError';
  constructor(message: string, cause: unknown) {
    super(message, { cause });
  }
}

/** The connection was closed before all that a length promised had come: a failure of the connection like any other. */
export function closedEarly(): Error {
  return Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
}
