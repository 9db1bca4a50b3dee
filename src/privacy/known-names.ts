import { squeezeBlanks } from './squeeze-blanks.ts';
import type { PersonalSpan } from './personal-span.ts';
import { splitWords } from './split-words.ts';

/** Where a text has one of these names; one of two characters counts only where it is no part of a word. */
export function namesIn(text: string, names: readonly string[]): readonly PersonalSpan[] {
  if (names.length === 0) return [];
  const { plain, placeOf } = squeezeBlanks(text);
  const spans: PersonalSpan[] = [];
  for (const name of names) {
    if (name.length < 2) continue;
    for (let at = plain.indexOf(name); at >= 0; at = plain.indexOf(name, at + 1)) {
      const end = at + name.length;
      if (name.length > 2 || isApart(plain, at, end)) {
        spans.push({ start: placeOf(at), end: placeOf(end - 1) + 1 });
      }
    }
  }
  return spans;
}

// What shows that a person is meant by a name that is a word, too: 文明委员, and not 文明校园.
const AS_NAME =
  /^(?:等(?:\d{1,3}|[一二三四五六七八九十]{1,3})?[名位人]?|和\p{Script=Han}{2,3})?(?:委员|代表|同志|先生|女士|老师|等|的[《“]|的?(?:提案|建议)|所提|提出|反映|表示|认为)/u;

const BEHIND_WORD =
  /(?:委员|代表|家长|学生|同学|教师|老师|同志|市民|群众|专家|[校园院局处科]长|主任|书记|主席)$/u;

/** Whether no word reaches over the ends of a span, and it is none itself: 文明 is no name in 精神文明建设. */
function isApart(text: string, start: number, end: number): boolean {
  const from = Math.max(0, start - 8);
  const tokens = splitWords(text.slice(from, end + 8));
  const isCut = (at: number): boolean =>
    tokens.some((token) => from + token.start < at && at < from + token.end);
  if (isCut(start) || isCut(end)) return false;
  const isWord = tokens.some((token) => from + token.start === start && from + token.end === end);
  const isListed =
    text.charAt(end) === '、' && /^$|[\s、，。；：:（(]$/u.test(text.slice(0, start));
  if (!isWord || isListed || AS_NAME.test(text.slice(end, end + 12))) return true;
  return BEHIND_WORD.test(text.slice(Math.max(0, start - 4), start));
}
