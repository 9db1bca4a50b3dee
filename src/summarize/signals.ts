import { type Rule, ruleTable } from '../text/rule-table.ts';

/** What speaks for or against quoting a clause; `times` says how often it may count. */
export interface Signal extends Rule {
  readonly weight: number;
  readonly times: number;
  /** Looked for outside 《》 and “”, so that no title counts as a slogan. */
  readonly outsideQuotes?: true;
}

const POLICY =
  '中办、国办《关于进一步减轻义务教育阶段学生作业负担和校外培训负担的意见》（2021年7月）';
const LETTERS = 'docs/field-notes.md §2.3: what replies say was done, and how they speak around it';

/** What a parent asks first: docs/rules.md says how the weights were found. */
export const SIGNALS = ruleTable<Signal>('signals', [
  {
    id: 'school-life',
    match: [
      '学生|家长|教师|中小学|幼儿|课后服务|课后延时|托管|作业|培训机构|校外培训|学科类|收费|退费|预收|课程|科普|科技馆|研学|考试|睡眠|体育|劳动|心理|近视|食堂|午餐|校车|寄宿|学校|手机|读物|实验|辅导员|基地',
    ],
    weight: 0.57,
    times: 3,
    source: POLICY,
  },
  {
    id: 'checkable-act',
    match: [
      '出台|印发|制定|研制|下发|修订|成立|组建|纳入|列入|实行|建立.{0,24}(?:制度|机制|平台|清单|档案|台账|小组|资源库)|遴选|聘任|聘请|招募|招聘|选派|选聘|签订|签约|授牌|覆盖|开通|上线|建成|打造|投入|统筹.{0,4}资金|拨付|发放|补助|资助|奖励|查处|关停|取缔|压减|注销|约谈|立案|罚没|退还|追回|公示|公布|白名单|折算|专项行动|交叉检查|执法|取消|推行|试点|政府指导价|领导小组|协调小组|工作专班',
    ],
    weight: 0.21,
    times: 2,
    source: LETTERS,
  },
  {
    id: 'named-document',
    match: ['《[^》]{4,40}》'],
    weight: 1.06,
    times: 1,
    source: LETTERS,
    keep: 'found together with the other weights; of 202 facts of another set of marked pages one turns on it',
  },
  {
    id: 'named-programme',
    match: ['“(?!双减)[^”]{2,16}”'],
    weight: 0.89,
    times: 1,
    source: LETTERS,
  },
  {
    id: 'all-or-none',
    match: ['全覆盖|全部|所有|严控|首次|率先|每生|每周|每天|每年|每学期|每校'],
    weight: -1.46,
    times: 2,
    source: LETTERS,
  },
  { id: 'when', match: ['20\\d\\d年|[12]?\\d月'], weight: 1.46, times: 2, source: LETTERS },
  {
    id: 'change',
    match: [
      '由[^，；]{1,24}[减降增升提压缩扩][^，；]{0,3}[到至为]|[减降增升][少低加高]?至|[减降增升][少低加高]?了?\\d|压减',
    ],
    weight: 0.58,
    times: 1,
    source: LETTERS,
  },
  {
    id: 'enforcement',
    match: ['查处|罚款|关停|取缔|立案|约谈|退还|追回|处分'],
    weight: 0.73,
    times: 1,
    source: LETTERS,
  },
  {
    id: 'staff',
    match: ['教师|老师|班主任|教研员|校长'],
    weight: -0.37,
    times: 1,
    source: LETTERS,
  },
  {
    id: 'procedure',
    match: ['座谈|调研|问卷|走访|征求意见|面对面|沟通'],
    weight: -0.47,
    times: 1,
    source: LETTERS,
  },
  {
    id: 'time-of-day',
    match: ['\\d{1,2}[:：]\\d{2}|\\d{1,2}时(?:\\d{1,2}分)?'],
    weight: 0.43,
    times: 1,
    source: LETTERS,
  },
  {
    id: 'slogan',
    match: [
      '高度重视|深入贯彻|贯彻落实|全面贯彻|认真落实|习近平|党中央|中央|国务院|指示|批示|精神|重要论述|讲话|认真学习|学习领会|相关文件|座谈|专题研究|政治|站位|立德树人|初心|使命|新时代|高质量发展|党的|领导下|方针',
    ],
    weight: -0.92,
    times: 3,
    outsideQuotes: true,
    source: LETTERS,
  },
  {
    id: 'praise',
    match: [
      '取得|进展|成绩|阶段性|有力|有效|切实|扎实|充分|显著|良好|浓厚|氛围|合力|格局|落地见效|落实落地|落地落实|成效|新台阶|奠定|助力|支撑|强大|引擎|凝聚|激发|提升.{0,12}(?:水平|能力|素养|质量)|提高.{0,12}(?:水平|能力|素养|质量)|促进.{0,16}(?:发展|进步|融合)|深受|欢迎|好评|肯定|满足.{0,10}(?:需求|需要)|保驾护航|增强.{0,12}[性感]|营造|推广.{0,4}经验|总结经验|交流经验|发挥.{0,14}(?:作用|优势)',
    ],
    weight: -4.39,
    times: 3,
    outsideQuotes: true,
    source: LETTERS,
  },
  {
    id: 'attitude',
    match: ['进一步|不断|持续|深入|全面|努力|着力|大力|加强|强化|深化|推动|推进|完善|优化|健全'],
    weight: -1.33,
    times: 3,
    outsideQuotes: true,
    source: LETTERS,
  },
  {
    id: 'circumstance',
    match: [
      '^(?:按照|根据|围绕|聚焦|针对|借助|为(?!.{0,30}(?:援建|提供|配备|发放|开设|送去|挽回|减免))|以(?!.{0,20}为)|随着|着眼|立足|结合|本着|坚持|对标|基于|旨在|使|让|便于|确保|力求|始终|做到|形成|引导|着重|突出|注重|以点带面|即|是|具体)',
      '(?:如下|情况|工作|以下几.{1,4}|几个方面|等方面|精神|要求|原则|契机|方式|思路|目标)$',
    ],
    weight: -0.58,
    times: 1,
    outsideQuotes: true,
    source: LETTERS,
  },
  {
    id: 'other-trades',
    match: ['产业|制造业|企业(?!家)|工业|招商|投资|增资|新能源|高新技术|GDP|增加值|税收|营商'],
    weight: -0.67,
    times: 3,
    source: 'letters of other departments: docs/field-notes.md §2.8',
  },
]);

/** What a clause is to a parent, beside a fact; its weight is added to the score. */
export interface KindSignal extends Rule {
  readonly kind: 'decision' | 'rule' | 'admission';
  readonly weight: number;
}

/** Decisions on what was asked for, rules and rights, and what is lacking: the first row that matches says which. */
export const KINDS = ruleTable<KindSignal>('quote-kinds', [
  {
    id: 'adopted',
    kind: 'decision',
    weight: 6.71,
    match: [
      '采纳(?!率)|吸纳(?:了|您|贵|该|代表|委员|建议|进)',
      '(?<!家长|学生|教师|学校|群众|校长|经|后)(?:不|暂不|未|尚未|没有|完全|基本|原则)?(?:予以?)?(?:同意|赞成|赞同)(?!率|后|的|书|方可|意见)|(?:不|未|暂)(?:能|予|宜|便)?(?:接受|主张)',
    ],
    source: '提案办理结果用语：采纳、部分采纳、列入计划、暂不采纳（提案办理工作规程）',
  },
  {
    id: 'planned-for',
    kind: 'decision',
    weight: 0.79,
    match: [
      '(?:列入|纳入)(?:了)?(?:[我本][市省县区局厅])?(?:明年|下一?步|下一?年|年度|今后|20\\d\\d年|“?十[四五]五”?)[^，；]{0,20}(?:计划|规划|预算|议程|任务)?',
    ],
    source: '提案办理结果用语：列入计划（提案办理工作规程）',
  },
  {
    id: 'not-possible',
    kind: 'decision',
    weight: 1.79,
    match: [
      '(?:暂|目前|现阶段|尚)?(?:不具备|无权|不宜|不妥|暂不|暂缓|不再考虑|不予)',
      '(?:暂时?|目前|现阶段|尚|还)?(?:无法|不能|难以|做不到)[^，；]{0,24}(?:条件|实施|实现|推行|统一|设立|新[建增设]|增[加设]|考虑|满足|执行|安排|调整|开设|提供|解决|落实|推广|突破|授权|撤|配备|承担|作出|变更|给出|答应)|(?:暂时?|目前|现阶段|还)(?:做不到|不行|没有条件)',
      '条件[^，；]{0,6}(?:不|未|尚)[^，；]{0,3}(?:成熟|具备|允许)|时机[^，；]{0,4}(?:不|未)成熟|以不[^，；]{1,8}为宜',
      '(?:不归|不属|超出|超越|不在)[^，；]{0,24}(?:管辖|管理|职责|职权|权限|范围|财力|能力|决定|制定|调整)|没有[^，；]{0,6}权(?:限)?$|说了不算',
      '未授权|(?:没有|缺少|缺乏|尚无|无)[^，；]{0,12}依据',
    ],
    source: '答复中说明不能办理的原因的用语',
  },
  {
    id: 'must-not',
    kind: 'rule',
    weight: 7.31,
    match: [
      '(?<!不)不得(?!不)|一律|严禁|禁止|不准|不许|必须|(?:学校|机构|教师|教练|家长|单位|企业)[^，；]{0,8}(?<![适响供反效对相])应当?(?![是届用急])|须经|方可|不再(?:收|布置|组织|安排|推荐|使用|续)',
      '(?<!要求.{0,6}|是否)不(?:收|布置|组织|强制|作强制|公布|排名|占用|挤占|留|另收|收取|参加的|因)[^，；]{0,12}$|原则上(?!不具备|同意)',
    ],
    source: '立法技术规范（试行）（一）（2009）：表示义务、禁止的用语',
  },
  {
    id: 'right',
    kind: 'rule',
    weight: 1.8,
    match: [
      '自愿|免费(?!军|师范)|免收|免除|减免|全免|免修|可以(?:不|免|自|申请|选择|拒绝|按|凭|提出|向|要求|由)|可不|有权(?!限)|可(?:自主|自行|申请|选择|提出|凭|向)|自主选择|自行(?:决定|选择)|全额(?:退|负担|补)|按[^，；]{1,14}退(?:费|还|款)|公益(?:性|普惠)|普惠',
    ],
    source: POLICY,
  },
  {
    id: 'limit',
    kind: 'rule',
    weight: 2.07,
    match: [
      '不超过|不高于|不低于|不少于|不多于|上限|下限|以内|控制在|不早于|不晚于|每生每|每课时|每人每|收费标准|起(?:施行|执行|实行|实施)$',
    ],
    source: POLICY,
  },
  {
    id: 'lacking',
    kind: 'admission',
    weight: -0.31,
    match: [
      '没有|尚未|尚无|还没|还不|未能|暂未|仍有|仍存在|仍然|存在[^，；]{0,20}(?:问题|困难|不足|短板)|不足|不够|缺口|缺乏|短缺|滞后|迟缓|缓慢|不平衡|不均衡|薄弱|偏低|偏少|偏高|过重|有限|紧张|压力|难度|瓶颈|困难',
    ],
    source: LETTERS,
  },
  {
    id: 'only',
    kind: 'admission',
    weight: 1.22,
    match: [
      '只能|(?:只|仅)(?:有|占|够|在|剩|为)?[^，；]{0,8}[\\d一二两三四五六七八九十半]|(?:还|仍|至今)(?:有|差|缺|按|不|没)|不到[\\d一二两三四五六七八九十]|不多$|(?:更|较)(?:低|少|差|弱)|没有同步|不等于',
    ],
    source: LETTERS,
  },
]);

/** Words of schools, against which the numbers of other trades are weighed. */
export const SCHOOL_WORDS =
  /学生|家长|教师|学校|中小学|幼儿|课后|作业|培训|课程|科普|科技馆|讲座|研学|教育|考试|校园|受众|志愿者|辅导员/gu;
/** Numbers of other trades: a letter on science education may count industrial projects, too. */
export const TRADE_WORDS =
  /产业|制造业|增资|新能源|工业|招商|规上|GDP|增加值|税收|营商|智能化|技改|高新技术|投产|竣工|开工|专利|营业额|出口|旅游|高速|公交(?!.{0,6}学生)/gu;
