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

/**
 * Things that a letter about schooling speaks of: a sentence that names one of these is understood without what stands around it.
 * Persons and places (教师, 课堂) are none: they do and house many things.
 */
export const TOPICS = ruleTable('topics', [
  {
    id: 'policy',
    match: [
      '双减',
      '作业',
      '课后',
      '延时',
      '托管',
      '看护',
      '(?<!教师|人员|骨干|专题|岗前|师资|全员|业务)培训(?!教师|人员|骨干|班主任|[\\d一二三四五六七八九十])',
      '补课',
      '辅导',
      '退费',
      '预收',
      '预付',
    ],
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
    ],
    source: '教育部“五项管理”（作业、睡眠、手机、读物、体质）及课后服务文件',
  },
  {
    id: 'whole-child',
    match: [
      '心理',
      '劳动(?!者|关系|合同)',
      '阅读',
      '读物',
      '美育',
      '艺术',
      '科学教育',
      '科普',
      '科技(?!人员|局|厅|部)',
      '体质',
      '肥胖',
    ],
    source: '教育部等十八部门《关于加强新时代中小学科学教育工作的意见》（2023）；“五育并举”各文件',
  },
  {
    id: 'schooling',
    match: [
      '家庭教育',
      '家长学校',
      '家校',
      '集团化',
      '教育集团',
      '共同体',
      '学位',
      '中考',
      '高考',
      '教师(?:负担|减负|待遇|补助|绩效|轮岗|交流|编制)',
      '校车',
      '配餐',
      '午餐',
      '留守',
    ],
    source: '《义务教育法》《家庭教育促进法》用语；教育部年度工作要点',
  },
  {
    id: 'market',
    match: ['校外机构', '学科类', '资金监管', '存管', '竞赛', '办学许可', '黑名单', '白名单'],
    source: '教育部办公厅等关于校外培训监管的文件（2021—2024）',
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
