import type { Region } from '../domain/source.ts';
import { allRegions, liesIn, NATIONAL, regionByCode } from './divisions.ts';
import { readSyllables } from './pinyin.ts';
import { shortName } from './region-names.ts';

/** Labels of provinces under gov.cn, after the naming rule of 国办发〔2017〕47号; the full pinyin is derived. */
const PROVINCE_LABELS: ReadonlyMap<string, string> = new Map([
  ['bj', '110000'],
  ['tj', '120000'],
  ['heb', '130000'],
  ['he', '130000'],
  ['sx', '140000'],
  ['nmg', '150000'],
  ['ln', '210000'],
  ['jl', '220000'],
  ['hlj', '230000'],
  ['sh', '310000'],
  ['js', '320000'],
  ['zj', '330000'],
  ['ah', '340000'],
  ['fj', '350000'],
  ['jx', '360000'],
  ['sd', '370000'],
  ['ha', '410000'],
  ['hb', '420000'],
  ['hn', '430000'],
  ['gd', '440000'],
  ['gx', '450000'],
  ['gxzf', '450000'],
  ['hi', '460000'],
  ['cq', '500000'],
  ['sc', '510000'],
  ['yn', '530000'],
  ['xz', '540000'],
  ['sn', '610000'],
  ['gs', '620000'],
  ['qh', '630000'],
  ['nx', '640000'],
  ['xj', '650000'],
]);

/** Labels of cities that are not simply their pinyin, or whose pinyin several places share. */
const CITY_LABELS: ReadonlyMap<string, string> = new Map([
  ['sjz', '130100'],
  ['ts', '130200'],
  ['qhd', '130300'],
  ['hd', '130400'],
  ['zjk', '130700'],
  ['dt', '140200'],
  ['yq', '140300'],
  ['sxjz', '140700'],
  ['sxxz', '140900'],
  ['huhhot', '150100'],
  ['als', '152900'],
  ['bynr', '150800'],
  ['hlbe', '150700'],
  ['ordos', '150600'],
  ['xam', '152200'],
  ['xlgl', '152500'],
  ['wlcb', '150900'],
  ['dl', '210200'],
  ['as', '210300'],
  ['hld', '211400'],
  ['changchun', '220100'],
  ['jlcity', '220200'],
  ['cbs', '220600'],
  ['jlbc', '220800'],
  ['harbin', '230100'],
  ['qqhr', '230200'],
  ['hegang', '230400'],
  ['yc', '230700'],
  ['jms', '230800'],
  ['mdj', '231000'],
  ['dxal', '232700'],
  ['lyg', '320700'],
  ['suzhou', '320500'],
  ['taizhou', '321200'],
  ['zjtz', '331000'],
  ['ls', '331100'],
  ['ahsz', '341300'],
  ['szs', '341300'],
  ['mas', '340500'],
  ['tl', '340700'],
  ['fuzhou', '350100'],
  ['xm', '350200'],
  ['pt', '350300'],
  ['sm', '350400'],
  ['np', '350700'],
  ['jdz', '360200'],
  ['nc', '360100'],
  ['jxfz', '361000'],
  ['zgsr', '361100'],
  ['zzs', '370400'],
  ['pds', '410400'],
  ['ly', '410300'],
  ['xx', '410700'],
  ['sanmenxia', '411200'],
  ['smx', '411200'],
  ['ezhou', '420700'],
  ['hg', '421100'],
  ['xxz', '433100'],
  ['zjj', '430800'],
  ['hh', '431200'],
  ['gz', '440100'],
  ['sg', '440200'],
  ['sz', '440300'],
  ['st', '440500'],
  ['zs', '442000'],
  ['dg', '441900'],
  ['gdqy', '441800'],
  ['nn', '450100'],
  ['gl', '450300'],
  ['wz', '450400'],
  ['fcgs', '450600'],
  ['gxhz', '451100'],
  ['gxhc', '451200'],
  ['cd', '510100'],
  ['zg', '510300'],
  ['my', '510700'],
  ['scsn', '510900'],
  ['cngy', '510800'],
  ['ms', '511400'],
  ['guang-an', '511600'],
  ['gaz', '511600'],
  ['abazhou', '513200'],
  ['gzz', '513300'],
  ['lsz', '513400'],
  ['gzlps', '520200'],
  ['qdn', '522600'],
  ['qxn', '522300'],
  ['trs', '520600'],
  ['km', '530100'],
  ['qj', '530300'],
  ['yuxi', '530400'],
  ['bs', '530500'],
  ['zt', '530600'],
  ['ljs', '530700'],
  ['cxz', '532300'],
  ['hhz', '532500'],
  ['ynws', '532600'],
  ['xsbn', '532800'],
  ['dehong', '533100'],
  ['dh', '533100'],
  ['tc', '610200'],
  ['yl', '610800'],
  ['hanzhong', '610700'],
  ['jyg', '620200'],
  ['jcs', '620300'],
  ['gnzrmzf', '623000'],
  ['linxia', '622900'],
  ['xining', '630100'],
  ['nxgy', '640400'],
  ['nxzw', '640500'],
  ['wuzhong', '640300'],
  ['urumqi', '650100'],
  ['wlmq', '650100'],
  ['klmy', '650200'],
  ['tlf', '650400'],
  ['cj', '652300'],
  ['xjbz', '652800'],
  ['xjboz', '652700'],
  ['aks', '652900'],
  ['xjkz', '653000'],
  ['xjht', '653200'],
  ['xjyl', '654000'],
  ['xjtc', '654200'],
  ['xjalt', '654300'],
  ['chaoyang', '211300'],
  ['ningde', '350900'],
]);

/** Hosts of central bodies, as far as they carry replies or policy on schooling. */
const NATIONAL_LABEL =
  /^(?:moe|most|www|ndrc|mof|mohrss|samr|mohurd|nhc|mca|moa|mem|sport|mct|csrc|cbirc|nfra|miit|scio|mps|moj|mee|mot|mofcom|mwr|audit|stats|gov|sousuo|hudong|govt?|cac|nrta|nia|pbc|chinatax|customs|neac|sasac|saac)$/u;

let labels: ReadonlyMap<string, readonly Region[]> | null = null;

/** Divisions that a host under gov.cn may belong to; more than one when the pinyin is shared. */
export function regionsOfHost(host: string): readonly Region[] {
  const parts = host.toLowerCase().replace(/:\d+$/u, '').replace(/\.+$/u, '').split('.');
  if (parts.length < 3 || parts.pop() !== 'cn' || parts.pop() !== 'gov') return [];
  const nearest = parts.pop() ?? '';
  // jyj.example.ah.gov.cn: the province comes last, the city before it.
  const outer = regionsOfLabel(nearest);
  const before = parts.at(-1);
  if (outer.length === 0 || before === undefined) return outer;
  const inner = regionsOfLabel(before).filter((region) =>
    outer.some((each) => region.code !== each.code && liesIn(region.code, each.code)),
  );
  return inner.length === 1 ? inner : outer;
}

function regionsOfLabel(label: string): readonly Region[] {
  const code = PROVINCE_LABELS.get(label) ?? CITY_LABELS.get(label);
  const region = code === undefined ? null : regionByCode(code);
  if (region !== null) return [region];
  const read = labelIndex().get(label);
  if (read !== undefined) return read;
  return NATIONAL_LABEL.test(label) ? [NATIONAL] : regionsBehindProvince(label);
}

/** `hnloudi`, `gdheyuan`, `bjhd`: a province's label with a place's pinyin or initials behind it. */
function regionsBehindProvince(label: string): readonly Region[] {
  for (const [prefix, code] of PROVINCE_LABELS) {
    if (!label.startsWith(prefix)) continue;
    const rest = label.slice(prefix.length);
    const inside = (labelIndex().get(rest) ?? []).filter((each) => liesIn(each.code, code));
    if (inside.length > 0) return inside;
  }
  return [];
}

/** Highest level first; lower levels with the same pinyin are kept behind it only when no city has it. */
function labelIndex(): ReadonlyMap<string, readonly Region[]> {
  if (labels !== null) return labels;
  const built = new Map<string, Region[]>();
  const add = (label: string, region: Region): void => {
    const known = built.get(label);
    if (known === undefined) built.set(label, [region]);
    else if (!known.includes(region)) known.push(region);
  };
  for (const region of allRegions().values()) {
    const name = readSyllables(shortName(region))?.join('');
    if (name === undefined) continue;
    add(name, region);
    const suffix = readSyllables(region.name.slice(-1))?.join('') ?? '';
    add(`${name}${suffix}`, region);
  }
  labels = built;
  return built;
}
