import { HOUR_MS } from '../../src/base/clock.ts';
import type { Year } from './run-bot.ts';
import { indexYear, type WatchedPosting, type YearIndex } from './index-year.ts';
import { judgeUntold } from './judge-untold.ts';
import { isOwed, LATEST_MS } from './readable-spans.ts';
import type { Channel, Letter, Wish } from './world.ts';

/** Something that must not be. */
export interface Failure {
  readonly kind: 'lost' | 'twice' | 'old as new' | 'untold';
  /** In a few words, the same for all failures of one sort. */
  readonly cause: string;
  readonly letter: Letter | null;
  readonly siteId: string;
  readonly channelIds: readonly string[];
  readonly detail: string;
}

/** The judge's words on a year. */
export interface Judgement {
  readonly failures: readonly Failure[];
  readonly letters: number;
  readonly checks: number;
  /** Letters that were not posted, for a reason that is on record; and others that the judge leaves open. */
  readonly explained: ReadonlyMap<string, number>;
  readonly index: YearIndex;
}

/** What judging needs to know; `explain` counts what is left open, and why. */
export interface Judging {
  readonly year: Year;
  readonly index: YearIndex;
  readonly explain: (why: string) => void;
}

/** Compares what the channels show with the truth. */
export async function judgeYear(year: Year): Promise<Judgement> {
  const index = await indexYear(year);
  const explained = new Map<string, number>();
  const explain = (why: string): void => void explained.set(why, (explained.get(why) ?? 0) + 1);
  const judging: Judging = { year, index, explain };
  const failures: Failure[] = [];
  let checks = 0;
  for (const letter of index.letters.values()) {
    const owed = owedPosting(judging, letter);
    if (owed !== null) {
      const wanted = year.world.channels.filter((channel) =>
        isWanted(judging, { letter, owed, channel }),
      );
      checks += wanted.length;
      failures.push(...judgeLost(judging, letter, owed));
    }
    failures.push(...judgeTwice(judging, letter), ...judgeOld(judging, letter));
    checks += 2 * year.world.channels.length;
  }
  const untold = await judgeUntold(judging);
  return {
    failures: [...failures, ...untold.failures],
    letters: index.letters.size,
    checks: checks + untold.checks,
    explained,
    index,
  };
}

/** The first posting by which a letter is owed, or null. */
function owedPosting({ year, index }: Judging, letter: Letter): WatchedPosting | null {
  if (!letter.isRelevant) return null;
  const owed = (index.postings.get(letter.id) ?? []).filter((one) => {
    const { watched, posting } = one;
    const first = index.firstVisits.get(watched.sourceId)?.to;
    if (first === undefined || posting.at <= first) return false;
    const shownAt = year.sites.shownAt.get(watched.sourceId)?.get(posting.number);
    return isOwed(one, year.world, { firstVisit: first, shownAt });
  });
  return owed.sort((a, b) => a.posting.at - b.posting.at)[0] ?? null;
}

function isWished(wish: Wish | undefined, { province, topic, isCore }: Letter): boolean {
  if (wish === undefined) return false;
  const { provinces, topics, isCoreOnly } = wish;
  if (isCoreOnly && !isCore) return false;
  if (provinces.length > 0 && !provinces.includes(province)) return false;
  return topics.length === 0 || (topic !== null && topics.includes(topic));
}

/** When a letter may have been queued: the moment is known, or any up to the day on which it is owed. */
function queueTime(
  { index }: Judging,
  letter: Letter,
  owed: WatchedPosting,
): { readonly from: number; readonly to: number } {
  const at = index.reports.get(letter.id)?.find(({ report }) => report.outcome === 'queued')?.at;
  const from = at ?? owed.posting.at;
  return { from: from - HOUR_MS, to: (at ?? owed.posting.at + LATEST_MS) + HOUR_MS };
}

/** Whether a channel wanted the letter whenever it may have been queued, and could get it. */
function isWanted(
  judging: Judging,
  {
    letter,
    owed,
    channel,
  }: { readonly letter: Letter; readonly owed: WatchedPosting; readonly channel: Channel },
): boolean {
  const { from, to } = queueTime(judging, letter, owed);
  const { wishes, withoutGuild, deletedAt } = channel;
  const valid = wishes.filter(
    ({ at }, index) => at <= to && (wishes[index + 1]?.at ?? Infinity) >= from,
  );
  if (valid.length === 0 || !valid.every((wish) => isWished(wish, letter))) return false;
  if (deletedAt !== null && to >= deletedAt - 2 * LATEST_MS) return false;
  return !withoutGuild.some((span) => from < span.to + HOUR_MS && to > span.from - HOUR_MS);
}

function judgeLost(judging: Judging, letter: Letter, owed: WatchedPosting): readonly Failure[] {
  const { index, explain, year } = judging;
  const missing = year.world.channels.filter(
    (channel) =>
      isWanted(judging, { letter, owed, channel }) &&
      index.messages.get(letter.id)?.some(({ channelId }) => channelId === channel.id) !== true,
  );
  if (missing.length === 0) return [];
  const causes = missing.map(({ id }) => ({ id, ...causeOf(judging, letter, id) }));
  for (const words of new Set(causes.filter((one) => one.isOnRecord).map((one) => one.words)))
    explain(words);
  const open = Map.groupBy(
    causes.filter(({ isOnRecord }) => !isOnRecord),
    ({ words }) => words,
  );
  return [...open].map(([words, channels]): Failure => ({
    kind: 'lost',
    cause: words,
    letter,
    siteId: owed.watched.site.id,
    channelIds: channels.map(({ id }) => id),
    detail: `owed by ${owed.watched.sourceId}, posting ${owed.posting.number} of ${new Date(owed.posting.at).toISOString()}`,
  }));
}

interface Cause {
  readonly words: string;
  readonly isOnRecord: boolean;
}

function cause(words: string, isOnRecord: boolean): Cause {
  return { words, isOnRecord };
}

const ON_RECORD: ReadonlySet<string> = new Set(['unreadable', 'gone', 'forgotten']);

/** Why a letter is not in a channel, as far as the store says. */
function causeOf({ index, year }: Judging, letter: Letter, channelId: string): Cause {
  const delivery = index.deliveries.get(letter.id)?.find((one) => one.channelId === channelId);
  if (delivery !== undefined) {
    const { state } = delivery;
    if (state.kind === 'held') return cause(`held: ${state.reason}`, true);
    if (state.kind === 'failed') return cause(`delivery failed: ${state.reason}`, true);
    return cause(`delivery ${state.kind}, but not in the channel`, false);
  }
  const entries = index.entries.get(letter.id) ?? [];
  const others = entries.filter(({ outcome }) => outcome === 'queued' || outcome === 'duplicate');
  const wrong = others.find(
    ({ articleId }) => index.letterOfArticle.get(articleId ?? '') !== letter.id,
  );
  if (wrong !== undefined) return cause(`taken for another letter (${wrong.outcome})`, false);
  if (others.length > 0) {
    const card = index.deliveries.get(letter.id)?.[0]?.card;
    const why = card === undefined ? 'for no channel' : 'not for this channel';
    return cause(`queued ${why}`, false);
  }
  const settled = entries.find(({ outcome }) => ON_RECORD.has(outcome));
  if (settled !== undefined)
    return cause(`given up as ${settled.outcome}: ${settled.reason ?? '-'}`, true);
  const [entry] = entries;
  if (entry !== undefined)
    return cause(`recorded as ${entry.outcome}: ${entry.reason ?? '-'}`, false);
  const postings = index.postings.get(letter.id) ?? [];
  const wasShown = postings.some(
    ({ watched, posting }) =>
      year.sites.shownAt.get(watched.sourceId)?.has(posting.number) === true,
  );
  const isBackDated = postings.every(({ posting }) => posting.traits.includes('back-dated'));
  const what = wasShown
    ? 'shown on a list, never recorded'
    : 'never shown on a page that was requested';
  return cause(`${what}${isBackDated ? ' (back-dated)' : ''}`, false);
}

function judgeTwice({ index }: Judging, letter: Letter): readonly Failure[] {
  const byChannel = Map.groupBy(index.messages.get(letter.id) ?? [], ({ channelId }) => channelId);
  const twice = [...byChannel].filter(
    ([, messages]) => new Set(messages.map(({ id }) => id)).size > 1,
  );
  if (twice.length === 0) return [];
  const ids = new Set((index.deliveries.get(letter.id) ?? []).map(({ articleId }) => articleId));
  const times = twice[0]?.[1].map(({ at }) => new Date(at).toISOString()).join(', ') ?? '';
  return [
    {
      kind: 'twice',
      cause: ids.size > 1 ? 'known as two documents' : 'one document, two messages',
      letter,
      siteId: index.postings.get(letter.id)?.[0]?.watched.site.id ?? '',
      channelIds: twice.map(([channelId]) => channelId),
      detail: `posted ${times}; documents ${[...ids].join(', ')}`,
    },
  ];
}

function judgeOld({ index }: Judging, letter: Letter): readonly Failure[] {
  const postings = index.postings.get(letter.id) ?? [];
  const isOld = postings.every(({ watched, posting }) => {
    const first = index.firstVisits.get(watched.sourceId);
    return first === undefined || posting.at < first.from;
  });
  if (!isOld) return [];
  const asNew = (index.deliveries.get(letter.id) ?? []).filter(
    ({ occasion, state }) => occasion !== 'sample' && state.kind === 'sent',
  );
  const [first] = asNew;
  if (first === undefined) return [];
  return [
    {
      kind: 'old as new',
      cause: `posted as ${first.occasion}`,
      letter,
      siteId: postings[0]?.watched.site.id ?? '',
      channelIds: asNew.map(({ channelId }) => channelId),
      detail: `queued ${first.queuedAt}`,
    },
  ];
}
