import { type Rule, ruleTable } from '../text/rule-table.ts';

/** What a clause in front of others tells about them. */
export type FrontKind =
  /** Joins to what was said before. */
  | 'connective'
  /** 但是: turns around what was said before. */
  | 'turn'
  /** 目前: the time of writing. */
  | 'now'
  /** 下一步: what follows is still to come. */
  | 'plan'
  /** 若…, 除…外, 经…同意: what follows holds only then. */
  | 'condition'
  /** 由于…: the other half is the effect. */
  | 'cause'
  /** 据统计, 有代表认为: somebody else says what follows. */
  | 'speech'
  | 'time'
  /** 从全国看, 对寄宿生: what follows holds only there. */
  | 'scope'
  /** 撤并教学点一事: what follows speaks of it. */
  | 'topic'
  /** Aim, ground, manner: what follows is true without it. */
  | 'free';

/** A kind of front. */
export interface FrontRule extends Rule {
  readonly kind: FrontKind;
}

const GRAMMAR =
  '汉语句子的前置成分：连词、介词短语、时间与范围状语（国家标准 GB/T 12200.2 汉语信息处理词汇）';
const LETTERS = 'docs/field-notes.md §2.3';

// In the middle of a row: any text of one clause.
const SOME = '[^，；]{1,60}';
const SHORT = '[^，；]{1,24}';
const YEAR = '(?:20\\d{2}年|[今去明前上当同本]年|近[一二两三四五六七八九十\\d]{1,2}年)';

/**
 * Fronts by their words; a whole clause must match, and the first row that does decides. A clause of none of these
 * kinds is a main clause: what follows may lean on it, and nothing is dropped from in front of it by mistake.
 */
const FRONTS = ruleTable<FrontRule>(
  'fronts',
  [
    {
      id: 'connective',
      kind: 'connective',
      match: [
        '同时',
        '此外',
        '另外',
        '与此同时',
        '在此基础上',
        '其次',
        '再次',
        '最后',
        '首先',
        '一方面',
        '另一方面',
        '因此',
        '为此',
        '对此',
        '据此',
        '总之',
        '总体上',
        '总的来看',
        '总体来看',
        '整体来看',
        '具体来说',
        '具体为',
        '具体是',
        '例如',
        '比如',
        '特别是',
        '也就是说',
        '事实上',
        '实际上',
        '换言之',
        '此前说明',
      ],
      source: GRAMMAR,
    },
    {
      id: 'turn',
      kind: 'turn',
      match: ['但', '但是', '然而', '不过', '可是', '只是'],
      source: GRAMMAR,
    },
    {
      id: 'now',
      kind: 'now',
      match: [
        '目前',
        '当前',
        '现在',
        '现阶段',
        '近年来',
        '近几年来?',
        '近期',
        '近日',
        '日前',
        '一直以来',
        '长期以来',
        '多年来',
        '到目前(?:为止)?',
        '截[至止]目前',
        '如今',
        '眼下',
      ],
      source: GRAMMAR,
    },
    {
      id: 'next',
      kind: 'plan',
      match: [
        '(?:下一步|下步|下阶段|下一阶段|今后(?:一个时期|一段时间|一个阶段)?|接下来|后续|未来[一二两三四五\\d]{0,2}年?)(?:工作)?(?:中|上|里)?',
      ],
      source: LETTERS,
    },
    {
      id: 'by-plan',
      kind: 'plan',
      match: ['(?:按照|根据|依据|依照)[^，；]{0,24}(?:规划|计划|设想|目标)'],
      source: '规划、计划所列的数是目标，不是结果',
      keep: 'safety: a target that stands as a result is wrong, however rare; judged by test/statements',
    },
    {
      id: 'if',
      needs:
        /[如若除凡]|假设|一旦|万一|只[要有]|的话|不出|没有|正常|条件|前提下|的情[况形]下|原则上/u,
      kind: 'condition',
      match: [
        `(?:如果|若|若是|倘若|假如|假设|一旦|只要|只有|除非|万一|凡|凡是)(?!干)${SOME}`,
        `如(?!下|期|何|今|此|实|皋|东|意|同)${SOME}`,
        `除(?!夕|草|尘|湿|名|了加|了要)${SOME}(?:外|以外|之外|除外)?`,
        `${SOME}除外`,
        `${SOME}的话`,
        // 中央部分如有缩减
        '[^，；]{1,12}(?:如|若)(?:有|遇|无|未|仍|不)[^，；]{1,24}',
        '(?:如无|若无|不出|没有)意外(?:情况)?|正常情况下|条件允许时?',
        `${SOME}(?:的前提下|的条件下|条件具备时|条件成熟时|条件允许的?情况下|的情况下|的情形下)`,
        '原则上',
      ],
      source: GRAMMAR,
    },
    {
      id: 'having-looked',
      kind: 'free',
      match: [
        '经(?:认真|反复|慎重|充分|综合|集体|初步|多次|共同|专门)?(?:研究|核实|核查|调查|了解|会商|协商|商议|论证|测算|统计|排查|查|查实|查证|梳理|讨论|沟通|考虑)',
        `经过(?!${SHORT}(?:同意|批准|审批))${SOME}`,
        '综合(?:权衡|考虑|考量|研判)|(?:这一[条项点])?我们(?:反复|认真|专门|多次)(?:商量|研究|讨论|咨询过?)(?:过)?',
      ],
      source: LETTERS,
    },
    {
      id: 'after-consent',
      kind: 'condition',
      match: [
        `(?:在)?(?:经|征得|取得|获得|报请?|经由)${SHORT}(?:同意|批准|审核|审批|许可|评估|备案|授权|通过|验收)(?:后|的|之后|以后)?`,
        `(?:待|等|等到|俟|直到)${SOME}(?:后|之后|以后|时|再)`,
        `${SHORT}(?:建成|建好|完工|竣工|落成|到位|投用|启用|获批|批复|出台|印发|通过|验收|下达|办结|确定|审定)(?:后|以后|之后)`,
        // 接到线索后
        `(?:接到|接|收到|发现|核实|查实|受理|确认|审核)${SHORT}(?:后|以后|之后)`,
      ],
      source: GRAMMAR,
    },
    {
      id: 'those-that',
      needs: /的$/u,
      kind: 'condition',
      match: [`(?![^，；]{0,40}是[^，；]{1,20}的$)${SOME}(?<!目)的`],
      source: '“…的，”引出处理对象：立法技术规范（试行）（一）（2009）',
    },
    {
      id: 'cause',
      kind: 'cause',
      match: [
        `(?:由于|因为|鉴于|限于|囿于|考虑到)${SOME}`,
        `因(?!地制宜|材施教|势利导|此|校|人施)${SOME}`,
        `受(?!到|理|益|邀|众|训|聘|委托|检|教育)${SOME}(?:影响|限制|制约|约束|所限|冲击)?`,
      ],
      source: GRAMMAR,
    },
    {
      id: 'although',
      kind: 'cause',
      match: [`(?:虽然|虽说|尽管|即使|即便|不仅|不但|不单|固然)${SOME}`],
      source: GRAMMAR,
    },
    {
      id: 'according-to',
      kind: 'speech',
      match: [
        `据(?!实|点|守|理)${SHORT}`,
        // 根据学校自查上报数据
        `(?:根据|依据|按照?)${SHORT}(?:数据|统计|上报|自查|自评|测算|调查|监测|抽查|填报)(?:情况|结果)?`,
        `[^，；]{0,24}(?:统计|数据|调查|监测|结果|报告|研究|测算)(?:显示|表明|发现|认为)`,
        `从${SHORT}(?:结果|反馈|反映|统计|测算)(?:情况)?来?看`,
      ],
      source: GRAMMAR,
    },
    {
      id: 'somebody-says',
      kind: 'speech',
      match: [
        `(?!为|因|由于|通过|围绕|结合|按照|按|根据|依据|落实|参照|吸收|采纳|针对|关于|至于|对于|对|就)(?:[^，；]{0,40})(?:认为|指出|提出|谈到|讲到|说到|反映|表示|建议|介绍|强调|规定|明确|提到|希望|呼吁|担心|主张|称|质疑|要求|承诺|答复|回复|函复|反馈)`,
        `(?:您|你们?|贵[^，；]{1,4}|提案|建议)${SHORT}(?:中|里|时)`,
        `${SHORT}(?:答复|告知|告诉|回复)了?我[们局厅委]`,
        `(?:另)?据${SHORT}来函`,
      ],
      source: GRAMMAR,
    },
    {
      id: 'time',
      kind: 'time',
      match: [
        `(?:自(?!愿|主|行|觉|身)|从(?!业|教|事)|在(?!校|职|编|册|籍|岗|读|园|线)|于|到(?!校|位|岗)|至|截至|截止|截止到|早在|直到|过去|以往|以前|此前|往年|当时|届时|随后)(?:${SHORT}(?:以来|期间|之前|以前|之后|以后|起|开始|至今|底|末|初|前|后|时|年|月|日|间|止|学期|学年))?`,
        `${SHORT}(?:以来|期间|之前|以前|之后|以后|之际|前夕|当天|当年|至今|伊始)`,
        `(?:每)?${YEAR}(?:\\d{1,2}月)?(?:\\d{1,2}日)?(?:[上下]半年|[春秋]季学期|[暑寒][期假]|第?[一二三四]季度|年?[底末初]|[至到—-]\\d{1,4}年?)?(?:以来|起|前|后|底|间|期间|开始|[春秋]季开学)?`,
        '(?:(?:在|于|到|自|从|每年|今年|明年|去年)?(?:\\d{1,2}月(?:\\d{1,2}[日号])?|年|月|学期|学年|[国端中春][庆午秋节]节?)(?:份|初|中旬?|底|末|[上下]旬)?)(?:之?前|以?后|起|以来|间|期间|开始|至\\d{1,2}[月日])?',
        '(?:本|上|下|新)(?:学期|学年|年度|季度|月)(?:末|初|内|起|开始|以来)?(?:前|后)?',
        '“?十[三四五]五”?(?:期间|末|时期|以来)?',
        '(?:每(?:年|学期|学年|月|周|天|个?季度))(?:[暑寒]假)?(?:前|后|末|初)?',
        '(?:今年|去年|明年)?[春夏秋冬暑寒](?:季|期|假)(?:学期|开学)?(?:前|后|期间|起)?',
        '[一二两三四五六七八九十]{1,3}年(?:来|内|间|多来)',
        // 资金下达后三个月内, 开学后一个月之内
        `${SHORT}后(?:的)?[一二两三四五六七八九十半\\d]{1,3}(?:个)?(?:月|年|天|日|周|星期|工作日|学期)(?:之?内|以内)?`,
        '同期|同年|次年|过去|以前|此前|届时',
      ],
      source: GRAMMAR,
    },
    {
      id: 'topic',
      kind: 'topic',
      match: [
        `${SOME}(?:一事|一节|事宜|的问题|诉求)`,
        `(?:关于|至于|有关)${SOME}`,
        '(?:您|你们?|提案|建议)(?:中|里)?(?:引用|提到|所说|说|列举|所指)的(?![^，；]{0,40}(?:确实|属实|存在|已|是|有|未|不))[^，；]{1,40}',
        `就${SOME}(?:问题|事项|建议)`,
        // 代表所提“取消中考”，属国家层面的制度安排
        '(?:委员|代表|提案|建议|您|你们?|贵[委会])们?所[提说讲问列举]的?“[^“”]{2,60}”',
        // “寒假把小屋开到村里”，改为流动服务车
        '“[^“”]{6,60}”',
      ],
      source: GRAMMAR,
    },
    {
      id: 'seen-from',
      kind: 'scope',
      match: [
        // 对正在办理许可手续的机构，设置过渡期
        `对(?!口|外|接|于)${SOME}的(?:机构|学校|学生|家庭|教师|人员|单位|企业|儿童|孩子|家长|地区|对象|项目)`,
        `(?:从|就|在|对)${SHORT}(?:看|来看|而言|来说|来讲|方面|层面|范围内?|领域|环节|问题上)`,
        '(?:在)?(?:全国|全省|国内|国外|外省|省外|外地|其他省份?)(?:范围内?|层面|各地)?',
      ],
      source: GRAMMAR,
    },
    {
      id: 'for-whom',
      kind: 'scope',
      match: [
        `(?:对|对于|面向|关于|就)(?!此|照|标|接|外)(?![^，；]{0,40}(?:进行|开展|予以|给予|加强|实施|实行|提供|免收|减免|通报|处[罚理]|约谈|立案|整改|检查|监[管测]|[了过]))${SHORT}`,
      ],
      source: GRAMMAR,
    },
    {
      id: 'ground',
      kind: 'free',
      match: [
        `(?:按照|按|根据|依据|依照|遵照|遵循|参照|对照|结合|依法)${SOME}(?:要求|原则|精神|部署|思路|规定|意见|文件|通知|方案|办法|政策|实际|需求|需要|标准|职责|分工|安排|制度|模式|条例|法|公约|章程|守则|准则|规程|细则|合同|协议|情况|特点|建议|》|”)`,
      ],
      source: GRAMMAR,
    },
    {
      id: 'aim',
      kind: 'free',
      match: [
        `为(?:了|进一步|切实|更好地?|有效|确保|保障|落实|解决|推动|推进|加强|规范|促进|减轻|满足|提高|提升|缓解|摸清|防止|避免|贯彻|巩固|深化|做好|让|使|打造|营造|破解|全面|充分|持续)[^，；\\d]{1,50}`,
      ],
      source: GRAMMAR,
    },
    {
      id: 'manner',
      kind: 'free',
      match: [
        `(?:以|把|将)${SOME}为(?:抓手|契机|重点|导向|牵引|主线|载体|核心|中心|依托|平台|目标|引领|突破口|基础|根本|原则|底线|切入点|支撑|支点|纽带|着力点)`,
        `通过${SOME}(?:形式|方式|途径|模式|渠道|手段|机制|平台|措施|等)`,
        '(?:围绕|聚焦|立足|着眼于?|紧扣|(?:依托|借助)(?![^，；]{2,30}(?:开设|开办|开展|建立|建设|组织|举办|搭建|开发|组建|成立))|本着|秉承|锚定|瞄准|对标|紧紧围绕|牢牢把握|坚持|突出)[^，；\\d]{1,50}',
      ],
      source: GRAMMAR,
    },
    {
      id: 'under-guidance',
      kind: 'free',
      match: [
        `在${SOME}(?:指导|领导|支持|关心|推动|努力|帮助|配合|重视)下`,
        `在${SOME}(?:基础上|过程中|工作中|同时|背景下|形势下)`,
        `随着${SOME}`,
        '面对[^，；\\d]{1,30}',
        `针对${SOME}`,
      ],
      source: GRAMMAR,
    },
    {
      id: 'slogan',
      kind: 'free',
      match: [
        '(?:[^，；\\d]{0,10})(?:高度重视|深入贯彻|认真贯彻|全面贯彻|贯彻落实|认真落实|坚决落实|牢固树立|深入学习|提高政治站位|切实增强|统一思想|精心组织|周密部署)[^，；\\d]{0,40}',
      ],
      source: LETTERS,
    },
  ],
  { shape: '^(?:$)$' },
);

/** Fronts that are never needed for a clause to be true. */
export const FREE_FRONTS: ReadonlySet<FrontKind> = new Set(['connective', 'turn', 'now', 'free']);

// No front is longer; what is longer has a predicate of its own.
const MAX_FRONT = 64;

/** What kind of front a clause is, or null for a main clause. `text` is a clause without its closing mark. */
export function frontOf(text: string): FrontRule | null {
  if (text.length > MAX_FRONT) return null;
  // 但据测算 is 据测算, and turns round what was said before it.
  const bare =
    text.length > 4
      ? text.replace(/^(?:但是?|而(?!且)|同时|不过|然而|且|并(?!不|非|未))/u, '')
      : text;
  return FRONTS.find(bare);
}
