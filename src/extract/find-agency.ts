import { agencyOfLine, agencyOfSite, agencyOfTitle } from '../text/agency-name.ts';
import type { Region } from '../domain/source.ts';
import { firstValue, type MetadataValue } from './read-metadata.ts';
import { type Rule, ruleTable } from '../text/rule-table.ts';

/** What may name the author. */
export interface AgencyInput {
  readonly title: string;
  /** The agency in the signature; null where there is none. */
  readonly signer: string | null;
  readonly isLetter: boolean;
  readonly metadata: readonly MetadataValue[];
  readonly meta: ReadonlyMap<string, string>;
  /** The paragraphs; a second-hand report names the issuer in its first ones. */
  readonly lines: readonly string[];
  /** The lines of the site's foot. */
  readonly footLines: readonly string[];
  readonly isOfficialHost: boolean;
  readonly sourceAgency: string | null;
}

const SOURCE_META = ['contentsource', 'source', 'author-source', 'article:source', 'dc.source'];
// `政府办（某局供稿）`, `本站原创`, `网络`: does not name the author.
const NO_SOURCE = ruleTable(
  'no-source',
  [
    {
      id: 'words',
      match: [
        '本站',
        '本网',
        '本网站',
        '网站',
        '原创',
        '本站原创',
        '互联网',
        '网络',
        '转载',
        '未知',
        '管理员',
        'admin',
        '其他',
        '其它',
        '无',
        '综合',
        '本单位',
        '本部门',
        '内网',
      ],
      source: 'what 来源 says on many sites without naming anybody: docs/field-notes.md §2.6',
    },
  ],
  { shape: '^(?:$)$', flags: 'iu' },
);
const ISSUED =
  /([\u4e00-\u9fff、]{3,40}?)(?:近日|日前|今日|昨日|联合|共同)?(?:印发|发布|下发|出台|公布|联合印发|联合发布)(?:了)?(?:《|关于|通知|公告)/u;

/** A place where the author may be named. */
interface AgencyPlace extends Rule {
  readonly of: 'letter' | 'other';
  readonly read: (input: AgencyInput) => string | null;
}

const issuerOf = ({ metadata }: AgencyInput) => cleanAgency(firstValue(metadata, 'issuer'));
const sourceLine = ({ metadata }: AgencyInput) => sourceOf(metadata);
const LETTERS = 'docs/field-notes.md §2.3: whoever signs a letter wrote it';
const OTHERS = 'docs/field-notes.md §1.9: notices and news are often put up by another office';

/**
 * The places, surest first. A letter: its signature, the title's head, the source line, the block's issuer, who often only runs
 * the site; never the site itself. Everything else: the block's issuer and the source line first, as notices and news are often
 * put up by another office than the one that signs.
 */
const PLACES = ruleTable<AgencyPlace>('agency-places', [
  { id: 'signature', of: 'letter', match: [], read: signerInFull, source: LETTERS },
  {
    id: 'head-of-title',
    of: 'letter',
    match: [],
    read: ({ title }) => agencyOfTitle(title),
    source: LETTERS,
  },
  {
    id: 'source-line',
    of: 'letter',
    match: [],
    read: (input) => official(sourceLine(input)),
    source: LETTERS,
  },
  {
    id: 'issuer-label',
    of: 'letter',
    match: [],
    read: (input) => official(issuerOf(input)),
    source: LETTERS,
  },
  {
    id: 'source-meta',
    of: 'letter',
    match: [],
    read: ({ meta }) => official(metaSourceOf(meta)),
    source: LETTERS,
  },
  {
    id: 'watched-source',
    of: 'letter',
    match: [],
    read: ({ sourceAgency }) => sourceAgency,
    source: LETTERS,
  },
  {
    id: 'reported-issuer',
    of: 'other',
    match: [],
    read: (input) =>
      input.isOfficialHost || issuerOf(input) !== null ? null : issuerOfReport(input.lines),
    source: OTHERS,
  },
  { id: 'issuer-of-other', of: 'other', match: [], read: issuerOf, source: OTHERS },
  { id: 'source-of-other', of: 'other', match: [], read: sourceLine, source: OTHERS },
  {
    id: 'meta-of-other',
    of: 'other',
    match: [],
    read: ({ meta }) => metaSourceOf(meta),
    source: OTHERS,
  },
  { id: 'signer-of-other', of: 'other', match: [], read: ({ signer }) => signer, source: OTHERS },
  {
    id: 'title-of-other',
    of: 'other',
    match: [],
    read: ({ title }) => agencyOfTitle(title),
    source: OTHERS,
  },
  {
    id: 'watched-of-other',
    of: 'other',
    match: [],
    read: ({ sourceAgency }) => sourceAgency,
    source: OTHERS,
  },
  {
    id: 'site',
    of: 'other',
    match: [],
    read: ({ meta, footLines }) =>
      agencyOfSite(meta.get('sitename') ?? '') ?? agencyOfFoot(footLines),
    source: OTHERS,
  },
]);

/** Who wrote it, as the page calls them, and the id of the row of `agency-places` that decided; null where none is named. */
export function findAgency(
  input: AgencyInput,
): { readonly name: string; readonly from: string } | null {
  for (const place of PLACES.rows()) {
    const isIts = place.of === (input.isLetter ? 'letter' : 'other');
    const name = isIts ? place.read(input) : null;
    if (name !== null) return { name, from: place.id };
  }
  return null;
}

// What 省教育厅, 市教育局, 县政府办 leave out.
const RELATIVE = /^(省|自治区|市|自治州|州|盟|县|区|旗)(?!直|属|域|际|级|场)(?=\p{Script=Han})/u;

function signerInFull(input: AgencyInput): string | null {
  if (input.signer === null) return null;
  const { title, meta, footLines, lines } = input;
  const site = agencyOfSite(meta.get('sitename') ?? '') ?? agencyOfFoot(footLines);
  const others = [
    agencyOfTitle(title),
    sourceLine(input),
    issuerOf(input),
    metaSourceOf(meta),
    site,
  ];
  const siteNames = [meta.get('sitename') ?? '', ...footLines];
  return fullName(input.signer, others, { lines, siteNames });
}

/** 某某县人民政府门户网站: the place that 县教育局 is of. */
const GOVERNMENT = /(?:^|[：:\s])(\p{Script=Han}{2,8}?[市县区旗])人民政府/u;

/** 市教育局 that the page or the letter elsewhere calls 某某市教育局 has that name. */
function fullName(
  signer: string,
  others: readonly (string | null)[],
  {
    lines,
    siteNames,
  }: { readonly lines: readonly string[]; readonly siteNames: readonly string[] },
): string {
  const nameOf = (part: string): string => {
    if (!RELATIVE.test(part)) return part;
    const inText = new RegExp(`(?:^|[，。；：、（《])(\\p{Script=Han}{2,8}${part})`, 'u');
    const names = [...others, ...lines.map((line) => inText.exec(line)?.[1] ?? null)];
    const place = siteNames
      .map((name) => GOVERNMENT.exec(name)?.[1])
      .find((name) => name?.endsWith(part.charAt(0)) === true);
    const longer = names.find((name) => name !== null && name !== part && name.endsWith(part));
    return longer ?? (place === undefined ? part : `${place}${part.slice(1)}`);
  };
  return signer.split('、').map(nameOf).join('、');
}

/** An agency's full name: 市教育局 of a city is 某某市教育局. Several agencies are completed one by one. */
export function completeAgency(name: string, region: Region | null): string {
  if (region === null || region.level === 'national') return name;
  return name
    .split('、')
    .map((part) => {
      const word = RELATIVE.exec(part)?.[1];
      if (word !== undefined && region.name.endsWith(word)) {
        return region.name + part.slice(word.length);
      }
      // 柳州政协 is 柳州市政协.
      const short = region.name.replace(/(?:自治区|自治州|[省市县区州盟旗])$/u, '');
      const isShort = short.length >= 2 && part.startsWith(short) && !part.startsWith(region.name);
      const rest = part.slice(short.length);
      return isShort && /^(?:政协|人大|教育)/u.test(rest) ? region.name + rest : part;
    })
    .join('、');
}

function sourceOf(metadata: readonly MetadataValue[]): string | null {
  for (const row of metadata) {
    const name = row.field === 'source' ? cleanAgency(row.value) : null;
    if (name !== null) return name;
  }
  return null;
}

function metaSourceOf(meta: ReadonlyMap<string, string>): string | null {
  for (const name of SOURCE_META) {
    const value = cleanAgency(meta.get(name) ?? null);
    if (value !== null) return value;
  }
  return null;
}

const FOOT_OWNER = /(?:版权所有|主办(?:单位)?)[:：©\s]{0,4}([\u4e00-\u9fff]{4,30})/u;

/** 版权所有：某某局 in the site's foot. */
function agencyOfFoot(lines: readonly string[]): string | null {
  for (const line of lines) {
    const name =
      FOOT_OWNER.exec(line.slice(0, 300))?.[1]?.replace(/(?:承办|协办|技术|网站).*$/u, '') ?? '';
    const agency = name === '' ? null : agencyOfLine(name);
    if (agency !== null) return agency;
  }
  return null;
}

/** Who keeps a government's site running, and answers no deputy. */
const SITE_KEEPERS = ruleTable(
  'site-keepers',
  [
    {
      id: 'centres',
      match: ['信息化', '信息', '网络', '数据', '融媒体', '新媒体', '电子政务', '政务公开', '网站'],
      source: '政府网站的承办、运维单位：docs/field-notes.md §1.9',
    },
  ],
  { shape: '(?:$)(?:管理|服务|资源|技术|运维|建设){0,3}(?:中心|平台)$' },
);

/** A letter's source line may name a newspaper, a section or the site's keeper; only an agency writes letters. */
function official(name: string | null): string | null {
  if (name === null || agencyOfLine(name) === null) return null;
  return SITE_KEEPERS.test(name) ? null : name;
}

function cleanAgency(value: string | null): string | null {
  if (value === null) return null;
  const name = value
    .replace(/^(?:信息来源|文章来源|来源|发布机构|作者)[:：]\s{0,4}/u, '')
    .replace(
      /(?:字号|字体|分享|打印|浏览|点击|阅读|时间|日期|作者|编辑|记者)(?:次数|至|到|量|数|大小)?[:：].*$|20\d{2}[-年/.]\d{1,2}[-月/.].*$|[【［[（(](?:字体|字号|打印|大|浏览).*$|分享.{0,8}$/u,
      '',
    )
    .replace(
      /(?:\s|　){1,9}(?:作者|编辑|责任编辑|发布|浏览|字体|字号|时间|日期|点击|阅读|打印|分享|记者|撰稿|审核|\d{4}[-年]).*$/u,
      '',
    )
    .replaceAll(/^[“"《[【(（]+(?=[^”"》\]】)）]*$)|[\s,，;；|｜[【(（〔]+$/gu, '')
    .trim();
  if (name.length < 2 || name.length > 60 || NO_SOURCE.test(name) || /^[\d\s\p{P}]+$/u.test(name))
    return null;
  if (/^https?:|^www\./iu.test(name)) return null;
  // 柳州政协网 is the site of 柳州政协, who wrote.
  return agencyOfSite(name) ?? name;
}

/** 据某网站消息，教育部办公厅、某某办公厅发布关于…的通知: the issuer, not the outlet. */
function issuerOfReport(lines: readonly string[]): string | null {
  for (const line of lines.slice(0, 3)) {
    for (const clause of line.split(/[，。；]/u).slice(0, 6)) {
      const name =
        ISSUED.exec(clause)?.[1]?.replace(/^(?:近日|日前|今日|昨日|据悉|记者从)/u, '') ?? '';
      if (name !== '' && name.split('、').every((part) => agencyOfLine(part) !== null)) return name;
    }
  }
  return null;
}
