import { Converter } from 'opencc-js/cn2t';

import type { Article } from '../../src/domain/article.ts';
import { composeArticle } from './composed-articles.ts';

/** A number below `n`, the same sequence for the same seed. */
export type Random = (n: number) => number;

/** What a composed letter is about. */
export interface LetterPlan {
  readonly city: string;
  readonly agency: string;
  readonly session: string;
  readonly number: string;
  readonly subject: string;
  readonly member: string;
  readonly sentences: readonly string[];
}

const CITIES = [
  '青溪',
  '宁川',
  '云岭',
  '江临',
  '海洲',
  '鹿鸣',
  '兰台',
  '碧水',
  '平陵',
  '石桥',
  '明州',
  '凤栖',
];
const BUREAUS = ['教育局', '教育体育局', '市场监督管理局', '科学技术局', '财政局', '文化和旅游局'];
const SURNAMES = [
  '林',
  '沈',
  '周',
  '何',
  '苏',
  '叶',
  '程',
  '方',
  '段',
  '谷',
  '温',
  '贺',
  '邵',
  '陆',
  '夏',
  '金',
];
const GIVEN = [
  '晓禾',
  '秋白',
  '以宁',
  '思远',
  '若安',
  '知秋',
  '望舒',
  '竹青',
  '云舒',
  '雨晴',
  '如玉',
  '兰舟',
];
const ACTS = [
  '印发',
  '修订',
  '落实',
  '完善',
  '推广',
  '开展',
  '建立',
  '健全',
  '组织',
  '推进',
  '深化',
  '优化',
  '强化',
  '实施',
  '启动',
  '细化',
];
const SCOPES = [
  '全市义务教育学校',
  '各县区教育部门',
  '城区小学',
  '乡镇初级中学',
  '寄宿制学校',
  '民办学校',
  '教研机构',
  '少年宫和科技馆',
  '社区服务站',
  '责任督学',
];
const OBJECTS = [
  '作业管理细则',
  '课后服务实施方案',
  '培训机构资金监管办法',
  '教师弹性上下班制度',
  '学业质量监测',
  '家长学校课程',
  '社团活动清单',
  '作业公示制度',
  '联合执法机制',
  '校内托管服务',
  '课堂教学评价标准',
  '骨干教师培训',
  '心理健康辅导',
  '科普进校园活动',
  '考试管理规定',
  '经费保障政策',
];
const RESULTS = [
  '覆盖率达到',
  '满意率为',
  '参与人数增至',
  '完成率提高到',
  '投入资金',
  '新增学位',
  '查处问题',
  '评选案例',
];
const UNITS = ['%', '人', '万元', '所', '项', '场次', '件', '个'];
const TAILS = [
  '取得初步成效',
  '受到家长和学生欢迎',
  '纳入年度督导考核',
  '形成可复制的经验',
  '列入民生实事项目',
  '由专人负责跟踪',
  '定期向社会公布结果',
  '作为评优的重要依据',
];
const SUBJECTS = [
  '巩固双减成果',
  '提升课后服务质量',
  '规范校外培训',
  '减轻学生作业负担',
  '加强科学教育',
  '完善家校社协同',
  '保障教师待遇',
  '推进优质均衡',
  '规范托管机构',
  '治理隐形变异',
];

/** A small generator (mulberry32): benchmarks and tests give the same figures every time. */
export function createRandom(seed: number): Random {
  let state = seed;
  return (n) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % n;
  };
}

/** An invented letter. */
export function planLetter(random: Random): LetterPlan {
  const city = pick(random, CITIES);
  return {
    city,
    agency: `${city}市${pick(random, BUREAUS)}`,
    session: `${pick(random, ['四', '五', '六', '七', '八', '九', '十'])}届${pick(random, ['一', '二', '三', '四'])}次会议`,
    number: String(1 + random(900)).padStart(4, '0'),
    subject: `关于${pick(random, ['进一步', '持续', '切实', '全面'])}${pick(random, SUBJECTS)}${pick(random, ['', '的若干', '工作'])}`,
    member: pick(random, SURNAMES) + pick(random, GIVEN),
    sentences: Array.from({ length: 14 + random(14) }, () => composeSentence(random)),
  };
}

/** The letter as its agency publishes it; without `withMetadata` only the text shows what it is. */
export function writeLetter(plan: LetterPlan, withMetadata = true): Article {
  const title = `关于市政协${plan.session}第${plan.number}号提案的答复`;
  const third = Math.ceil(plan.sentences.length / 3);
  const paragraphs = [0, 1, 2].map((part) =>
    plan.sentences.slice(part * third, (part + 1) * third).join(''),
  );
  const body = [
    `${plan.member}委员：`,
    `您提出的《${plan.subject}的提案》（第${plan.number}号）收悉，现答复如下：`,
    ...paragraphs.map((text, index) => `${'一二三'.charAt(index)}、${text}`),
    `感谢您对${plan.city}市各项工作的关心和支持！`,
    plan.agency,
    '2024年6月12日',
  ].join('\n');
  if (!withMetadata) return composeArticle({ title, body });
  return composeArticle({
    title,
    body,
    agency: plan.agency,
    addressee: `${plan.member}委员`,
    dateWritten: '2024-06-12',
    proposal: {
      body: 'CPPCC',
      session: plan.session,
      number: plan.number,
      title: `${plan.subject}的提案`,
      role: 'main',
    },
  });
}

const toTraditional = Converter({ from: 'cn', to: 't' });

/** What happens to a letter on its way to other sites. None keeps its metadata. */
export const republications: Readonly<
  Record<string, (letter: Article, random: Random) => Article>
> = {
  'other header and footer': (letter, random) => dress(letter, random),
  'first 90 %': (letter) => trim(letter, 0.9),
  'first 70 %': (letter) => trim(letter, 0.7),
  'first 50 %': (letter) => trim(letter, 0.5),
  Traditional: (letter) =>
    composeArticle({ title: toTraditional(letter.title), body: toTraditional(letter.body) }),
  '5 % of the characters changed': (letter, random) => garble(letter, random),
  'header, footer and first 80 %': (letter, random) => dress(trim(letter, 0.8), random),
  're-headed': (letter) =>
    composeArticle({ title: `${letter.proposal?.title ?? ''}办理答复`, body: letter.body }),
};

/** The same template and nearly the same text for another proposal. */
export function twinOf(plan: LetterPlan, random: Random): LetterPlan {
  const other = planLetter(random);
  const changed = random(plan.sentences.length);
  return {
    ...plan,
    number: String((Number(plan.number) % 900) + 1).padStart(4, '0'),
    subject: plan.subject === other.subject ? `${other.subject}长效机制` : other.subject,
    member: plan.member === other.member ? '欧阳明' : other.member,
    sentences: plan.sentences.map((text, index) =>
      index === changed ? composeSentence(random) : text,
    ),
  };
}

function composeSentence(random: Random): string {
  const figure = `${RESULTS[random(RESULTS.length)] ?? ''}${1 + random(9800)}${pick(random, UNITS)}`;
  return `${pick(random, SCOPES)}${pick(random, ACTS)}${pick(random, OBJECTS)}，${pick(random, ACTS)}${pick(random, OBJECTS)}，${figure}，${pick(random, TAILS)}。`;
}

function trim(letter: Article, share: number): Article {
  return composeArticle({
    title: letter.title,
    body: letter.body.slice(0, Math.floor(letter.body.length * share)),
  });
}

function dress(letter: Article, random: Random): Article {
  const links = Array.from({ length: 12 }, () => pick(random, OBJECTS) + pick(random, TAILS));
  const header = `${pick(random, CITIES)}在线 首页 新闻 政务 服务 互动 专题 ${links.slice(0, 6).join(' ')}`;
  const footer = `上一篇：${links.slice(6, 9).join('')}\n下一篇：${links.slice(9).join('')}\n版权所有 ${pick(random, CITIES)}传媒集团 技术支持 网络中心 联系我们 网站地图 设为首页 加入收藏`;
  return composeArticle({ title: letter.title, body: `${header}\n${letter.body}\n${footer}` });
}

function garble(letter: Article, random: Random): Article {
  const body = Array.from(letter.body, (char) =>
    /\p{Script=Han}/u.test(char) && random(20) === 0 ? '囗' : char,
  ).join('');
  return composeArticle({ title: letter.title, body });
}

function pick(random: Random, words: readonly string[]): string {
  return words[random(words.length)] ?? '';
}
