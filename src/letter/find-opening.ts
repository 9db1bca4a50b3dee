import { splitSentences } from '../text/sentences.ts';
import type { FoundSalutation } from './salutation.ts';
import { ruleTable } from '../text/rule-table.ts';

/** A place in the lines of a text. */
export interface Position {
  /** Index of the line. */
  readonly line: number;
  readonly column: number;
}

/** The sentences that acknowledge a proposal and announce the answer: where they begin and end. */
export interface Opening {
  readonly start: Position;
  /** Equal to `start` where a text has none. */
  readonly end: Position;
}

/** The matter is acknowledged, or the answer is announced: docs/field-notes.md §2.3 (4). */
const ACKNOWLEDGED = ruleTable('acknowledged', [
  {
    id: 'words',
    match: [
      '收悉',
      '已悉',
      '敬悉',
      '[已均]收到',
      '收到(?=[，。,了])',
      '(?:业已|已)转(?:交|至|来)我[局厅委办]',
    ],
    source: 'docs/field-notes.md §2.3 (4)',
  },
]);
const ANNOUNCED = ruleTable('announced', [
  {
    id: 'words',
    match: [
      '(?:答复|函复|回复|复函|汇报|报告|说明|反馈|函告|回应|办理情况|有关情况|办理意见|处理意见|(?:会办|协办|分办)意见|意见)[^。；]{0,10}(?:如下|于后)',
      '(?:作|做|提|予以|提出)[^。；，]{0,3}(?:如下|以下)[^。；，]{0,4}(?:答复|回复|说明|反馈|意见)',
      '现(?:向您)?(?:答复|回复)(?:您|你们)?[:：]',
    ],
    source: 'docs/field-notes.md §2.3 (4)',
  },
]);
/** Without 收悉 or 如下 a letter may still say first what was proposed, or that it was answered before. */
const PROPOSED = ruleTable(
  'proposed',
  [
    {
      id: 'words',
      match: ['您', '你们?', '贵[\\p{Script=Han}]{1,6}', '委员', '代表'],
      source: 'docs/field-notes.md §2.3 (4)',
    },
  ],
  {
    shape:
      '(?:$)(?:[^。，]{0,40}(?:提出|提交|领衔|反映|转来)的?[^。]{0,12}(?:《|“|关于)[^。]{0,90}(?:提案|建议|议案)|[^。，]{0,20}(?:提出|提交|领衔|反映)的[^。，《》“”]{2,60}的(?:提案|建议|议案)[^。，]{0,8}(?:答复|回复)|[^。]{0,20}(?:《[^。《》]{2,90}(?:提案|建议|议案)》|“[^。“”]{2,90}(?:提案|建议|议案)”|“关于[^。“”]{2,90}”的?(?:提案|建议|议案)))',
  },
);
/** Or it only names the proposal in its first sentences: 《关于…的提案》已认真研究。 */
const NAMED = ruleTable('named-proposal', [
  {
    id: 'title',
    match: ['《[^《》]{2,90}(?:提案|建议|议案)》', '“关于[^“”]{2,90}”的?(?:提案|建议|议案)'],
    source: 'docs/field-notes.md §2.3 (4)',
  },
]);
const MAX_NAMED = 2;
// A platform may print the proposal's own text above the letter.
const MAX_LINES = 12;
const MAX_AFTER_SALUTATION = 4;

/** Finds the opening of a letter's lines; behind its end the answer begins. */
export function findOpening(lines: readonly string[], greeted: FoundSalutation | null): Opening {
  const start = behindSalutation(lines, greeted);
  const last = greeted === null ? MAX_LINES : start.line + MAX_AFTER_SALUTATION;
  for (const sign of [ANNOUNCED, ACKNOWLEDGED, PROPOSED]) {
    for (let at = start.line; at < Math.min(lines.length, last); at += 1) {
      const from = at === start.line ? start.column : 0;
      const line = (lines[at] ?? '').slice(from);
      if (!sign.test(line) || isQuotation(line)) continue;
      return { start, end: { line: at, column: from + endOfOpening(line, sign) } };
    }
  }
  const isToPersons = (greeted?.salutation.persons.length ?? 0) > 0;
  return isToPersons ? namedOpening(lines, start) : { start, end: start };
}

/** The sentence right behind a salutation that names the proposal; empty where none does. */
function namedOpening(lines: readonly string[], start: Position): Opening {
  for (let at = start.line; at < start.line + MAX_NAMED; at += 1) {
    const from = at === start.line ? start.column : 0;
    const line = (lines[at] ?? '').slice(from);
    if (NAMED.test(line))
      return { start, end: { line: at, column: from + endOfOpening(line, NAMED) } };
  }
  return { start, end: start };
}

function behindSalutation(lines: readonly string[], greeted: FoundSalutation | null): Position {
  if (greeted === null) return { line: 0, column: 0 };
  const { line, rest } = greeted;
  if (rest === '') return { line: line + 1, column: 0 };
  return { line, column: (lines[line] ?? '').length - rest.length };
}

/** A letter that is quoted in somebody else's text opens with a quotation mark. */
function isQuotation(line: string): boolean {
  return /^\s{0,8}[“"「『‘]/u.test(line);
}

/** Where the last sentence of the opening ends: behind the colon of 如下：, or behind the full stop. */
function endOfOpening(line: string, sign: { readonly test: (text: string) => boolean }): number {
  let end = 0;
  let found = 0;
  for (const sentence of splitSentences(line)) {
    const start = line.indexOf(sentence, end);
    end = start + sentence.length;
    if (!sign.test(sentence)) continue;
    const colon = /(?:如下|意见|于后|答复|回复)[^：:。；，]{0,6}[：:]/u.exec(sentence);
    found = colon === null ? end : start + colon.index + colon[0].length;
    if (colon !== null) return found;
    break;
  }
  return found === 0 ? line.length : found;
}
