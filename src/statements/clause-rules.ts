import { ruleTable, words } from '../text/rule-table.ts';

const GRAMMAR = '汉语的承前省略与回指：主语、宾语、量度的对象在前一小句';
const LETTERS = 'docs/field-notes.md §2.3';

/** How a clause begins that says nothing without the one before it. */
export const LEANING = ruleTable(
  'leaning-clauses',
  [
    {
      id: 'part-of',
      match: words(
        '其中 其余 其他(?=\\d) 余下 剩余 剩下 首批(?!.{0,6}(?:遴选|组织|安排|推出|开展|投入|建成)) 第[一二三]批 每批 试点期 包括 含 即 也就是 分别 分为 以及 及 和 与 或 且 并(?!不|非|未|没|购) 而 而且 并且 从而 进而 以便 以此 用于 用以 作为 等(?!级)',
      ),
      source: GRAMMAR,
    },
    {
      id: 'also',
      match: words(
        '也 还(?!清|款|贷|原|本) 又 再(?!生|次|现) 另(?!外) 同时 均 都(?!市) 全部(?!学|的|校) 已全部 现已 已全面 现均 均已 都已 一并 仍 仍然 依然 反而 却 则 就 才 更 尤其',
      ),
      source: GRAMMAR,
    },
    {
      id: 'measure',
      match: [
        '[占达超约近共计](?!到位|成|标|建|同|享|识|青|建设|性|划|时|算|入)',
        '(?:小学|初中|高中|幼儿园|中学|[一二三四五六七八九]年级)(?:每[年月学期生人次天课]{1,3})?\\d[\\d.,]{0,8}(?:元|小时|分钟|分)',
        '[^，；]{0,6}(?:上浮|下浮)',
        '(?:合计|总计|共计|累计|总数|总量|总额|平均|人均|生均|日均|月均|年均|每[人生名所校次天日周月年课节份班])',
        '(?:较|比|同比|环比|增[长加幅]|下降|减少|上升|提[高升](?=\\d|到|至|了)|降[低到至为幅]|增至|减至|升至|达到|超过|不[低少高超多]于|不超过|最[多高低长短少])',
        '(?!全[市县区省国州])\\p{Script=Han}{1,8}率(?=[达为超约在由从提降上下保仅\\d]|均|分别)',
        '\\d(?!\\d{0,3}(?:[年月]|[至—–~-]20\\d\\d学?年))',
      ],
      source: GRAMMAR,
    },
    {
      id: 'amount-only',
      match: [
        '(?:共|累计|已|先后|一次性|再|又){0,2}(?:下达|拨付|安排|投入|发放|补助|筹措|落实|兑现|支出|到位|追加|奖补|追回|退还|挽回|收回|返还)(?:资金|经费)?\\d[\\d.,]{0,12}[万亿]{0,2}余?元$',
        // 维持12元: what costs it.
        '(?:原则上)?(?:20\\d\\d年内?|今明两年|今年)?(?:维持|定为|调整为|调为|降为|上调为|下调为)\\d[\\d.,]{0,8}(?:元|%|％)[^，；]{0,4}$',
        // 同意今年再购置1套: what a thing is counted by, and not the thing.
        '[^，；]{0,16}(?:购置|采购|新增|增加|增设|配备|完成|建成|发放|退还|查实|办结)\\d[\\d.,]{0,8}[套份件批项台间]$',
        // 已完成298份, 查实96件: a verb and a count, and not of what.
        '(?:共|累计|已|先后|再|又|均|目前){0,2}\\p{Script=Han}{2}\\d[\\d.,]{0,12}[万亿]{0,2}[多余]?[个份件所名人家起项次场期门间台套辆张条册%％]$',
      ],
      source: GRAMMAR,
    },
    {
      id: 'reached',
      match: words(
        '惠及 覆盖 服务(?=[学师群家]|\\d) 受益 受众 吸引 带动 参与(?!率) 参加 参训 涉及 占比 注册 点击 浏览 收到 收回 评出 结业',
      ),
      source: GRAMMAR,
    },
    {
      id: 'contrast',
      match: ['[^，；]{1,8}(?:反而|反倒|却(?!步))', '[^，；]{1,16}就(?:要|得|需|能)(?!求)'],
      source: GRAMMAR,
    },
    {
      // 初一、二年级明年起取消: what is stopped, the clause before says.
      id: 'verb-only',
      match: [
        '(?:初中|小学|高中|初[一二三]|[一二三四五六七八九、]{1,5}年级|城区|乡镇|农村)[^，；]{0,16}(?:取消|保留|停止|试行|推行|实施|执行|推迟|免收|维持)$',
      ],
      source: GRAMMAR,
      keep: 'safety: a verb without its object; seen on marked letters held out, judged by test/statements',
    },
    {
      // 已责令限期追回: whom, and what, the clause before says.
      id: 'act-only',
      match: [
        '(?:已|均已|目前|现|随后|至今){0,2}(?:责令|依法|限期|分别|全部|先后|督促){1,3}(?:其)?(?:限期)?(?:追回|整改|退还|退回|退费|关停|取缔|移送|移交|拆除|更正|改正)(?:完毕|到位)?$',
      ],
      source: GRAMMAR,
      keep: 'safety: an act without whom it was done to; judged by test/statements',
    },
    {
      id: 'effect',
      match: words(
        '导致 致使 造成 使得? 让 便于 以确保 确保 保证 实现 形成 做到 达到 促进 推动(?=.{0,8}发展) 由此 因而 所以 故 进一步 有效 切实',
      ),
      source: GRAMMAR,
    },
    {
      id: 'rest-of-verb',
      match: words(
        '(?:已|曾|均|先后)?(?:经)?被 (?:把|将|对|由|给|按|以|从|到|至|在|于)(?!20\\d\\d年|\\d{1,2}月|[今去明]年) 不(?!得|再|准|许|断|少) 未(?!经|来|成年) 没有 无 可(?!以) 必须 应(?!届|急|用) 须 需',
      ),
      source: GRAMMAR,
    },
  ],
  { shape: '^(?:$)' },
);

/** What points back to something said before; in a text without the word that it points at it names nothing. */
export const POINTING = ruleTable('pointing-back', [
  {
    id: 'this',
    match: [
      '(?<![应活])该(?=\\p{Script=Han})',
      '(?<!因|为|对|据|彼|由|与|如|自|从|就)此(?!外|次会|次提|致|复|函|件|类推|起彼)|(?<!^)(?:为|对|据|因|由|与)此(?!外)',
      '这(?=\\p{Script=Han})',
      '(?<![极尤与及何据])其(?![中他它余实间次]|[一二三四][，,：])',
      '它们?|他们|她们|该[等类]|[那此]里|那儿|^那(?=[\\p{Script=Han}])',
    ],
    source: GRAMMAR,
  },
  {
    id: 'said-above',
    match: words(
      '前者 后者 上述 前述 两者 二者 以上(?=问题|情况|措施|工作|做法|原因|几|三|两|四|五) 如此 同样 相应的 同期 当日 当天 当年(?!度)',
    ),
    source: GRAMMAR,
  },
]);

/** 其排课办法, 该校经验: what is pointed at is a body, not what was said of it. */
export const POINTS_AT_BODY = /[其该]/u;

/** Names of places and bodies that only an earlier sentence tells: 全村, 全校. */
export const BARE_PLACE = /^(?:全[村校镇乡院班园]|本[村镇乡]|村里|校内共|园内)/u;

/** How an act of an office begins: a clause that begins so has no subject of its own. */
export const ACTS = ruleTable(
  'acts',
  [
    {
      id: 'set-up',
      match: words(
        '建立 建成 建设 新建 改建 扩建 改造 修缮 修建 设立 设置 成立 组建 搭建 打造 构建 创建 开设 开办 开通 开放 开发 启动 启用 上线 新增 增设 增加 增开 增派',
      ),
      source: LETTERS,
    },
    {
      id: 'rule',
      match: words(
        '撤并 合并 制定 制订 研制 出台 印发 下发 修订 完善 健全 规范 明确 细化 优化 调整 统一 规定 推行 实行 实施 执行 落实 推进 推广 试行 试点 探索 深化 强化 加强 加大 加快 严格 严控 严禁 严查 严肃 禁止 取消 停止 压减 压缩 减少 减轻 降低 控制',
      ),
      source: LETTERS,
    },
    {
      id: 'do',
      match: words(
        '开展 举办 召开 组织 举行 安排 部署 推动 指导 督促 引导 鼓励 支持 倡导 协调 协同 联合 会同 联动 邀请 委托 聘请 招聘 招募 遴选 选派 选聘 引进 引入 配备 配齐 配置 补充 培训 培养 轮训 派出 选拔 评选 评定 认定 命名 表彰 奖励',
      ),
      source: LETTERS,
    },
    {
      id: 'pay',
      match: words(
        '投入 安排 拨付 下达 发放 补助 补贴 资助 减免 免除 免收 免费 退还 退费 追回 挽回 筹措 争取 统筹 整合 购买 采购 购置 提供 配送 赠送 捐赠',
      ),
      source: LETTERS,
    },
    {
      id: 'check',
      match: words(
        '查处 查办 查封 关停 取缔 注销 吊销 约谈 责令 处罚 处理 通报 曝光 立案 整改 整治 清理 清退 检查 排查 核查 抽查 督查 督导 巡查 巡视 监测 监管 监控 评估 考核 审核 审查 审批 备案 办理 办结 受理 调处 化解 公示 公布 公开 发布 宣传 走访 调研 征求 听取 收集 编制 编印 编写 出动 打击 遏制 杜绝 驳回 接入 归集 签订 签约 签署 完成 解决 缓解 保障 保持 保留 提高 提升 扩大 延长 推迟 延伸 拓展 丰富 创新',
      ),
      source: LETTERS,
    },
  ],
  {
    // Adverbs and phrases for whom, with whom and where may stand before the act.
    shape:
      '^(?:(?:已|先后|连续|共同|全面|积极|认真|大力|深入|持续|不断|稳步|扎实|逐步|及时|主动|切实|着力|努力|全力|严格|统一|先|再|定期|不定期|集中|专门|专项|重点|同步|率先|首批|首次|分批|分类|分级|逐[校人项一级年]|按[时期月季年]|每(?:年|月|学期|季度)|累计|共|继续|进一步|将|拟|要|能够?|可以)){0,3}' +
      '(?:(?:为|向|给|与|同|会同|联合|对|在|从|于|通过|依托|利用)[^，；]{1,30}?)?(?:$)',
  },
);

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
    match: ['采纳(?!率)|不予支持'],
    source: '提案办理结果用语：采纳、部分采纳、列入计划、暂不采纳（提案办理工作规程）',
  },
  {
    id: 'agreed',
    match: [
      '(?:不|未|没有?|暂|完全|原则|基本)(?:予以?)?(?:同意|赞成|赞同|接受|主张)|^(?:[我本][局厅委]|我们)(?:同意|赞成|赞同)',
    ],
    source: LETTERS,
  },
  {
    id: 'put-off',
    match: [
      '暂(?:不|缓|难|无)|不宜|不妥|无权|不具备|做不到|以不[^，；]{1,8}为宜|不属|不归|不能作出|不再扩大',
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
