import type { Article } from '../domain/article.ts';
import type { Region } from '../domain/source.ts';
import type { Standing } from '../domain/standing.ts';
import { hostOf } from '../text/host-of.ts';
import { liesIn, NATIONAL } from './divisions.ts';
import { findRegion } from './find-region.ts';
import { regionsOfHost } from './host-regions.ts';
import { isNationalPortal, isOwnHost } from './own-host.ts';
import { type UserContent, userContentOf } from './user-content.ts';

/** What is known of a page and of where its text is from. */
type Placed = Pick<Article, 'url' | 'agency' | 'region' | 'issues' | 'textFrom'>;

/** The best first. */
const ORDER: readonly Standing[] = ['own', 'region', 'government'];
const LEVELS: readonly Region['level'][] = ['national', 'province', 'city', 'county'];
const MAX_BODIES = 12;
/** Between the bodies that sign together; also where none is printed: 教育部武汉市教育局. */
const BETWEEN_BODIES =
  /[\s、,，;；/|]+|(?<=[部局厅委署院]|办公室|政府)(?=\p{Script=Han}{2,8}[省市区县州盟旗](?!委办))/u;

/** Who vouches for an article's text: the site that the text is from. A page that says of itself that visitors write there is theirs. */
export function standingOf({ url, agency, region, issues, textFrom }: Placed): Standing | null {
  const standing = judgeStanding(textFrom ?? url, agency, region);
  if (standing === null || standing === 'outside') return standing;
  return issues.includes('message-board') ? 'user-content' : standing;
}

/** Who vouches for a page; null without an address. `agency` and `region` are what the page says of its author. */
export function judgeStanding(
  url: string | null,
  agency: string | null,
  region: Region | null,
): Standing | null {
  const host = url === null ? null : hostOf(url);
  if (host === null) return null;
  if (!/(?:^|\.)gov\.cn$/u.test(host)) return 'outside';
  if (userContentAt(url) !== null) return 'user-content';
  const bodies = highestBodies(agency, region);
  const standings = new Set(bodies.map((body) => standingOfBody(host, body)));
  return ORDER.find((one) => standings.has(one)) ?? 'government';
}

interface Body {
  /** Null where the page names nobody. */
  readonly name: string | null;
  readonly region: Region | null;
}

/** Those who sign, of the highest level alone: a lower host does not vouch for a ministry that its own body signs beside. */
function highestBodies(agency: string | null, region: Region | null): readonly Body[] {
  if (agency === null) return [{ name: null, region }];
  const parts = agency.split(BETWEEN_BODIES).filter(Boolean).slice(0, MAX_BODIES);
  // A body's name says where it sits; a page's other hints may come from its host.
  const bodies = parts.map((name) => ({ name, region: findRegion({ agency: name }) ?? region }));
  const rank = ({ region: own }: Body): number =>
    own === null ? LEVELS.length : LEVELS.indexOf(own.level);
  const highest = Math.min(...bodies.map(rank));
  return bodies.filter((body) => rank(body) === highest);
}

function standingOfBody(host: string, { name, region }: Body): Standing {
  if (region === null) return 'government';
  if (name !== null && isOwnHost(host, name, region)) return 'own';
  // One ministry does not vouch for another.
  if (region.code === NATIONAL.code) return isNationalPortal(host) ? 'region' : 'government';
  const isNear = regionsOfHost(host).some(
    ({ code, level }) =>
      level !== 'national' && (code === region.code || liesIn(region.code, code)),
  );
  return isNear ? 'region' : 'government';
}

/** What an address says of who writes below it; null where that is nothing, or there is no address. */
export function userContentAt(url: string | null): UserContent {
  const parsed = url === null ? null : URL.parse(url);
  return parsed === null ? null : userContentOf(parsed, hostOf(parsed.href) ?? '');
}
