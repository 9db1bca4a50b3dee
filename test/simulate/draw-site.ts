import { DAY_MS, HOUR_MS, shanghaiDay } from '../../src/base/clock.ts';
import { composeReply } from './compose-reply.ts';
import { drawEras, drawLies, drawTroubles, type Count } from './draw-troubles.ts';
import { drawFor, type Draw } from './random.ts';
import type { Letter, Posting, Site, Span } from './world.ts';

const PROVINCES = ['33', '32', '37', '44'] as const;
const FIRST = ['青', '宁', '云', '鹿', '兰', '碧', '石', '凤', '松', '霞'] as const;
/** No division of the real ones begins with two of these. */
const LAST = ['泽', '潭', '汀', '鸣', '岫', '栈', '桥', '栖'] as const;
/** Every tenth site is its province's, which posts letters of its cities again. */
const SITES_A_PROVINCE = 10;
const SHARE_COPIED = 0.12;

/** Where letters are posted again, by province. */
export type Reposts = Map<string, { readonly letter: Letter; readonly at: number }[]>;

interface Drawing {
  readonly seed: number;
  readonly year: Span;
  readonly count: Count;
  readonly reposts: Reposts;
}

/** Draws the n-th site with all its letters; a province's site comes after its cities. */
export function drawSite({ seed, year, count, reposts }: Drawing, index: number): Site {
  const id = `s${String(index).padStart(2, '0')}`;
  const draw = drawFor(seed, `site ${id}`);
  const province = PROVINCES[Math.floor(index / SITES_A_PROVINCE) % PROVINCES.length] ?? '33';
  const isProvince = index % SITES_A_PROVINCE === SITES_A_PROVINCE - 1;
  const place = `${FIRST[index % FIRST.length] ?? ''}${LAST[Math.floor(index / FIRST.length) % LAST.length] ?? ''}`;
  const built = drawEras(draw, year, { host: `www.place${index}.gov.cn`, count });
  const isPaged = ['trs', 'plain', 'table'].includes(built.eras[0]?.system ?? '');
  const site: Omit<Site, 'postings'> = {
    id,
    name: isProvince ? `${place}省人民政府` : `${place}市人民政府`,
    agency: isProvince ? `${place}省教育厅` : `${place}市教育局`,
    regionCode: `${province}${isProvince ? '0000' : `${String(1 + (index % SITES_A_PROVINCE)).padStart(2, '0')}00`}`,
    province,
    level: isProvince ? 'province' : 'city',
    ...built,
    isDated: !isPaged || draw.chance(0.85),
    perPage: isPaged ? draw.pick([10, 15, 15, 20]) : draw.pick([20, 30, 45]),
    hasPager: isPaged && draw.chance(0.9),
    isVolatile: isPaged && draw.chance(0.15),
    hasCounters: draw.chance(0.6),
    hasEtag: draw.chance(0.7),
    noise: draw.pick([0, 0, 0.002, 0.01]),
    troubles: drawTroubles(draw, year, count),
    lyingValidators: drawLies(draw, year, count),
    rewriting: draw.chance(0.25)
      ? { at: year.from + draw.share() * (year.to - year.from), every: draw.pick([1, 2]) }
      : null,
  };
  if (site.rewriting !== null) count('titles rewritten');
  if (!site.isDated) count('site without days');
  if (site.isVolatile) count('site with volatile addresses');
  const drawing = { seed, year, count, reposts };
  return { ...site, postings: drawPostings(drawing, draw, site) };
}

/** When letters appear: some before the year begins, some one by one, some in bursts. */
function drawTimes(draw: Draw, year: Span, count: Count): readonly number[] {
  const old = Array.from(
    { length: draw.between(8, 45) },
    () => year.from - draw.share() * 300 * DAY_MS,
  );
  const days = (year.to - year.from) / DAY_MS;
  const singles = Math.round(draw.pick([0.03, 0.06, 0.12, 0.25]) * days);
  const quiet = Array.from({ length: singles }, () => year.from + draw.share() * days * DAY_MS);
  const bursts = Array.from({ length: draw.between(0, days > 100 ? 2 : 1) }, () => {
    const size = draw.pick([20, 35, 60, 150]);
    const at = year.from + (0.1 + 0.8 * draw.share()) * days * DAY_MS;
    count(`burst of ${size}`);
    return Array.from({ length: size }, () => at + draw.share() * draw.pick([1, 5]) * HOUR_MS);
  });
  return [...old, ...quiet, ...bursts.flat()].map(officeTime).sort((a, b) => a - b);
}

/** Most letters are put on a site in the hours in which people work. */
function officeTime(at: number): number {
  const day = Math.floor(at / DAY_MS) * DAY_MS;
  return day + HOUR_MS + ((at - day) * 9) / 24;
}

/** What may happen to one posting, with its probability. */
const TRAITS = [
  ['back-dated', 0.015],
  ['stub at first', 0.03],
  ['cut for a while', 0.015],
  ['never readable', 0.015],
  ['deleted', 0.02],
  ['withdrawn', 0.015],
  ['corrected', 0.03],
] as const;

function drawPostings(
  { year, count, reposts }: Drawing,
  draw: Draw,
  site: Omit<Site, 'postings'>,
): readonly Posting[] {
  const postings: Posting[] = [];
  const post = (letter: Letter, at: number): void => {
    postings.push(drawPosting(draw, { site, letter, at, year, number: 0, count }));
  };
  let before: Letter | null = null;
  for (const [at, time] of drawTimes(draw, year, count).entries()) {
    const isTwin: boolean = before !== null && draw.chance(0.05);
    if (isTwin) count('near-duplicate');
    const author = { id: site.id, agency: site.agency, province: site.province };
    const letter = composeReply(
      draw,
      { ...author, number: 101 + at, at: time },
      isTwin ? before : null,
    );
    before = letter;
    post(letter, time);
    if (site.level === 'province' || !draw.chance(SHARE_COPIED)) continue;
    count('copy elsewhere');
    const copied = reposts.get(site.province) ?? [];
    reposts.set(site.province, copied);
    copied.push({ letter, at: officeTime(time + draw.between(0, 25) * DAY_MS) });
  }
  if (site.level === 'province') {
    for (const { letter, at } of reposts.get(site.province) ?? [])
      if (at < year.to) post(letter, at);
  }
  postings.sort((a, b) => a.at - b.at);
  return postings.map((posting, at) => ({ ...posting, number: 1001 + at }));
}

function drawPosting(
  draw: Draw,
  drawn: Pick<Posting, 'letter' | 'at' | 'number'> & {
    readonly site: Pick<Site, 'id'>;
    readonly year: Span;
    readonly count: Count;
  },
): Posting {
  const { site, letter, at, number, year, count } = drawn;
  const isInYear = at >= year.from;
  const traits = TRAITS.filter(([, probability]) => draw.chance(probability)).map(([name]) => name);
  const own = isInYear ? traits : [];
  for (const trait of own) count(trait);
  count(isInYear ? 'posted in the year' : 'posted before it');
  const has = (trait: (typeof TRAITS)[number][0]): boolean => own.includes(trait);
  const later = (trait: (typeof TRAITS)[number][0], low: number, high: number): number | null =>
    has(trait) ? at + draw.between(low * 24, high * 24) * HOUR_MS : null;
  const days = has('back-dated') ? draw.between(1, 12) : 0;
  return {
    siteId: site.id,
    number,
    letter,
    at,
    day: shanghaiDay(new Date(at - days * DAY_MS)),
    stub: has('stub at first') ? { from: at, to: at + draw.between(2, 120) * HOUR_MS } : null,
    cut: has('cut for a while') ? { from: at, to: at + draw.between(2, 48) * HOUR_MS } : null,
    isEverReadable: !has('never readable'),
    deletedAt: later('deleted', 0, 100),
    withdrawnAt: later('withdrawn', 1, 60),
    correctedAt: later('corrected', 1, 60),
    traits: own,
  };
}
