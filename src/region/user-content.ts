import { ruleTable, words } from '../text/rule-table.ts';
import { regionsOfHost } from './host-regions.ts';

/**
 * What an address says of who writes below it: `visitors` of the site, or its `office`, but in the site's part for interaction (its
 * letters to deputies and members, its drafts). Null where the address says nothing of it.
 */
export type UserContent = 'visitors' | 'office' | null;

const COLUMNS =
  '政府网站发展指引（国办发〔2017〕47号）：互动交流、站内搜索；政府网站栏目的拼音和首字母';

/** Unmistakable, wherever they are in a part of an address: `gongzhongliuyan`, `jsearchfront`. */
const INSIDE = ruleTable(
  'user-content-inside',
  [
    {
      id: 'pinyin',
      // 浏阳 is a city.
      match: ['liuyan(?!g)', 'hudong', 'luntan', 'wenzheng', 'wangshangxinfang', 'zixuntousu'],
      source: COLUMNS,
    },
    {
      id: 'english',
      match: [
        '(?<!re)search',
        'sousuo',
        'comments?(?!ar)',
        'guestbook',
        'gbook',
        'interact',
        'consult(?!ant)',
        'feedback',
        'mailbox',
        'letterbox',
        'messageboard',
        'msgboard',
        'mayor(?:mail|box|letter)',
        'leader(?:mail|box|letter)',
        'mailpub',
        'hotline',
      ],
      source: COLUMNS,
    },
  ],
  { flags: 'iu', keep: 'marked pages come from few hosts; judged by test/region/standing.test.ts' },
);

/** Words that are told only as a whole part, or with COMPANIONS around them. */
const WHOLE = ruleTable(
  'user-content-whole',
  [
    {
      id: 'pinyin',
      match: words('xinxiang laixin xiexin xinjian tousu jubao wenda tieba wangyou minyi xinfang'),
      source: COLUMNS,
    },
    {
      id: 'messages',
      match: words('lyb lyhf lyfk zxly wsly wyly gzly wmly wlwz wzlm wzpt wytw wyxx wywz'),
      source: COLUMNS,
    },
    {
      id: 'letters',
      match: words('ldxx szxx jzxx xzxx qzxx xfxx gzxx[xj] zwxj xjcx xjhf lxhf lxxd bzxx'),
      source: COLUMNS,
    },
    {
      id: 'questions-and-complaints',
      match: words('zxts zxtw zxwd wszx wsts wsxf tsjb tsjy xfts yjjy yjfk jyxc'),
      source: COLUMNS,
    },
    {
      id: 'english',
      match: words('bbs forum msg messages? mail email webmail letters? ask blog users? so'),
      source: COLUMNS,
    },
  ],
  {
    shape:
      '^(?:gongzhong|wangmin|wangyou|zhengmin|shizhang|xianzhang|quzhang|juzhang|lingdao|zaixian|wangshang|wangluo|wo|yao|my|app|web|wap|the|mayor|leader|public|online|net){0,3}(?:$)' +
      '(?:huifu|jiaoliu|xuandeng|gongkai|chaxun|pingtai|list|detail|details|info|show|view|content|front|index|pub|page|result|box|board){0,3}$',
    flags: 'iu',
    keep: 'marked pages come from few hosts; judged by test/region/standing.test.ts',
  },
);

/** A site's part for interaction: visitors write there, offices answer, and some offices have their letters there, too. */
const INTERACTION = ruleTable(
  'interaction-columns',
  [
    {
      id: 'initials',
      match: words('zmhd hdjl jlhd mzhd gmhd zwhd zqhd jmhd zxhd hdjlpt gzcy'),
      source: COLUMNS,
    },
    {
      id: 'pinyin',
      match: words('hudong zhengminhudong hudongjiaoliu jiaoliuhudong gongzhongcanyu'),
      source: COLUMNS,
    },
    { id: 'english', match: words('interact interaction interactive'), source: COLUMNS },
  ],
  {
    shape: '^(?:$)$',
    flags: 'iu',
    keep: 'marked pages come from few hosts; judged by test/region/standing.test.ts',
  },
);

/**
 * Columns of that part in which the office publishes what visitors then answer; 咨询 and 资讯 are written alike, and a paper's 评论
 * is no visitor's.
 */
const OFFICES = ruleTable(
  'interaction-of-offices',
  [{ id: 'drafts', match: words('myzj dczj zxdc wsdc zixun zxzx pinglun'), source: COLUMNS }],
  {
    shape: '^(?:$)$',
    flags: 'iu',
    keep: 'marked pages come from few hosts; judged by test/region/standing.test.ts',
  },
);

/** Columns of the office's own within a part for interaction: its letters to deputies and members, its word to the press. */
const LETTER_COLUMNS = ruleTable(
  'letter-columns-in-addresses',
  [
    {
      id: 'initials',
      match: ['jyh?ta', 'tajy', 'rdjy', 'r?ddbjy', 'zxta', 'zxwyta', 'jianyitian', 'tianjianyi'],
      source: '国办发〔2014〕46号：建议和提案办理复文公开；地址见 config/sources',
    },
    { id: 'press', match: ['hygq', 'xwfb'], source: '政府网站发展指引：回应关切、新闻发布' },
  ],
  {
    shape: '^[a-z]{0,6}(?:$)[a-z]{0,8}$',
    flags: 'iu',
    keep: 'marked pages come from few hosts; judged by test/region/standing.test.ts',
  },
);

/** Words in Chinese, in the names of folders. */
const CHINESE = ruleTable(
  'user-content-chinese',
  [{ id: 'columns', match: words('留言 互动 信箱 论坛 评论 问政 搜索'), source: COLUMNS }],
  { keep: 'marked pages come from few hosts; judged by test/region/standing.test.ts' },
);

/** What a page that is searched for has in its query. */
const SEARCHED = /^(?:q|qt|kw|wd|wenti|query|keywords?|search\w{0,12})$/iu;
/** The whole of a search's file: longer names hold these letters by chance. */
const SEARCH_FILE = /^(?:s|q|so|ss)(?:\.(?:jsp|do|action|php|aspx?|s?html?))?$/iu;
/** 12345 is the hotline, and also a number like any other: in a host, in front of letters, as a folder not of numbered pages. */
const HOTLINE_NAME = /(?<!\d)12345(?=[a-z])/iu;
const NUMBERED =
  /^(?:a|art|article|c|cat|channel|col|content|detail|id|info|n|news|node|p|show|t|view)s?[\d_-]{0,8}$/iu;
const MAX_READ = 600;
const MAX_PARTS = 60;
const MAX_PART = 60;

/** What an address says of who writes below it. `host` is its host as people read it. */
export function userContentOf({ pathname, searchParams }: URL, host: string): UserContent {
  const segments = decoded(pathname).split('/').filter(Boolean).slice(0, MAX_PARTS);
  const { labels, places } = splitHost(host);
  const values = [...searchParams.values()].slice(0, MAX_PARTS);
  const named = [...labels, ...segments, ...values]
    .flatMap((part) => part.slice(0, MAX_READ).split(/[^a-z]+/iu))
    // A folder that is named like the host's place is that place's.
    .filter((part) => part !== '' && part.length <= MAX_PART && !places.has(part.toLowerCase()))
    .slice(0, MAX_PARTS * 4);
  const isColumn = named.some((part) => LETTER_COLUMNS.test(part));
  const isAsked =
    named.some((part) => !INTERACTION.test(part) && (WHOLE.test(part) || INSIDE.test(part))) ||
    segments.slice(0, -1).some((folder) => CHINESE.test(folder)) ||
    [...searchParams.keys()].some((key) => SEARCHED.test(key)) ||
    segments.some((part) => SEARCH_FILE.test(part)) ||
    isHotline(labels, segments);
  if (isAsked) return 'visitors';
  const isOffices = named.some((part) => OFFICES.test(part));
  if (named.some((part) => INTERACTION.test(part))) {
    return isColumn || isOffices ? 'office' : 'visitors';
  }
  return isOffices ? 'office' : null;
}

/** A host's labels in front of those that name its place, and these: 新乡 is written like a mailbox. */
function splitHost(host: string): {
  readonly labels: readonly string[];
  readonly places: ReadonlySet<string>;
} {
  const labels = host.split('.').slice(0, -2);
  const isPlace = (label: string): boolean =>
    regionsOfHost(`${label}.gov.cn`).some(({ level }) => level !== 'national');
  const end = labels.findLastIndex((label) => !isPlace(label)) + 1;
  return { labels: labels.slice(0, end), places: new Set(labels.slice(end)) };
}

function isHotline(labels: readonly string[], segments: readonly string[]): boolean {
  if (labels.some((label) => /(?<!\d)12345(?!\d)/u.test(label))) return true;
  return segments.some((part, at) => {
    const isFolder = part === '12345' && at < segments.length - 1;
    return HOTLINE_NAME.test(part) || (isFolder && !NUMBERED.test(segments[at - 1] ?? ''));
  });
}

/** `/%6Ciuyan/` is `/liuyan/`. */
function decoded(pathname: string): string {
  const text = pathname.slice(0, MAX_READ);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
