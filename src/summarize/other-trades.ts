import { type Rule, ruleTable } from '../text/rule-table.ts';

const POLICY =
  '中办、国办《关于进一步减轻义务教育阶段学生作业负担和校外培训负担的意见》（2021年7月）';

/** Words of schools, against which the numbers of other trades are weighed. */
const SCHOOL_WORDS = ruleTable('school-words', [
  {
    id: 'school',
    match: [
      '学生',
      '家长',
      '教师',
      '学校',
      '中小学',
      '幼儿',
      '课后',
      '作业',
      '培训',
      '课程',
      '科普',
      '科技馆',
      '讲座',
      '研学',
      '教育',
      '考试',
      '校园',
      '受众',
      '志愿者',
      '辅导员',
    ],
    source: POLICY,
  },
]);

/** Numbers of other trades: a letter on science education may count industrial projects, too. */
const TRADE_WORDS = ruleTable('trade-words', [
  {
    id: 'trade',
    match: [
      '产业',
      '制造业',
      '增资',
      '新能源',
      '工业',
      '招商',
      '规上',
      'GDP',
      '增加值',
      '税收',
      '营商',
      '智能化',
      '技改',
      '高新技术',
      '投产',
      '竣工',
      '开工',
      '专利',
      '营业额',
      '出口',
      '旅游',
      '高速',
      '公交(?!.{0,6}学生)',
    ],
    source: 'letters of other departments: docs/field-notes.md §2.8',
  },
]);

const schoolWords = SCHOOL_WORDS.derive(everyMatch);
const tradeWords = TRADE_WORDS.derive(everyMatch);

function everyMatch(rows: readonly Rule[]): RegExp {
  return new RegExp(rows.flatMap(({ match }) => match).join('|') || '(?!)', 'gu');
}

/** Whether a text speaks more of other trades than of schools. */
export function isOfOtherTrades(text: string): boolean {
  const trade = text.match(tradeWords())?.length ?? 0;
  return trade > 0 && trade > (text.match(schoolWords())?.length ?? 0);
}
