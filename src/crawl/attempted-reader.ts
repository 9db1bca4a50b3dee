import { DAY_MS } from '../base/clock.ts';
import { ReaderError } from '../domain/errors.ts';
import type { Reader } from '../reading/reader.ts';
import type { AttemptStore, HostDeaths, ReadingAttempt } from '../store/attempts.ts';

/** Deaths of a reader after which an address is given up. */
const MAX_DEATHS = 3;
/** Readings that were begun and of which nothing was heard: the whole bot ended meanwhile, mostly for another reason. */
const MAX_TRIES = 8;
/** A list that was given up is tried once more after so long: sites are mended. */
const REST_MS = 7 * DAY_MS;

/** Deaths of a reader within `HOST_REST_MS` after which no page of their host is read: two addresses that are given up. */
const MAX_HOST_DEATHS = 6;
/** Counted from the first of them, so that a host costs so many deaths a day at most. */
const HOST_REST_MS = DAY_MS;

/** Where attempts are written down. */
export interface AttemptDeps {
  readonly attempts: AttemptStore;
  readonly now: () => Date;
}

/**
 * A reader that writes each attempt down before it is made: an address that ended a reader, or the whole bot, is tried a few times
 * and then given up, also over restarts. A host whose pages ended several readers rests for the day, as a list may name any number of
 * addresses.
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
    const { deaths = 0, tries } = before;
    const message = `It was given up: reading it ended the reader ${Math.max(deaths, tries)} times.`;
    throw new ReaderError(message, before.reason, { isGivenUp: true });
  }
  const host = URL.parse(address)?.host ?? '';
  const deaths = await deathsOf(attempts, host, now());
  if (deaths !== null && deaths.deaths >= MAX_HOST_DEATHS) {
    const message = `Pages of ${host} ended the reader ${deaths.deaths} times since ${deaths.since}: none is read for a day.`;
    throw new ReaderError(message, 'read-paused');
  }
  const trying: ReadingAttempt = {
    ...(before?.deaths === undefined ? {} : { deaths: before.deaths }),
    address,
    tries: (before?.tries ?? 0) + 1,
    reason: 'read-crash',
    at: now().toISOString(),
  };
  await attempts.save(trying);
  try {
    const reading = await work();
    attempts.settle(address);
    return reading;
  } catch (error) {
    if (error instanceof ReaderError && error.reason !== 'closed') {
      const { reason } = error;
      await noteDeath(attempts, host, now());
      const dead: ReadingAttempt = { ...trying, reason, deaths: (trying.deaths ?? 0) + 1 };
      await attempts.save(dead);
      const isGivenUp = isTriedEnough(dead);
      throw new ReaderError(error.message, reason, { cause: error, isGivenUp });
    }
    // A stop, or a bug of the program, says nothing about the reader's limits.
    await (before === null ? attempts.remove(address) : attempts.save(before));
    throw error;
  }
}

/** What a host's pages did within the day; null for nothing. */
async function deathsOf(
  attempts: AttemptStore,
  host: string,
  now: Date,
): Promise<HostDeaths | null> {
  const known = await attempts.loadHost(host);
  return known !== null && msBetween(now, known.since) < HOST_REST_MS ? known : null;
}

/** What runs beside it for the same host is counted, too. */
async function noteDeath(attempts: AttemptStore, host: string, now: Date): Promise<void> {
  const known = await deathsOf(attempts, host, now);
  const { deaths, since } = known ?? { deaths: 0, since: now.toISOString() };
  await attempts.saveHost({ host, deaths: deaths + 1, since });
}

function isTriedEnough({ tries, deaths = 0 }: ReadingAttempt): boolean {
  return deaths >= MAX_DEATHS || tries >= MAX_TRIES;
}

function isResting(before: ReadingAttempt, now: Date): boolean {
  return isTriedEnough(before) && msBetween(now, before.at) < REST_MS;
}

/** A time that lies ahead was noted while the machine's clock was wrong. */
function msBetween(now: Date, at: string): number {
  return Math.abs(now.getTime() - Date.parse(at));
}
