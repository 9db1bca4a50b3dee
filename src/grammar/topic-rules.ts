import { ruleTable } from '../text/rule-table.ts';

const LETTERS = 'docs/field-notes.md §2.3';

/** Headings that say of what the sentences below them speak, in the words of what was asked for. */
export const ASKS_FOR = ruleTable('asking-headings', [
  { id: 'about', match: ['^(?:关于|对于|针对|就)'], source: LETTERS },
  {
    id: 'question',
    match: [
      '[？?]$',
      '能不能',
      '会不会',
      '是否',
      '怎么',
      '^(?:问|建议)[一二三四五六七八九十\\d]?[：:]',
    ],
    source: LETTERS,
  },
  { id: 'asked', match: ['(?:建议|诉求|问题|意见)$'], source: LETTERS },
]);

/** Words of such a heading that name no topic. */
export const NO_TOPIC = ruleTable('topicless-words', [
  {
    id: 'frame',
    match: ['关于', '对于', '针对', '您', '所提', '提出', '建议', '问题', '诉求', '意见', '的'],
    source: LETTERS,
  },
  {
    id: 'general',
    match: [
      '存在',
      '主要',
      '有关',
      '具体',
      '答复',
      '回应',
      '办理',
      '情况',
      '下一?步',
      '工作',
      '进一步',
      '加强',
    ],
    source: LETTERS,
  },
]);

/** What a letter about schooling speaks of: a sentence that names one of these is understood without its heading. */
export const TOPICS = ruleTable('topics', [
  {
    id: 'policy',
    match: ['作业', '课后', '延时', '托管', '培训', '补课', '辅导', '退费', '预收'],
    source: '中办、国办《关于进一步减轻义务教育阶段学生作业负担和校外培训负担的意见》（2021）',
  },
  {
    id: 'school-day',
    match: [
      '睡眠',
      '手机',
      '近视',
      '视力',
      '体育',
      '午休',
      '课间',
      '考试',
      '排名',
      '课程',
      '社团',
      '研学',
      '教师',
    ],
    source: '教育部“五项管理”（作业、睡眠、手机、读物、体质）及课后服务文件',
  },
]);

/** 对此项建议不宜采纳: which one, its heading tells. */
export const POINTS_AT_WISH = ruleTable('points-at-wishes', [
  {
    id: 'this-wish',
    match: ['[此该这][一项条]{0,2}(?:建议|意见|诉求)', '此[条项](?![，；]?$)'],
    source: LETTERS,
  },
]);
