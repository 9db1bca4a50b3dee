import { createHash } from 'node:crypto';

import { shanghaiDay } from '../../src/base/clock.ts';
import type { FailureReason, FetchFailure } from '../../src/domain/fetch.ts';
import type { Answer } from '../../src/fetch/within-limits.ts';
import { cutShort, detailPage, titleAt } from './detail-pages.ts';
import { emptyColumn, LIST_PAGES } from './list-pages.ts';
import { NOTICES } from './notices.ts';
import { drawFor } from './random.ts';
import {
  eraAt,
  isWithin,
  knownEra,
  type Answering,
  type Era,
  type Posting,
  type Site,
  type Watched,
  type World,
} from './world.ts';

/** What the sites answer, and what they were seen to show. */
export interface Sites {
  readonly send: (
    url: URL,
    headers: Readonly<Record<string, string>>,
  ) => Promise<Answer | FetchFailure>;
  /** When a row was first shown on a good list, by source, then by the posting's number. */
  readonly shownAt: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly requests: () => number;
}

interface Asked {
  readonly site: Site;
  readonly era: Era;
  readonly url: URL;
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
}

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
  readonly etag?: string;
  readonly location?: string;
}

const LIST_PATHS: Readonly<Record<Watched['column'], string>> = {
  all: '/jyta/',
  part: '/jyta/edu/',
};
const COLUMN_OF: Readonly<Partial<Record<Era['system'], string>>> = {
  feed: '/rss/jyta.xml',
  json: '/api/all/1620?page=1',
};
const FAILURES: Readonly<Partial<Record<Answering, FailureReason>>> = {
  connection: 'connection',
  timeout: 'timeout',
  dns: 'dns',
};
const STATUSES: Readonly<Partial<Record<Answering, number>>> = {
  'status-500': 500,
  'status-503': 503,
  'status-404': 404,
  'status-403': 403,
};
const NOISE: readonly [Answering, ...Answering[]] = [
  'busy',
  'timeout',
  'status-500',
  'java',
  'database',
  'cut',
  'connection',
];
const NOT_FOUND: Reply = {
  status: 404,
  body: '<html><title>404</title><h1>您访问的页面不存在</h1></html>',
};
const ERA = 10_000;

/** The address of a source as the operator knows it at a moment. */
export function sourceUrl({ site, column }: Watched, at: number): string {
  const { host, system } = knownEra(site, at);
  return `https://${host}${COLUMN_OF[system] ?? LIST_PATHS[column]}`;
}

/** Where a posting's page is in an era. */
function pathOf(site: Site, era: Era, { number, at }: Posting): string {
  const id = number + site.eras.indexOf(era) * ERA;
  const day = shanghaiDay(new Date(at));
  const [year, month = '', ofMonth = ''] = day.split('-');
  if (era.addresses === 'day')
    return `/jyta/${year}${month}/t${day.replaceAll('-', '')}_${id}.html`;
  return era.addresses === 'art'
    ? `/art/${year}/${Number(month)}/${Number(ofMonth)}/art_1229_${id}.html`
    : `/content/post_${id}.html`;
}

/** The posting that an address leads to, whenever it did; null for any other address. */
export function postingOf(
  world: Pick<World, 'sites'>,
  address: string,
): { readonly site: Site; readonly posting: Posting; readonly era: Era } | null {
  const url = URL.parse(address);
  const id = Number(/(\d+)(?:\.html)?$/u.exec(url?.pathname ?? '')?.[1]);
  if (url === null || Number.isNaN(id)) return null;
  for (const site of world.sites) {
    const era = site.eras[Math.floor(id / ERA)];
    if (era?.host !== url.host) continue;
    const posting = site.postings[(id % ERA) - 1001];
    if (posting !== undefined && pathOf(site, era, posting) === url.pathname)
      return { site, posting, era };
  }
  return null;
}

/** What a column lists at a moment, newest first. */
function listed(site: Site, column: Watched['column'], at: number): readonly Posting[] {
  return site.postings
    .filter((posting) => posting.at <= at && (posting.deletedAt === null || at < posting.deletedAt))
    .filter(({ number }) => column === 'all' || number % 2 === 0)
    .toSorted(
      (a, b) =>
        (site.isDated ? b.day.localeCompare(a.day) : 0) || b.at - a.at || b.number - a.number,
    );
}

/** Starts the sites; `now` is the true time, `pass` lets it go on. */
export function openSites(world: World, now: () => number, pass: (ms: number) => void): Sites {
  const shownAt = new Map<string, Map<number, number>>();
  const hosts = new Map<string, Site>();
  for (const site of world.sites) for (const { host } of site.eras) hosts.set(host, site);
  const watched = new Map(
    world.watched.map(({ sourceId, site, column }) => [`${site.id} ${column}`, sourceId]),
  );
  let requests = 0;
  let reads = 0;

  function showList(
    asked: Asked,
    list: { readonly column: Watched['column']; readonly page: number },
  ): Reply {
    const { site, era, at } = asked;
    const all = listed(site, list.column, at);
    const pages = site.hasPager ? Math.max(1, Math.ceil(all.length / site.perPage)) : 1;
    if (list.page >= pages) return NOT_FOUND;
    const shown = all.slice(list.page * site.perPage, (list.page + 1) * site.perPage);
    const sourceId = watched.get(`${site.id} ${list.column}`) ?? '';
    const seen = shownAt.get(sourceId) ?? new Map<number, number>();
    shownAt.set(sourceId, seen);
    for (const { number } of shown) if (!seen.has(number)) seen.set(number, at);
    const rows = shown.map((posting) => ({
      href: `https://${era.host}${pathOf(site, era, posting)}${site.isVolatile ? `?zt=${drawFor(at, pathOf(site, era, posting)).between(1e5, 1e6)}` : ''}`,
      title: titleAt(site, posting, at),
      day: site.isDated ? posting.day : null,
    }));
    const body = LIST_PAGES[era.system]({
      rows,
      site: site.name,
      skin: era.skin,
      page: list.page,
      pages,
      agency: site.agency,
      regionCode: site.regionCode,
    });
    return { status: 200, body, ...(era.system === 'json' ? { type: 'application/json' } : {}) };
  }

  function show(asked: Asked): Reply {
    const { site, era, url, at } = asked;
    const list = listAsked(asked);
    if (list !== null) return withEtag(asked, showList(asked, list));
    const found = postingOf({ sites: [site] }, url.href);
    if (found === null || found.era !== era) return NOT_FOUND;
    const { posting } = found;
    if (at < posting.at || (posting.deletedAt !== null && at >= posting.deletedAt))
      return NOT_FOUND;
    reads += 1;
    return { status: 200, body: detailPage({ site, era, posting }, { at, reads }) };
  }

  async function send(
    url: URL,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer | FetchFailure> {
    requests += 1;
    pass(700);
    const site = hosts.get(url.host);
    const at = now();
    if (site === undefined) return failure('dns');
    const era = eraAt(site, at);
    const asked: Asked = { site, era, url, at, headers };
    const isOld = era.host !== url.host;
    if (isOld && site.eras.findIndex(({ host }) => host === url.host) > site.eras.indexOf(era))
      return failure('dns');
    if (url.pathname === '/robots.txt' && !isOld) return toAnswer(url, NOT_FOUND);
    const answering = isOld ? site.oldHostAnswers : wrongAnswer(asked);
    if (answering === 'timeout') pass(29_000);
    const failed = answering === null ? undefined : FAILURES[answering];
    if (failed !== undefined) return failure(failed);
    return toAnswer(url, answering === null ? show(asked) : wrongly(asked, answering));
  }

  function wrongly(asked: Asked, answering: Answering): Reply {
    const { url, site, era } = asked;
    const status = STATUSES[answering];
    if (status !== undefined) return { ...NOT_FOUND, status };
    if (answering === 'status-304') return { status: 304, body: '' };
    if (answering === 'cut') {
      const reply = show(asked);
      return { ...reply, body: cutShort(reply.body) };
    }
    if (answering === 'empty-column') {
      if (era.system === 'json')
        return { status: 200, body: '{"total":0,"articles":[]}', type: 'application/json' };
      return {
        status: 200,
        body: emptyColumn({
          rows: [],
          site: site.name,
          skin: era.skin,
          page: 0,
          pages: 1,
          agency: site.agency,
          regionCode: site.regionCode,
        }),
      };
    }
    const wordings = NOTICES[answering] ?? [''];
    return { status: 200, body: wordings[url.pathname.length % wordings.length] ?? '' };
  }

  return { send, shownAt, requests: () => requests };
}

/** Which column and page an address asks for, or null. */
function listAsked({
  url,
  era,
}: Asked): { readonly column: Watched['column']; readonly page: number } | null {
  if (COLUMN_OF[era.system] === url.pathname + url.search) return { column: 'all', page: 0 };
  if (COLUMN_OF[era.system] !== undefined) return null;
  const match = /^\/jyta\/(edu\/)?(?:index(?:_(\d+))?\.html)?$/u.exec(url.pathname);
  if (match === null) return null;
  return { column: match[1] === undefined ? 'all' : 'part', page: Number(match[2] ?? 0) };
}

/** What a site answers in place of a page just now, or null where it works. */
function wrongAnswer(asked: Asked): Answering | null {
  const { site, url, at } = asked;
  const isList = listAsked(asked) !== null;
  const trouble = site.troubles.find(
    (one) => isWithin(one, at) && (one.scope === 'both' || (one.scope === 'list') === isList),
  );
  if (trouble !== undefined) return trouble.answering;
  const draw = drawFor(at, url.href);
  return draw.chance(site.noise) ? draw.pick(NOISE) : null;
}

/** A list with its validator, or 304 where it did not change, or where the validator lies. */
function withEtag({ site, at, headers }: Asked, reply: Reply): Reply {
  if (!site.hasEtag || reply.status !== 200) return reply;
  const lie = site.lyingValidators.find((span) => isWithin(span, at));
  // Volatile addresses would change it at each request.
  const subject = lie === undefined ? reply.body.replaceAll(/\?zt=\d+/gu, '') : `lie ${lie.from}`;
  const etag = `"${createHash('sha256').update(subject).digest('hex').slice(0, 16)}"`;
  return headers['if-none-match'] === etag ? { status: 304, body: '' } : { ...reply, etag };
}

function failure(reason: FailureReason): FetchFailure {
  return { kind: 'failure', reason, detail: 'As it was drawn.', status: null, retryAfterMs: null };
}

function toAnswer(
  url: URL,
  { status, body, type = 'text/html; charset=utf-8', etag }: Reply,
): Answer {
  const headers: Readonly<Record<string, string | undefined>> = { 'content-type': type, etag };
  return {
    kind: 'answer',
    url,
    status,
    isCut: false,
    bytes: new TextEncoder().encode(body),
    header: (name) => headers[name] ?? null,
  };
}
