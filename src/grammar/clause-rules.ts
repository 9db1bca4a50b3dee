import { ruleTable } from '../text/rule-table.ts';

const GRAMMAR = '现代汉语：句子成分的配价、转折与补正';
const LETTERS = 'docs/field-notes.md §2.3';

/** 其排课办法, 该校经验: what is pointed at is a body, not what was said of it. */
export const POINTS_AT_BODY = /[其该]/u;

/** How a clause begins that turns round what was said before it. */
export const CONTRAST = ruleTable(
  'contrast',
  [{ id: 'but', match: ['但', '然而', '不过', '可是'], source: GRAMMAR }],
  { shape: '^(?:$)' },
);

/** A clause that turns round, limits or takes back what the one before it says. */
export const TURNING = ruleTable('turning', [
  {
    id: 'but',
    match: ['^但是?', '^然而', '^不过', '^可是', '^可(?=目前|仍)', '^却', '^(?:实质上|其实)'],
    source: GRAMMAR,
  },
  // 小学不早于8时20分上课，这是教育部门已有的规定
  {
    id: 'others-matter',
    match: ['^这(?:是|属于?|由)[^，；]{2,16}(?:规定|职责|职权|事权|权限|范围)$'],
    source: GRAMMAR,
  },
  {
    id: 'not-yet',
    match: [
      '^[^，；]{0,12}正在[^，；]{0,8}(?:审核|审批|报批|审议)',
      '^[^，；]{0,6}(?:通过|批准|同意|审定)(?:之|以)?后(?:再)?(?:执行|实施|施行)',
      '^[^，；]{1,10}(?:仍未|仍不|仍有|尚未|还没有?|没能)',
      '^尚',
      '^仍然?',
      '^还没有',
      '^还未',
      '^还不',
      '^暂不?',
      '^无法',
      '^不再',
    ],
    source: GRAMMAR,
  },
  {
    id: 'ended',
    match: [
      '^(?:流标|未果|搁置|作罢|落空|叫停|终止)$',
      '^(?:今年|目前|现|后来?|随后|此后|因.{1,10})(?:.{0,8})(?:停[办止]|取消|不再|撤销|关闭|无法|不能|尚未|暂未|没有|叫停|终止)',
      '^最终',
    ],
    source: LETTERS,
    keep: 'safety: what came to nothing; seen on marked letters held out, judged by test/statements/turns.test.ts',
  },
  {
    id: 'except',
    match: [
      '^(?:其|唯一)?(?:前提|条件)(?:是|为)',
      '^除外',
      '^否则',
      '^具体以',
      '^以.{2,16}为准',
      '(?:除外|为准|另行规定|尚在研究|仍在研究|另行通知)$',
    ],
    source: '规范性文件的除外与准用条款',
  },
  // 市区学校的风雨操场，由市发展改革委列入: who does what with it
  { id: 'by-whom', match: ['^(?:均|都|则|统一)?由(?!此|于|衷)[^，；]{2,20}'], source: GRAMMAR },
  {
    id: 'effect',
    match: ['^致使', '^导致', '^因此', '^所以', '^故'],
    source: GRAMMAR,
  },
]);

/** What an act depends on that is still to be had: 须经区人大会议审议通过. */
export const PENDING = ruleTable(
  'pending',
  [
    {
      id: 'to-be-approved',
      match: [
        '(?:报?经|由|报|提请|获得?)?[^，；]{0,20}(?:审议|批准|审批|批复|核准|备案|审定)(?:通过|同意|后)?',
      ],
      source: '行政许可与预算审查的程序用语',
    },
    {
      id: 'money-to-come',
      match: ['(?:经费|资金|款项|费用)?待[^，；]{2,24}后(?:下达|拨付|执行|实施|安排|兑现)'],
      source: LETTERS,
    },
    { id: 'others-number', match: ['以[^，；]{2,24}为准'], source: LETTERS },
    { id: 'premise', match: ['(?:前提|条件)(?:是|为)[^，；]{2,40}'], source: LETTERS },
  ],
  {
    shape:
      '^(?:但|而|该?数?额?|此项?|最终|具体)?(?:还|尚|仍|最终|具体)?(?:须|需|要|有待|待|将)?(?:$)$',
  },
);

/** What takes a part of the figures before it away again: 其中四成…，不属于本提案讨论的范围. */
export const DISCOUNTS = ruleTable('discounts', [
  {
    id: 'not-counted',
    match: [
      '^不属于',
      '^不在(?!此列)',
      '^不计入',
      '^不含',
      '^未计',
      '^未含',
      '^未剔除',
      '重复(?:计|统)',
      '剔除',
      '不可比',
      '口径(?:不同|有变|调整)',
    ],
    source: '统计公报的口径说明用语',
  },
]);

/** A clause that only tells what somebody wishes, or asks whether: of no worth without what became of it. */
export const PROPOSES = ruleTable(
  'proposes',
  [
    {
      id: 'person-proposes',
      match: [
        '(?:您|你们?|委员们?|代表们?|贵[^，；]{1,4})(?:还|也)?(?:提出|建议|提议|希望|要求|主张|呼吁)',
      ],
      source: LETTERS,
    },
    {
      id: 'paper-proposes',
      match: ['(?:提案|建议)(?:中|还|里|也)?(?:提出|提到|建议|提议|希望|要求|主张)'],
      source: LETTERS,
    },
  ],
  { shape: '^(?:$)(?![^，；]{0,60}(?:确实|属实|存在|一致|采纳|不符|正确|有道理|中肯|很好))' },
);

/** What is said of a wish: granted, refused, put off. */
export const DECIDES = ruleTable('decides', [
  {
    id: 'adopted',
    match: ['采纳(?!率)', '不予支持'],
    source: '提案办理结果用语：采纳、部分采纳、列入计划、暂不采纳（提案办理工作规程）',
  },
  {
    id: 'agreed',
    match: [
      '(?:不|未|没有?|暂|完全|原则|基本)(?:能|便|予以?)?(?:同意|赞成|赞同|接受|主张)',
      '(?:^|予以|予)(?:同意|赞成|支持)(?!了)',
      '^(?:[我本][局厅委]|我们)(?:同意|赞成|赞同)',
    ],
    source: LETTERS,
  },
  {
    id: 'put-off',
    match: [
      '暂(?:不|缓|难|无)',
      '不宜',
      '不妥',
      '无权',
      '不具备',
      '做不到',
      '以不[^，；]{1,8}为宜',
      '不属',
      '不归',
      '不能作出',
      '不再扩大',
    ],
    source: LETTERS,
  },
]);

/** Who decides and how far, in front of a bare decision. */
const BARE_START =
  '^(?:[我本][局厅委办部院]|我们|[市县省区]局)?(?:对此|此[项条]|该(?:项|条)?(?:建议|意见|提议)?|这[一条项](?:条|项)?(?:建议|意见)?|建议|意见|同样|也|均|目前|现阶段|本次|此次|本级|暂时?|拟|决定|认为|表示|可以?|已经?|全部|大?部分|多数|基本|方向|原则上?|完全|不能?|不宜|不予|无权|未|予以?|难以?|给予|列入|纳入){0,6}';
const BARE_END =
  '(?:了|该建议|这[一个条](?:建议|意见)|(?:您|代表|委员|提案|贵[单委局厅会]位?)的?(?:建议|意见|观点|提法|想法))?$';

/** What says no without naming what to: 未予安排, 无力承担. */
export const REFUSES = ruleTable('refuses', [
  {
    id: 'no',
    match: [
      '未予',
      '不予',
      '无力',
      '无权',
      '难以(?:实现|做到|满足|承担|支持|采纳)',
      '不能(?:一刀切|支持|接受|照办|承诺)',
      '没有权[力限]',
      '拿不出',
      '暂[不缓]',
    ],
    source: LETTERS,
  },
]);

/** A decision that says nothing of what was asked for: 部分采纳; 我局予以采纳; 此条不能采纳. */
export const BARE_DECISION = ruleTable(
  'bare-decisions',
  [
    {
      id: 'bare-verb',
      match: [
        '采纳',
        '同意',
        '赞[同成]',
        '支持',
        '考虑',
        '实施',
        '开办',
        '办理',
        '调整',
        '接受',
        '不妥',
        '暂缓',
        '提高',
        '安排',
        '延长',
        '做',
        '决定',
        '(?:[今明]年|下一?年度?|年度|20\\d\\d年度?)?(?:工作|预算)?(?:计划|规划|议程|预算)',
      ],
      source: LETTERS,
    },
  ],
  { shape: `${BARE_START}(?:$)${BARE_END}` },
);

/** Where a wish is told that a decision answers. */
export const WISH = ruleTable('wishes', [
  {
    id: 'somebody-wishes',
    match: [
      '(?:您|你们?|代表|委员|提案|建议|意见)[^，；]{0,8}(?:提出|建议|提议|认为|希望|要求|提到|主张|反映)',
    ],
    source: LETTERS,
  },
  {
    id: 'named-wish',
    match: [
      '^(?!.*(?:征求|听取|征集|收集|反馈)).*(?:建议|意见|提议|诉求|要求|[”》])$',
      '^(?:关于|至于|对于|针对)',
      '^建议[一二三四五六七八九十\\d]',
    ],
    source: LETTERS,
  },
]);
