import { ruleTable } from '../text/rule-table.ts';

const GRAMMAR = '现代汉语：定语从句、时间状语与重复副词';

const REPORTING = '答复的通行结构：做法之后报数（docs/field-notes.md §2.3 (5)）';

/** What there is already and is only named as what something will be done with: 对已建成的站, 在现有46所学校的基础上. */
const GIVEN = ruleTable('given', [
  {
    id: 'given',
    match: [
      '(?<=[对把将在从向与和以按为给由用好足]|依托|利用|针对|巩固|完善|结合)(?:已经?|目前|现有|现行|原有|去年|前年|近年来?|20\\d{2}年)[^，；]{0,20}?的(?=[\\p{Script=Han}\\d“《])',
    ],
    source: GRAMMAR,
  },
]);

const givens = GIVEN.derive(
  (rows) => new RegExp(rows.flatMap(({ match }) => match).join('|') || '(?!)', 'gu'),
);

/** A clause without what it only names as given. */
export function withoutGiven(text: string): string {
  return text.replaceAll(givens(), '');
}

/** How an item goes on with plans that has reported so far. */
export const RESUMES = ruleTable(
  'resumes',
  [
    {
      id: 'goes-on',
      match: ['继续', '进一步', '逐步', '再(?!次)', '力争', '争取', '加快'],
      source: GRAMMAR,
    },
  ],
  { shape: '^(?:$)' },
);

/** What sums up what was told before it. */
export const SUMS_UP = ruleTable('sums-up', [
  {
    id: 'until-now',
    match: [
      '截[至止]',
      '(?<!自)至今',
      '[自从][^，；]{1,14}(?:至今|到现在|至20\\d{2}年)',
      '(?<!新时代)以来',
      '累计',
      '(?:半|[一二两三四五\\d])年(?:多)?来',
      '(?:上述|以上)[^，；]{0,8}已',
    ],
    source: REPORTING,
  },
  {
    id: 'heads-counted',
    match: [
      '^(?!.*每)[^，；]{0,30}(?<!不少于|不低于|达到?|[\\d.])\\d[\\d.]{0,8}[万千百]?[余多]?人次(?!以上)',
    ],
    source: REPORTING,
  },
]);

/** A month without a year that is neither a limit, nor a beginning, nor a habit. */
export const BARE_MONTH =
  /^(?![^，；]*(?:每|明年|来年|下年|去年))[^，；\d年月]{0,12}(?<month>\d{1,2})月(?:\d{1,2}日|份)?(?!\d|底?前|[底末]?起|开始)/u;
