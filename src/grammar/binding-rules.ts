import { ruleTable } from '../text/rule-table.ts';

const GRAMMAR = '现代汉语：承前省略、时间状语的辖域与回指';
const LETTERS = 'docs/field-notes.md §2.3';

/** What holds for what the clause before speaks of: 我们两天之内派人去看; 学校不得劝退. */
export const GOES_WITH = ruleTable('goes-with', [
  {
    id: 'on-call',
    match: [
      '^(?:我[局们委厅]|本局)?[^，；]{0,4}(?:[一二两三四五六七八九十\\d]{1,3}(?:天|日|个?工作日|小时)(?:之?内|以内))',
    ],
    source: LETTERS,
  },
]);

/** A clause that says itself when it was, in front of all else. */
export const OWN_TIME = ruleTable(
  'own-times',
  [
    {
      id: 'date',
      match: ['20\\d{2}年', '[今去明前]年', '\\d{1,2}月', '[一二三四]季度', '“?十[四五]五'],
      source: GRAMMAR,
    },
    {
      id: 'now',
      match: ['目前', '截至', '现(?=已|有|在)'],
      source: GRAMMAR,
    },
    {
      id: 'span',
      match: [
        '[本下这]学期',
        '年(?:内|底|末)',
        '(?:[半一两三四五]|\\d)(?:个月|年)(?:之?内|以内|后|时间)',
        '[寒暑]假',
        '届时',
      ],
      source: GRAMMAR,
    },
  ],
  { shape: '^[^，；\\d]{0,6}(?:$)' },
);

/** 今年10月底前: what is over by now was not done by then. */
export const STILL_OPEN = ruleTable('still-open', [
  { id: 'by-then', match: ['前$', '年内$', '明年', '届时'], source: GRAMMAR },
]);

/** Who counted speaks of what is, not of what is to come. */
export const COUNTED = ruleTable('counted', [
  { id: 'counted', match: ['^据', '显示', '表明', '统计', '测算'], source: GRAMMAR },
]);

/** How the first clause of a statement begins that goes on with what was said before it. */
export const STARTS_LEANING = ruleTable(
  'starts-leaning',
  [
    {
      id: 'part',
      match: [
        '现?其中',
        '均',
        '都(?!市)',
        '全部(?!学校|的)',
        '占',
        '参与率',
        '覆盖率',
        '达标率',
        '合格率',
        '满意率',
        '[人生校班户]均(?!衡|等|匀|可)',
        '(?:小学|初中|高中)[生段]?平均',
        // 现有19所开放: of what, the sentence before says.
        '(?:现|已|共|另|尚|仍)有\\d[\\d.]{0,6}[余多]?[所家个名人处](?=开放|达标|未|已|均|可|能|在|$)',
        '[合总]计',
      ],
      source: GRAMMAR,
    },
    {
      id: 'also',
      match: [
        '(?:[我本][局市县区厅委省]|我们)(?:均|都|也|已全部|已均|一并)',
        '也(?!就)',
        '还(?!清|款|贷)',
        '又',
        '仍然?',
        '依然',
        '准备再',
        '打算再',
        '(?:准备|打算|还将|也将)(?=再|继续|新)',
      ],
      source: GRAMMAR,
    },
    {
      id: 'joined',
      match: [
        '并(?!不|非)',
        '而',
        '从而',
        '因而',
        '因此',
        '所以',
        '于是',
        '故(?!意|事|乡|障)',
        '由此',
        '反而',
        '却',
        '则',
      ],
      source: GRAMMAR,
    },
  ],
  { shape: '^(?:$)' },
);

/** What says of a clause that it tells what became of a wish, and is no front of something else. */
export const PREDICATE = ruleTable('front-predicates', [
  {
    id: 'became',
    match: [
      '(?<!即)将(?!军)',
      '力争',
      '采纳',
      '不予',
      '不能单独',
      '不作',
      '暂[不缓]',
      '不主张',
      '已(?:在|于|向|将|写|列|纳|报|函|建|转|停)',
      '(?:有|没有|尚无)(?:明确)?(?:规定|要求)$',
    ],
    source: LETTERS,
  },
]);

/** How a label in front of a colon ends that only announces a list. */
export const LISTING = ruleTable(
  'listing-labels',
  [
    {
      id: 'lists',
      match: [
        '如下',
        '措施',
        '工作',
        '方面',
        '情况',
        '问题',
        '打算',
        '重点',
        '任务',
        '以下.{0,6}',
        '包括',
        '分为',
        '分别[是为]',
        '几点',
        '事项',
        '特点',
        '举措',
        '即',
        '有',
        '体系',
        '机制',
        '办法',
        '做到.{0,10}',
      ],
      source: LETTERS,
    },
  ],
  { shape: '(?:$)$' },
);

/** 去年我县第一次办暑期托管: the figures of later clauses are of that year. */
export const PAST_PERIOD = ruleTable(
  'past-periods',
  [
    {
      id: 'last-year',
      match: ['[去前]年', '上(?:一)?(?:学年|学期|年度?)'],
      source: GRAMMAR,
    },
  ],
  { shape: '^(?:$)' },
);
