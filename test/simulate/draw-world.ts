import { DAY_MS, HOUR_MS } from '../../src/base/clock.ts';
import { drawSite, type Reposts } from './draw-site.ts';
import type { Count } from './draw-troubles.ts';
import { drawFor, type Draw } from './random.ts';
import type { Channel, Mishap, Site, Span, Watched, Wish, World } from './world.ts';

/** The size of a simulation. */
export interface WorldOptions {
  readonly seed: number;
  readonly sites: number;
  readonly days: number;
}

const BEGINNING = Date.parse('2026-01-05T00:00:00Z');
const PROVINCES = ['33', '32', '37', '44'] as const;
const TOPICS = ['homework', 'after-school-service', 'off-campus-training'] as const;

/** Draws everything that will happen; nothing of it depends on what the bot does. */
export function drawWorld({ seed, sites: many, days }: WorldOptions): World {
  const year = { from: BEGINNING, to: BEGINNING + days * DAY_MS };
  const counts = new Map<string, number>();
  const count: Count = (what, times = 1) => void counts.set(what, (counts.get(what) ?? 0) + times);
  const reposts: Reposts = new Map();
  const sites = Array.from({ length: many }, (_, index) =>
    drawSite({ seed, year, count, reposts }, index),
  );
  return {
    seed,
    year,
    sites,
    watched: sites.flatMap((site) =>
      drawWatched(drawFor(seed, `watched ${site.id}`), site, { year, count }),
    ),
    channels: drawChannels(drawFor(seed, 'channels'), year, count),
    mishaps: drawMishaps(drawFor(seed, 'mishaps'), year, count),
    discordOutages: spans(drawFor(seed, 'discord'), year, {
      many: Math.ceil(days / 90),
      hours: [1, 30],
    }),
    counts,
  };
}

/** The source of a site; some are added later, some have a second source with a part of the same addresses. */
function drawWatched(
  draw: Draw,
  site: Site,
  { year, count }: { readonly year: Span; readonly count: Count },
): readonly Watched[] {
  const later = (): number => year.from + draw.between(5, 100) * DAY_MS;
  const isLate = draw.chance(0.1);
  if (isLate) count('source added later');
  const whole: Watched = {
    sourceId: site.id,
    site,
    column: 'all',
    addedAt: isLate ? later() : year.from,
  };
  if (!site.hasPager || !draw.chance(0.2)) return [whole];
  count('overlapping source');
  const part: Watched = {
    sourceId: `${site.id}-part`,
    site,
    column: 'part',
    addedAt: draw.chance(0.5) ? later() : year.from,
  };
  return [whole, part];
}

function spans(
  draw: Draw,
  { from, to }: Span,
  { many, hours }: { readonly many: number; readonly hours: readonly [number, number] },
): readonly Span[] {
  return Array.from({ length: many }, () => {
    const start = from + draw.share() * (to - from);
    return { from: start, to: start + draw.between(...hours) * HOUR_MS };
  });
}

const EVERYTHING: Omit<Wish, 'at'> = { provinces: [], topics: [], isCoreOnly: false };

function drawChannels(draw: Draw, year: Span, count: Count): readonly Channel[] {
  const calm = { from: year.from + 10 * DAY_MS, to: year.to - 10 * DAY_MS };
  const within = (low: number, high: number): Span => {
    const from = calm.from + draw.share() * (calm.to - calm.from);
    return { from, to: from + draw.between(low, high) * HOUR_MS };
  };
  const wishes: readonly Omit<Wish, 'at'>[] = [
    EVERYTHING,
    ...PROVINCES.map((province) => ({ ...EVERYTHING, provinces: [province] })),
    ...TOPICS.map((topic) => ({ ...EVERYTHING, topics: [topic] })),
    { ...EVERYTHING, isCoreOnly: true },
    { ...EVERYTHING, provinces: ['33', '44'], isCoreOnly: true },
  ];
  const plain = wishes.map((wish): Omit<Channel, 'id'> => ({
    guildId: '10',
    wishes: [{ ...wish, at: year.from }],
    withoutPermission: [],
    withoutGuild: [],
    deletedAt: null,
  }));
  const [all] = plain;
  if (all === undefined) return [];
  count('channel changes its wishes', 2);
  count('permission lost for a time', 2);
  count('bot out of a server');
  count('channel deleted');
  const changing = [within(0, 0).from, within(0, 0).from].sort((a, b) => a - b);
  const [province, topic] = [draw.pick(PROVINCES), draw.pick(TOPICS)];
  const others: readonly Omit<Channel, 'id'>[] = [
    {
      ...all,
      wishes: [
        { ...EVERYTHING, at: year.from },
        { ...EVERYTHING, provinces: [province], at: changing[0] ?? year.to },
        { ...EVERYTHING, topics: [topic], at: changing[1] ?? year.to },
      ],
    },
    { ...all, withoutPermission: [within(3, 240), within(3, 48)].sort((a, b) => a.from - b.from) },
    { ...all, guildId: '20', withoutGuild: [within(24, 300)] },
    { ...all, deletedAt: within(0, 0).from },
  ];
  return [...plain, ...others].map((channel, at) => ({
    ...channel,
    id: String(100_000_000_000_000_000 + 1000 * (at + 1)),
  }));
}

function drawMishaps(draw: Draw, { from, to }: Span, count: Count): readonly Mishap[] {
  const days = (to - from) / DAY_MS;
  const time = (): number => from + DAY_MS + draw.share() * (to - from - 2 * DAY_MS);
  const many = (perYear: number): readonly number[] =>
    Array.from({ length: Math.max(1, Math.round((perYear * days) / 365)) }, time);
  const crashes = many(60).map((at): Mishap => ({
    kind: 'crash',
    at,
    write: draw.pick([draw.between(1, 12), draw.between(1, 80), draw.between(1, 400)]),
    written: draw.chance(0.5),
  }));
  const restarts = many(12).map((at): Mishap => ({ kind: 'restart', at }));
  const offs = many(3).map((at, index): Mishap => ({
    kind: 'off',
    at,
    until:
      at +
      (index === 0
        ? draw.between(8, Math.min(30, Math.round(days / 8) + 8)) * DAY_MS
        : draw.between(3, 100) * HOUR_MS),
  }));
  const clocks = many(5).map((at, index): Mishap => {
    const isBack = index % 2 === 1;
    return {
      kind: 'clock',
      at,
      until: at + (isBack ? draw.between(1, 3) * HOUR_MS : 5 * 60_000),
      skewMs: isBack ? -HOUR_MS : draw.pick([HOUR_MS, 3 * DAY_MS, 40 * DAY_MS, 400 * DAY_MS]),
    };
  });
  const mishaps = [...crashes, ...restarts, ...offs, ...clocks].sort((a, b) => a.at - b.at);
  for (const { kind } of mishaps) count(kind === 'clock' ? 'clock moved' : kind);
  return mishaps;
}
