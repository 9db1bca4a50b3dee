import { ruleTable, words } from '../text/rule-table.ts';
import { LABELS } from './private-roles.ts';

const LETTERS = 'docs/field-notes.md §2.5: who is named in letters of reply';

/** What only persons, groups and bodies do, have or suffer; a name ends right before it. */
export const PERSONAL_RIGHT = ruleTable(
  'behind-a-person',
  [
    {
      id: 'says',
      match: words(
        '反映 表示 来电 来信 来访 来函 留言 投诉 举报 控告 信访 上访 求助 诉求 牵头 认为 诉称 自称 告诉 申诉 申请 致谢 口述',
      ),
      source: LETTERS,
    },
    {
      id: 'proposes',
      match: ['(?:所)?提(?:出|交)?的(?:[^，。；]{0,6}(?:建议|提案|意见|问题|议案))', '[领督]办'],
      source: LETTERS,
    },
    {
      id: 'belongs',
      match: [
        '一家',
        '家[中里访]',
        '(?:电话|建议|意见)(?=后|的|，|增|，|$)',
        '全家',
        '夫妇',
        '家(?:属|人)',
        '所在(?=学校|班|小学|中学|第|的|地|村|单位)',
        '的(?:孩子|儿子|女儿|子女|母亲|父亲|父母|丈夫|妻子|家长|家属|家人|学籍|诉求|来信|来电|遭遇|教师资格|教案|退费|户籍|住址|手机|电话|双减经验|先进|事迹|经验|班级|做法)',
        '教师资格',
      ],
      source: LETTERS,
    },
    {
      id: 'address',
      match: words('老师 同志 先生 女士 小朋友 校长 园长 教练 医生 律师'),
      source: LETTERS,
    },
    {
      id: 'lives',
      match: words('就读 荣获 获奖 获评 获得 当选 体罚 收受 辱骂 殴打 酒驾'),
      source: LETTERS,
    },
  ],
  { flags: 'gu', keep: 'marked letters name few persons; judged by test/privacy/by-place.test.ts' },
);

/** What is done to a person whom 对, 责成 or 教师 stands before. */
export const OBJECT_RIGHT = ruleTable(
  'behind-an-object',
  [
    {
      id: 'sanctions',
      match: [
        ...words(
          '有偿 违规 违反 违纪 违法 给予 予以 作出 做出 处以 罚款 警告 记过 记大过 降级 撤职 通报 批评 停职 停课 停发 辞退 开除 解聘 立案 约谈 诫勉 训诫 行政 追究 追缴 处理 处罚 处分 依法 依规 退还 退费 负责 担任 主讲 捐款 捐资 赔偿 道歉',
        ),
        '被',
        '因(?=违|有|涉|未|在|病|家|故|工|体|作)',
        '等(?=\\d|[一二三四五六七八九十两]{1,3}[名位人])',
        '为(?=组长|副组长|首|主|队长|校长|园长)',
        '任(?=组长|副组长|校长|园长|教)',
      ],
      source: LETTERS,
    },
  ],
  { flags: 'gu', keep: 'marked letters name few persons; judged by test/privacy/by-place.test.ts' },
);

/** What a person does, but also what is done in any way: 严格组织, 周密落实. */
export const WORK_RIGHT =
  /沟通|协商|面谈|面商|商议|联系|见面|座谈|建议|进行|承担|到(?:校|会|场|访|任)|视察|调研|督导|走访|列席|出席|组织|办理|落实|解决|要求|坚持|开设|参加|参与|介绍|提出|提供|主持/gu;

/** A bracket that says what somebody is: 某某（第三小学教师）. */
export const BRACKET_RIGHT =
  /[（(](?=[^（）()\n]{0,24}(?:教师|老师|班主任|校长|园长|主任|家长|学生|小学|中学|学校|高中|初中|幼儿园|大学|法人|负责人|举办者|经营者|\d岁|男|女|市民|网友|村民|居民|业主|化名|年级|职工|医生|律师|干部|委员|代表)[^（）()\n]{0,8}[）)])/gu;

/** Where a person begins: behind what takes one as its object. */
export const OBJECT_LEFT =
  /(?:据|经|应|由|对|向|与|同|接到?|采纳|采用|吸收|听取|征求|找|请|责成|责令|约谈|给予|处分|查处|处罚|处理|通报|批评|表彰|奖励|嘉奖|资助|慰问|看望|走访|聘请|聘任|邀请|取消|撤销|吊销|辞退|开除|解聘|免去|询问|推广|学习|宣传|反对|支持|同意|根据|按照|关于|受|为|因|让|的|给|将|把|和|(?<![一导以所招引极])致)$/u;

/** What is done to persons alone, at the end of a clause: 约谈某某. */
export const DONE_LEFT =
  /(?:责成|约谈|处分|查处|处罚|处理|表彰|嘉奖|慰问|走访|聘请|辞退|开除|解聘|免去|询问)$/u;
export const CLAUSE_END = /(?=[，。；、])|$/gu;

/** Members and deputies: whoever is named right before or behind these words is one, unless a group is. */
export const MEMBER_RIGHT = ruleTable(
  'behind-a-member',
  [
    {
      id: 'members',
      match: [
        '(?:委员(?!会|长)|副主席|副主委)(?=[（(：，。、；“]|[提的反领座视调认表指来在到就第]|$)',
      ],
      source: LETTERS,
    },
  ],
  { flags: 'gu', keep: 'marked letters name few persons; judged by test/privacy/by-place.test.ts' },
);
export const MEMBER_LEFT = /(?:委员|人大代表|政协代表|是代表)$/u;
export const MEMBER_END = /(?=[，。；、：:（(\n]|第\s?[（(]?\d)|$/gu;

/** Behind the colon of a label or in a bracket behind one nothing but a name is expected. */
export const labelLeft = LABELS.derive(
  (rows) => new RegExp(`(?:${rows.flatMap(({ match }) => match).join('|')})\\s?[：:（(]\\s?$`, 'u'),
);
export const LABEL_END = /(?=[，。；、）)\n])|$/gu;

/** Words for a person, right before the name of one. */
export const PERSON_LEFT =
  /(?:教师|老师|班主任|教练|教研员|督学|专家|校长|园长|院长|局长|科长|主任|书记|主席|会长|经理|家长|学生|同学|孩子|儿子|女儿|父亲|母亲|其子|其女|市民|群众|居民|村民|网民|网友|读者|业主|职工|员工|律师|医生|记者|当事人|举报人|投诉人|信访人|来信人|申请人|负责人|联系人|提案人|法人|法定代表人|法人代表|举办者|举办人|经营者|开办者|创办人|投资人|老板|股东|代表|委员|会员|党员|志愿者|门卫|保安|保洁员|校医|厨师|司机|店主|房东|职员|民警|护士|家教|讲师|小学|中学|学校|幼儿园|机构|公司)$/u;

/** A clause begins: nothing, a mark, or the number of a point. */
export const CLAUSE_LEFT =
  /(?:^|[，。；：:、？！\n（(“《]|[一二三四五六七八九十]是|其中|此外|同时|近日|日前|\d日)$/u;
