import type { Region } from '../domain/source.ts';
import { codePrefix, liesIn, NATIONAL, regionByCode, regionChain } from './divisions.ts';
import { regionsOfHost } from './host-regions.ts';
import { regionsOfSiteCode } from './site-code.ts';
import { findMentions, narrow, type Mention } from './region-names.ts';

export { regionByCode, regionChain } from './divisions.ts';
export { searchRegions } from './search-regions.ts';

/** What is known about who wrote a document; every part may be missing or wrong. */
export interface RegionHints {
  /** 网站标识码; an index number or credit code that holds a division code will do. */
  readonly siteIdCode?: string | null;
  readonly host?: string | null;
  readonly agency?: string | null;
  /** Title, salutation and opening: they distinguish 鼓楼区 of 南京 from that of 福州. */
  readonly text?: string | null;
  /** The configured code of the source. */
  readonly fallbackCode?: string | null;
}

/** Central bodies (国务院组成部门、直属机构, and national organizations that issue with them). */
const CENTRAL =
  /^(?:中共中央|中央|国务院|中办|国办|国家|全国|教育部|科技部|科学技术部|财政部|公安部|民政部|司法部|人力资源|人社部|住房和?城乡建设部|农业农村部|文化和旅游部|应急管理部|市场监管总局|体育总局|广电总局|最高人民|共青团中央|团中央|中国|中华|民进中央|民盟中央|农工党中央|九三学社中央|致公党中央|民革中央|民建中央|台盟中央|工业和信息化部|工信部|自然资源部|生态环境部|交通运输部|水利部|商务部|审计署|外交部|国防部|卫生健康委$)/u;

/** What follows a city's bare name in the name of one of its offices. */
const INSTITUTION =
  /^(?:教育|教体|科技|科学|体育|文化|文旅|财政|民政|人社|人力|发改|发展|卫生|公安|政协|税务|融媒|日报|晚报|高新|经开|经济|开发区|新区|管委)/u;

const MAX_TEXT = 4_000;

/**
 * The division of a document's author: the agency's own name first, completed by the site's
 * code, the host, the source's code and the text, in that order; then these by themselves.
 */
export function findRegion(hints: RegionHints): Region | null {
  const agency = cleanAgency(hints.agency ?? '');
  const mentions = findMentions(agency).filter((each) => isPlaceInAgency(each, agency));
  const named = chainOf(mentions);
  const [only, other] = named;
  if (only !== undefined && other === undefined) return only;

  const contexts = contextsOf(hints);
  if (named.length > 0) {
    const region = chooseNamesake(named, contexts, hints.text ?? '');
    if (region !== null) return region;
  }
  if (CENTRAL.test(agency) && mentions.length === 0) return NATIONAL;
  return relativeRegion(agency, contexts, hints) ?? onlyOne(contexts) ?? guessFromText(hints);
}

/** Whether a division lies in a prefix like `44`, `4401` or `440100`; an empty prefix is everywhere. */
export function regionMatchesPrefix(region: Region, prefix: string): boolean {
  return region.code.startsWith(codePrefix(prefix));
}

/** Each context is a set of candidates, the most trusted first. */
function contextsOf(hints: RegionHints): readonly (readonly Region[])[] {
  return [
    regionsOfSiteCode(hints.siteIdCode ?? '', hints.host ?? null),
    regionsOfHost(hints.host ?? ''),
    [regionByCode(hints.fallbackCode ?? '')].filter((region) => region !== null),
  ].filter((candidates) => candidates.length > 0);
}

function cleanAgency(agency: string): string {
  return agency.normalize('NFKC').replaceAll(/\s+/gu, '').slice(0, 60);
}

/** 温州教育局, 南京鼓楼区 name a place; 中山大学, 黄山学院 do not. */
function isPlaceInAgency(mention: Mention, agency: string): boolean {
  if (mention.isFull || mention.regions.some((region) => region.level === 'province')) return true;
  const rest = agency.slice(mention.end);
  return mention.index === 0 && (INSTITUTION.test(rest) || findMentions(rest)[0]?.index === 0);
}

/** 北京市 + 海淀区 → the candidates for 海淀区 in 北京市; a second agency's division ends the chain. */
function chainOf(mentions: readonly Mention[]): readonly Region[] {
  let current: readonly Region[] = [];
  for (const mention of mentions) {
    if (current.length === 0) {
      current = mention.regions;
      continue;
    }
    const inner = mention.regions.filter((region) =>
      current.some((outer) => outer.code !== region.code && liesIn(region.code, outer.code)),
    );
    if (inner.length === 0) break;
    current = inner;
  }
  return current;
}

/** Of several divisions with one name, the one that the contexts, then the text, point to. */
function chooseNamesake(
  candidates: readonly Region[],
  contexts: readonly (readonly Region[])[],
  text: string,
): Region | null {
  let left = candidates;
  for (const context of contexts) {
    left = narrow(left, context);
    if (left.length > 1) left = narrow(left, context.map(cityOf));
    if (left.length > 1) left = narrow(left, context.map(provinceOf));
  }
  if (left.length > 1) left = byVotes(left, text);
  const [first, second] = left;
  return second === undefined ? (first ?? null) : null;
}

function cityOf(region: Region): Region {
  return regionByCode(`${region.code.slice(0, 4)}00`) ?? region;
}

function provinceOf(region: Region): Region {
  return regionByCode(`${region.code.slice(0, 2)}0000`) ?? region;
}

/** Keeps those whose city or province the text names most. */
function byVotes(candidates: readonly Region[], text: string): readonly Region[] {
  const mentions = findMentions(text.slice(0, MAX_TEXT));
  const votes = candidates.map((candidate) => {
    const outer = regionChain(candidate.code).slice(0, -1);
    const speaksFor = (mention: Mention): boolean =>
      mention.regions.some((region) => outer.some((each) => each.code === region.code));
    return mentions.filter(speaksFor).length;
  });
  const most = Math.max(...votes);
  return most === 0 ? candidates : candidates.filter((_, index) => votes[index] === most);
}

/** What 省教育厅, 市教育局, 县政府办 leave out; the word decides how far up the context is climbed. */
const RELATIVE =
  /^(?:中共|政协|我|本)?(省|自治区|市|自治州|州|盟|县|区|旗)(?!直属|属|域|际|级|场)/u;

function relativeRegion(
  agency: string,
  contexts: readonly (readonly Region[])[],
  hints: RegionHints,
): Region | null {
  const word = RELATIVE.exec(agency)?.[1];
  if (word === undefined) return null;
  for (const context of contexts) {
    const found = new Set(context.map((region) => enclosingRegion(region, word)));
    const [region] = found;
    if (found.size === 1 && region !== undefined && region !== null) return region;
  }
  const named = findMentions((hints.text ?? '').slice(0, MAX_TEXT))
    .filter((mention) => mention.isFull && mention.regions.length === 1)
    .map((mention) => enclosingRegion(mention.regions[0] ?? NATIONAL, word));
  return mostFrequent(named.filter((region) => region !== null));
}

/** The smallest division around a region (itself included) that is called by this word. */
function enclosingRegion(region: Region, word: string): Region | null {
  const chain = regionChain(region.code).toReversed();
  return chain.find((each) => isCalled(each, word)) ?? null;
}

function isCalled(region: Region, word: string): boolean {
  if (word === '区') return region.level === 'county' && region.name.endsWith('区');
  if (word === '州') return region.name.endsWith('自治州');
  return region.name.endsWith(word);
}

function onlyOne(contexts: readonly (readonly Region[])[]): Region | null {
  for (const [index, context] of contexts.entries()) {
    let left = context;
    for (const other of contexts.slice(index + 1)) left = narrow(left, other);
    const [first, second] = left;
    if (first !== undefined && second === undefined) return first;
  }
  return null;
}

/** Without any other hint: the division that the text names most, at least twice. */
function guessFromText(hints: RegionHints): Region | null {
  const named = findMentions((hints.text ?? '').slice(0, MAX_TEXT))
    .filter((mention) => mention.isFull && mention.regions.length === 1)
    .flatMap((mention) => mention.regions);
  return mostFrequent(named, 2);
}

function mostFrequent(regions: readonly Region[], atLeast = 1): Region | null {
  const counts = new Map<Region, number>();
  for (const region of regions) counts.set(region, (counts.get(region) ?? 0) + 1);
  const [first] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return first !== undefined && first[1] >= atLeast ? first[0] : null;
}
