import { DAY_MS, HOUR_MS } from '../../src/base/clock.ts';
import type { Draw } from './random.ts';
import type { Answering, Era, ListSystem, Site, Span, Trouble } from './world.ts';

type Words = readonly [Answering, ...Answering[]];

/** Answers with status 200 that are no page, and failures of a server or of the way to it. */
const NOTICES: Words = ['busy', 'maintenance', 'database', 'java', 'nginx', 'login', 'home'];
const FAILURES: Words = ['connection', 'timeout', 'dns', 'status-500', 'status-503', 'status-403'];
const OLD_HOST_ANSWERS: Words = ['status-404', 'dns', 'home', 'moved', 'nginx'];

interface TroubleKind {
  readonly name: string;
  readonly scope: Trouble['scope'];
  readonly answers: Words;
  /** How many a year are drawn, from and to. */
  readonly times: readonly [number, number];
  readonly hours: readonly [number, number];
}

const TROUBLE_KINDS: readonly TroubleKind[] = [
  { name: 'outage', scope: 'both', answers: FAILURES, times: [0, 3], hours: [3, 168] },
  {
    name: 'outage of details',
    scope: 'details',
    answers: FAILURES,
    times: [0, 2],
    hours: [3, 144],
  },
  {
    name: 'details are 404',
    scope: 'details',
    answers: ['status-404'],
    times: [0, 1],
    hours: [3, 72],
  },
  { name: 'notices as details', scope: 'details', answers: NOTICES, times: [0, 2], hours: [3, 96] },
  { name: 'notice as list', scope: 'list', answers: NOTICES, times: [0, 1], hours: [2, 72] },
  { name: 'notices everywhere', scope: 'both', answers: NOTICES, times: [0, 1], hours: [2, 96] },
  { name: '304 unasked', scope: 'list', answers: ['status-304'], times: [0, 1], hours: [24, 96] },
  {
    name: 'emptied column',
    scope: 'list',
    answers: ['empty-column'],
    times: [0, 1],
    hours: [12, 144],
  },
  { name: 'cut details', scope: 'details', answers: ['cut'], times: [0, 1], hours: [2, 48] },
  { name: 'cut list', scope: 'list', answers: ['cut'], times: [0, 1], hours: [2, 36] },
];

const YEAR_MS = 365 * DAY_MS;
/** In a short simulation as much happens as in this share of a year. */
const LEAST_SHARE = 0.3;
const SKINS = 4;
const HTML_SYSTEMS: readonly [ListSystem, ...ListSystem[]] = ['trs', 'plain', 'table'];
/** Two of three sites have plain lists with pages. */
const SYSTEMS: readonly [ListSystem, ...ListSystem[]] = [
  ...HTML_SYSTEMS,
  ...HTML_SYSTEMS,
  'hanweb',
  'feed',
  'json',
];

/** Notes that something was drawn. */
export type Count = (what: string, times?: number) => void;

/** A length in hours, short ones more often than long ones. */
function hoursMs(draw: Draw, [low, high]: readonly [number, number]): number {
  return (low + (high - low) * draw.share() ** 2) * HOUR_MS;
}

function timeIn(draw: Draw, { from, to }: Span): number {
  return from + draw.share() * (to - from);
}

/** What a site answers wrongly during the year. */
export function drawTroubles(draw: Draw, year: Span, count: Count): readonly Trouble[] {
  const share = Math.max((year.to - year.from) / YEAR_MS, LEAST_SHARE);
  return TROUBLE_KINDS.flatMap(({ name, scope, answers, times, hours }) => {
    const many = Math.round(draw.between(...times) * share);
    count(name, many);
    return Array.from({ length: many }, (): Trouble => {
      const from = timeIn(draw, year);
      return { scope, answering: draw.pick(answers), from, to: from + hoursMs(draw, hours) };
    });
  });
}

/** Spans in which a list's validators do not change whatever it shows. */
export function drawLies(draw: Draw, year: Span, count: Count): readonly Span[] {
  if (!draw.chance(0.3)) return [];
  count('validators that lie');
  const from = timeIn(draw, year);
  return [{ from, to: from + draw.between(1, 10) * DAY_MS }];
}

/** How a site is built, when it is rebuilt, and when it moves. */
export function drawEras(
  draw: Draw,
  year: Span,
  site: { readonly host: string; readonly count: Count },
): Pick<Site, 'eras' | 'corrections' | 'oldHostAnswers'> {
  const { host, count } = site;
  const system = draw.pick(SYSTEMS);
  const first: Era = {
    from: 0,
    host,
    system,
    skin: draw.between(1, SKINS),
    addresses: draw.pick(['day', 'art', 'content']),
  };
  const eras = [first];
  const corrections = new Map<number, number>();
  const calm = {
    from: year.from + 0.3 * (year.to - year.from),
    to: year.from + 0.7 * (year.to - year.from),
  };
  const isHtml = HTML_SYSTEMS.includes(system);
  if (draw.chance(0.4)) {
    count('redesign');
    eras.push({
      ...first,
      from: timeIn(draw, calm),
      system: isHtml ? draw.pick(HTML_SYSTEMS) : system,
      skin: (first.skin % SKINS) + 1,
      addresses: first.addresses === 'content' ? 'day' : 'content',
    });
  }
  if (draw.chance(0.25)) {
    count('column moved');
    const from = timeIn(draw, calm);
    const before = eras.findLast((era) => era.from <= from) ?? first;
    eras.push({ ...before, from, host: `new-${host}` });
    for (const [at, era] of eras.entries()) {
      if (era.from > from) eras[at] = { ...era, host: `new-${host}` };
    }
    corrections.set(from, from + draw.between(1, 14) * DAY_MS);
  }
  eras.sort((a, b) => a.from - b.from);
  return { eras, corrections, oldHostAnswers: draw.pick(OLD_HOST_ANSWERS) };
}
