import { toSimplified } from '../text/to-simplified.ts';

const WIDE = /[０-９Ａ-Ｚａ-ｚ]/gu;
const BLANK = /[\u00a0\u2000-\u200a\u202f\u3000\t]/gu;
const NEEDS_FOLDING = /[０-９Ａ-Ｚａ-ｚ\u00a0\u2000-\u200a\u202f\u3000\t∶]/u;
const WIDE_OFFSET = 0xfe_e0;

/** A text as written and as compared; both have the same length, so a match can be shown verbatim. */
export interface Folded {
  readonly text: string;
  readonly folded: string;
}

/** Simplified characters, half-width letters and digits, plain blanks; every index stays where it was. */
export function foldText(text: string): Folded {
  const simplified = toSimplified(text);
  if (!NEEDS_FOLDING.test(simplified)) return { text, folded: simplified };
  const folded = simplified
    .replaceAll(WIDE, (char) => String.fromCharCode(char.charCodeAt(0) - WIDE_OFFSET))
    .replaceAll(BLANK, ' ')
    .replaceAll('∶', ':');
  return { text, folded };
}

/** A piece of a text, in both forms. */
export function sliceFolded({ text, folded }: Folded, start: number, end?: number): Folded {
  return { text: text.slice(start, end), folded: folded.slice(start, end) };
}

/** Texts one below the other, in both forms. */
export function joinFolded(parts: readonly Folded[]): Folded {
  return {
    text: parts.map(({ text }) => text).join('\n'),
    folded: parts.map(({ folded }) => folded).join('\n'),
  };
}

/** The first match as it is written, or null. */
export function firstMatchIn({ text, folded }: Folded, regex: RegExp): string | null {
  regex.lastIndex = 0;
  const found = regex.exec(folded);
  return found === null ? null : text.slice(found.index, found.index + found[0].length).trim();
}
