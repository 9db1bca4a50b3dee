import { DAY_MS } from '../base/clock.ts';
import { ReaderError } from '../domain/errors.ts';
import type { Reader } from '../reading/reader.ts';
import type { AttemptStore, ReadingAttempt } from '../store/attempts.ts';

/** Deaths of a reader after which an address is given up. */
const MAX_TRIES = 3;
/** A list that was given up is tried once more after so long: sites are mended. */
const REST_MS = 7 * DAY_MS;

/** Where attempts are written down. */
export interface AttemptDeps {
  readonly attempts: AttemptStore;
  readonly now: () => Date;
}

/**
 * A reader that writes each attempt down before it is made: an address that ended a reader, or the whole bot, is tried a few times
 * and then given up, also over restarts.
 */
export function createAttemptedReader(reader: Reader, deps: AttemptDeps): Reader {
  return {
    readList: (raw, options) => attempt(deps, options.address, () => reader.readList(raw, options)),
    readPage: (raw, options) => attempt(deps, options.address, () => reader.readPage(raw, options)),
    readAttachment: (raw, options) =>
      attempt(deps, options.address, () => reader.readAttachment(raw, options)),
  };
}

async function attempt<R>(
  { attempts, now }: AttemptDeps,
  address: string,
  work: () => Promise<R>,
): Promise<R> {
  const before = await attempts.load(address);
  if (before !== null && isResting(before, now())) {
    const message = `It was given up: reading it ended the reader ${before.tries} times.`;
    throw new ReaderError(message, before.reason, { isGivenUp: true });
  }
  const trying: ReadingAttempt = {
    address,
    tries: (before?.tries ?? 0) + 1,
    reason: 'read-crash',
    at: now().toISOString(),
  };
  await attempts.save(trying);
  try {
    const reading = await work();
    await attempts.remove(address);
    return reading;
  } catch (error) {
    if (error instanceof ReaderError && error.reason !== 'closed') {
      const { reason } = error;
      await attempts.save({ ...trying, reason });
      const isGivenUp = trying.tries >= MAX_TRIES;
      throw new ReaderError(error.message, reason, { cause: error, isGivenUp });
    }
    // A stop, or a bug of the program, says nothing about the reader's limits.
    await (before === null ? attempts.remove(address) : attempts.save(before));
    throw error;
  }
}

function isResting({ tries, at }: ReadingAttempt, now: Date): boolean {
  // A time that lies ahead was noted while the machine's clock was wrong.
  const restedMs = Math.abs(now.getTime() - Date.parse(at));
  return tries >= MAX_TRIES && restedMs < REST_MS;
}
