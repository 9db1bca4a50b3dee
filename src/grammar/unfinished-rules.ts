import { type Rule, ruleTable } from '../text/rule-table.ts';

const GRAMMAR = '现代汉语：句子成分的配价、转折与补正';

interface UnfinishedRule extends Rule {
  /** What ends so breaks off where nothing follows, as before a list: 但调研发现：. */
  readonly breaksOff: boolean;
}

/** What must follow a clause that ends so, or the sentence breaks off. */
export const UNFINISHED = ruleTable<UnfinishedRule>(
  'unfinished',
  [
    {
      id: 'copula',
      match: ['(?<!总)是', '(?<![行作认])为', '即', '分别'],
      breaksOff: false,
      source: GRAMMAR,
    },
    {
      id: 'listing',
      match: ['包括', '例如', '其中', '以及'],
      breaksOff: true,
      source: GRAMMAR,
    },
    {
      id: 'says',
      match: [
        '提出',
        '认为',
        '表示',
        '强调',
        '指出',
        '发现',
        '说明',
        '显示',
        '表明',
        '认识到',
        '了解到',
        '注意到',
        '看到',
        '感到',
        '体会到',
        '得知',
        '转述',
      ],
      breaksOff: true,
      source: GRAMMAR,
    },
    {
      id: 'joins',
      match: ['(?<!总|中)和', '(?<!参)与', '或', '(?<!普|涉)及', '的'],
      breaksOff: false,
      source: GRAMMAR,
    },
    {
      id: 'preposition',
      match: [
        '(?<!必|即)将',
        '(?<![反相针应])对',
        '(?<![存所现])在',
        '(?<![自理])由',
        '(?<![导方意走倾去])向',
        '(?<!供)给',
        '(?<![占对同环])比',
      ],
      breaksOff: false,
      source: GRAMMAR,
    },
    {
      id: 'since',
      match: ['(?:从|自)[^，；]{1,18}(?:起|开始)', '以来'],
      breaksOff: false,
      source: GRAMMAR,
    },
    {
      id: 'because',
      match: ['[所家个名校区县]因(?!此|而|地|材)[^，；]{2,30}'],
      breaksOff: false,
      source: GRAMMAR,
    },
    // 任何机构不得以免费筛查为名
    {
      id: 'pretext',
      match: ['以[^，；]{1,16}为(?:名|由)'],
      breaksOff: false,
      source: GRAMMAR,
      keep: 'a sentence torn in its middle; judged by test/statements/turns.test.ts',
    },
    // 教师的时间，是学生最宝贵的资源: what only names of what the next clause tells
    {
      id: 'names-only',
      match: [
        '^(?:没有|尚?未|不)[^，；]{1,12}的\\d{1,4}[个所名家户][^，；]{0,4}',
        '^[^，；]{1,10}的(?:时间|问题|原因|做法|\\p{Script=Han}{1,2}率|[一两二三四五\\d]{1,2}[项条件个家所名])',
        '^“[^“”]{1,12}”(?:问题)?',
        '^[^，；]{0,4}\\d[\\d.万]{0,8}[人名所家个件][^，；]{0,6}[中里]',
      ],
      breaksOff: false,
      source: GRAMMAR,
    },
    // 同时提醒广大家长
    {
      id: 'whom',
      match: ['(?:提醒|呼吁|希望|请)(?:广大|各位)?(?:家长|学生|市民|群众)(?:朋友)?'],
      breaksOff: true,
      source: GRAMMAR,
      keep: 'safety: a sentence that breaks off; seen on letters judged blind, judged by test/statements/turns.test.ts',
    },
    {
      id: 'turns-to',
      match: ['^(?:再说|再看|说到|谈到)[^，；]{1,10}'],
      breaksOff: true,
      source: GRAMMAR,
    },
    // 我局将在编制预算时
    {
      id: 'when',
      match: ['[^，；]{4,30}(?<![\\d点及同课学按准随届平临工当暂小实定有应季限即不])时'],
      breaksOff: true,
      source: GRAMMAR,
    },
    // 您担心的机构资质问题
    {
      id: 'wish-only',
      match: [
        '^(?:关于|对于|对|就|针对)?(?:您|你们?|委员|代表|提案|家长)[^，；]{0,20}(?:担心|提出|反映|关心|关注|提到|建议)的[^，；]{2,30}(?:问题|建议|诉求|意见|情况|事项)',
      ],
      breaksOff: true,
      source: GRAMMAR,
    },
    // 原计划9月投入使用的第六中学
    {
      id: 'noun-only',
      match: [
        '^(?!.{0,40}[是有为])[^，；]{2,30}(?:使用|建成|开工|竣工|投用|交付|成立|新建|在建|改造)的[^，；的]{2,10}(?:学|校|园|馆|中心|项目|平台|基地)',
      ],
      breaksOff: true,
      source: GRAMMAR,
    },
  ],
  { shape: '(?:$)$' },
);
