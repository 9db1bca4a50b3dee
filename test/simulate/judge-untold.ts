import { DAY_MS } from '../../src/base/clock.ts';
import { isStoppedStatus } from '../../src/health/alarms.ts';
import type { SourceStatus } from '../../src/domain/source-state.ts';
import type { ShownMessage } from './fake-channels.ts';
import type { WatchedPosting } from './index-year.ts';
import type { Failure, Judging } from './judge-year.ts';
import type { Year } from './run-bot.ts';
import { eraAt, type Letter, type Posting } from './world.ts';
import { allPending } from '../support/all-pending.ts';

/** A source that gives nothing for so long is told of. */
const STOP_TOLD_MS = 10 * DAY_MS;
/** A delivery that nothing holds back goes out within this time. */
const DELIVERY_MS = 2 * DAY_MS;
/** What changed on a page shows in its message within this time. */
const UPDATE_MS = 45 * DAY_MS;
/** `rereadDays` of config/bot.yaml: nothing is looked at after the last of them. */
const LAST_LOOK_MS = 30 * DAY_MS;

const STATUSES: ReadonlySet<string> = new Set<SourceStatus>([
  'new',
  'ok',
  'quiet',
  'drift',
  'empty',
  'blocked',
  'gone',
]);

function isStatus(status: string): status is SourceStatus {
  return STATUSES.has(status);
}

/** What ended, stopped or changed without anybody being told. */
export async function judgeUntold(
  judging: Judging,
): Promise<{ readonly failures: readonly Failure[]; readonly checks: number }> {
  const { year } = judging;
  const stuck = await stuckDeliveries(year);
  const pauses = await silentPauses(year);
  const found = [...silentStops(year), ...pauses, ...stuck, ...oldWords(judging)];
  return { failures: found, checks: year.watched.length + year.world.channels.length };
}

function untold(parts: Omit<Failure, 'kind'>): Failure {
  return { kind: 'untold', ...parts };
}

function silentStops({ watched, diary }: Year): readonly Failure[] {
  return watched.flatMap(({ sourceId, site }) => {
    let since: number | null = null;
    let hadRows = false;
    for (const { at, event } of diary.events) {
      if (event.kind !== 'visit' || event.source.id !== sourceId) continue;
      const { status } = event.visit;
      const isStopped = isStatus(status) && isStoppedStatus(status);
      hadRows ||= status === 'ok' || status === 'quiet';
      if (!isStopped || !hadRows) since = null;
      else since ??= at;
      if (since === null || at - since < STOP_TOLD_MS) continue;
      const from = since - STOP_TOLD_MS;
      if (diary.alarms.some((one) => one.sourceId === sourceId && one.at >= from && one.at <= at))
        continue;
      const detail = `${sourceId} is ${status} since ${new Date(since).toISOString()}`;
      return [
        untold({
          cause: 'a source stopped without an alarm',
          letter: null,
          siteId: site.id,
          channelIds: [],
          detail,
        }),
      ];
    }
    return [];
  });
}

async function silentPauses({ store, diary }: Year): Promise<readonly Failure[]> {
  const subscriptions = await store.subscriptions.all();
  return subscriptions.flatMap(({ channelId, paused }) => {
    if (paused === null || paused.reason === 'guild-removed') return [];
    if (diary.paused.some((one) => one.channelId === channelId)) return [];
    const detail = `${channelId} is paused: ${paused.reason}`;
    return [
      untold({
        cause: 'a channel paused without a word',
        letter: null,
        siteId: '',
        channelIds: [channelId],
        detail,
      }),
    ];
  });
}

async function stuckDeliveries({ store, world }: Year): Promise<readonly Failure[]> {
  const latest = new Date(world.year.to - DELIVERY_MS).toISOString();
  return (await allPending(store.outbox))
    .filter(({ state, queuedAt }) => state.kind !== 'held' && queuedAt < latest)
    .map(({ id, channelId, state, queuedAt }) =>
      untold({
        cause: `a delivery stays ${state.kind}`,
        letter: null,
        siteId: '',
        channelIds: [channelId],
        detail: `${id} queued ${queuedAt}`,
      }),
    );
}

/** Letters that were corrected, withdrawn or deleted after they were posted, and whose messages do not say so. */
function oldWords({ year, index, explain }: Judging): readonly Failure[] {
  const { world } = year;
  return [...index.letters.values()].flatMap((letter) => {
    const postings = index.postings.get(letter.id) ?? [];
    // A copy elsewhere may still say what it said.
    if (new Set(postings.map(({ watched }) => watched.site.id)).size !== 1) return [];
    const [one] = postings;
    if (one === undefined) return [];
    const change = changeOf(one.posting);
    if (change === null || change.at + UPDATE_MS > world.year.to) return [];
    const shown = (index.messages.get(letter.id) ?? []).filter(({ at }) => at < change.at);
    const firstAt = Math.min(...shown.map(({ at }) => at));
    if (change.at > firstAt + LAST_LOOK_MS) return [];
    const isThere = (channelId: string): boolean =>
      world.channels.find(({ id }) => id === channelId)?.deletedAt === null;
    const silent = shown.filter(
      (message) => isThere(message.channelId) && !change.isShown(message, letter),
    );
    if (silent.length === 0) return [];
    if (one.posting.deletedAt !== null && isNeverFound(year, one, firstAt)) {
      explain('deleted on a rebuilt site before its list could be read there');
      return [];
    }
    return [
      untold({
        cause: change.cause,
        letter,
        siteId: one.watched.site.id,
        channelIds: silent.map(({ channelId }) => channelId),
        detail: `since ${new Date(change.at).toISOString()}`,
      }),
    ];
  });
}

/** No visit could learn where the site had put the letter: its old address says nothing of it. */
function isNeverFound(
  { diary }: Year,
  { posting, watched: { site, sourceId } }: WatchedPosting,
  firstAt: number,
): boolean {
  const deletedAt = posting.deletedAt ?? 0;
  const { from } = eraAt(site, deletedAt);
  const isRead = diary.events.some(
    ({ at, event }) =>
      event.kind === 'visit' &&
      event.source.id === sourceId &&
      (event.visit.status === 'ok' || event.visit.status === 'quiet') &&
      at > from &&
      at < deletedAt,
  );
  return from > firstAt && !isRead;
}

interface Change {
  readonly at: number;
  readonly cause: string;
  readonly isShown: (message: ShownMessage, letter: Letter) => boolean;
}

function changeOf(posting: Posting): Change | null {
  const { deletedAt, withdrawnAt, correctedAt, isEverReadable } = posting;
  // What its page never shows, it does not show changed either.
  if (!isEverReadable && deletedAt === null) return null;
  const ended = deletedAt ?? withdrawnAt;
  if (ended !== null) {
    const cause = deletedAt === null ? 'a letter was withdrawn in words' : 'a letter was deleted';
    return { at: ended, cause, isShown: ({ editedAt }) => editedAt !== null && editedAt > ended };
  }
  if (correctedAt === null) return null;
  return {
    at: correctedAt,
    cause: 'a figure was corrected',
    isShown: ({ message }, { figure }) => !JSON.stringify(message).includes(figure),
  };
}
