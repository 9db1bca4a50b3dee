import { DAY_MS } from '../../src/base/clock.ts';
import type { Failure } from './judge-year.ts';
import type { YearIndex } from './index-year.ts';
import type { Year } from './run-bot.ts';
import type { Site } from './world.ts';

const BEFORE_MS = 2 * DAY_MS;
const AFTER_MS = 14 * DAY_MS;
const MOST_LINES = 48;

const time = (at: number): string => new Date(at).toISOString().slice(0, 16);

/** What the site is like, in one line. */
function describeSite({
  id,
  eras,
  isDated,
  hasPager,
  perPage,
  isVolatile,
  rewriting,
}: Site): string {
  const built = eras.map(
    (era) => `${era.from === 0 ? '' : `from ${time(era.from)} `}${era.system} on ${era.host}`,
  );
  const facts = [
    isDated ? 'dated' : 'without days',
    hasPager ? 'pages' : 'one page',
    `${perPage} rows`,
    ...(isVolatile ? ['volatile addresses'] : []),
    ...(rewriting === null ? [] : [`titles rewritten ${time(rewriting.at)}`]),
  ];
  return `${id}: ${built.join(', then ')}; ${facts.join(', ')}`;
}

interface Line {
  readonly at: number;
  readonly text: string;
}

/** What happened to a letter and around it, oldest first. */
export function traceFailure(failure: Failure, year: Year, index: YearIndex): readonly string[] {
  const { letter, kind, cause, channelIds, detail } = failure;
  const head = `${kind}: ${cause}; channels ${channelIds.join(' ')}; ${detail}`;
  if (letter === null) return [head];
  const postings = index.postings.get(letter.id) ?? [];
  const isOf = (articleId: string | null): string =>
    articleId === null ? '' : `, document of ${index.letterOfArticle.get(articleId) ?? '?'}`;
  const starts = postings.map(({ posting }) => posting.at);
  const isNear = (at: number): boolean =>
    starts.some((start) => at > start - BEFORE_MS && at < start + AFTER_MS);
  const lines: Line[] = postings.flatMap(({ posting, watched }): readonly Line[] => {
    const traits = posting.traits.length === 0 ? '' : ` (${posting.traits.join(', ')})`;
    const on = `${watched.sourceId} as ${posting.number}`;
    const shown = year.sites.shownAt.get(watched.sourceId)?.get(posting.number);
    return [
      { at: posting.at, text: `published on ${on}, day ${posting.day}${traits}` },
      ...(shown === undefined ? [] : [{ at: shown, text: `first shown to the bot on ${on}` }]),
      ...(posting.deletedAt === null ? [] : [{ at: posting.deletedAt, text: `deleted on ${on}` }]),
      ...(posting.withdrawnAt === null
        ? []
        : [{ at: posting.withdrawnAt, text: `withdrawn on ${on}` }]),
    ];
  });
  lines.push(
    ...aroundOf(
      year,
      postings.map(({ watched }) => watched.sourceId),
    ).filter(({ at }) => isNear(at)),
  );
  for (const { at, report } of index.reports.get(letter.id) ?? []) {
    lines.push({
      at,
      text: `read: ${report.outcome} ${report.reason ?? ''} ${report.article?.duplicateOf ?? report.article?.id ?? ''} ${report.entry.url}`,
    });
  }
  for (const { at, event } of year.diary.events) {
    if (event.kind !== 'reread') continue;
    const { articleId, outcome, reason, url } = event.report;
    if (index.letterOfArticle.get(articleId) !== letter.id) continue;
    lines.push({ at, text: `looked again: ${outcome} ${reason ?? ''} ${url}` });
  }
  for (const { at, channelId, id } of index.messages.get(letter.id) ?? []) {
    if (channelIds.includes(channelId)) lines.push({ at, text: `message ${id} in ${channelId}` });
  }
  const ordered = lines
    .sort((a, b) => a.at - b.at)
    .filter(({ text }, at) => text !== lines[at - 1]?.text)
    .map(({ at, text }) => `    ${time(at)} ${text}`);
  const left = ordered.length - MOST_LINES;
  return [
    head,
    `    letter ${letter.id} ${letter.title}`,
    ...new Set(postings.map(({ watched }) => `    ${describeSite(watched.site)}`)),
    ...ordered.slice(0, MOST_LINES),
    ...(left > 0 ? [`    … ${left} more`] : []),
    ...(index.entries.get(letter.id) ?? []).map(
      ({ outcome, reason, url, sourceId, firstSeenAt, articleId }) =>
        `    kept: ${outcome} ${reason ?? ''} of ${sourceId}, seen ${firstSeenAt.slice(0, 16)}, ${url}${isOf(articleId)}`,
    ),
  ];
}

/** Mishaps, troubles of the sites, and visits to the sources. */
function aroundOf({ world, watched, diary }: Year, sourceIds: readonly string[]): readonly Line[] {
  const sites = new Set(
    watched.filter(({ sourceId }) => sourceIds.includes(sourceId)).map(({ site }) => site),
  );
  const mishaps = world.mishaps.map((one): Line => {
    const until = 'until' in one ? ` until ${time(one.until)}` : '';
    const skew = one.kind === 'clock' ? ` by ${one.skewMs / 3_600_000} h` : '';
    return { at: one.at, text: `${one.kind}${skew}${until}` };
  });
  const troubles = [...sites].flatMap((site) =>
    site.troubles.map(({ from, to, scope, answering }): Line => ({
      at: from,
      text: `${site.id}: ${scope} answers ${answering} until ${time(to)}`,
    })),
  );
  const eras = [...sites].flatMap((site) =>
    site.eras.map(({ from, host }): Line => ({
      at: from,
      text: `${site.id}: rebuilt, on ${host}`,
    })),
  );
  const visits = diary.events.flatMap(({ at, event }): readonly Line[] => {
    if (event.kind !== 'visit' || !sourceIds.includes(event.source.id)) return [];
    const { status, reason, rows, fresh, older, skipped, queued } = event.visit;
    if (status === 'ok' && fresh + older + skipped === 0) return [];
    return [
      {
        at,
        text: `${event.source.id} visited: ${status} ${reason ?? ''}, ${rows} rows, ${fresh} unknown, ${older} older, ${skipped} skipped, ${queued} queued`,
      },
    ];
  });
  return [...mishaps, ...troubles, ...eras, ...visits];
}
