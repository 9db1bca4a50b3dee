import { ruleTable } from '../text/rule-table.ts';

const GRAMMAR = '现代汉语：能愿动词、处置式与疑问小句';
const LETTERS = 'docs/field-notes.md §2.3';
const DRAFTING = '立法技术规范（试行）（一）（2009）：应当、不得、方可';

/** The letter's own voice: what it says of itself is nobody else's opinion. */
export const OWN_VOICE = ruleTable(
  'own-voice',
  [
    {
      id: 'we',
      match: ['我[局厅委部院办们市县区省]', '我们', '局里', '县里', '区里', '我方'],
      source: LETTERS,
    },
  ],
  { shape: '^(?:$)[^，；]{0,10}' },
);

/** How a clause ends that demands what follows. */
export const DEMANDING = ruleTable(
  'demanding',
  [{ id: 'demands', match: ['要求', '规定', '明确', '强调', '提出'], source: LETTERS }],
  { shape: '(?:$)$' },
);

/** A body above the office, or a document, in front of what it demands. */
export const HIGHER = ruleTable(
  'higher-bodies',
  [
    {
      id: 'higher',
      match: [
        '国务院',
        '中央',
        '党中央',
        '国家',
        '教育部',
        '省',
        '自治区',
        '财政部',
        '[^，；]{0,12}《',
      ],
      source: '国务院机构设置',
    },
  ],
  { shape: '^(?:$)' },
);

/** 我们将提请财政…: to ask is what is promised. */
export const WILL_ASK = ruleTable(
  'will-ask',
  [
    {
      id: 'will-ask',
      match: ['提请', '商请', '建议', '请', '呼吁', '反映', '争取'],
      source: LETTERS,
    },
  ],
  { shape: '(?:将|会|要|拟)[^，；]{0,8}(?:$)' },
);

/** What holds, waits or is left open in whatever section it stands: no promise. */
export const NO_PROMISE = ruleTable('no-promise', [
  {
    // 中心只有两名评估员
    id: 'state',
    match: ['^[^，；]{2,20}(?<!如)(?:只有|仅有|尚有|没有|不足)(?=\\d|[一二两三四五六七八九十])'],
    source: GRAMMAR,
  },
  { id: 'forbidden', match: ['(?<!不)不得(?!不)', '严禁', '不准'], source: DRAFTING },
  // 执法只能治表
  { id: 'only-can', match: ['只能', '才能'], source: GRAMMAR },
  {
    id: 'rule',
    match: [
      '必须',
      '应当(?!届)',
      '(?<!无|不)须(?!知)',
      '^(?:学校|各校|家长|学生|教师|机构)[^，；]{0,10}可以?(?![能靠])',
    ],
    source: DRAFTING,
  },
  {
    id: 'not-yet',
    match: ['(?:尚|仍)未', '还没有', '[尚还仍]不(?:成熟|具备|完善|足|够)'],
    source: GRAMMAR,
  },
]);

/** What is left open is not promised, whatever time it names: 能否列入明年预算, 现在尚不能答应. */
export const OPEN = ruleTable('left-open', [
  { id: 'whether', match: ['^(?:能否|是否|可否|何时)'], source: GRAMMAR },
  {
    id: 'cannot-say',
    match: [
      '(?:尚|还|暂)不能(?:答应|确定|承诺)',
      '尚未(?:确定|松口)',
      '(?:[年月]|期)内[^，；]{0,4}(?:难以|无法|不能)',
      '视[^，；]{2,16}(?:情况|而定)',
      '(?<!不)要看',
      '再说[^，；]{0,12}$',
      '后(?:再)?(?:确定|决定|核定)$',
      '再报[^，；]{0,10}审定',
    ],
    source: LETTERS,
  },
  {
    // 另1个县承诺于9月补发: somebody else's word
    id: 'others-word',
    match: ['^(?![我本])[^，；]{0,10}[个家所县区市校构司业厂商](?:书面|均|都|已|公开)?承诺'],
    source: LETTERS,
  },
  { id: 'others-choice', match: ['(?:自行|自主)决定$'], source: LETTERS },
]);

/** No plan, whatever its words: in 将作息时间报教育部门备案后方可执行 将 is 把; 两年内不得参加评优 is a sanction, and no deadline. */
export const FIRM = ruleTable('firm', [
  { id: 'only-then', match: ['方可', '方能'], source: DRAFTING },
  { id: 'sanction', match: ['[年月]内不得'], source: DRAFTING },
  // 承诺“托管点增加到20个”: of last year, told before what became of it
  {
    id: 'said-once',
    match: ['承诺[“‘]'],
    source: LETTERS,
    keep: 'safety: an old promise is none; seen on letters judged blind, judged by test/statements/judge-acts.test.ts',
  },
]);

/** 按照现行公约，学校将…: what a rule in force lays down that somebody does, is no plan of anybody's. */
export const UNDER_RULE = ruleTable(
  'under-a-rule',
  [
    {
      id: 'rule-in-force',
      match: [
        '公约',
        '章程',
        '守则',
        '准则',
        '规程',
        '细则',
        '条例',
        '(?<!方|工作|推进|实施)办法',
        '制度',
        '合同',
        '协议',
        '现行[^，；。]{0,12}',
      ],
      source: '立法技术规范（试行）（一）（2009）：规范性文件的名称',
    },
  ],
  {
    shape:
      '(?:^|[，；。])(?:按照|按|根据|依据|依照|遵照)[^，；。]{0,30}(?:$)[》”）)]{0,2}(?:第[^，；]{1,8}条)?(?:的?(?:规定|要求|约定))?[，,]',
  },
);
/** What can only be told afterwards: 发现问题71个. */
export const FOUND = ruleTable('found-out', [
  {
    id: 'found-out',
    match: [
      '\\d+[所家个名]\\p{Script=Han}{0,6}中(?:已)?有\\d',
      '(?:发现|查出|查实|查处|收到|接到|受理|接听)(?!的)[^，；将拟]{0,12}\\d',
    ],
    source: LETTERS,
  },
]);
