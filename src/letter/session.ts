import { numeralValue } from '../text/numerals.ts';
import { allMatches } from '../text/all-matches.ts';

const NUMERAL = '[一二三四五六七八九十百〇零\\d]{1,5}';
// 五届一次会议, 第十四届全国委员会第二次会议, 十三届全国人大四次会议, 十届人大常委会…: docs/field-notes.md §2.2.
const SESSION = new RegExp(
  `第?(${NUMERAL})届(?<level>[^第，。；：《》一二三四五六七八九十\\d]{0,20}?)第?(${NUMERAL})次(?:全体)?(?:会议|全会|会)`,
  'u',
);

/** The session named in a text, in one spelling (五届一次会议), and where its name ends; null where none is. */
export function sessionOf(text: string): { readonly session: string; readonly end: number } | null {
  const match = SESSION.exec(text);
  if (match === null) return null;
  // The level word in between says nothing that the region does not: 十三届全国人大四次会议 → 十三届四次会议.
  return { session: `${match[1]}届${match[3]}次会议`, end: match.index + match[0].length };
}

const ALL_SESSIONS = new RegExp(SESSION.source, 'gu');

/** Every session named in a text, as term and meeting in digits: `5-1` for 五届一次会议. */
export function sessionKeys(text: string): readonly string[] {
  return Array.from(
    allMatches(text, ALL_SESSIONS),
    ([, term, , meeting]) => `${numeralValue(term ?? '')}-${numeralValue(meeting ?? '')}`,
  );
}
