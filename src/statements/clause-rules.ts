import { ruleTable } from '../text/rule-table.ts';

const LETTERS = 'docs/field-notes.md §2.3';

/** 其排课办法, 该校经验: what is pointed at is a body, not what was said of it. */
export const POINTS_AT_BODY = /[其该]/u;

/** Names of places and bodies that only an earlier sentence tells: 全村, 全校. */
export const BARE_PLACE = /^(?:全[村校镇乡院班园]|本[村镇乡]|村里|校内共|园内)/u;

/** What must follow a clause that ends so, or the sentence breaks off. */
export const UNFINISHED =
  /(?:(?<![总])是|(?<![行作认])为|即|包括|提出|认为|表示|强调|指出|发现|说明|显示|表明|导致|使|让|以及|(?<!总|中)和|(?<!参)与|或|(?<!普|涉)及|的|(?<!必|即)将|(?<![反相针应])对|(?<![存所现])在|(?<![自理])由|(?<![导方意走倾去])向|(?<!供)给|(?<![占对同环])比|例如|分别|其中|认识到|了解到|注意到|看到|感到|体会到|得知|(?:从|自)[^，；]{1,18}(?:起|开始)|以来|[所家个名校区县]因(?!此|而|地|材)[^，；]{2,30}|^(?:能否|是否|可否)[^，；]{2,30})$/u;

/** A clause that turns round, limits or takes back what the one before it says. */
export const TURNING =
  /^(?:(?:仅|只|专门|专项|全部)用于|(?:仅|只)限|看上去|看似|貌似|表面上|但是?|然而|不过|可是|可(?=目前|仍)|却|只是|只能|仅|尚|仍|仍然|还没有|还未|还不|暂不?|无法|不再|除外|否则|最终|具体以|以.{2,16}为准|(?:今年|目前|现|后来?|随后|此后|因.{1,10})(?:.{0,8})(?:停[办止]|取消|不再|撤销|关闭|无法|不能|尚未|暂未|没有|叫停|终止)|致使|导致|因此|所以|故)|(?:除外|为准|另行规定|尚在研究|仍在研究|另行通知)$/u;

/** What takes a part of the figures before it away again: 其中四成…，不属于本提案讨论的范围. */
export const DISCOUNTS =
  /^(?:不属于|不在(?!此列)|不计入|不含|未计|未含|未剔除)|重复(?:计|统)|剔除|不可比|口径(?:不同|有变|调整)/u;

/** A clause that only tells what somebody wishes, or asks whether: of no worth without what became of it. */
export const PROPOSES =
  /^(?:(?:您|你们?|委员们?|代表们?|贵[^，；]{1,4})(?:还|也)?(?:提出|建议|提议|希望|要求|主张|呼吁)|(?:提案|建议)(?:中|还|里|也)?(?:提出|建议|提议|希望|要求|主张))(?![^，；]{0,60}(?:确实|属实|存在|一致|采纳|不符|正确|有道理|中肯|很好))/u;

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
      '(?:不|未|没有?|暂|完全|原则|基本)(?:予以?)?(?:同意|赞成|赞同|接受|主张)',
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

/** A decision that says nothing of what was asked for: 部分采纳; 我局予以采纳; 此条不能采纳. */
export const BARE_DECISION =
  /^(?:[我本][局厅委办部院]|我们|[市县省区]局)?(?:对此|此[项条]|该(?:项|条)?(?:建议|意见|提议)?|这[一条项](?:条|项)?(?:建议|意见)?|建议|意见|同样|也|均|目前|现阶段|暂时?|拟|决定|认为|可以?|已|全部|部分|基本|原则上|完全|不能?|不宜|不予|未|予以?|难以|给予|列入|纳入){0,6}(?:采纳|同意|赞[同成]|支持|考虑|实施|开办|办理|调整|接受|不妥|暂缓|提高|安排|延长|做|(?:明年|下一?步|下一?年|年度|今后)?(?:工作)?(?:计划|规划|议程))(?:了|该建议|这[一个条](?:建议|意见)|(?:您|代表|委员|提案)的?(?:建议|意见|观点|提法|想法))?$/u;

/** Where a wish is told that a decision answers. */
export const WISH =
  /(?:您|你们?|代表|委员|提案|建议|意见)[^，；]{0,8}(?:提出|建议|提议|认为|希望|要求|提到|主张|反映)|(?:建议|意见|提议|诉求|要求|[”》])$|^(?:关于|至于|对于|针对)|^建议[一二三四五六七八九十\d]/u;
