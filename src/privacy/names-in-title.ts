import { allMatches } from '../text/all-matches.ts';
import { toSimplified } from '../text/to-simplified.ts';
import { isFamily } from './family-names.ts';
import { isLoose, mayBeName } from './find-in-places.ts';
import type { PersonalSpan } from './personal-span.ts';
import { isBarePlace } from './place-names.ts';

/** A title of a letter or of its file: others name nobody without saying who it is. */
const LETTER =
  /提案|建议|议案|答复|答覆|复函|复文|回复|来信|意见|\.(?:pdf|docx?|wps|ofd|rtf|xlsx?)$/iu;
const PIECE = /[^\s\u3000\-‐‑–—－_＿|｜【】[\]（）()：:;；“”"'‘’《》<>+&.。/·•・‧]{1,40}/gu;
const LONGEST = 8;
const SHORTEST = 2;

// What a name stands in front of in a title: its proposal's number, its subject.
const SURE_TAIL =
  /^(?:第?[（(]?\d|[“"「『《]|的?(?:提案|建议|议案|来信|信访)|关于|所提|等\d|双减)/u;
const TOPIC_TAIL =
  /^(?:减负|减轻|作业|课业|课后|校外|培训|义务教育|教育|学校|学生|中小学|托管|加强|进一步|落实|规范)/u;
const LEAD = /(?:关于|答复|回复|函复|复函|对|致|给|复|就|号|提案人|——|—)/gu;

/** Places of persons that only a title's form tells: between its parts, or between 答复 and the proposal's number. */
export function namesInTitle(title: string): readonly PersonalSpan[] {
  const text = toSimplified(title);
  if (text.length !== title.length || !LETTER.test(text)) return [];
  const pieces = allMatches(text, PIECE).map(({ 0: piece, index }) => ({ piece, index }));
  const apart = pieces.length < 2 ? [] : pieces.flatMap(({ piece, index }) => whole(piece, index));
  const spaced = pieces.flatMap(({ piece, index }, at) => {
    const next = pieces[at + 1];
    if (next === undefined || piece.length !== 1 || next.piece.length > 2) return [];
    const isBlank = /^[\s\u3000]{1,4}$/u.test(text.slice(index + 1, next.index));
    const end = next.index + next.piece.length;
    return isBlank && isFamily(piece) && mayBeName(piece + next.piece)
      ? [{ start: index, end }]
      : [];
  });
  const leading = pieces.flatMap(({ index }) => nameFrom(text, index));
  const led = allMatches(text, LEAD).flatMap((lead) =>
    nameFrom(text, lead.index + lead[0].length, lead[0]),
  );
  return [...apart, ...spaced, ...leading, ...led];
}

/** A part of a title that is nothing but a name. */
function whole(piece: string, index: number): readonly PersonalSpan[] {
  const isName = piece.length >= SHORTEST && piece.length <= LONGEST && mayBeName(piece);
  return isName ? [{ start: index, end: index + piece.length }] : [];
}

/** The name that begins at a place, where a proposal follows it. `lead` is what stands before. */
function nameFrom(text: string, start: number, lead = ''): readonly PersonalSpan[] {
  for (let length = SHORTEST; length <= LONGEST; length += 1) {
    const name = text.slice(start, start + length);
    if (!mayBeName(name)) continue;
    const rest = text.slice(start + length, start + length + 6);
    if (isNamed(name, rest, lead)) return [{ start, end: start + length }];
  }
  return [];
}

function isNamed(name: string, rest: string, lead: string): boolean {
  if (lead === '提案人' && /^(?:$|[^\p{Script=Han}])/u.test(rest)) return true;
  // 关于巩固“双减”成果: behind 关于 hardly any word is a name.
  const isClear = isLoose(name) && isLoose(name.slice(0, 2)) && !isBarePlace(name);
  if (isClear && (SURE_TAIL.test(rest) || TOPIC_TAIL.test(rest))) return true;
  return SURE_TAIL.test(rest) && (lead !== '关于' || /^第?[（(]?\d/u.test(rest));
}
