import { toSimplified } from '../text/to-simplified.ts';

// One blank anywhere; several only behind a character alone (李　　明): else they part the cells of a table.
const BLANK =
  /(?<=\p{Script=Han})[ \u3000\u00a0\t](?=\p{Script=Han})|(?<=(?<!\p{Script=Han})\p{Script=Han})[ \u3000\u00a0\t]{2,4}(?=\p{Script=Han})/gu;

/** A text in Simplified characters without the blanks between Han characters. */
export interface SqueezedText {
  readonly plain: string;
  /** The place in the given text of a place in `plain`. */
  readonly placeOf: (at: number) => number;
}

/** 李 明 is 李明, 委員 is 委员: for finding, never for showing. */
export function squeezeBlanks(text: string): SqueezedText {
  const simplified = toSimplified(text);
  if (!/(?<=\p{Script=Han})[ \u3000\u00a0\t]/u.test(simplified)) {
    return { plain: simplified, placeOf: (at) => at };
  }
  const places: number[] = [];
  let plain = '';
  let from = 0;
  const take = (to: number): void => {
    for (let at = from; at < to; at += 1) places.push(at);
    plain += simplified.slice(from, to);
  };
  for (const match of simplified.matchAll(BLANK)) {
    take(match.index);
    from = match.index + match[0].length;
  }
  take(simplified.length);
  return { plain, placeOf: (at) => places[at] ?? text.length };
}
