import type { Proposal } from '../domain/article.ts';
import type { Reason } from '../domain/verdict.ts';
import type { LetterShape } from './letter.ts';
import { foldWidth } from '../text/han.ts';
import { REPLY_THRESHOLD, SHAPE_RULES, type Zone } from './shape-rules.ts';
import { ruleTable } from '../text/rule-table.ts';

/** A place where rules look: as it is written, and as they read it. */
interface Place {
  readonly text: string;
  readonly folded: string;
}

/** A text by the places where rules look. */
export type Zones = Readonly<Record<Zone, Place>>;

// The longest reply met has 9,000 characters; a work report that decides nothing may have 100,000.
const TEXT_LIMIT = 40_000;
const HEAD_LIMIT = 1200;
const TAIL_LIMIT = 700;

/** The places of a text where rules look. */
export function zonesOf(parts: {
  readonly title: string;
  readonly number: string;
  readonly opening: string;
  readonly text: string;
}): Zones {
  const text = parts.text.slice(0, TEXT_LIMIT);
  const opening = parts.opening.slice(0, 900);
  return {
    title: placeOf(parts.title.slice(0, 300)),
    number: placeOf(parts.number),
    // What an opening says may run over several lines.
    opening: { text: opening, folded: foldWidth(opening).replaceAll('\n', ' ') },
    head: placeOf(text.slice(0, HEAD_LIMIT)),
    tail: placeOf(text.slice(-TAIL_LIMIT)),
    text: placeOf(text),
  };
}

function placeOf(text: string): Place {
  return { text, folded: foldWidth(text) };
}

/** Adds up what speaks for and against a text's being the answer to a deputy or a member. */
export function judgeReply(zones: Zones): {
  readonly isReply: boolean;
  readonly reasons: readonly Reason[];
} {
  const reasons: Reason[] = [];
  let score = 0;
  let isProven = false;
  for (const { row, pattern } of SHAPE_RULES.patterns()) {
    const { text, folded } = zones[row.where];
    const found = pattern.exec(folded);
    if (found === null) continue;
    score += row.weight;
    isProven ||= row.isProof === true;
    const words = text.slice(found.index, found.index + found[0].length).trim();
    reasons.push({ rule: row.id, label: 'reply', weight: row.weight, text: words });
  }
  return { isReply: isProven && score >= REPLY_THRESHOLD, reasons };
}

// 会办 in a title says what the document is; in the text the main reply, too, speaks of others' opinions.
const CO_TITLE = ruleTable(
  'co-handling-title',
  [
    {
      id: 'words',
      match: ['会办', '协办', '分办'],
      source: '建议提案办理工作的通行用语：会办、协办、分办 (docs/field-notes.md §2.3)',
    },
  ],
  { shape: '(?:$)(?!单位)' },
);
const CO_TEXT = ruleTable('co-handling-opening', [
  {
    id: 'words',
    match: [
      '(?:会办|协办|分办)意见(?:如下|函告|反馈|函复|答复|回复|报|提)',
      '(?:现|提出|出具|我[局厅委部院办]).{0,12}(?:会办|协办)意见',
      '作为.{0,6}(?:会办|协办)单位',
      '我[局厅委部院办](?:会办|协办)的',
      '函告如下.{0,20}(?:汇总|综合|统一答复)',
    ],
    source: '建议提案办理工作的通行用语：会办、协办、分办 (docs/field-notes.md §2.3)',
  },
]);
const OTHERS_OPINIONS = ruleTable(
  'opinions-of-others',
  [
    {
      id: 'words',
      match: [
        '结合',
        '综合',
        '根据',
        '汇总',
        '征求',
        '参考',
        '吸收',
        '吸纳',
        '听取',
        '会商',
        '经',
        '与',
      ],
      source: '建议提案办理工作的通行用语：会办、协办、分办 (docs/field-notes.md §2.3)',
    },
  ],
  { shape: '(?:$).{0,24}(?:会办|协办)(?:单位)?.{0,6}意见' },
);
const AGAIN = ruleTable('further-answer', [
  {
    id: 'words',
    match: [
      '(?:补充|再次|二次|进一步)(?:的)?(?:答复|回复|复函|函复)',
      '续(?:复|答)',
      '再(?:次)?(?:作)?(?:答复|回复|复函|函复)',
      '跟踪(?:办理|落实|督办|答复|反馈)',
      '回头看',
      '后续(?:办理|落实|答复|进展|情况)',
      '(?:办理|落实|兑现|推进)(?:情况的?)?(?:最新)?进展',
      '答复(?:件)?(?:承诺)?(?:事项)?(?:的)?(?:落实|办理|兑现|履行)(?:情况|进展)',
      '承诺(?:事项)?(?:的)?(?:落实|兑现|履行)',
    ],
    source: '建议提案办理工作的通行用语：会办、协办、分办 (docs/field-notes.md §2.3)',
  },
]);

/** Did this agency answer, or send its opinion to the one that answers? */
export function roleOf(title: string, opening: string): NonNullable<Proposal['role']> {
  if (CO_TITLE.test(title.replaceAll(/《[^《》]{0,120}》/gu, ''))) return 'co-handling';
  return CO_TEXT.test(opening) && !OTHERS_OPINIONS.test(opening) ? 'co-handling' : 'main';
}

/** What kind of letter a reply is. */
export function shapeOf(title: string, role: Proposal['role']): LetterShape {
  if (role === 'co-handling') return 'co-handling';
  return AGAIN.test(title) ? 'follow-up' : 'reply';
}
