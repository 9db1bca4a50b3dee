/** A pattern that speaks for or against quoting a clause; `times` says how often it may count. */
export interface Signal {
  /** Applied to the clause without what stands in 《》 and “”, so that no title counts as a slogan. */
  readonly outsideQuotes?: true;
  readonly pattern: RegExp;
  readonly weight: number;
  readonly times: number;
}

// Words of replies by education and science departments: docs/field-notes.md §2.3, §2.7 and §8, and the policy
// itself (中办发〔2021〕40号). Weights were set by hand on five real documents and on composed letters.
export const SIGNALS: readonly Signal[] = [
  // What a parent meets: pupils, homework, after-school service, training firms, fees.
  {
    pattern:
      /学生|家长|教师|中小学|幼儿|课后服务|课后延时|托管|作业|培训机构|校外培训|学科类|收费|退费|预收|课程|科普|科技馆|研学|考试|睡眠|体育|劳动|心理|近视|食堂|午餐|校车|寄宿|学校|睡眠|手机|读物|实验|辅导员|基地/gu,
    weight: 0.45,
    times: 3,
  },
  { pattern: /双减/gu, weight: 0.3, times: 1 },
  // Measures that are done once and can be checked.
  {
    pattern:
      /出台|印发|制定|研制|下发|修订|成立|组建|纳入|列入|实行|建立.{0,24}(?:制度|机制|平台|清单|档案|台账|小组|资源库)|遴选|聘任|聘请|招募|招聘|选派|选聘|签订|签约|授牌|覆盖|开通|上线|建成|打造|投入|统筹.{0,4}资金|拨付|发放|补助|资助|奖励|查处|关停|取缔|压减|注销|约谈|立案|罚没|退还|追回|公示|公布|不予|白名单|免费|优惠|减免|免收|折算|专项行动|交叉检查|执法|取消|推行|试点|政府指导价|领导小组|协调小组|工作专班/gu,
    weight: 0.75,
    times: 2,
  },
  {
    pattern:
      /明确|命名|评选|编制|编印|开设|建设|安排|通报|处罚|清退|转型|排查|检查|督查|督导|抽查|监管|监测|备案|审批|准入|培训|轮训|开展|举办|组织|实施|配备|新建|改建|改造|整治|清理|清单|标准|制度|机制|方案|办法|条例|平台|指南|细则|援建|提供|设置|专门|共建|共享/gu,
    weight: 0.3,
    times: 3,
  },
  // A named document, action or programme.
  { pattern: /《[^》]{4,40}》/gu, weight: 0.9, times: 1 },
  { pattern: /“(?!双减)[^”]{2,16}”/gu, weight: 0.4, times: 1 },
  {
    pattern: /全覆盖|全部|所有|一律|不得|严禁|严控|首次|率先|每生|每周|每天|每年|每学期|每校/gu,
    weight: 0.5,
    times: 2,
  },
  { pattern: /考核|赋分|财政预算|经费|资金|专项/gu, weight: 0.5, times: 2 },
  { pattern: /20\d\d年|[12]?\d月/gu, weight: 0.3, times: 2 },
  { pattern: /\d{1,2}[:：]\d{2}/gu, weight: 0.8, times: 1 },

  // Slogans, attitudes and praise say nothing that can be checked.
  {
    pattern:
      /高度重视|深入贯彻|贯彻落实|全面贯彻|认真落实|习近平|党中央|中央|国务院|指示|批示|精神|重要论述|讲话|认真学习|学习领会|相关文件|座谈|专题研究|政治|站位|立德树人|初心|使命|新时代|高质量发展|党的|领导下|方针/gu,
    outsideQuotes: true,
    weight: -1.2,
    times: 3,
  },
  {
    pattern:
      /取得|进展|成绩|阶段性|有力|有效|切实|扎实|充分|显著|良好|浓厚|氛围|合力|格局|落地见效|落实落地|落地落实|成效|新台阶|奠定|助力|支撑|新鲜血液|强大|引擎|凝聚|激发|提升.{0,12}(?:水平|能力|素养|质量)|提高.{0,12}(?:水平|能力|素养|质量)|促进.{0,16}(?:发展|进步|融合)|深受|欢迎|好评|肯定|满足.{0,10}(?:需求|需要)|保驾护航|添砖加瓦|增强.{0,12}[性感]|营造|推广.{0,4}经验|总结经验|交流经验|发挥.{0,14}(?:作用|优势)/gu,
    outsideQuotes: true,
    weight: -0.9,
    times: 3,
  },
  {
    pattern: /进一步|不断|持续|深入|全面|努力|着力|大力|加强|强化|深化|推动|推进|完善|优化|健全/gu,
    outsideQuotes: true,
    weight: -0.3,
    times: 3,
  },
  // Opens with circumstance, aim or ground: never a fact by itself.
  {
    pattern:
      /^(?:按照|根据|围绕|聚焦|针对|借助|依托(?!.{2,16}(?:建设|建立|建成|开设|打造|组建|搭建|研发))|为(?!.{0,30}(?:援建|提供|配备|发放|开设|送去))|以(?!.{0,20}为)|随着|着眼|立足|结合|本着|坚持|对标|基于|鉴于|由于|在.{0,20}(?:下|中|方面)$|通过(?!.{0,30}(?:提供|发放|审批))|从|关于|旨在|使|让|便于|确保|力求|始终|做到|形成|引导|着重|突出|注重|以点带面|即|是|实现.{0,12}联动|具体)/gu,
    outsideQuotes: true,
    weight: -1.2,
    times: 1,
  },
  {
    pattern:
      /(?:如下|情况|工作|以下几.{1,4}|几个方面|等方面|精神|要求|原则|契机|方式|思路|目标)$/gu,
    outsideQuotes: true,
    weight: -0.8,
    times: 1,
  },
  // What the proposal said, what is hard, what ought to be: not what was done.
  {
    pattern:
      /您(?:提出|在提案|建议)|提案(?:中|从|提出)|(?:代表|委员|贵[委会方]|贵党派)提出|点多|面广|相关建议|民意|针对性|可行性|您的建议|参考|问题|困难|不足|不够|短板|瓶颈|矛盾|难点|不相|不匹配|不高|不强|不一|较少|较差|欠缺|单一|滞后|尚未|仍有|仍存在|过重/gu,
    outsideQuotes: true,
    weight: -0.9,
    times: 2,
  },
  // Industry, transport and the like fill the letters of other departments.
  {
    pattern: /产业|制造业|企业(?!家)|工业|招商|投资|增资|新能源|高新技术|GDP|增加值|税收|营商/gu,

    weight: -1.1,
    times: 3,
  },
  {
    pattern: /是.{2,24}(?:部署|举措|工程|任务|内容|基础|关键|保障)$|意义|重要性|事关|关乎/gu,
    outsideQuotes: true,
    weight: -1.5,
    times: 1,
  },
];

/** Clauses that cannot stand without the one before. */
export const DEPENDENT = new RegExp(
  [
    '^(?:包括|其中|并(?!不|非)|用于|占|共计|合计|总计|分别|较|同比|惠及|受众|受益|即|且|以及|超过?\\d|达到?[^标]|\\d|等(?!级)|或|和|及|与|累计|由|覆盖|日均|注册|上线|纳入(?!.{0,12}的)|服务师生|作为|不(?!得)|按.{0,10}(?:发放|执行|核算)$)',
    // 参与率99.2% and 2024年底前实现全覆盖 do not say of what.
    '^\\p{Script=Han}{1,5}率(?:[达为超约已]|\\d).{0,8}$',
    '^.{0,7}等$',
    // What is provided stands before.
    '^(?:通过.{2,30}|向.{2,16})(?:提供|发放|推送|开放)$',
    // 专门协调机制中承担…职责 goes on with where.
    '^(?![在从其当于对])\\p{Script=Han}{2,12}中(?:承担|担任|负责|起到?|占)',
    '^.{0,10}前(?:全面|全部|基本)?(?:完成|实现|印发|建成|启动|开放|到位|投入|出台).{0,8}$',
  ].join('|'),
  'u',
);

/** What follows in the same sentence is over: without this it would read as if it went on. */
export const BYGONE =
  /(?:曾|曾经)(?:在|于|自|组织|开展|连续|出台|实施|安排|设立)|曾.{0,12}\d{4}年/u;

/** Numbers of other trades: a letter on science education may count industrial projects too. */
export const FOREIGN_FIGURES =
  /产业|制造业|增资|新能源|工业|招商|规上|GDP|增加值|税收|营商|智能化|技改|高新技术|投产|竣工|开工|专利|营业额|出口|旅游|高速|公交(?!.{0,6}学生)/u;
export const SCHOOL_WORDS =
  /学生|家长|教师|学校|中小学|幼儿|课后|作业|培训|课程|科普|科技馆|讲座|研学|教育|考试|校园|受众|志愿者|辅导员/u;
