import { allMatches } from './all-matches.ts';

const SENTENCE_END = /[。！？!?][。！？!?”’」』）)】》〉"]*/gu;
const CLAUSE_END = /[，；,;][，；,;”’」』）)】》〉"]*/gu;
// Marks between which a text is not cut: half a title or bracket is not a clause.
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['《', '》'],
  ['（', '）'],
  ['(', ')'],
  ['“', '”'],
  ['「', '」'],
  ['〔', '〕'],
]);
const PAIR_MARK = /[《》（）()“”「」〔〕]/gu;
const TITLE_MARK = /[《》]/gu;

/** From an opening mark to the mark that closes it. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Sentences in order, each a verbatim piece of the text; a line break always ends one. */
export function splitSentences(text: string): string[] {
  const pieces: string[] = [];
  for (const line of text.split(/[\r\n\u2028\u2029]+/u)) {
    cutAfter(pieces, line, { end: SENTENCE_END, mark: TITLE_MARK });
  }
  return pieces;
}

/** Clauses of a sentence, each a verbatim piece that keeps its comma; brackets, quotes and titles stay whole. */
export function splitClauses(sentence: string): string[] {
  const pieces: string[] = [];
  cutAfter(pieces, sentence, { end: CLAUSE_END, mark: PAIR_MARK });
  return pieces;
}

function cutAfter(
  pieces: string[],
  line: string,
  rules: { readonly end: RegExp; readonly mark: RegExp },
): void {
  let start = 0;
  let spans: readonly Span[] | null = null;
  let passed = 0;
  for (const match of allMatches(line, rules.end)) {
    spans ??= closedSpans(line, rules.mark);
    while ((spans[passed]?.end ?? line.length) < match.index) passed += 1;
    if ((spans[passed]?.start ?? line.length) < match.index) continue;
    if (isInsideNumber(line, match.index)) continue;
    const end = match.index + match[0].length;
    pushPiece(pieces, line.slice(start, end));
    start = end;
  }
  pushPiece(pieces, line.slice(start));
}

function pushPiece(pieces: string[], raw: string): void {
  const piece = raw.trim();
  if (piece !== '') pieces.push(piece);
}

function isInsideNumber(line: string, index: number): boolean {
  return line.charAt(index) === ',' && isDigit(line, index - 1) && isDigit(line, index + 1);
}

function isDigit(line: string, index: number): boolean {
  const code = line.charCodeAt(index);
  return code >= 0x30 && code <= 0x39;
}

/** The outermost matched pairs in order; a mark that is never closed covers nothing. */
function closedSpans(line: string, mark: RegExp): readonly Span[] {
  const spans: Span[] = [];
  const open: { readonly close: string; readonly index: number }[] = [];
  for (const { 0: char, index } of allMatches(line, mark)) {
    const close = PAIRS.get(char);
    const top = open.at(-1);
    if (close !== undefined) open.push({ close, index });
    else if (top?.close === char) {
      open.pop();
      // What lies inside this pair is covered by it.
      while ((spans.at(-1)?.start ?? -1) > top.index) spans.pop();
      spans.push({ start: top.index, end: index });
    }
  }
  return spans;
}
