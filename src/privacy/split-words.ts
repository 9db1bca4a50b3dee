import { isCompoundFamily, isFrequentFamily, isTransliterated } from './family-names.ts';

const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' });

/** A word of a text, by the dictionary of ICU (part of Node): a name falls into characters, as no dictionary has it. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Parts a short text into words, marks and blanks; `offset` is where it begins in a longer one. */
export function splitWords(text: string, offset = 0): readonly Token[] {
  const tokens: Token[] = [];
  if (text === '') return tokens;
  // Word after word is asked for: an iterator over the segments takes longer to make than a clause to part.
  const segments = segmenter.segment(text);
  for (let index = 0; index < text.length;) {
    const segment = segments.containing(index)?.segment ?? text.slice(index);
    const last = tokens.at(-1);
    if (last !== undefined && isLinked(last.text, segment)) {
      tokens.pop();
      tokens.push(...halvesOf(last));
    }
    const start = offset + index;
    index += segment.length;
    tokens.push({ text: segment, start, end: offset + index });
  }
  return tokens;
}

/** 王芳和王伟 holds no word 芳和. */
function isLinked(text: string, next: string): boolean {
  if (text.length !== 2) return false;
  const isNext = isFrequentFamily(next.charAt(0)) || isTransliterated(next);
  return /[和与及]$/u.test(text) && (isNext || isCompoundFamily(next));
}

function halvesOf({ text, start, end }: Token): readonly Token[] {
  return [
    { text: text.slice(0, 1), start, end: start + 1 },
    { text: text.slice(1), start: start + 1, end },
  ];
}
