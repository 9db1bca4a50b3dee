const SENTENCE_END = '。！？!?';
const CLAUSE_END = '，；,;';
const CLOSERS = '”’」』）)】》〉"';
// Marks between which a text is not cut: half a title or bracket is no clause.
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['《', '》'],
  ['（', '）'],
  ['(', ')'],
  ['“', '”'],
  ['「', '」'],
  ['〔', '〕'],
]);
const TITLE_PAIRS: ReadonlyMap<string, string> = new Map([['《', '》']]);

/** Sentences in order, each a verbatim piece of the text; a line break always ends one. */
export function splitSentences(text: string): string[] {
  return text
    .split(/[\r\n\u2028\u2029]+/u)
    .flatMap((line) => cutAfter(line, SENTENCE_END, coveredBy(line, TITLE_PAIRS)));
}

/** Clauses of a sentence, each a verbatim piece that keeps its comma; brackets, quotes and titles stay whole. */
export function splitClauses(sentence: string): string[] {
  return cutAfter(sentence, CLAUSE_END, coveredBy(sentence, PAIRS));
}

function cutAfter(line: string, ends: string, covered: Uint8Array): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let index = 0; index < line.length; index += 1) {
    if (!ends.includes(line.charAt(index)) || covered[index] === 1) continue;
    if (isInsideNumber(line, index)) continue;
    while (continuesEnd(line.charAt(index + 1), ends)) index += 1;
    pieces.push(line.slice(start, index + 1).trim());
    start = index + 1;
  }
  pieces.push(line.slice(start).trim());
  return pieces.filter((piece) => piece !== '');
}

function continuesEnd(next: string, ends: string): boolean {
  return next !== '' && (CLOSERS.includes(next) || ends.includes(next));
}

function isInsideNumber(line: string, index: number): boolean {
  return (
    line.charAt(index) === ',' &&
    /\d/u.test(line.charAt(index - 1)) &&
    /\d/u.test(line.charAt(index + 1))
  );
}

/** Marks the characters between matched pairs; a mark that is never closed covers nothing. */
function coveredBy(line: string, pairs: ReadonlyMap<string, string>): Uint8Array {
  const steps = new Int32Array(line.length + 1);
  const open: { readonly close: string; readonly index: number }[] = [];
  for (let index = 0; index < line.length; index += 1) {
    const char = line.charAt(index);
    const close = pairs.get(char);
    const top = open.at(-1);
    if (close !== undefined) open.push({ close, index });
    else if (top?.close === char) {
      open.pop();
      steps[top.index] = (steps[top.index] ?? 0) + 1;
      steps[index] = (steps[index] ?? 0) - 1;
    }
  }
  let depth = 0;
  return Uint8Array.from(steps, (step) => {
    depth += step;
    return depth > 0 ? 1 : 0;
  });
}
