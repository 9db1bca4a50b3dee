import { once } from '../base/once.ts';
import type { Region } from '../domain/source.ts';
import { type Rule, ruleTable } from '../text/rule-table.ts';
import { NATIONAL } from './divisions.ts';
import { regionsOfHost } from './host-regions.ts';
import { latinForms } from './latin-name.ts';

interface HostRule extends Rule {
  /** Labels of hosts, exactly: `jyj`; a place's letters may be in front of a local one: `whjyj`. */
  readonly labels: readonly string[];
}

const NAMING = '国务院办公厅《政府网站发展指引》（国办发〔2017〕47号）：部门网站域名';

/** Labels of local departments' own sites, and the names of the bodies that they belong to. */
const DEPARTMENTS = ruleTable<HostRule>(
  'host-departments',
  [
    {
      id: 'education',
      labels: 'jy jyj jyt jtj jtyj jyty jyjt jytyj jytyt jkj jkty jktyj edu jw jyw'.split(' '),
      match: ['教育(?!出版)', '教体', '教科体'],
      source: NAMING,
    },
    {
      id: 'market',
      labels: 'scjgj scjg amr scjdglj scj'.split(' '),
      match: ['市场监督', '市场监管'],
      source: NAMING,
    },
    {
      id: 'science',
      labels: 'kjj kjt kj kw stc kxjst kxjsj'.split(' '),
      match: ['科学技术', '科技'],
      source: NAMING,
    },
    { id: 'money', labels: ['czj', 'czt'], match: ['财政'], source: NAMING },
    {
      id: 'prices',
      labels: ['fgw', 'drc', 'fzggw', 'fgj'],
      match: ['发展和?改革'],
      source: NAMING,
    },
    {
      id: 'health',
      labels: ['wjw', 'wsjkw', 'wst', 'wsjsw', 'wsjkj'],
      match: ['卫生健康'],
      source: NAMING,
    },
    {
      id: 'work',
      labels: ['rsj', 'rst', 'hrss', 'rlsbj', 'rsjy'],
      match: ['人力资源', '人社'],
      source: NAMING,
    },
    { id: 'sport', labels: ['tyj', 'sport'], match: ['体育(?=局|总局|发展)'], source: NAMING },
    {
      id: 'culture',
      labels: 'wlj wlt wglj wgltj whly whlyj whlyt wtl wtlyj'.split(' '),
      match: ['文化', '旅游'],
      source: NAMING,
    },
    { id: 'police', labels: ['gaj', 'gat'], match: ['公安'], source: NAMING },
    { id: 'welfare', labels: ['mzj', 'mzt'], match: ['民政'], source: NAMING },
    { id: 'justice', labels: ['sfj', 'sft'], match: ['司法'], source: NAMING },
    { id: 'housing', labels: ['zjj', 'zjt', 'zjw'], match: ['住房和?城乡'], source: NAMING },
    {
      id: 'transport',
      labels: ['jtysj', 'jtt', 'jtj', 'jtyst', 'jtw'],
      match: ['交通'],
      source: NAMING,
    },
    { id: 'environment', labels: ['sthjj', 'sthjt'], match: ['生态环境'], source: NAMING },
    { id: 'water', labels: ['slj', 'slt', 'swj'], match: ['水利', '水务'], source: NAMING },
    { id: 'farming', labels: ['nyncj', 'nynct', 'nyncw'], match: ['农业农村'], source: NAMING },
    { id: 'trade', labels: ['swj', 'swt', 'sww', 'sw'], match: ['商务'], source: NAMING },
    { id: 'insurance', labels: ['ybj', 'ylbzj'], match: ['医疗保障'], source: NAMING },
  ],
  { keep: 'marked pages come from few hosts; what a body’s host is called is a fact' },
);

/** Labels of central bodies' own domains, and their names. */
const CENTRAL_BODIES = ruleTable<HostRule>(
  'host-central-bodies',
  (
    [
      ['moe', '教育部'],
      ['most', '科(?:学技术|技)部'],
      ['ndrc', '国家发展?和?改(?:革)?委'],
      ['mof', '财政部'],
      ['mohrss', '人力资源和?社会保障部|人社部'],
      ['samr', '市场监(?:督管理|管)总局'],
      ['mohurd', '住房和?城乡建设部|住建部'],
      ['nhc', '^(?:中华人民共和国)?(?:国家)?卫生健康委'],
      ['mca', '民政部'],
      ['moa', '农业农村部'],
      ['mem', '应急管理部'],
      ['sport', '体育总局'],
      ['mct', '文化和?旅游部|文旅部'],
      ['csrc', '证券监督管理|证监会'],
      ['cbirc', '银行?保险?监(?:督管理委员)?会'],
      ['nfra', '金融监(?:督管理|管)总局'],
      ['miit', '工业和信息化部|工信部'],
      ['scio', '国务院新闻办'],
      ['mps', '公安部'],
      ['moj', '司法部'],
      ['mee', '生态环境部'],
      ['mot', '交通运输部'],
      ['mofcom', '商务部'],
      ['mwr', '水利部'],
      ['mnr', '自然资源部'],
      ['mva', '退役军人事务部'],
      ['mfa', '外交部'],
      ['audit', '审计署'],
      ['stats', '国家统计局'],
      ['cac', '互联网信息办公室|网信办'],
      ['nrta', '广播?电视?总局'],
      ['nia', '移民管理局'],
      ['pbc', '人民银行'],
      ['chinatax', '税务总局'],
      ['customs', '海关总署'],
      ['neac', '国家民族事务委|国家民委'],
      ['sasac', '国有资产监督管理|国资委'],
      ['saac', '国家档案局'],
      ['nhsa', '国家医疗?保障?局'],
      ['nmpa', '国家药品?监(?:督管理|管)?局'],
    ] as const
  ).map(([label, name]) => ({
    id: label,
    labels: [label],
    match: [name],
    source: '国务院机构网站（www.gov.cn 国务院组织机构）',
  })),
  { keep: 'marked pages come from few hosts; what a body’s host is called is a fact' },
);

/** The government itself writes on the portal of its place, the State Council on that of the country. */
const GOVERNMENT = ruleTable('host-governments', [
  {
    id: 'government',
    match: ['人民政府(?:办公[厅室])?$', '^(?:中华人民共和国)?国务院(?:办公厅)?$', '^中国政府网$'],
    source: NAMING,
  },
]);

/** A local body whose name has a ministry's in it is none that a local host vouches for: 某县人民政府转教育部. */
const MINISTRY =
  /国务院|(?:教育|科学技术|科技|财政|公安|民政|司法|水利|商务|建设|保障|旅游|农村|应急管理|环境|运输|资源)部(?!门)|总局/u;
/** What a site's own host may have in front. */
const SAME_SITE = /^(?:www\d?|m|wap|mobile|3g|big5)$/u;

/** A host's labels without `gov.cn`, and how many of them, from the end, name its place. */
interface HostParts {
  readonly labels: readonly string[];
  readonly places: number;
}

/** Whether a host under `gov.cn` is the own site of a body that sits in a region. */
export function isOwnHost(host: string, body: string, region: Region): boolean {
  const { labels, places } = partsOf(host);
  const [first = ''] = labels;
  if (region.code === NATIONAL.code) {
    if (labels.length === 0) return GOVERNMENT.test(body);
    return labels.length === 1 && belongsTo(CENTRAL_BODIES, body, (label) => label === first);
  }
  if (MINISTRY.test(body)) return false;
  const forms = once(() => {
    const { names, initials } = latinForms(region);
    return [...names, ...initials];
  });
  const isNamed = (department: string): boolean =>
    first.endsWith(department) && forms().some((form) => first === `${form}${department}`);
  // altjyj.gov.cn: a department's own domain that begins with the letters of its place.
  if (labels.length === 1 && belongsTo(DEPARTMENTS, body, isNamed)) return true;
  if (!regionsOfHost(host).some(({ code }) => code === region.code)) return false;
  const own = labels.slice(0, labels.length - places);
  if (own.length === 0) return GOVERNMENT.test(body);
  const place = labels.at(-places) ?? '';
  return (
    own.length === 1 &&
    belongsTo(
      DEPARTMENTS,
      body,
      (label) => first === label || first === `${place}${label}` || isNamed(label),
    )
  );
}

/** Whether a host is the country's portal: www.gov.cn. */
export function isNationalPortal(host: string): boolean {
  return partsOf(host).labels.length === 0;
}

function belongsTo(
  table: typeof DEPARTMENTS,
  body: string,
  isLabel: (label: string) => boolean,
): boolean {
  return table
    .patterns()
    .some(({ row, pattern }) => row.labels.some(isLabel) && pattern.test(body));
}

function partsOf(host: string): HostParts {
  const all = host.split('.').slice(0, -2);
  const labels = SAME_SITE.test(all[0] ?? '') ? all.slice(1) : all;
  const [outer] = [regionsOfHost(`${labels.at(-1) ?? ''}.gov.cn`)];
  if (outer.length === 0) return { labels, places: 0 };
  // jyj.tongling.ah.gov.cn: two labels name the place.
  const whole = regionsOfHost(labels.slice(-2).concat('gov', 'cn').join('.'));
  const isDeeper =
    whole.length > 0 && whole.every(({ code }) => !outer.some((one) => one.code === code));
  return { labels, places: isDeeper ? 2 : 1 };
}
