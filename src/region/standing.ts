import { once } from '../base/once.ts';
import type { Region } from '../domain/source.ts';
import type { Standing } from '../domain/standing.ts';
import { type Rule, ruleTable } from '../text/rule-table.ts';
import { liesIn } from './divisions.ts';
import { findRegion } from './find-region.ts';
import { regionsOfHost } from './host-regions.ts';
import { latinForms } from './latin-name.ts';

interface DepartmentRule extends Rule {
  /** Labels of hosts, whole or at the end of one: `jyj`, `whjyj`. */
  readonly labels: readonly string[];
}

const NAMING = '国务院办公厅《政府网站发展指引》（国办发〔2017〕47号）：部门网站域名';

/** Labels of departments' own sites, and the names of the bodies that they belong to. */
const DEPARTMENTS = ruleTable<DepartmentRule>('host-departments', [
  {
    id: 'education',
    labels: ['jyj', 'jyt', 'jtj', 'jtyj', 'jyjt', 'jytyj', 'jytyt', 'edu', 'jw', 'jyw', 'moe'],
    match: ['教育(?!出版)', '教体', '教科体'],
    source: NAMING,
  },
  {
    id: 'market',
    labels: ['scjgj', 'scjg', 'amr', 'scjdglj', 'samr'],
    match: ['市场监督', '市场监管'],
    source: NAMING,
  },
  {
    id: 'science',
    labels: ['kjj', 'kjt', 'kj', 'stc', 'most'],
    match: ['科学技术', '科技'],
    source: NAMING,
  },
  { id: 'money', labels: ['czj', 'czt', 'mof'], match: ['财政'], source: NAMING },
  {
    id: 'prices',
    labels: ['fgw', 'drc', 'fzggw', 'ndrc'],
    match: ['发展和?改革'],
    source: NAMING,
  },
  {
    id: 'health',
    labels: ['wjw', 'wsjkw', 'wst', 'nhc'],
    match: ['卫生健康'],
    source: NAMING,
  },
  {
    id: 'work',
    labels: ['rsj', 'rst', 'hrss', 'rlsbj', 'mohrss'],
    match: ['人力资源', '人社'],
    source: NAMING,
  },
  { id: 'sport', labels: ['tyj', 'sport'], match: ['体育(?=局|总局|发展)'], source: NAMING },
  {
    id: 'culture',
    labels: ['wlj', 'wlt', 'wglj', 'wgltj', 'whly', 'mct'],
    match: ['文化', '旅游'],
    source: NAMING,
  },
  { id: 'police', labels: ['gaj', 'gat', 'mps'], match: ['公安'], source: NAMING },
  { id: 'welfare', labels: ['mzj', 'mzt', 'mca'], match: ['民政'], source: NAMING },
  { id: 'justice', labels: ['sfj', 'sft', 'moj'], match: ['司法'], source: NAMING },
  {
    id: 'housing',
    labels: ['zjj', 'zjt', 'mohurd'],
    match: ['住房和?城乡'],
    source: NAMING,
  },
  {
    id: 'transport',
    labels: ['jtysj', 'jtt', 'jtj', 'jtyst', 'mot'],
    match: ['交通'],
    source: NAMING,
  },
]);

/** The government itself writes on the portal of its place. */
const GOVERNMENT = ruleTable('host-governments', [
  {
    id: 'government',
    match: ['人民政府(?:办公[厅室])?$', '^(?:国务院|中国政府网)'],
    source: NAMING,
  },
]);

/** Parts of a host or path below which visitors write. */
const USER_PARTS = ruleTable(
  'user-content',
  [
    {
      id: 'asked',
      match: [
        'liuyan(?:ban)?',
        'lyb',
        'hudong',
        'hdjl',
        'bbs',
        'forum',
        'comments?',
        'msg',
        'message(?:board)?',
        'guestbook',
        'wenzheng',
        'wzlm',
        '12345',
        'xinxiang',
        'mailbox',
        'letterbox',
        'search',
        'sousuo',
      ],
      source: '政府网站发展指引：互动交流栏目；站内搜索',
    },
  ],
  { shape: '^(?:$)$', flags: 'iu' },
);
/** What a page that is searched for has in its query. */
const SEARCHED = /^(?:q|query|keywords?|searchword|wd)$/iu;

/** Who vouches for a page; null without an address. `agency` and `region` are what the page says of its author. */
export function judgeStanding(
  url: string | null,
  agency: string | null,
  region: Region | null,
): Standing | null {
  const parsed = url === null ? null : URL.parse(url);
  if (parsed === null || url === null) return null;
  const host = hostOf(url) ?? '';
  if (!/(?:^|\.)gov\.cn$/u.test(host)) return 'outside';
  if (holdsUserContent(parsed, host)) return 'user-content';
  // A body's name says where it sits; a page's other hints may come from its host.
  const own = (agency === null ? null : findRegion({ agency })) ?? region;
  const places = regionsOfHost(host);
  if (own === null) return 'government';
  if (agency !== null && isNamedTogether(host, agency, own)) return 'own';
  if (places.some(({ code }) => code === own.code)) {
    return agency !== null && isOwnHost(host, agency) ? 'own' : 'region';
  }
  const isAbove = places.some(
    ({ code, level }) => level !== 'national' && code !== own.code && liesIn(own.code, code),
  );
  return isAbove ? 'region' : 'government';
}

/** The host of an address as people read it: without a port or the dot that may end it; null for no address. */
export function hostOf(url: string): string | null {
  const host = URL.parse(url)?.hostname.toLowerCase().replace(/\.+$/u, '') ?? '';
  return host === '' ? null : host;
}

function isOwnHost(host: string, agency: string): boolean {
  if (GOVERNMENT.test(agency)) return true;
  const labels = host.split('.').slice(0, -2);
  return DEPARTMENTS.patterns().some(
    ({ row, pattern }) =>
      pattern.test(agency) &&
      labels.some((label) => row.labels.some((one) => label === one || isNamed(label, one))),
  );
}

/** `altjyj.gov.cn`: a department's own domain that begins with the letters of its place. */
function isNamedTogether(host: string, agency: string, region: Region): boolean {
  const label = host.split('.').at(-3) ?? '';
  const places = once(() => {
    const { names, initials } = latinForms(region);
    return [...names, ...initials];
  });
  const isOf = (department: string): boolean =>
    label.endsWith(department) && places().some((place) => label === `${place}${department}`);
  return DEPARTMENTS.patterns().some(
    ({ row, pattern }) => row.labels.some(isOf) && pattern.test(agency),
  );
}

/** `whjyj`: a place's letters in front of the department's. */
function isNamed(label: string, department: string): boolean {
  return (
    department.length >= 3 && label.length <= department.length + 8 && label.endsWith(department)
  );
}

/** Whether visitors write at an address: a message board, a mailbox, a search. */
export function isUserContent(url: string | null): boolean {
  const parsed = url === null ? null : URL.parse(url);
  return parsed !== null && holdsUserContent(parsed, hostOf(parsed.href) ?? '');
}

function holdsUserContent({ pathname, searchParams }: URL, host: string): boolean {
  const parts = [...host.split('.').slice(0, -2), ...pathname.split(/[/._-]/u)];
  return (
    parts.some((part) => USER_PARTS.test(part)) ||
    [...searchParams.keys()].some((key) => SEARCHED.test(key))
  );
}
