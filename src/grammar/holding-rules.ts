import { ruleTable } from '../text/rule-table.ts';

const GRAMMAR = '现代汉语：多重复句中时间、条件、主语和话题对后续分句的管辖';

/** What a clause says that may hold for all that follows it in its sentence: no later one is quoted without it. */
export const HOLDS_ON = ruleTable('holds-on', [
  {
    id: 'plans',
    match: ['计划', '将', '拟', '力争', '争取', '打算', '预计', '准备'],
    source: GRAMMAR,
  },
  {
    id: 'conditions',
    match: ['如', '若', '凡', '除', '非经', '未经', '时', '[前后]$', '只要', '只有', '一旦'],
    source: GRAMMAR,
  },
  { id: 'topics', match: ['对于', '关于', '针对', '试点', '率', '[问话]题'], source: GRAMMAR },
  // 教育局应提前15天告知，我局在10天内调整
  { id: 'duties', match: ['应当?(?![届急对用试季])', '须(?!知)', '负责'], source: GRAMMAR },
  { id: 'denied', match: ['不', '未(?!成年)', '无[法力权需从意]', '没有', '尚'], source: GRAMMAR },
]);

/** A time inside a clause, which later clauses share unless they say their own. */
export const TIMED = ruleTable('timed', [
  {
    id: 'times',
    match: [
      '[今明去前]年',
      '\\d年',
      '\\d月',
      '学[期年]',
      '目前',
      '截至',
      '期间',
      '以来',
      '[寒暑]假',
    ],
    source: GRAMMAR,
  },
]);

/** What says nothing that a later clause could need. */
export const EMPTY = ruleTable('empty-clauses', [
  {
    id: 'zeal',
    match: [
      '^本[报网台]讯',
      '高度重视',
      '牢记',
      '全力以赴',
      '攻坚克难',
      '^(?:始终)?坚持',
      '^(?:认真|深入|全面|坚决)?(?:贯彻|落实)[^，；\\d]{0,30}(?:精神|要求|部署|政策)$',
      '以[^，；]{2,20}为(?:指导|引领|抓手|导向|目标|中心|根本|遵循|契机)$',
      '取得(?:了)?[^，；\\d]{0,8}(?:成效|成绩|效果|进展)$',
      '形成(?:了)?[^，；\\d]{0,10}(?:合力|格局|氛围)$',
    ],
    source: 'docs/field-notes.md §2.3: how letters speak around what was done',
  },
]);

/** A share with the whole of what it is a share of in front of it: 学科类培训机构压减率达96.2%. */
export const FULL_SHARE = ruleTable(
  'full-shares',
  [{ id: 'shares', match: ['率', '比例', '占比', '总数', '数量'], source: GRAMMAR }],
  { shape: '^(?!其中|参与|满意|平均)[\\p{Script=Han}“”、]{6,24}(?:$)' },
);
