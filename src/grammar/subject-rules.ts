import { ruleTable } from '../text/rule-table.ts';

const GRAMMAR = '现代汉语：施事主语在谓语之前，时间状语可在主语之前';
const BODIES =
  '国务院机构设置；地方各级人民代表大会和地方各级人民政府组织法；docs/field-notes.md §2.3';

/** When it was, in front of who did it. */
export const LEADING_TIME = ruleTable(
  'leading-times',
  [
    {
      id: 'date',
      match: [
        '(?:自|从|在|于|到|至|截至)?(?:20\\d\\d年|[今去明前当同]年)?(?:\\d{1,2}月(?:\\d{1,2}日)?份?|[上下]半年|[春秋]季(?:学期)?|[暑寒][假期]|[上下中]旬|年?[底初末]|第?[一二三四]季度|以来|起|前|后|底|末|初|间|期间|开始|至\\d{1,2}月)*',
      ],
      source: GRAMMAR,
    },
  ],
  { shape: '^(?:$)[，,]?' },
);

/** The office itself, or the place that it speaks for: acts without a subject are theirs. */
export const OWN_SUBJECT = ruleTable(
  'own-subjects',
  [
    {
      id: 'office',
      match: ['[我本](?:局|厅|委|办|部|院|署|处|会|市|县|区|省|州|盟|旗|镇|校|单位|地区?)', '我们'],
      source: BODIES,
    },
    {
      id: 'place',
      match: ['全(?:[市县区省州盟旗域]|自治区)', '[市县区省]级(?!以)'],
      source: BODIES,
    },
    {
      id: 'purse',
      match: [
        '各级(?:财政|教育|部门|政府)',
        '(?:[市县区省](?:、[市县区乡镇])?(?:[两三]级|本级)?)财政(?!局|厅|部)',
      ],
      source: BODIES,
    },
  ],
  { shape: '^(?:$)' },
);

/** How the names of bodies and persons end, whoever they are. */
const BODY_ENDS = ruleTable('body-ends', [
  {
    id: 'state',
    match: [
      '国务院',
      '中央',
      '国家',
      '教育部',
      '法院',
      '检察院',
      '政府',
      '财政',
      '公安',
      '部门',
      '单位',
      '机构',
      '机关',
      '人大',
      '政协',
      '常委会',
      '委员会',
      '局',
      '厅',
      '委(?!托|派)',
      '(?<![再可举开承主兴创停督筹补联新试])办(?!理|法|结|公|学|好)',
      '(?<![东西南北中])部(?!分|署|门|制)',
      '署',
    ],
    source: BODIES,
  },
  {
    id: 'place',
    match: ['街道', '社区', '乡镇', '镇', '村', '[市县区省州](?![级域内外])'],
    source: BODIES,
  },
  {
    id: 'school',
    match: [
      '学校',
      '(?<=[该此两三四五六])校',
      '中学',
      '小学',
      '初中',
      '高中',
      '幼儿园',
      '高校',
      '大学',
      '学院',
      '院',
      '中心',
    ],
    source: BODIES,
  },
  {
    id: 'firm',
    match: ['公司', '银行', '企业', '集团(?!内|化)', '协会', '学会', '基金会', '联合会'],
    source: BODIES,
  },
  {
    id: 'group',
    match: [
      '家委会',
      '小组',
      '专班',
      '工作组',
      '督导组',
      '工作队',
      '驻村队',
      '志愿者',
      '家长',
      '学生',
      '教师',
      '老师',
      '校长',
      '群众',
      '居民',
      '专家',
      '代表',
      '委员',
      '媒体',
      '网友',
    ],
    source: BODIES,
  },
]);

const bodyEnd = BODY_ENDS.derive((rows) => rows.flatMap(({ match }) => match).join('|') || '(?!)');

/** A subject that is somebody else, in front of what it does. */
export const otherSubject = BODY_ENDS.derive(
  () =>
    new RegExp(
      `^(?:各(?:地|校|县|区|市|级|学校|部门|单位|乡镇|街道|中小学|有关)[^，；]{0,10}?|[^，；、（(在]{0,12}?(?:${bodyEnd()})(?:[、和与及][^，；]{1,30}?)?|[\\d一二两三四五六七八九十百多余]{1,6}[所家名个][^，；]{1,8}?|[^，；]{1,10}(?:某市|一地|地区|省份|城市))(?=[\\p{Script=Han}\\d“《])`,
      'u',
    ),
);

/** The body that a clause begins with. */
export const leadingBodyPattern = BODY_ENDS.derive(
  () => new RegExp(`^[^，；、（(]{1,16}?(?:${bodyEnd()})(?!为主)`, 'u'),
);

/** Bodies that act by themselves; schools, parents and pupils are whom a letter's promises are about. */
export const AGENCY = ruleTable(
  'agencies',
  [
    {
      id: 'state',
      match: [
        '国务院',
        '中央',
        '法院',
        '检察院',
        '政府(?!采购)',
        '公安',
        '税务',
        '常委会',
        '人大',
        '政协',
        '编办',
        '编委',
        '[省市县区州]财政(?=[今明去已将拟在每按给安投增再])',
        '局',
        '厅',
        '委(?!托|派|员|书)',
        '(?<![可举开承主兴创停督])办(?!理|法|结|公|学|好)',
        '署',
        '(?<![东西南北中全内各干一二两三四五六七八九十几多\\d])部(?!分|署|门|制|队|编)',
        '部门(?!预算)',
      ],
      source: BODIES,
    },
    { id: 'firm', match: ['公司', '银行', '分行', '集团(?!内|化)'], source: BODIES },
    {
      id: 'association',
      match: [
        '协会',
        '学会',
        '基金会',
        '联合会',
        '总会',
        '[少文][年化]宫',
        '科协',
        '团委',
        '妇联',
        '工会',
      ],
      source: BODIES,
    },
  ],
  {
    shape:
      '^(?:其[余他](?:省份|地区|地市|各?[省市县区])|(?!.*我[局厅委办部们])(?![在对向从为把将由给与同会联请按根据通待报经等])(?:[^，；、（(在对向把将由报同请经给为与使让]{0,14}?(?:$))(?:[、和与及][^，；]{1,30}?)?)(?=[\\p{Script=Han}\\d“《])',
  },
);

/** What is demanded of all who are under the office. */
export const DEMANDED = ruleTable(
  'demanded',
  [
    {
      id: 'must',
      match: ['要(?!求)', '应当?(?!届)', '须', '必须', '不得'],
      source: '规范性文件的义务用语：应当、须、不得',
    },
  ],
  {
    shape:
      '^(?:各(?:地|校|县|区|市|州|盟|旗|乡|镇|级|学校|部门|单位|乡镇|街道|中小学|有关|相关)|相关|有关|(?:[^，；我]{0,8}的)?(?:学校|教师|家长|机构))[^，；]{0,14}?(?:$)',
  },
);

/** 标准由市发展改革委核定: it is theirs to do. */
export const BY_AGENCY = ruleTable(
  'by-agencies',
  [
    {
      id: 'by',
      match: [
        '局',
        '厅',
        '委(?!托|派|员)',
        '编办',
        '法院',
        '机关',
        '公司',
        '集团',
        '企业',
        '协会',
        '总会',
      ],
      source: BODIES,
    },
  ],
  {
    shape:
      '由(?!我|本[局厅委])(?:[^，；由]{0,14}?)(?:$)(?![^，；]{0,10}(?:会同|和|、)我[局厅委])[^，；]{2,}',
  },
);

/** 确保每一分钱都用在学生身上: no subject, whatever noun follows. */
export const WITHOUT_SUBJECT = ruleTable(
  'without-subject',
  [
    {
      id: 'preposition',
      match: ['使得?', '让', '把', '将', '对(?!口)', '向', '并', '且'],
      source: GRAMMAR,
    },
  ],
  { shape: '^(?:$)' },
);
