import type { Region } from '../domain/source.ts';
import { hostOf } from '../text/host-of.ts';
import { liesIn, NATIONAL, regionChain } from './divisions.ts';
import { regionsOfHost } from './host-regions.ts';

const GOVERNMENT_HOST = /(?:^|\.)gov\.cn$/u;

/** Whether a page is a government's: by its host, or by its 网站标识码 where no host is known. */
export function isOfficialSite(url: string | null, siteIdCode: string | null): boolean {
  const host = url === null ? null : hostOf(url);
  return host === null ? siteIdCode !== null : GOVERNMENT_HOST.test(host);
}

/**
 * The division that a site's code names: 6404000021 → 640400; bm14000002 → national; 11620422… (credit code in an index number)
 * → 620422. The page prints it, so that it counts only on hosts under gov.cn, as far as these allow it: a ministry's on ministries'
 * hosts, a place's on hosts of that place, of one around it or in it, and on those that tell no place. Without a host it counts.
 */
export function regionsOfSiteCode(siteCode: string, host: string | null): readonly Region[] {
  const region = regionOfCode(siteCode);
  if (region === null) return [];
  return host === null || mayBeOf(host, region) ? [region] : [];
}

function regionOfCode(siteCode: string): Region | null {
  if (/^bm\d{6,8}$/iu.test(siteCode)) return NATIONAL;
  const digits = /^1[1-9](\d{6})[\dA-Z]{10}/u.exec(siteCode)?.[1] ?? /^\d{6}/u.exec(siteCode)?.[0];
  return digits === undefined ? null : (regionChain(digits).at(-1) ?? null);
}

function mayBeOf(host: string, region: Region): boolean {
  if (!GOVERNMENT_HOST.test(host)) return false;
  const places = regionsOfHost(host);
  const isNational = ({ code }: Region): boolean => code === NATIONAL.code;
  if (isNational(region)) return places.some(isNational);
  if (places.length === 0) return true;
  return places.some(
    (place) =>
      !isNational(place) && (liesIn(region.code, place.code) || liesIn(place.code, region.code)),
  );
}
