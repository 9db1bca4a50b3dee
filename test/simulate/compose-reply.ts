import { shanghaiDay } from '../../src/base/clock.ts';
import type { Draw } from './random.ts';
import type { Letter, Site } from './world.ts';

interface Theme {
  readonly topic: string | null;
  readonly subjects: readonly [string, ...string[]];
  readonly sentences: readonly [string, ...string[]];
}

/** `{n}` is a number, `{p}` a percentage. */
const THEMES: readonly [Theme, Theme, Theme] = [
  {
    topic: 'homework',
    subjects: ['减轻中小学生作业负担', '加强中小学生作业管理', '优化义务教育学校作业设计'],
    sentences: [
      '全市{n}所义务教育学校建立作业公示制度，小学一二年级不布置家庭书面作业',
      '初中书面作业平均完成时间控制在90分钟以内的学校占{p}%',
      '组织学生作业设计评选，入选优秀作业{n}份',
      '开展作业管理专项督导{n}次，发现并整改书面作业超量问题{n}个',
      '建立校本作业资源库，收录分层作业{n}套',
      '教师作业全批全改率达到{p}%，不要求家长批改作业',
    ],
  },
  {
    topic: 'after-school-service',
    subjects: ['提升课后服务质量', '完善中小学课后服务经费保障', '丰富义务教育学校课后服务内容'],
    sentences: [
      '全市开展课后服务的义务教育学校有{n}所，学生参与率为{p}%',
      '聘请校外人员{n}名参与课后服务，开设社团{n}个',
      '课后服务时间延长到每天两小时，惠及学生{n}名',
      '落实课后服务补助资金{n}万元，教师参与率达到{p}%',
      '开展课后服务满意度调查，家长满意率为{p}%',
      '安排课后服务走教教师{n}名，覆盖乡村小学{n}所',
    ],
  },
  {
    topic: 'off-campus-training',
    subjects: ['规范校外培训机构', '加强学科类校外培训治理', '强化校外培训预收费监管'],
    sentences: [
      '全市学科类校外培训机构由{n}家压减至{n}家，压减率为{p}%',
      '检查校外培训机构{n}家次，查处隐形变异学科类培训{n}起',
      '纳入预收费监管的校外培训机构有{n}家，监管资金{n}万元',
      '为家长追回校外培训退费{n}万元，化解纠纷{n}件',
      '公布非学科类校外培训机构白名单{n}家',
      '校外培训机构从业人员资格查验率达到{p}%',
    ],
  },
];
const OTHER_THEMES: readonly [Theme, ...Theme[]] = [
  {
    topic: null,
    subjects: ['改善老旧小区停车条件', '加快城区道路改造'],
    sentences: [
      '新增公共停车泊位{n}个，改造老旧小区{n}个',
      '完成道路罩面{n}万平方米，更换井盖{n}座',
      '优化信号灯路口{n}处，高峰通行效率提升{p}%',
      '拓宽支路{n}条，打通断头路{n}条',
    ],
  },
  {
    topic: null,
    subjects: ['持续推进化肥农药“双减”', '加强河道综合治理'],
    sentences: [
      '推广测土配方施肥{n}万亩次，化肥使用量下降{p}%',
      '建设绿色防控示范区{n}个，培训种植大户{n}人次',
      '清淤河道{n}公里，水质达标率为{p}%',
      '建成生态护岸{n}公里，拆除违建{n}处',
    ],
  },
  {
    topic: null,
    subjects: ['发展社区养老服务', '加强基层医疗机构建设'],
    sentences: [
      '建成社区养老服务站{n}个，新增护理床位{n}张',
      '家庭医生签约{n}万人，随访率达到{p}%',
      '改造乡镇卫生院{n}所，配备设备{n}台',
      '老年食堂覆盖社区{n}个，助餐{n}万人次',
    ],
  },
];
const SURNAMES = ['林', '沈', '周', '何', '苏', '叶', '程', '方', '段', '谷'] as const;
const GIVEN = ['晓禾', '秋白', '以宁', '思远', '若安', '知秋', '望舒', '竹青', '云舒'] as const;
const SCOPES = ['', '今年以来，', '据统计，', '截至目前，', '上半年，', '在此基础上，'] as const;
const ENDS = [
  '，形成长效机制',
  '，纳入年度督导考核',
  '，取得初步成效',
  '，并向社会公布结果',
  '',
] as const;
const SESSIONS = ['十一届三次', '十二届一次', '十二届二次', '八届四次', '九届五次'] as const;
const SENTENCES = 11;

type Titled = (facts: {
  readonly session: string;
  readonly number: string;
  readonly subject: string;
}) => string;

/** How agencies head their answers; the second is the same title written anew. */
const TITLES: readonly [readonly [Titled, Titled], ...(readonly [Titled, Titled])[]] = [
  [
    ({ session, number }) => `关于市政协${session}会议第${number}号提案的答复`,
    ({ session, number }) => `对市政协${session}会议第${number}号提案的答复意见`,
  ],
  [
    ({ session, number }) => `对市人大${session}会议第${number}号建议的答复`,
    ({ session, number }) => `市人大${session}会议第${number}号建议答复函`,
  ],
  [
    ({ session, number, subject }) =>
      `关于市政协${session}会议第${number}号《关于${subject}的提案》的答复`,
    ({ session, number }) => `关于市政协${session}会议第${number}号提案办理情况的答复`,
  ],
];

/** Who writes a letter, and its number, which no other letter of that agency has. */
export interface Author extends Pick<Site, 'id' | 'agency' | 'province'> {
  readonly number: number;
  readonly at: number;
}

function sentence(draw: Draw, { sentences }: Theme): string {
  const text = draw
    .pick(sentences)
    .replaceAll('{n}', () => String(draw.between(11, 9_800)))
    .replaceAll('{p}', () => `${draw.between(61, 98)}.${draw.between(1, 9)}`);
  return `${draw.pick(SCOPES)}${text}${draw.pick(ENDS)}。`;
}

/** Writes a letter; `twin` gives it the text of another one, but for one sentence and what it answers. */
export function composeReply(draw: Draw, author: Author, twin: Letter | null = null): Letter {
  const isRelevant = twin?.isRelevant ?? draw.chance(0.8);
  const theme = isRelevant
    ? (THEMES.find(({ topic }) => topic === twin?.topic) ?? draw.pick(THEMES))
    : draw.pick(OTHER_THEMES);
  const isCore = isRelevant && (twin?.isCore ?? draw.chance(0.7));
  const subject = `${draw.pick(['进一步', '持续', '切实', '全面'])}${draw.pick(theme.subjects)}`;
  const number = String(author.number).padStart(4, '0');
  const session = draw.pick(SESSIONS);
  const [title, otherTitle] = draw.pick(TITLES);
  const figure = `${draw.between(10_000, 99_999)}`;
  const own = Array.from({ length: SENTENCES }, () => sentence(draw, theme));
  const facts = [...own, `全市共受理群众来信来电${figure}件，办结率为${draw.between(90, 99)}%。`];
  const named = { session, number, subject };
  const paragraphs =
    twin === null
      ? letterOf(draw, { ...named, author, facts, isCore })
      : twinOf(twin, { number, fact: facts[0] ?? '' });
  return {
    id: `${author.id}/${number}`,
    title: twin === null ? title(named) : twin.title.replace(twin.number, number),
    otherTitle: twin === null ? otherTitle(named) : twin.otherTitle.replace(twin.number, number),
    agency: author.agency,
    number,
    paragraphs,
    figure: twin?.figure ?? figure,
    correctedFigure: String(Number(twin?.figure ?? figure) + 137),
    isRelevant,
    isCore,
    topic: theme.topic,
    province: author.province,
  };
}

function letterOf(
  draw: Draw,
  letter: {
    readonly session: string;
    readonly number: string;
    readonly subject: string;
    readonly author: Author;
    readonly facts: readonly string[];
    readonly isCore: boolean;
  },
): readonly string[] {
  const { session, number, subject, author, facts, isCore } = letter;
  const [year = '', month = '', day = ''] = shanghaiDay(new Date(author.at)).split('-');
  const lead = isCore
    ? '“双减”政策实施以来，我局高度重视，采取了以下措施。'
    : '近年来，我局高度重视，采取了以下措施。';
  return [
    `${draw.pick(SURNAMES)}${draw.pick(GIVEN)}委员：`,
    `您在${session}会议上提出的《关于${subject}的提案》（第${number}号）收悉，现答复如下：`,
    `一、工作开展情况`,
    `${lead}${facts.slice(0, 4).join('')}`,
    facts.slice(4, 8).join(''),
    `二、下一步打算`,
    `下一步，我局将重点做好以下工作：${facts.slice(8).join('')}`,
    '感谢您对我市工作的关心和支持。',
    author.agency,
    `${year}年${Number(month)}月${Number(day)}日`,
  ];
}

function twinOf(
  { paragraphs, number: before }: Letter,
  { number, fact }: { readonly number: string; readonly fact: string },
): readonly string[] {
  return paragraphs.map((text, at) => {
    const renumbered = text.replaceAll(`第${before}号`, `第${number}号`);
    if (at === 0) return '欧阳明委员：';
    return at === 4 ? `${renumbered}${fact}` : renumbered;
  });
}
