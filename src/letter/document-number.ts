import { foldWidth } from '../text/han.ts';

// GB/T 9704 wants 机关代字〔年〕号; docs/field-notes.md §2.1 lists the brackets, 第 and blanks met in the wild.
const NUMBER =
  /[\u4e00-\u9fff]{2,20}(?:[（(][\u4e00-\u9fff]{1,6}[）)])?[\u4e00-\u9fff]{0,6} {0,2}[〔［[【（(﹝<〈] {0,2}(?:19|20)\d{2} {0,2}年?[〕］\]】）)﹞>〉] {0,2}第? {0,2}\d{1,6}(?:-\d{1,4})? {0,2}号/u;
const HAS_YEAR = /[〔［[【（(﹝<〈]\s{0,4}(?:19|20)\s?\d\s?\d/u;
// What may stand beside the number in its line: result letter, signer, openness mark.
const BESIDE =
  /^(?:签发人?[:：]?.{0,10}|[ABCDabcd]类?|(?:办理)?(?:结果|类别|类型|标记|类别标记|办理结果)[:：]?.{0,6}|[（(【[]?(?:此件|是否)?(?:不|依申请|主动|同意)?公开(?:发布)?[)）\]】]?|文号[:：]?|发文字号[:：]?|编号[:：]?|[（()）：:★＊*\s]|[加特平]?急|公开(?:属性|方式|类别)[:：].{0,6}){0,6}$/u;
const PREFIX_NOISE = /^(?:发文字号|文号|字号|编号|[ABCD]类)/u;

/** The 发文字号 that a label's value holds, or the value itself when it looks like one of another form. */
export function documentNumberFromLabel(value: string): string | null {
  const found = findNumber(value);
  if (found !== null) return found;
  const text = value.replaceAll(/\s+/gu, '');
  const isOther = /\d/u.test(text) && text.endsWith('号') && text.length <= 40;
  return isOther ? text : null;
}

/** The 发文字号 of a line that holds nothing else of weight; null for lines that merely quote one. */
export function documentNumberOfLine(line: string): string | null {
  if (line.length > 90) return null;
  const folded = foldWidth(line);
  if (!/\d/u.test(folded)) return null;
  const squeezed = folded.replaceAll(/\s+/gu, ' ');
  const found = matchNumber(squeezed) ?? matchNumber(squeezed.replaceAll(' ', ''));
  if (found === null) return null;
  const rest = `${found.before} ${found.after}`.trim();
  return BESIDE.test(rest.replaceAll(/\s+/gu, '')) || rest === '' ? found.number : null;
}

/** The 发文字号 in brackets at the end of a title: `…的通知（某教函〔2024〕3号）`. */
export function documentNumberOfTitle(title: string): string | null {
  const match =
    /[（(【[]([^（()）]{0,30}[〔［[【﹝(（]\d{4}[〕］\]】﹞)）][^（()）]{0,14}号)[)）】\]]?$/u.exec(
      title,
    );
  return match?.[1] === undefined ? null : findNumber(match[1]);
}

function findNumber(text: string): string | null {
  const squeezed = foldWidth(text.slice(0, 200));
  return (
    matchNumber(squeezed)?.number ?? matchNumber(squeezed.replaceAll(/\s+/gu, ''))?.number ?? null
  );
}

function matchNumber(text: string) {
  if (!HAS_YEAR.test(text)) return null;
  const match = NUMBER.exec(text);
  if (match === null) return null;
  const noise = PREFIX_NOISE.exec(match[0])?.[0] ?? '';
  const number = match[0].slice(noise.length).replaceAll(/\s+/gu, '');
  return {
    number,
    before: text.slice(0, match.index),
    after: text.slice(match.index + match[0].length),
  };
}
