import { type Rule, ruleTable } from '../text/rule-table.ts';

const GRAMMAR = '现代汉语：回指成分作主语，对前文加以限定、更正或说明';
const LETTERS = 'docs/field-notes.md §2.3';

/** How a clause begins that speaks of what was said right before it. */
const BACK = ruleTable(
  'speaks-of-before',
  [
    {
      id: 'this',
      match: [
        '这(?!里|样|也是|就是)',
        '此(?!外|次|前|后|时)',
        '该',
        '其(?![中余他它次实])',
        '上述',
        '前述',
        '以上',
      ],
      source: GRAMMAR,
    },
  ],
  { shape: '^(?:但是?|可是?|不过|然而|而|其实|当然|只是)?[，,]?(?:$)' },
);

/** What limits or takes back what a clause speaks of. */
const LIMITS = ruleTable('limits', [
  {
    id: 'only',
    match: ['仅', '只(?!要)', '限于', '为限', '适用于', '前提', '为准', '取决于', '才(?!能?艺)'],
    source: GRAMMAR,
  },
  {
    id: 'not',
    match: ['不(?!断|仅|少|错|懈|久|同)', '未(?!来|成年)', '尚', '暂', '没有', '无(?!锡|偿)', '误'],
    source: GRAMMAR,
  },
  {
    id: 'must-first',
    match: ['须', '需(?!求)', '待', '报.{0,12}(?:备案|批准|审批|审定)'],
    source: GRAMMAR,
  },
  {
    id: 'how-counted',
    match: ['自评', '自报', '自填', '估算', '折算', '口径', '含', '推荐性', '除'],
    source: '统计公报的口径说明用语',
  },
]);

/** What corrects or explains what was said right before it, without pointing at it. */
/** What limits, obliges or denies: a statement is not cut off before it. */
export const BINDS_BEHIND = ruleTable('binding-ends', [
  {
    id: 'obliges',
    match: ['须', '应当?(?!用|急|届|对|邀|聘)', '不得', '方可', '自愿', '条件'],
    source: GRAMMAR,
  },
  {
    id: 'limits',
    match: [
      '除[^，；]{1,12}外',
      '例外',
      '仅',
      '只(?!要|争)',
      '原则上',
      '视[^，；]{1,10}(?:而定|情)',
      '届时',
      '才(?!能|智|艺)',
      '否则',
      '但',
    ],
    source: GRAMMAR,
  },
  {
    id: 'denies',
    match: [
      '不能',
      '不可(?!或)',
      '不予',
      '不再',
      '不(?=[作做收设列宜足高够])',
      '尚(?!品)',
      '仍',
      '未(?!来|成年)',
      '没有',
      '无(?!偿|证|线|障|缝|忧)',
      '暂',
      '难以',
      '困难(?!学生|家庭|群众|儿童)',
    ],
    source: GRAMMAR,
  },
]);

const CORRECTS = ruleTable('corrections', [
  {
    id: 'really',
    match: [
      '真正[^，；]{0,10}(?:是|为|有)',
      '实际(?:上)?(?:只|仅|不到|不足|[^，；]{0,6}\\d)',
      '实(?:则|为)[^，；]{0,6}\\d',
      '(?:^|所以|因而|故)实(?:则|为)',
      '现有效',
      '^其实',
      '打了折扣',
      '有水分',
    ],
    source: LETTERS,
  },
  {
    // 情况紧急的，不受此限
    id: 'exempt',
    match: ['不受[此前上]?[^，；]{0,4}限', '(?:除外|例外)$'],
    source: LETTERS,
  },
  {
    id: 'proves-nothing',
    match: [
      '不(?:能|应|宜|足以|可)[^，；]{0,6}(?:说明|解释|理解|推断|推论|证明|归因|归功|归咎|放大|看作|视为|等同)',
      '不(?:等于|代表|意味)',
      '谈不上',
      '说不上',
      '算不(?:得|上)',
    ],
    source: LETTERS,
  },
  {
    id: 'result-open',
    match: ['(?:结果|结论)[^，；]{0,10}(?:才|尚|未|还没|待)'],
    source: LETTERS,
  },
  {
    id: 'explains',
    match: [
      '^(?:需要|应当|须|必须|有必要|应该)(?:指出|说明|交代|交待|澄清|强调)',
      '所致$',
      '(?:同一|相同|可比)口径',
    ],
    source: LETTERS,
  },
  {
    id: 'only-part',
    match: ['其余[^，；]{0,20}(?:顺延|延至|推迟|未|尚|待|暂)'],
    source: LETTERS,
  },
  { id: 'cause-behind', match: ['^(?:主要|其)?原因(?:是|在于|既|有|主要|为)'], source: GRAMMAR },
]);

/** 统筹资金29.6亿元，用于课后服务设施: what money is for. */
const SPENT_ON = ruleTable(
  'spent-on',
  [{ id: 'spent-on', match: ['用于', '用来', '用作'], source: '现代汉语：连谓结构' }],
  { shape: '^(?:专门|专项|主要|全部|统一|重点)?(?:$)' },
);
const MONEY = /\d[\d.,]*(?:余|多)?[万亿]?(?:余|多)?元$/u;

const FIGURE = /\d{2,}[所家名人个件项条万%％]/gu;
const TAKEN_BACK = /后来|撤[回销]|交回|停运|停[办用]|退出|剔除|失效/u;

/** Whether a text names a figure of the one before it again and takes some of it back: 同意的671家中，有28家后来交回. */
export function takesUpFigure(text: string, before: string): boolean {
  if (!TAKEN_BACK.test(text)) return false;
  return (before.match(FIGURE) ?? []).some((figure) => text.includes(figure));
}

/** Whether a text limits, corrects or explains what was said right before it. */
export function qualifies(text: string): boolean {
  return (BACK.test(text) && LIMITS.test(text)) || CORRECTS.test(text);
}

/** What a sentence about money or a rule of others is told with: who is exempt from it, what holds at home instead. */
const STANDARDS = ruleTable<Rule & { readonly of: RegExp }>('other-standards', [
  {
    id: 'exempt-groups',
    of: /元|收费|费用|缴|交纳/u,
    match: [
      '^对?[^，；]{0,10}(?:低保|特困|孤儿|残疾|困难(?:家庭|学生|群体)|脱贫|烈士|事实无人抚养)',
    ],
    source: '教育部办公厅《关于做好义务教育课后服务工作》：对家庭经济困难学生免收或减收的通行写法',
  },
  {
    id: 'changed-since',
    of: /原来|原先|以往|过去/u,
    match: ['^(?:从|自)?[^，；]{1,10}(?:起|后|以来)', '改为', '延长', '调整为'],
    source: LETTERS,
  },
  {
    id: 'own-standard',
    of: /(?:国家|教育部|省|部)[^，；]{0,24}(?:规定|印发|明确|要求|标准)/u,
    match: [
      '在此基础上',
      '作?了?收紧',
      '从严',
      '严于',
      '高于(?:国家|省)',
      '^[我本][省市县区州][^，；]{0,20}(?:规定|要求|执行|标准)',
    ],
    source: LETTERS,
  },
]);

/** Whether what is said next exempts somebody from it, or sets something else in its place. */
export function setsOther(said: string, before: string): boolean {
  const rule = STANDARDS.find(said);
  return rule !== null && rule.of.test(before);
}

/**
 * Of the clauses behind a main clause those that limit, correct or explain it, as indexes: from the one that speaks of what
 * was said before it on to the one that says the limit.
 */
export function qualifiersOf(texts: readonly (string | null)[], at: number): readonly number[] {
  const behind = texts.flatMap((text, index) =>
    text !== null && index > at ? [{ text, index }] : [],
  );
  for (const [place, { text, index }] of behind.entries()) {
    if (place === 0 && CORRECTS.test(text)) return [index];
    if (place === 0 && SPENT_ON.test(text) && MONEY.test(texts[at] ?? '')) return [index];
    if (!BACK.test(text)) continue;
    const limit = behind.findIndex((other, one) => one >= place && LIMITS.test(other.text));
    if (limit >= 0) return behind.slice(place, limit + 1).map((other) => other.index);
  }
  return [];
}
