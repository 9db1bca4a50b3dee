import { ruleTable, words } from '../text/rule-table.ts';

const LETTERS = 'docs/field-notes.md §2.5: who is named in letters of reply';

/** Labels and words behind which hardly anything but a name is written: 提案人：, 联系人. */
export const LABELS = ruleTable(
  'labels-of-persons',
  [
    {
      id: 'proposers',
      match: words(
        '提案人 提案者 建议人 提出人 提议人 领衔人 领衔代表 领衔委员 附议人 附议代表 附议委员 联名人 执笔人 撰稿人 撰写人',
      ),
      source: LETTERS,
    },
    {
      id: 'contacts',
      match: words(
        '联系人 联络人 经办人 承办人 签发人 审核人 起草人 责任人 负责人 责任领导 分管领导 包保领导 收件人 户名 姓名',
      ),
      source: LETTERS,
    },
    {
      id: 'petitioners',
      match: words(
        '举报人 投诉人 来信人 来电人 来访人 信访人 反映人 申请人 当事人 求助人 留言人 化名',
      ),
      source: LETTERS,
    },
    {
      id: 'punished',
      match: words(
        '被处罚人 被举报人 被投诉人 被申请人 行政相对人 涉事人 监护人 法定代表人 法人代表 法人 举办者 举办人 经营者 经营人 创办人 投资人 股东 老板',
      ),
      source: LETTERS,
    },
    { id: 'members', match: words('成员 组长 主持人 作者'), source: LETTERS },
    { id: 'you', match: ['您(?=[（(])'], source: LETTERS },
  ],
  { flags: 'gu', shape: '(?:$)(?:(?:及|和)?(?:电话|联系方式|职务|姓名)){0,2}' },
);

/** Words for persons before a name: 学生某某, 副局长某某. */
export const BEFORE_NAME = ruleTable(
  'persons-before-a-name',
  [
    {
      id: 'members',
      match: [
        '委员(?!会|长)',
        '代表(?!队|团|性|大会|作|处|着|了)',
        '常委',
        '主委',
        '会员',
        '党员',
        '盟员',
        '社员',
      ],
      source: LETTERS,
    },
    {
      id: 'families',
      match: [
        '(?<!妇)女儿',
        ...words(
          '学生 同学 小学生 中学生 初中生 高中生 孩子 儿子 其子 其女 之子 之女 孙子 孙女 外孙 弟弟 妹妹 哥哥 姐姐 家长 父亲 母亲 爸爸 妈妈 爷爷 奶奶 外公 外婆 丈夫 妻子',
        ),
      ],
      source: LETTERS,
    },
    {
      id: 'citizens',
      match: words(
        '群众 市民 居民 村民 网民 网友 读者 业主 职工 员工 律师 医生 记者 选手 志愿者 先进个人 模范',
      ),
      source: LETTERS,
    },
    {
      id: 'staff',
      match: [
        '(?<![0-9一二三四五六七八九十百千余多])名师(?![范生])',
        ...words('教师 老师 班主任 教练 教研员 督学 专家 教授 博士 辅导员 工作人员'),
      ],
      source: LETTERS,
    },
    {
      id: 'offices',
      match: words(
        '校长 园长 院长 厅长 局长 处长 科长 股长 所长 站长 主任 书记 主席 会长 秘书长 镇长 乡长 村长 党组成员 调研员 副市长 副省长 副县长 副区长 副州长 副部长 副旗长 副镇长',
      ),
      source: LETTERS,
    },
  ],
  {
    flags: 'gu',
    keep: 'marked letters name few persons; judged by test/privacy/redact.test.ts and test/privacy/personal-pages.test.ts',
  },
);

const COUNT = '(?:等?(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3})[名位人]?|等)?';

/** Words for persons behind a name: 某某委员, 某某等3名代表, 某某的母亲. */
export const BEHIND_NAME = ruleTable(
  'persons-behind-a-name',
  [
    {
      id: 'members',
      needs: /委员|代表|[常主]委/u,
      match: [
        `[ ]?(?:[（(][男女][)）])?${COUNT}(?:(?:全国|本届)?(?:政协|人大))?(?:委员(?!会|长)|代表(?!队|团|性|大会|作|处|着|了))`,
        '[ ]?(?:常委|主委)',
      ],
      source: LETTERS,
    },
    {
      id: 'address',
      needs: /同[志学]|先生|女士|小姐|老师|小朋友|教授|博士/u,
      match: [
        `${COUNT}[ ]?(?:同志|先生|女士|小姐|老师|(?<![协共相合])同学(?![习期年段科校生业位时龄历])|小朋友|教授|博士)`,
      ],
      source: LETTERS,
    },
    {
      id: 'groups',
      needs: /家长|教师|名师|班主任|学生/u,
      match: [`${COUNT}(?:家长|教师|名师|班主任|学生)`],
      source: LETTERS,
    },
    {
      id: 'offices',
      needs: /长|主任|书记|主席/u,
      match: [
        '[ ]?(?:第一)?副?(?:[校园院厅局处科股所站镇乡]长|主任|书记|主席|会长|秘书长|部长|市长|省长|县长|区长)',
      ],
      source: LETTERS,
    },
    {
      id: 'contacts',
      needs: /(?:电话|手机|微信)[：: \u3000]{0,2}\d|\d{7}/u,
      match: [
        '[ \\u3000，,（(：:|]{0,3}(?:联系电话|电话|手机|微信)[：: \\u3000]{0,2}(?=\\d)',
        '[ \\u3000，,（(：:|]{0,3}(?=1?\\d{7,11})',
      ],
      source: LETTERS,
      keep: 'a name before its telephone number, without a label; judged by test/privacy/redact.test.ts',
    },
    { id: 'of-a-person', match: ['[（(][男女][，,、）)]'], source: LETTERS },
    {
      id: 'contacting',
      needs: /联系|接洽|对接/u,
      match: ['(?:同志|老师)?(?:联系|接洽|对接)(?!人|电话|方式|单位)'],
      source: LETTERS,
    },
  ],
  {
    flags: 'gu',
    keep: 'marked letters name few persons; judged by test/privacy/redact.test.ts and test/privacy/personal-pages.test.ts',
  },
);

/** What a person does, behind the name of one. */
export const PERSON_ACTS =
  /^(?:第\s?[（(]?\d|提案|议案|意见|表示|认为|指出|强调|反映|来电|来信|来访|留言|提出|提议|建议|说|称|介绍|告诉|因|被|担任|任|带队|率队|主持|出席|参加|参与|从事|承诺|签字|到校|入校|列席|领衔|附议|获|荣获|就读|有偿|违|无证|收受|体罚|擅自|私自|组织|退|涉|系|于|自|撰写|主讲|开设|到|赴|前往|负责|联系|当选|担|多次|主动|牵头|督办|督导|现场|调研|部署|召集|挂帅|分管|主抓|陪同|听取|走访|视察|检查|已|对|在|的|同志|同学|老师|等|[（(])/u;

/** Heads of governments and ministers act in public: their names may stand behind or before these words. */
export const PUBLIC_HEAD =
  /(?<![副管原])(?:[省市县区州盟旗部]长|[省市县区州]委书记|总书记|总理|国家主席)(?:同志)?$/u;
export const PUBLIC_HEAD_BEHIND = /^(?:[省市县区州盟旗部]长|总书记|总理|国家主席)/u;

// Whom everybody knows: no private persons.
export const PUBLIC_FIGURES =
  /习近平|毛泽东|邓小平|江泽民|胡锦涛|周恩来|李克强|雷锋|陶行知|蔡元培|孔子|宋庆龄|叶圣陶|苏霍姆林斯基|黄炎培|鲁迅|焦裕禄|张桂梅|李强总理|丁薛祥|怀进鹏|陈鹤琴/u;
