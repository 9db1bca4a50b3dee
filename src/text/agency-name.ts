import { ruleTable } from './rule-table.ts';

// Last words of the names of Chinese agencies, schools, media centers and party bodies that sign letters.
const AGENCY = ruleTable(
  'agency-endings',
  [
    {
      id: 'endings',
      match: [
        '委员会',
        '人民政府',
        '办公厅',
        '办公室',
        '管理局',
        '监督局',
        '委办局',
        '党委',
        '党组',
        '总局',
        '中心',
        '集团',
        '公司',
        '大学',
        '学院',
        '学校',
        '中学',
        '小学',
        '协会',
        '学会',
        '联合会',
        '总工会',
        '分局',
        '支队',
        '大队',
        '总队',
        '指挥部',
        '领导小组',
        '法院',
        '检察院',
        '工商联',
        '共青团',
        '妇联',
        '科协',
        '文联',
        '残联',
        '侨联',
        '总社',
        '电视台',
        '日报社',
        '报社',
        '局',
        '厅',
        '部',
        '委',
        '院',
        '办',
        '处',
        '署',
        '站',
        '府',
        '社',
        '团',
        '馆',
        '所',
        '科',
        '会',
        '政协',
        '人大',
        '街道',
        '镇',
        '乡',
      ],
      source:
        '国务院机构设置、地方各级人民代表大会和地方各级人民政府组织法、社会团体登记管理条例所用名称',
    },
  ],
  { shape: '^[\\u4e00-\\u9fffA-Za-z（）()、，,· ]{1,46}(?:$)$' },
);
const NOISE_END = /[（(〔[【]?(?:公章|盖章|印章|章|签章|代章|此页无正文|印)[)）〕\]】]?$/u;
const NOISE_START =
  /^(?:答复单位|承办单位|主办单位|办理单位|复函单位|落款|单位|署名|会办单位|协办单位)[:：（(]{0,2}/u;
// A clause that ends in 会 or 部 is not a signature.
const NOT_NAME = ruleTable('no-agency', [
  {
    id: 'words',
    match: [
      '[。；！？;!?“”《》]',
      '感谢',
      '支持',
      '特此',
      '此复',
      '此致',
      '敬礼',
      '关于',
      '如下',
      '附件',
      '联系',
      '抄送',
      '电话',
      '委员$',
      '代表$',
      '组织(?!部)',
      '开展',
      '召开',
      '会议$',
      '大会$',
      '全部$',
      '部分',
      '机会$',
      '社会$',
    ],
    source: '党政机关公文处理工作条例（2012）：落款之外的用语',
  },
]);

/** The agency named by a signature line, or null when the line is not the name of an agency. */
export function agencyOfLine(line: string): string | null {
  const text = squeezeName(line)
    .replace(PLACE_AND_BLANK, '$1')
    .replace(NOISE_START, '')
    .replace(NOISE_END, '');
  if (text.length < 2 || text.length > 60 || !AGENCY.test(text)) return null;
  return NOT_NAME.test(text) ? null : text;
}

// 某某市  教育局 is one name, 市教育局 市财政局 are two.
const PLACE_AND_BLANK = /^([\u4e00-\u9fff]{2,8}[省市县区州盟旗]) {1,8}(?=[\u4e00-\u9fff]{2,24}$)/u;

/** Justified names are printed with blanks between the characters. */
export function squeezeName(line: string): string {
  if (!line.includes(' ')) return line.trim();
  return line
    .replaceAll(/(?<=[\u4e00-\u9fff（）()]) +(?=[\u4e00-\u9fff（）()])/gu, (blank, at: number) =>
      isJustified(line, at, at + blank.length) ? '' : blank,
    )
    .trim();
}

/** Whether the blank from `at` to `end` has at most two characters before or behind it, up to the next blank. */
function isJustified(line: string, at: number, end: number): boolean {
  // No further than that is looked at: a line may be a whole page with blanks between all its characters.
  const before = at - 1 - line.lastIndexOf(' ', at - 1);
  const next = line.indexOf(' ', end);
  const after = (next < 0 ? line.length : next) - end;
  return before <= 2 || after <= 2;
}

/** The agency at the head of a title: 某某局关于…. */
export function agencyOfTitle(title: string): string | null {
  const match = /^([\u4e00-\u9fff（）()、 ]{3,40}?)(?:关于|对|印发|转发)/u.exec(title);
  const name = match?.[1]?.trim() ?? '';
  return name === '' ? null : agencyOfLine(name);
}

/** The body behind a site's name: 某某市教育局门户网站 → 某某市教育局; null for other names. */
export function agencyOfSite(siteName: string): string | null {
  const name = siteName
    .replace(/^(?:中国[·•.\s]|首都之窗[_\s-])/u, '')
    .replace(/(?:政府)?(?:门户)?(?:官方)?(?:政务)?(?:信息)?(?:公开)?网(?:站|页)?$/u, (end) =>
      end.startsWith('政府') ? '政府' : '',
    )
    .trim();
  return agencyOfLine(name);
}
