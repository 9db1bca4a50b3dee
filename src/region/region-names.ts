import type { Region } from '../domain/source.ts';
import { charTable, type CharTable } from '../text/char-table.ts';
import { allRegions, liesIn } from './divisions.ts';

// The peoples in names of autonomous divisions; `蒙古` and `哈萨克` occur without 族 too.
const PEOPLES =
  '满族|朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|蒙古|' +
  '哈萨克族|哈萨克|柯尔克孜|维吾尔|畲族|黎族|瑶族|仡佬族|水族|纳西族|拉祜族|佤族|布朗族|独龙族|怒族|普米族|' +
  '毛南族|仫佬族|撒拉族|保安族|东乡族|裕固族|土族|锡伯|塔吉克|达斡尔族|各族';
const AUTONOMOUS = new RegExp(`^(.{2,}?)(?:${PEOPLES})*自治(区|州|县|旗)$`, 'u');
const SUFFIX = /(?:特别行政区|地区|自治区|省|市|县|区|州|盟|旗)$/u;

/** Short names in everyday use that no rule derives. */
const EVERYDAY: ReadonlyMap<string, string> = new Map([
  ['巴州', '652800'],
  ['博州', '652700'],
  ['克州', '653000'],
  ['海南州', '632500'],
  ['科右前旗', '152221'],
  ['科右中旗', '152222'],
  ['科左中旗', '150521'],
  ['科左后旗', '150522'],
  ['察右前旗', '150926'],
  ['察右中旗', '150927'],
  ['察右后旗', '150928'],
  ['东乌旗', '152525'],
  ['西乌旗', '152526'],
  ['土左旗', '150121'],
  ['土右旗', '150221'],
  ['达茂旗', '150223'],
  ['阿左旗', '152921'],
  ['阿右旗', '152922'],
  ['伊旗', '150627'],
  ['准旗', '150622'],
  ['莫旗', '150722'],
  ['鄂温克旗', '150724'],
  // State-level new areas have no code of their own: the division that they are, or lie in.
  ['雄安新区', '130000'],
  ['金普新区', '210213'],
  ['长春新区', '220100'],
  ['哈尔滨新区', '230100'],
  ['江北新区', '320100'],
  ['舟山群岛新区', '330900'],
  ['福州新区', '350100'],
  ['赣江新区', '360100'],
  ['西海岸新区', '370211'],
  ['湘江新区', '430100'],
  ['南沙新区', '440115'],
  ['两江新区', '500000'],
  ['天府新区', '510100'],
  ['贵安新区', '520000'],
  ['滇中新区', '530100'],
  ['西咸新区', '610000'],
]);

/** A name in a text: its place and the divisions of that name. */
export interface Mention {
  readonly index: number;
  readonly end: number;
  readonly regions: readonly Region[];
  /** Written with its suffix (市, 县, …), so surely a division. */
  readonly isFull: boolean;
}

interface NameEntry {
  readonly regions: Region[];
  readonly isFull: boolean;
}

interface NameIndex {
  readonly entries: ReadonlyMap<string, NameEntry>;
  /** Longest name by its first two characters: most places in a text are ruled out by one look. */
  readonly lengths: ReadonlyMap<string, number>;
  /** The first characters of all names. */
  readonly starts: CharTable;
}

let names: NameIndex | null = null;

/** 延边朝鲜族自治州 → 延边, 温州市 → 温州, 雄县 → 雄县. */
export function shortName(region: Region): string {
  const autonomous = AUTONOMOUS.exec(region.name)?.[1];
  if (autonomous !== undefined) return autonomous;
  const short = region.name.replace(SUFFIX, '');
  return short.length >= 2 ? short : region.name;
}

/** Finds names of divisions from left to right, the longest at each place. */
export function findMentions(text: string): Mention[] {
  const index = nameIndex();
  const found: Mention[] = [];
  let at = 0;
  while (at < text.length) {
    const mention = mentionAt(text, at, index);
    if (mention === null) at += 1;
    else {
      found.push(mention);
      at = mention.end;
    }
  }
  return found;
}

/** The divisions among some that lie in one of the others given; all when none does. */
export function narrow(regions: readonly Region[], outer: readonly Region[]): readonly Region[] {
  const inside = regions.filter((region) => outer.some((each) => liesIn(region.code, each.code)));
  return inside.length > 0 ? inside : regions;
}

function mentionAt(text: string, at: number, index: NameIndex): Mention | null {
  if (index.starts[text.charCodeAt(at)] !== 1) return null;
  const longest = index.lengths.get(text.slice(at, at + 2)) ?? 0;
  for (let length = longest; length >= 2; length -= 1) {
    const entry = index.entries.get(text.slice(at, at + length));
    if (entry === undefined) continue;
    // 城区, 和县: two characters that also meet by chance count only at the start or behind another name.
    if (length === 2 && entry.isFull && !mayStartName(text, at)) continue;
    return { index: at, end: at + length, regions: entry.regions, isFull: entry.isFull };
  }
  return null;
}

function mayStartName(text: string, at: number): boolean {
  return at === 0 || /[\s省市州盟区，、：（《“]/u.test(text.charAt(at - 1));
}

function nameIndex(): NameIndex {
  if (names !== null) return names;
  const entries = collectNames();
  const lengths = new Map<string, number>();
  for (const name of entries.keys()) {
    const start = name.slice(0, 2);
    lengths.set(start, Math.max(lengths.get(start) ?? 0, name.length));
  }
  names = {
    entries,
    lengths,
    starts: charTable(Array.from(lengths.keys(), (start) => start.charAt(0)).join('')),
  };
  return names;
}

function collectNames(): ReadonlyMap<string, NameEntry> {
  const built = new Map<string, NameEntry>();
  const add = (name: string, region: Region, isFull: boolean): void => {
    const known = built.get(name);
    if (known === undefined) built.set(name, { regions: [region], isFull });
    else if (known.isFull === isFull && !known.regions.includes(region)) known.regions.push(region);
  };
  for (const region of allRegions().values()) add(region.name, region, true);
  for (const [name, code] of EVERYDAY) {
    const region = allRegions().get(code);
    if (region !== undefined) add(name, region, true);
  }
  for (const region of allRegions().values()) {
    const kind = AUTONOMOUS.exec(region.name)?.[2];
    if (kind !== undefined) addAutonomous(add, region, kind);
  }
  // Provinces come first in the order of levels: 吉林 alone is the province.
  for (const level of ['province', 'city'] as const) {
    for (const region of allRegions().values()) {
      const short = shortName(region);
      if (region.level === level && !built.has(short)) add(short, region, false);
    }
  }
  return built;
}

/** 延边州, 长阳县, 鄂伦春旗, 广西自治区: how autonomous divisions are called in practice. */
function addAutonomous(
  add: (name: string, region: Region, isFull: boolean) => void,
  region: Region,
  kind: string,
): void {
  const short = shortName(region);
  add(`${short}自治${kind}`, region, true);
  if (kind !== '区') add(`${short}${kind}`, region, true);
}
