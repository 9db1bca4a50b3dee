import { type Rule, ruleTable, words } from '../text/rule-table.ts';

/**
 * Where a rule looks: `title`; `number`, the letter code (发文字号); `head`, the first lines of the text; `opening`, the
 * sentences that acknowledge and announce; `tail`, the last lines; `text`, all of it.
 */
export type Zone = 'title' | 'number' | 'head' | 'opening' | 'tail' | 'text';

/** Adds `weight`, which may be negative, to the score of a reply, once. */
export interface ShapeRule extends Rule {
  readonly where: Zone;
  readonly weight: number;
  /** At least one such row must speak: a report about a proposal names it, too. */
  readonly isProof?: true;
}

/** From this score on a text is a reply. */
export const REPLY_THRESHOLD = 5;

const LAYOUT =
  '建议提案答复的通行格式：标题、发文字号、称谓、收悉、答复如下、感谢、落款 (docs/field-notes.md §2.3)';
const HANDLING = '建议提案办理工作的通行用语：交办、主办、会办、面商、办复';
const OFFICE = '党政机关公文处理工作条例（2012）所列文种及其结尾用语';
const MAILBOX = '政务网站互动栏目的通行版式：网民留言、市长信箱、依申请公开';
const MEDIA = '新闻报道的通行用语：电头、据悉、记者';

const RECEIVED = '(?:收悉|已悉|敬悉|[已均]收到|收到(?=[，。,了]))';
const ADVICE = '(?<!检察|司法|审计|监察|巡察)建议(?!书)';
const ID = '[A-Za-z]{0,3}\\d{1,12}[A-Za-z]{0,2}|[\\d]{1,3}[A-Za-z]\\d{1,6}';
const NUMBERED = `(?<![〕\\]】）)\\dA-Za-z])(?:第\\s?)?[（(]?\\s?(?:${ID})\\s?[)）]?\\s?号|第[一二三四五六七八九十百零〇]{1,7}号`;
const ANSWER =
  '答复意见|答复函|答复件|答复书|答复|续复|续答|回复|复函|复文|回函|会办意见|协办意见|分办意见|办理意见|办理复函|会办工作的意见|协办工作的意见';
const IN_BRACKETS = '(?:[（(〔\\[【][^）)〕\\]】]{0,24}[）)〕\\]】]){0,2}\\s{0,3}$';
const ANNOUNCED =
  '(?:答复|函复|回复|复函|办理情况|会办意见|协办意见|分办意见|办理意见|汇报|报告|反馈|意见|有关情况|说明|函告)[^。；]{0,10}(?:如下|于后)|(?:作|做|提|予以)[^。；，]{0,3}(?:如下|以下)[^。；，]{0,4}(?:答复|回复|说明|反馈|意见)|现(?:向您)?(?:答复|回复)(?:您|你们)?[:：]';
// 就您《关于…的提案》; what follows says that it was answered.
const ABOUT_YOURS =
  '(?:就|对|针对)[^。\\n]{0,4}(?:您|你|贵)[^。\\n]{0,30}(?:《[^》\\n]{2,90}》|“[^”\\n]{2,90}”|提案|建议|议案)';
// Groups whose 代表 sit in no assembly.
const OTHERS = '居民|村民|家长|学生|业主|群众|职工|企业|商户';

/** What speaks for and against a text's being the answer to a deputy or a member. */
export const SHAPE_RULES = ruleTable<ShapeRule>(
  'reply-shape',
  [
    {
      id: 'title-answer',
      where: 'title',
      weight: 3,
      isProof: true,
      match: [
        `(?:提案|${ADVICE}|议案|政协|人大|委员|代表|\\d号)[^\\n]{0,90}(?:${ANSWER})(?:的?函|的?报告|情况|稿)?[”"』」]?${IN_BRACKETS}`,
      ],
      source: LAYOUT,
    },
    {
      id: 'title-answer-first',
      where: 'title',
      weight: 2,
      isProof: true,
      match: [
        '^[^\\n]{0,40}(?:答复|回复|复函|会办意见|协办意见)[^\\n]{0,6}[（(〔\\[【:：—-][^\\n]{0,60}(?:提案|建议|议案|\\d号)',
      ],
      source: LAYOUT,
    },
    {
      id: 'title-handled-number',
      where: 'title',
      weight: 2,
      isProof: true,
      match: [
        '\\d{1,12}号[^\\n]{0,60}(?:办理情况|办理结果|落实情况|有关情况|进展(?:情况)?|(?:兑现|履行|跟踪落实)情况)的?(?:函|报告|说明|汇报|复函|答复)?\\s{0,3}$',
      ],
      source: LAYOUT,
    },
    {
      id: 'received-proposal',
      where: 'opening',
      weight: 3,
      isProof: true,
      match: [
        `(?:提案|议案)[^。\\n]{0,80}${RECEIVED}`,
        `(?:代表|人大|第\\s?\\d{1,10}\\s?号)[^。\\n]{0,100}建议[^。\\n]{0,60}${RECEIVED}`,
        `(?:${NUMBERED})[^。\\n]{0,40}${RECEIVED}`,
      ],
      source: LAYOUT,
    },
    {
      id: 'received-suggestion',
      where: 'opening',
      weight: 1,
      isProof: true,
      match: [`${ADVICE}[^。\\n]{0,60}${RECEIVED}`],
      source: LAYOUT,
    },
    {
      id: 'you-proposed',
      where: 'opening',
      weight: 1,
      isProof: true,
      match: [
        `(?:^|[:：，,。！!\\s])(?:首先[^。]{0,20})?(?:您|你|贵)[^。]{0,60}(?:提案|(?<!检察|司法)建议(?!书)|议案|提议)`,
      ],
      source: LAYOUT,
    },
    {
      id: 'deputy-proposed',
      where: 'opening',
      weight: 3,
      isProof: true,
      match: [
        `(?<!${OTHERS})(?:委员|代表)[^，。；:：]{0,16}(?:提出|提交|领衔)[的了]?[^。]{0,12}《[^》]{2,90}》[^。]{0,90}(?:如下|${RECEIVED}|形成[^。]{0,12}意见|办理|承办|交办)`,
      ],
      source: '不写称谓的答复：正文第一句说明谁提出、由谁办理',
    },
    {
      id: 'answers-numbered',
      where: 'opening',
      weight: 3,
      isProof: true,
      match: [
        `(?:委员|代表)[^。]{0,40}(?:所提|提出的?|提交的?)[^。]{0,20}(?:${NUMBERED})[^。]{0,60}(?:提案|建议|议案)[^。]{0,40}(?:答复|回复|如下)`,
      ],
      source: LAYOUT,
    },
    {
      id: 'answered-before',
      where: 'opening',
      weight: 3.5,
      isProof: true,
      match: [
        `曾[^。\\n]{0,6}${ABOUT_YOURS}[^。\\n]{0,20}(?:答复|回复)`,
        `${ABOUT_YOURS}[^。\\n]{0,12}(?:作过|作了|作出过|做过|做了|答复过|书面)[^。\\n]{0,4}(?:答复|回复|，)`,
      ],
      source: '建议提案“回头看”、跟踪办理的通行用语：上年已答复、承诺事项、续复',
    },
    { id: 'answer-follows', where: 'opening', weight: 2, match: [ANNOUNCED], source: LAYOUT },
    {
      id: 'co-handling-opinion',
      where: 'opening',
      weight: 3,
      isProof: true,
      match: [
        '(?:提案|建议|议案|\\d号)[^\\n]{0,120}(?:会办|协办|分办)[^。\\n]{0,12}(?:意见|情况)[^。\\n]{0,16}(?:如下|[:：])',
        '(?:提案|建议|议案|\\d号)[^\\n]{0,120}(?:如下|以下)[^。\\n]{0,4}(?:会办|协办|分办)意见',
      ],
      source: HANDLING,
    },
    {
      id: 'co-handling-request',
      where: 'opening',
      weight: 3,
      isProof: true,
      match: [
        `(?:${NUMBERED})(?:提案|${ADVICE}|议案)[^\\n。]{0,90}(?:函告|函复|回复|反馈|意见)如下[^\\n]{0,30}(?:汇总|统一答复|一并答复|综合答复)`,
      ],
      source: HANDLING,
    },
    {
      id: 'addressed-to-member',
      where: 'head',
      weight: 1.5,
      match: [
        `^(?!.{0,6}各位)[^\\n。！？]{0,50}(?<!${OTHERS}|领衔|附议|联名|提案|提出)(?:委员|代表)(?:们)?(?:[（(][^）)\\n]{0,24}[）)])?\\s{0,2}(?:[:：]|[，,]\\s?(?:您好|你好))`,
      ],
      source: LAYOUT,
    },
    {
      id: 'salutation-and-opening',
      where: 'text',
      weight: 3,
      isProof: true,
      match: [
        `(?<!${OTHERS}|领衔)(?:委员|代表)(?:们)?(?:[（(][^）)\\n]{0,24}[）)])?\\s{0,2}[:：]\\s{0,4}(?:您好[！!。，,]\\s{0,2})?(?:首先[^\\n]{0,40})?(?:您|你|贵)[^。\\n]{0,140}(?:提案|建议|议案)[^\\n]{0,80}(?:如下|收悉|以下)`,
      ],
      source: LAYOUT,
    },
    {
      id: 'not-addressed-to-others',
      where: 'head',
      weight: -6,
      match: [`^[^\\n。！？：:]{0,20}(?:${OTHERS})代表(?:们)?\\s{0,2}[:：]`],
      source: MAILBOX,
      keep: 'letters to parents’ or residents’ representatives are no replies to deputies; judged by test/letter',
    },
    {
      id: 'addressed-to-body',
      where: 'head',
      weight: 1,
      match: [
        '^[^\\n。！？:：]{0,16}(?:民革|民盟|民建|民进|农工党|农工民主党|致公党|九三学社|台盟|工商联|政协|界别|无党派|知联会|侨联|妇联|团委|总工会|科协|提案委|专委会|专门委员会)[^\\n。:：]{0,24}[:：]',
      ],
      source: LAYOUT,
    },
    {
      id: 'proposal-identifier',
      where: 'title',
      weight: 2,
      match: [
        `(?:${NUMBERED})[^\\n]{0,30}(?:提案|${ADVICE}|议案)`,
        `(?:提案|建议|议案)[^\\n\\d〔\\[【]{0,8}(?:${NUMBERED})`,
        `(?:政协|人大|次会议)[^\\n〔\\[【]{0,40}(?:${NUMBERED})`,
      ],
      source: LAYOUT,
    },
    {
      id: 'proposal-identifier-inside',
      where: 'opening',
      weight: 2,
      match: [
        `(?:${NUMBERED})[^\\n]{0,30}(?:提案|${ADVICE}|议案)`,
        `(?:提案|建议|议案)[^\\n\\d〔\\[【]{0,8}(?:${NUMBERED})`,
        `(?:政协|人大|次会议)[^\\n〔\\[【]{0,40}(?:${NUMBERED})`,
        '(?:政协|人大)[^\\n。]{0,60}(?:届|次会议|全会)',
      ],
      source: LAYOUT,
    },
    {
      id: 'letter-code',
      where: 'number',
      weight: 1,
      match: words('提复 建复 议复 案复 提函 建函 提字 建字 复字 提案 建议 人建 政提 人代 协提'),
      source: 'docs/field-notes.md §2.1',
    },
    {
      id: 'closing-thanks',
      where: 'tail',
      weight: 0.5,
      match: [
        '(?:感谢|谢谢)(?:您|你|贵)[^。\\n]{0,50}(?:关心|支持|关注|理解|监督|建议|提案)',
        '(?:专此|特此|此)(?:函复|答复|复函|回复|复)',
      ],
      source: LAYOUT,
    },
    {
      id: 'not-mailbox',
      where: 'head',
      weight: -4,
      match: [
        '^[^\\n。，、；]{0,14}(?:网友|网民|市民|居民|村民|来信人|家长|先生|女士|用户|业主|群众|同学)(?:朋友)?(?:们)?(?:[:：]\\s{0,3}(?:$|您好|你好)|[，,]?\\s?(?:您好|你好))',
        '(?:来信|留言|咨询|诉求|信件)(?:内容|标题|时间|类型|编号|主题|类别)|信息公开申请',
      ],
      source: MAILBOX,
    },
    {
      id: 'not-mailbox-title',
      where: 'title',
      weight: -4,
      match: [
        '信箱|留言|来信|网民|网友|市民|热线|12345|信访|(?<!心理)咨询|信息公开申请|行政复议|投诉',
      ],
      source: MAILBOX,
    },
    {
      id: 'not-summary',
      where: 'title',
      weight: -4,
      match: [
        '(?:总结|综述|计划|目录|一览表?|清单|统计表?|汇总表?|台账|通知|通报|公告|公示|制度|办法|方案|流程|细则|讲话|摘登|摘编|选登|评议|测评|意见表|反馈表)(?:[（(][^）)\\n]{0,16}[）)])?\\s{0,3}$',
        '办理(?:总体|整体)情况|公开(?:目录|情况)|答复(?:工作|会|率|格式|样式|模板|范本)|(?<!会|协|分)办理工作',
      ],
      source: HANDLING,
    },
    {
      id: 'not-statistics',
      where: 'text',
      weight: -3,
      match: [
        '(?:承办|办理|收到|交办|接收|办结|分办)[^。\\n]{0,30}(?:建议|提案)[^。\\n]{0,24}\\d{1,5}\\s?件',
        '办复率|面商率|见面率|办结率[^。\\n]{0,8}100%|提案办理[^。\\n]{0,10}(?:会|座谈|协商)',
      ],
      source: HANDLING,
    },
    {
      id: 'not-request',
      where: 'text',
      weight: -4,
      match: [
        '请(?:贵|你|各)(?:局|委|厅|单位|部门|办|处|校|县|市|区|院)[^。\\n]{0,60}(?:日|月底?|本周)前[^。\\n]{0,30}(?:反馈|报送|提供|回复|函告|报至|报我)',
        '商请|盼复',
      ],
      source: OFFICE,
    },
    {
      id: 'not-agency-business',
      where: 'title',
      weight: -3,
      match: [
        '关于(?:同意|批准|核准|商请|征求|征集|报送|转送|转办|印发)(?![^\\n]{0,80}(?:提案|建议|议案)[^\\n]{0,20}(?:答复|回复|复函))',
        '关于(?:设立|调整|协助|做好|开展|召开)(?![^\\n]{0,80}(?:提案|建议|议案|\\d号))',
        '^《[^》\\n]{1,60}》[^\\n]{0,8}(?:解读|问答)|解读|一图读懂|图解|答记者问',
      ],
      source: OFFICE,
    },
    {
      id: 'not-proposal-text',
      where: 'head',
      weight: -2,
      match: [
        '^\\s{0,4}(?:案\\s{0,4}由|提案(?:人|者)|第一提案人|领衔(?:人|代表)|附议人|联名人|提案形式|审查意见|(?:建议)?承办单位)\\s{0,2}[:：]',
      ],
      source: HANDLING,
    },
    {
      id: 'not-news',
      where: 'head',
      weight: -3,
      match: [
        '本报讯|本网讯|(?<!小)记者|通讯员|[电讯]）|报讯|获悉|消息[，,]',
        '^[^\\n。]{0,4}(?:近日|日前|\\d{1,2}月\\d{1,2}日(?:上午|下午)?)[，,]?[^\\n。]{0,60}(?:召开|举行|举办|走访|调研|视察|督办|督导|来到|前往|一行)',
      ],
      source: MEDIA,
    },
    {
      id: 'not-citizens-advice',
      where: 'opening',
      weight: -6,
      match: words('人民建议 市民建议 群众建议 网民建议 金点子 来信 留言'),
      source: MAILBOX,
    },
    {
      id: 'not-a-form',
      where: 'title',
      weight: -10,
      match: [
        '(?:样式|格式|模板|范文|范本|样本|示例|参考文本)(?:》的函|[）)」”])?\\s{0,3}$',
        '填写说明|征询意见表|意见征询表|满意度测评',
      ],
      source: HANDLING,
    },
    {
      id: 'not-supervision-advice',
      where: 'text',
      weight: -8,
      match: ['(?:检察|司法|审计|监察|巡察|立法)建议(?:书)?[^。\\n]{0,40}(?:收悉|收到|如下)'],
      source: OFFICE,
    },
    {
      id: 'not-another-assembly',
      where: 'title',
      weight: -8,
      match: words(
        '教代会 职代会 工代会 少代会 教职工代表 职工代表 红领巾 业主代表 党代表 党代会 股东 学代会',
      ),
      source: HANDLING,
    },
    {
      id: 'not-another-assembly-inside',
      where: 'opening',
      weight: -6,
      match: words(
        '教代会 职代会 工代会 少代会 教职工代表 职工代表 红领巾 业主 党代表 党代会 股东 学代会 家长代表 居民代表',
      ),
      source: HANDLING,
    },
  ],
  { flags: 'mu' },
);
