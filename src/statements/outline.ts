import { PLANNED } from '../grammar/tense-rules.ts';
import { ruleTable } from '../text/rule-table.ts';
import type { FieldKind } from './fields.ts';
import { type MarkKind, markOf } from './marks.ts';
import type { Span } from './statement.ts';

const LAYOUT = '答复的通行结构：做法、困难、下一步（docs/field-notes.md §2.3 (5)）';

/** How a point is introduced; a heading without a number is one of its own. */
type Level = MarkKind | FieldKind | 'bare';

interface Point {
  readonly level: Level;
  readonly isPlanned: boolean;
  /** Which of all points of the letter it is. */
  readonly count: number;
}

/** A heading that announces plans: docs/field-notes.md §2.3 (5). */
const PLAN_HEADING = ruleTable('plan-headings', [
  {
    id: 'next',
    match: [
      '下一步',
      '下一?(?:阶段|学年|学期|年度)',
      '今后',
      '接下来',
      '下步',
      '未来.{0,4}(?:工作|打算|规划|计划)',
      '后续(?:工作|措施|安排|打算)',
      '[往今]后怎[么样]',
      '怎[么样]走[？?]?$',
      '准备怎[么样]做',
    ],
    source: LAYOUT,
  },
  {
    id: 'plans',
    match: [
      '打算',
      '工作计划',
      '努力方向',
      '(?:明年|来年|20\\d\\d年)(?:工作)?(?:计划|打算|安排|重点)',
      '整改方向',
      '改进措施',
      '^(?:工作)?(?:安排|计划)$',
    ],
    source: LAYOUT,
  },
]);
/** A sentence that begins to speak of plans. */
export const PLAN_OPENING = ruleTable(
  'plan-openings',
  [
    {
      id: 'next',
      match: [
        '下一步',
        '下一?(?:阶段|学年|学期|年度)',
        '今后',
        '接下来',
        '未来(?:[一二两三四五\\d]年)?[，,]',
        '后续(?:工作)?[，,中]',
        '往后',
        '[后下]面(?:怎[么样]走|的?(?:工作|打算))',
        '下步',
        '我[局厅委]?们?(?:下一步|今后|接下来)',
      ],
      source: LAYOUT,
    },
    {
      id: 'arrangements',
      match: ['(?:今年|明年|本学期|下学期)(?:这样|的)?(?:安排|打算)'],
      source: LAYOUT,
    },
  ],
  { shape: '^(?:(?:根据|结合|按照|针对|围绕|为此|对此|综上|因此|同时)[^，。；]{0,30}，)?(?:$)' },
);

/** Where a clause of a sentence begins that says so, whatever leads it in: 您的建议很有启发，今后我们将…. */
const OPENS_BEHIND = PLAN_OPENING.derive(
  (rows) => new RegExp(`[，,](?:${rows.flatMap(({ match }) => match).join('|')})`, 'u'),
);

/** 我局将做好以下工作： and 下一步， alone announce the items below. */
const ANNOUNCES =
  /[：:，,]$|(?:(?:如下|以下|下列)[几两三四五六七八九十\d]?(?:个|项|点|方面|大|类)?.{0,4}(?:工作|措施|举措|方面|打算|任务|行动|工程|文章)?|[几两三四五六七八九十\d](?:个|项|点|大|类)?.{0,4}(?:工作|措施|举措|方面|打算|任务|行动|工程|文章))[。：:]$/u;

/** 我们将着重做好以下几项工作： without 下一步; 将…纳入，做了以下工作： tells what was done. */
const WILL_DO =
  /(?:(?<![现特兹谨])将|拟|计划|打算|准备)[^。；]{0,40}(?:(?:如下|以下|下列)[几两三四五六七八九十\d]?|[几两三四五六七八九十\d])(?:个|项|点|大|类)?(?:方面|工作|措施|举措|打算|任务)[^，。；]{0,8}[：:]$/u;

/** The first of a list: 一是, （一）, 1., 首先. */
const FIRST = /^(?:一(?:是|要)|[（(]\s?[一1]\s?[)）]|1\s?[.．、](?!\d)|①|首先[，,]|其一[，,])/u;

/** Whether the last sentence of a paragraph announces plans below it, of which `next` is the first line. */
export function announcesPlans(sentence: string, next: string): boolean {
  if (PLAN_OPENING.test(sentence)) return ANNOUNCES.test(sentence) || FIRST.test(next);
  if (!/[：:]$/u.test(sentence) || !ANNOUNCES.test(sentence)) return false;
  if (OPENS_BEHIND().test(sentence)) return true;
  return WILL_DO.test(sentence) && PLANNED.test(sentence) && !/[了已]/u.test(sentence);
}

/** The points that are open at a place of a letter, the widest first. */
export interface Outline {
  /** Counts the points of the widest level. */
  readonly section: () => number;
  readonly point: () => number;
  readonly heading: () => Span | null;
  readonly isPlanned: () => boolean;
  /** Which item of a list that a sentence announced as plans is open, as a count of points; null where none is. */
  readonly item: () => number | null;
  /** Opens a point, and closes all that a point of this level ends. `title` is its heading, or how it begins. */
  readonly open: (level: Level, title: string, heading: Span | null) => void;
  /** Says that the open point tells of plans from now on. */
  readonly plan: () => void;
  /** A list that was announced as plans begins with the line `next`: items of levels that are not open yet belong to it. */
  readonly announcePlans: (next: string) => void;
  /** An unnumbered paragraph that is no item of an announced list. */
  readonly leaveList: () => void;
}

/** Creates an outline; which level is wider is learnt from the order in which the levels are met. */
export function createOutline(): Outline {
  let points: readonly Point[] = [];
  let widest: Level | null = null;
  const count = { section: 0, point: 0 };
  let heading: Span | null = null;
  /** How many points were open when plans were announced; null where none were. */
  let announcedAt: number | null = null;
  let hasItems = false;

  function isPlanned(): boolean {
    return points.at(-1)?.isPlanned ?? false;
  }

  return {
    section: () => count.section,
    point: () => count.point,
    heading: () => heading,
    isPlanned: () => isPlanned() || (announcedAt !== null && hasItems),
    item: () => (announcedAt === null || !hasItems ? null : (points[announcedAt]?.count ?? null)),
    open(level, title, given) {
      const known = points.findIndex((point) => point.level === level);
      points = known < 0 ? points : points.slice(0, known);
      if (announcedAt !== null && (known >= 0 ? known < announcedAt : level === 'bare'))
        announcedAt = null;
      hasItems = announcedAt !== null;
      widest ??= level;
      const isWidest = points.length === 0 || level === widest;
      if (isWidest) count.section += 1;
      count.point += 1;
      heading = given;
      const plans = PLAN_HEADING.test(title);
      points = [...points, { level, isPlanned: plans || isPlanned(), count: count.point }];
    },
    plan() {
      const last = points.at(-1);
      if (last !== undefined) points = [...points.slice(0, -1), { ...last, isPlanned: true }];
    },
    announcePlans(next) {
      // （一） that begins anew after another list with such numbers.
      const again =
        FIRST.test(next) || next.startsWith('一、')
          ? points.findIndex(({ level }) => level === markOf(next)?.kind)
          : -1;
      announcedAt = again < 0 ? points.length : again;
      hasItems = false;
    },
    leaveList() {
      if (hasItems) announcedAt = null;
    },
  };
}
